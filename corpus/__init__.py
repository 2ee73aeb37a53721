"""What are the texts? Nouns, text rules as data, and the documents themselves (standard library only)."""
