"""How do texts become findable? Offline: reads files, writes an index generation."""
