"""Pure functions over text: folding, clause borders, sections, ages."""
