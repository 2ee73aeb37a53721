"""Claims about questions and their answers."""
