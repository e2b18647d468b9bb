"""The day and month of a date as sites write it; what is not plain, such as "3天前", is not guessed."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache

_NUMBERS = re.compile(r"(?<!\d)((?:19|20)\d\d) ?[-/.年] ?(\d{1,2})(?: ?[-/.月] ?(\d{1,2}))?(?!\d)")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_STAMP = re.compile(r"1\d{9}(?:\d{3})?")
_CHINA = datetime.timezone(datetime.timedelta(hours=8))
_REMEMBERED = 65_536


@lru_cache(_REMEMBERED)
def day_of(text: str) -> datetime.date | None:
    """Return the day that a text names; a Unix time in seconds or milliseconds counts as Beijing time."""
    if _STAMP.fullmatch(text):
        return datetime.datetime.fromtimestamp(int(text[:10]), _CHINA).date()
    match = _COMPACT.fullmatch(text) or _NUMBERS.search(text)
    if match is None or not match[3]:
        return None
    return _day(int(match[1]), int(match[2]), int(match[3]))


@lru_cache(_REMEMBERED)
def month_of(text: str) -> str:
    """Return the month that a text names, such as ``2026-03``; empty where it names none."""
    if day := day_of(text):
        return f"{day:%Y-%m}"
    match = _NUMBERS.search(text)
    month = _day(int(match[1]), int(match[2]), 1) if match and not match[3] else None
    return f"{month:%Y-%m}" if month else ""


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
