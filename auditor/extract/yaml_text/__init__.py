"""YAML files, such as job templates: a segment a value, at its line and column."""
