"""Claims about the program, one sentence each; the folders mirror the packages."""
