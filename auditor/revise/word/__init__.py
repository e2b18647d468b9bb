"""Marks in Word files."""
