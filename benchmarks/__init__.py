"""How fast and how small: ours beside what else could be done with the same ads. See README.md."""
