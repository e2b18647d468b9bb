"""Footnotes: read after their page, so that a sentence goes on over them on the next one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from statistics import median

from msgspec.structs import replace

from auditor.extract.layout.lines import Line, in_rows
from auditor.extract.layout.page import Page

_MARK = re.compile(r"[①-⑳*＊※†‡]|[(（\[【〔]\s?\d{1,2}\s?[)）\]】〕]|注\s?\d{0,2}\s?[：:]|\d{1,2}\s")
_SMALLER = 0.9  # times the size of the text above
_LOWER_PART = 0.5  # of the page


def part_footnotes(page: Page) -> tuple[Page, list[Line]]:
    """Return a page without its footnotes, and the footnotes from top to bottom."""
    most = _SMALLER * median([line.size for line in page.lines] or [0.0])
    if not any(_is_small([line], most, page.height) for line in page.lines):
        return page, []
    small = list(takewhile(lambda row: _is_small(row, most, page.height), reversed(in_rows(page.lines))))
    while small and not _MARK.match(small[-1][0].text):
        small.pop()
    notes = [line for row in reversed(small) for line in row]
    known = set(map(id, notes))
    return (replace(page, lines=tuple(line for line in page.lines if id(line) not in known)), notes) if notes else (page, [])


def _is_small(row: Sequence[Line], most: float, height: float) -> bool:
    return all(line.size <= most and line.box[1] > _LOWER_PART * height for line in row)
