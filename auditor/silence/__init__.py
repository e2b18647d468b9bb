"""What the user silences: suppressions in a text or beside a file, the baseline, and whatever else sets findings aside."""
