"""Numbers that somebody else wrote into a file, and the unit of Office files."""

from __future__ import annotations

EMU = 12_700
"""English Metric Units in a point: Office files measure in them."""
_LONGEST = 18  # digits: Python refuses to read thousands of them, and nothing in a document is counted so far


def whole(text: str | None, most: int, otherwise: int = 0) -> int:
    """Return a number of digits, no larger than ``most``; ``otherwise`` where it is none."""
    if not text or not text.isdecimal():
        return otherwise
    return min(int(text), most) if len(text) <= _LONGEST else most
