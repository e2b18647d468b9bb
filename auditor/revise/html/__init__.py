"""Marks in HTML pages."""
