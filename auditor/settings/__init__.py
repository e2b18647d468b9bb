"""Configuration files: where they are, what may stand in them, how they are joined, and where each value was written."""
