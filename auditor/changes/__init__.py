"""What git says of files: which lines differ from a revision, and which files it would keep."""
