"""What a text must contain for a regex to match: the literals that no match can do without.

A sound over-approximation for texts whose digits are all ASCII: where nothing can be said of a part of a pattern, nothing is
demanded for it.
"""
