"""Claims about the nouns and the rules of the texts."""
