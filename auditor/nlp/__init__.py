"""The spaCy side: tokens, and the context of a match."""
