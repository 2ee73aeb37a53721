"""Claims about how well real questions are answered."""
