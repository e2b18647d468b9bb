"""Patterns over plain text, behind a gate."""
