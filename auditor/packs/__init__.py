"""YAML to rules: file models, loader, linter, example runner."""
