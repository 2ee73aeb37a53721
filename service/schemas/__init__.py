"""The JSON of answers, hits, documents and lookups: one typed form for the command line and for HTTP."""
