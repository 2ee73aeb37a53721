"""Claims about reading files and writing indexes."""
