"""Marks in Excel workbooks."""
