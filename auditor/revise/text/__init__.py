"""Edits in files that are text."""
