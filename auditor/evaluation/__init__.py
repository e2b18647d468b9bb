"""Precision and recall against gold sets."""
