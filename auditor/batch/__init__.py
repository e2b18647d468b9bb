"""Many inputs: finding them, and auditing one after the other."""
