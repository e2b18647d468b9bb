"""Word-processor files."""
