"""The characters of a PDF page as PDFium gives them, put into lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from ctypes import c_double
from functools import reduce
from itertools import groupby
from typing import TypeAlias

import pypdfium2 as pdfium
import pypdfium2.raw as c

from auditor.extract.layout.grid import Grid
from auditor.extract.layout.lines import Box, Gap, Line, union
from auditor.extract.pdf.directions import ACROSS
from auditor.extract.pdf.drawn import Matrix, on_box

Key: TypeAlias = tuple[int, int] | None
"""Number of a grid, and of a cell in it."""

_WIDE_GAP = 1.2  # character heights
_NARROW_GAP = 0.6  # character heights; spaces between words are narrower
_APART = 1.4  # character heights from one character to the next below it
_LINE = re.compile(r"[^\r\n]+")
_GAP = re.compile(r"\s+")
_WORD = re.compile(r"\S+")
_HYPHENS = str.maketrans({"\ufffe": "-", "\x02": "-"})


class Glyphs:
    """The characters of a page, by index, with their boxes.

    PDFium is asked for the first and last character of a line and what surrounds gaps, not for each character: that is what takes time.

    Args:
        text_page: of characters that run in one direction.
        shown: the way from the page's own space to where it is shown.
        page: its number, from 1.
        angle: at which the characters run as shown, in degrees clockwise.
    """

    def __init__(self, text_page: pdfium.PdfTextPage, shown: Matrix, page: int, angle: int = ACROSS) -> None:
        self._text_page = text_page
        self._shown = shown
        self._page = page
        self.angle = angle
        self._is_level = angle % 180 == 0
        self.text = _read_text(text_page).translate(_HYPHENS)

    def lines(self, grids: Sequence[Grid]) -> Iterator[tuple[Key, Line]]:
        """Yield lines, cut where a wide gap or the border of a cell runs through them."""
        for match in _LINE.finditer(self.text):
            for key, start, end in self._by_cell(match.start(), match.end(), grids):
                for piece in [(start, end, ())] if key else self._by_gap(start, end):
                    yield from ((key, line) for line in self._lines(*piece))

    def _by_cell(self, start: int, end: int, grids: Sequence[Grid]) -> Iterator[tuple[Key, int, int]]:
        if not grids:
            yield None, start, end
            return
        words = (word for match in _WORD.finditer(self.text, start, end) for word in self._in_cells(match.start(), match.end(), grids))
        for key, group in groupby(words, lambda word: word[0]):
            pieces = list(group)
            yield key, pieces[0][1], pieces[-1][2]

    def _in_cells(self, start: int, end: int, grids: Sequence[Grid]) -> Iterator[tuple[Key, int, int]]:
        """Yield the pieces of a word; one that begins and ends in the same cell is whole."""
        key = self._key(start, grids)
        if key == self._key(end - 1, grids) and (key or not self._is_beside(start, grids)):
            yield key, start, end
        else:
            yield from ((self._key(index, grids), index, index + 1) for index in range(start, end))

    def _key(self, index: int, grids: Sequence[Grid]) -> Key:
        return cell_of(self._box_of(index), grids)

    def _is_beside(self, index: int, grids: Sequence[Grid]) -> bool:
        _, top, _, bottom = self._box_of(index)
        return any(grid.down[0] <= (top + bottom) / 2 <= grid.down[-1] for grid in grids)

    def _by_gap(self, start: int, end: int) -> Iterator[tuple[int, int, Sequence[Gap]]]:
        """Yield the pieces of a range between wide gaps, each with the narrower ones in it."""
        narrow: list[Gap] = []
        for match in list(_GAP.finditer(self.text, start, end)):
            if not (start < match.start() and match.end() < end):
                continue
            gap, width = self._gap(match.start() - 1, match.end())
            if width > _WIDE_GAP:
                yield start, match.start(), narrow
                start, narrow = match.end(), []
            elif width > _NARROW_GAP and self.angle == ACROSS:
                narrow.append(gap)
        yield start, end, narrow

    def _gap(self, before: int, after: int) -> tuple[Gap, float]:
        """Return the gap between two characters, and how wide it is in character heights."""
        one, other = self._box_of(before), self._box_of(after)
        start = 0 if self._is_level else 1
        width = max(other[start] - one[start + 2], one[start] - other[start + 2])
        return Gap(after, one[2], other[0]), width / (min(self._size(one), self._size(other)) or 1)

    def _size(self, box: Box) -> float:
        return box[3] - box[1] if self._is_level else box[2] - box[0]

    def _lines(self, start: int, end: int, gaps: Sequence[Gap]) -> Iterator[Line]:
        """Yield the line of a range, or each of its characters if they stand under one another and apart."""
        line = self._line(start, end, gaps)
        if line and self.angle == ACROSS and end - start > 1 and line.box[3] - line.box[1] > _APART * len(line.text) * line.size:
            yield from (sign for index in range(start, end) if (sign := self._line(index, index + 1)))
        elif line:
            yield line

    def _line(self, start: int, end: int, gaps: Sequence[Gap] = ()) -> Line | None:
        """Return the line of a range of characters, without spaces around it; None if nothing else is there."""
        text = self.text[start:end]
        start += len(text) - len(text.lstrip())
        text = text.strip()
        if not text:
            return None
        first, last = self._box_of(start), self._box_of(start + len(text) - 1)
        box = reduce(union, self._inked(start, len(text)), union(first, last))
        inner = tuple(gap._replace(behind=gap.behind - start) for gap in gaps)
        return Line(text, self._page, rounded(box), round(max(self._size(first), self._size(last)), 2), gaps=inner)

    def _inked(self, start: int, count: int) -> Iterator[Box]:
        left, top, right, bottom = c_double(), c_double(), c_double(), c_double()
        for index in range(c.FPDFText_CountRects(self._text_page, start, count)):
            c.FPDFText_GetRect(self._text_page, index, left, top, right, bottom)
            yield on_box(self._shown, (left.value, bottom.value, right.value, top.value))

    def _box_of(self, index: int) -> Box:
        """Return the box of one character as high as its font."""
        rect = c.FS_RECTF()
        c.FPDFText_GetLooseCharBox(self._text_page, index, rect)
        return on_box(self._shown, (rect.left, rect.bottom, rect.right, rect.top))


def cell_of(box: Box, grids: Sequence[Grid]) -> Key:
    """Return the cell in which the middle of a box lies; None outside tables."""
    left, top, right, bottom = box
    found = ((number, grid.cell_at((left + right) / 2, (top + bottom) / 2)) for number, grid in enumerate(grids))
    return next(((number, cell) for number, cell in found if cell is not None), None)


def rounded(box: Box) -> Box:
    """Return a box in hundredths of a point."""
    left, top, right, bottom = box
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
