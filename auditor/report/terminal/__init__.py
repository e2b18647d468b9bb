"""The report for people at a terminal: readable at 80 columns, without colour, and piped."""
