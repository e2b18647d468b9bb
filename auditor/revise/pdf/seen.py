"""Where words stand in a line that was read off a picture: the line is read once more, and the recogniser says where it sees each sign."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from statistics import median
from unicodedata import east_asian_width

import pypdfium2 as pdfium

from auditor.extract.layout.lines import Box
from auditor.extract.pdf.sight import View, view
from auditor.extract.picture.engine import NoEngineError, Reading, engine
from auditor.model.remembered import remembered
from auditor.model.span import Span

_MARK = 0.5  # wide characters: as much ink has a comma
_REMEMBERED = 64  # readings: several words of one line may be marked
_ROOM = 0.1  # wide characters: the recogniser looks at steps of a sixth


class PagePicture:
    """A page as a picture, drawn when it is first asked for.

    Args:
        page: stays open as long as this is used.
        limit: most pixels.
    """

    def __init__(self, page: pdfium.PdfPage, limit: int) -> None:
        self._page = page
        self._limit = limit

    def words(self, box: Box, line: str, span: Span) -> Box | None:
        """Return the part of a line's box that some of its words take up, as shown in points; None where they are not read there again."""
        for turn in (90, 270) if is_tall(box) else (0, 180):
            reading = self._reading(box, turn)
            if reading and (ends := _ends(reading, line, span)):
                return _part(box, turn, *ends)
        return None

    @remembered(_REMEMBERED)
    def _reading(self, box: Box, turn: int) -> Reading | None:
        """Return what a line says in the picture turned by degrees against the clock; None without an engine."""
        left, top, right, bottom = (round(side * self._view.scale) for side in box)
        picture = self._view.picture.crop((left, top, max(right, left + 1), max(bottom, top + 1)))
        try:
            return engine().read(picture.rotate(turn, expand=True))
        except NoEngineError:
            return None

    @cached_property
    def _view(self) -> View:
        return view(self._page, 1, self._limit)


def is_tall(box: Box) -> bool:
    """Tell whether a line in a box runs up or down."""
    return box[3] - box[1] > box[2] - box[0]


def width_of(text: str) -> float:
    """Return about how wide a text is, in wide characters."""
    return sum(1.0 if east_asian_width(sign) in "WF" else 0.5 for sign in text)


def _ends(reading: Reading, line: str, span: Span) -> tuple[float, float] | None:
    """Return where words begin and end, as shares of the length of the line in which they are read."""
    signs, words = "".join(reading.text.split()), "".join(span.of(line).split())
    before = len("".join(line[: span.start].split()))
    starts = [at for at in range(len(signs)) if signs.startswith(words, at)]
    if not starts or len(signs) != len(reading.middles):
        return None
    start = min(starts, key=lambda at: abs(at - before))
    edges = list(_edges(signs, reading.middles))
    return edges[start][0], edges[start + len(words) - 1][1]


def _edges(signs: str, middles: Sequence[float]) -> Iterator[tuple[float, float]]:
    """Yield where signs begin and end: a little more than half a sign from their middles, or between two that stand closer."""
    widths = [width_of(sign) if sign.isalnum() else _MARK for sign in signs]
    between = [(middles[at], middles[at + 1], widths[at], widths[at + 1]) for at in range(len(signs) - 1)]
    size = median([2 * (to - from_) / (one + other) for from_, to, one, other in between] or [1.0])
    borders = [from_ + (to - from_) * one / (one + other) for from_, to, one, other in between]
    for middle, width, (left, right) in zip(middles, widths, pairwise([0.0, *borders, 1.0]), strict=True):
        half = size * (width / 2 + _ROOM)
        yield max(left, middle - half), min(right, middle + half)


def _part(box: Box, turn: int, start: float, end: float) -> Box:
    left, top, right, bottom = box
    if turn in (180, 270):
        start, end = 1 - end, 1 - start
    if turn in (0, 180):
        return left + start * (right - left), top, left + end * (right - left), bottom
    return left, top + start * (bottom - top), right, top + end * (bottom - top)
