"""The characters of a PDF page as PDFium gives them, put into lines."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import groupby
from typing import TypeAlias

import pypdfium2 as pdfium
import pypdfium2.raw as c

from auditor.extract.pdf_table import Box, Grid

Key: TypeAlias = tuple[int, int] | None
"""Number of a grid, and of a cell in it."""

_WIDE_GAP = 1.2  # character heights
_LINE = re.compile(r"[^\r\n]+")
_GAP = re.compile(r"\s+")
_HYPHENS = str.maketrans({"\ufffe": "-", "\x02": "-"})


@dataclass(frozen=True, slots=True)
class Line:
    """A run of text on one line.

    Args:
        text: without line ends.
        page: its page, from 1.
        box: left, top, right and bottom in points.
        size: height of its characters in points.
    """

    text: str
    page: int
    box: Box
    size: float


@dataclass(frozen=True, slots=True)
class Frame:
    """The page's box in its own space, and how far it is turned clockwise to be shown."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Return a box of the page's own space as shown."""
        match self.rotation:
            case 90:
                shown = bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
            case 180:
                shown = self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
            case 270:
                shown = self.top - top, self.right - right, self.top - bottom, self.right - left
            case _:
                shown = left - self.left, self.top - top, right - self.left, self.top - bottom
        return (round(shown[0], 2), round(shown[1], 2), round(shown[2], 2), round(shown[3], 2))


class Glyphs:
    """The characters of a page, by index, with their boxes."""

    def __init__(self, text_page: pdfium.PdfTextPage, frame: Frame, page: int) -> None:
        self._raw = text_page.raw
        self._frame = frame
        self._page = page
        self._edges = tuple(ctypes.c_double() for _ in range(4))
        self._rect = c.FS_RECTF()
        self.text = self._read_text(text_page).translate(_HYPHENS)

    def _read_text(self, text_page: pdfium.PdfTextPage) -> str:
        """Return the text with one code point for each character index, which a page's text does not always have."""
        count = text_page.count_chars()
        text = str(text_page.get_text_range()) if count > 0 else ""
        if len(text) == count:
            return text
        return "".join(_sign(c.FPDFText_GetUnicode(self._raw, index)) for index in range(max(count, 0)))

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

    def _box_of(self, index: int) -> Box:
        """Return the box of one character as high as its font."""
        if not c.FPDFText_GetLooseCharBox(self._raw, index, self._rect):
            return (0.0, 0.0, 0.0, 0.0)
        return self._frame.box(self._rect.left, self._rect.bottom, self._rect.right, self._rect.top)

    def _line(self, start: int, end: int) -> Line:
        """Return the line of a range of characters, without spaces around it."""
        text = self.text[start:end]
        start += len(text) - len(text.lstrip())
        text = text.strip()
        if not text:
            return Line("", self._page, (0, 0, 0, 0), 0)
        first, last = self._box_of(start), self._box_of(start + len(text) - 1)
        count = c.FPDFText_CountRects(self._raw, start, len(text))
        box = reduce(union, map(self._rect_box, range(count)), union(first, last))
        return Line(text, self._page, box, round(first[3] - first[1], 2))

    def _rect_box(self, index: int) -> Box:
        left, top, right, bottom = self._edges
        c.FPDFText_GetRect(self._raw, index, left, top, right, bottom)
        return self._frame.box(left.value, bottom.value, right.value, top.value)


def _sign(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def union(one: Box, other: Box) -> Box:
    """Return the smallest box around two boxes."""
    return (min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3]))
