"""Lengths with a unit, as styles write them."""

from __future__ import annotations

import re

LENGTH = r"(\d{1,6}(?:\.\d{1,9})?)(pt|in|cm|mm|px)"
"""A number and its unit, two groups of a regular expression."""
_LENGTH = re.compile(LENGTH)
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 7.2 / 2.54, "px": 0.75}


def points(length: str) -> float:
    """Return a length in points; 0 where it is none."""
    match = _LENGTH.fullmatch(length)
    return float(match[1]) * _POINTS[match[2]] if match else 0.0
