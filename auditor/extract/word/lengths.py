"""Lengths with a unit, as styles write them."""

from __future__ import annotations

import re

LENGTH = r"(\d{1,6}(?:\.\d{1,9})?)(pt|in|cm|mm|px)"
"""A number and its unit, two groups of a regular expression."""
_LENGTH = re.compile(LENGTH)
_EMU = {"pt": 12_700, "in": 914_400, "cm": 360_000, "mm": 36_000, "px": 9_525}


def emu(length: str) -> float:
    """Return a length in EMU; 0 where it is none."""
    match = _LENGTH.fullmatch(length)
    return float(match[1]) * _EMU[match[2]] if match else 0.0
