"""A platform's ads by the million: memory over time, the same bytes after being killed, and the whole as the sum of its parts."""
