"""The characters of a PDF page as PDFium gives them, put into lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import groupby
from typing import TypeAlias

import pypdfium2 as pdfium
import pypdfium2.raw as c

from auditor.extract.layout.grid import Grid
from auditor.extract.layout.lines import Box, Line, union

Key: TypeAlias = tuple[int, int] | None
"""Number of a grid, and of a cell in it."""

_WIDE_GAP = 1.2  # character heights
_LINE = re.compile(r"[^\r\n]+")
_GAP = re.compile(r"\s+")
_HYPHENS = str.maketrans({"\ufffe": "-", "\x02": "-"})


class Glyphs:
    """The characters of a page, by index, with their boxes."""

    def __init__(self, text_page: pdfium.PdfTextPage, shown: pdfium.PdfMatrix, page: int) -> None:
        self._text_page = text_page
        self._shown = shown
        self._page = page
        self.text = _read_text(text_page).translate(_HYPHENS)

    def lines(self, grids: Sequence[Grid]) -> Iterator[tuple[Key, Line]]:
        """Yield lines, cut where a wide gap or the border of a cell runs through them."""
        for match in _LINE.finditer(self.text):
            for key, start, end in self._by_cell(match.start(), match.end(), grids):
                for piece in [(start, end)] if key else self._by_gap(start, end):
                    yield key, self._line(*piece)

    def _by_cell(self, start: int, end: int, grids: Sequence[Grid]) -> Iterator[tuple[Key, int, int]]:
        if not grids:
            yield None, start, end
            return
        inked = [index for index in range(start, end) if not self.text[index].isspace()]
        for key, group in groupby(inked, lambda index: self._key(index, grids)):
            indices = list(group)
            yield key, indices[0], indices[-1] + 1

    def _key(self, index: int, grids: Sequence[Grid]) -> Key:
        left, top, right, bottom = self._box_of(index)
        found = ((number, grid.cell_at((left + right) / 2, (top + bottom) / 2)) for number, grid in enumerate(grids))
        return next(((number, cell) for number, cell in found if cell is not None), None)

    def _by_gap(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        for match in list(_GAP.finditer(self.text, start, end)):
            if start < match.start() and match.end() < end and self._is_wide(match.start() - 1, match.end()):
                yield start, match.start()
                start = match.end()
        yield start, end

    def _is_wide(self, before: int, after: int) -> bool:
        one, other = self._box_of(before), self._box_of(after)
        return abs(other[0] - one[2]) > _WIDE_GAP * min(one[3] - one[1], other[3] - other[1])

    def _line(self, start: int, end: int) -> Line:
        """Return the line of a range of characters, without spaces around it."""
        text = self.text[start:end]
        start += len(text) - len(text.lstrip())
        text = text.strip()
        if not text:
            return Line("", self._page, (0, 0, 0, 0), 0)
        first, last = self._box_of(start), self._box_of(start + len(text) - 1)
        rects = range(self._text_page.count_rects(start, len(text)))
        box = reduce(union, (self._as_shown(self._text_page.get_rect(index)) for index in rects), union(first, last))
        return Line(text, self._page, box, round(first[3] - first[1], 2))

    def _box_of(self, index: int) -> Box:
        """Return the box of one character as high as its font."""
        return self._as_shown(self._text_page.get_charbox(index, loose=True))

    def _as_shown(self, box: Box) -> Box:
        left, top, right, bottom = self._shown.on_rect(*box)
        return round(left, 2), round(top, 2), round(right, 2), round(bottom, 2)


def _read_text(text_page: pdfium.PdfTextPage) -> str:
    """Return the text with one code point for each character index, which a page's text does not always have."""
    count = text_page.count_chars()
    text = str(text_page.get_text_range()) if count > 0 else ""
    if len(text) == count:
        return text
    return "".join(_sign(c.FPDFText_GetUnicode(text_page, index)) for index in range(max(count, 0)))


def _sign(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
