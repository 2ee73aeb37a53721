"""The product beside its peers: the same texts, the same embedding model, the same machine and the same run."""
