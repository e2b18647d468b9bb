"""What was found, written back into a copy of the document itself."""
