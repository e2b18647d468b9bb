"""What is printed above and below the cells of each page: headers and footers of sheets, which no cell holds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.extract.sheet.outline import Note

_CODE = re.compile(r'&(?:"[^"]*"|K(?:[0-9A-Fa-f]{6}|[0-9]{2}[+-][0-9]{3})|[0-9]{1,3}|.)', re.DOTALL)
_PAGES = re.compile(r"(?:[第页頁共总]|page|of|[\W\d_])*+", re.IGNORECASE)
_PARTS = "LCR"  # left, in the middle, right


def furniture(part: str, code: str) -> Iterator[Note]:
    """Yield the note of a header or footer as Excel writes it, with codes for fonts, parts, and what only printing knows."""
    yield from printed(part, _CODE.sub(_meant, code))


def printed(part: str, text: str) -> Iterator[Note]:
    """Yield the note of a ``header`` or ``footer``, at the first cell; none where it does but count pages."""
    lines = [line.strip() for line in text.splitlines()]
    if not _PAGES.fullmatch(text):
        yield Note(1, 1, part, "\n".join(filter(None, lines)))


def _meant(code: re.Match[str]) -> str:
    sign = code[0][1:]
    return "&" if sign == "&" else "\n" if sign in _PARTS else ""
