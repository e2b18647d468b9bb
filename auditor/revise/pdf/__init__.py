"""Marks in PDF files."""
