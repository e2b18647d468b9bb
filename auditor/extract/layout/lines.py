"""Lines of text in boxes: what PDF pages, scans and other paged formats have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from typing import NamedTuple, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from auditor.model.location import PagePlace

Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right and bottom, counted from the upper left corner of the page as shown."""


class Gap(NamedTuple):
    """A gap in a line that is wider than those between words.

    Args:
        behind: index of the code point behind it.
        left: where it begins, in points.
        right: where it ends.
    """

    behind: int
    left: float
    right: float


class Line(Struct, frozen=True):
    """A run of text on one line.

    Args:
        text: without line ends.
        page: its page, from 1.
        box: where it stands in the layout of its page, in points.
        size: height of its characters, in points.
        unit: of where it is shown: ``pt`` on pages, ``px`` in images.
        confidence: how sure the recogniser is of a text read off a picture, 0 to 1; None for a text layer.
        shown: where it is shown, in ``unit``, if the page had to be turned or enlarged to be read; else ``box`` says that.
        gaps: where it could be cut.
    """

    text: str
    page: int
    box: Box
    size: float
    unit: str = "pt"
    confidence: float | None = None
    shown: Box | None = None
    gaps: tuple[Gap, ...] = ()

    @property
    def pieces(self) -> list[Line]:
        """It, cut at its gaps."""
        if not self.gaps or self.shown:
            return [self]
        left, top, right, bottom = self.box
        starts = [(0, left), *((gap.behind, gap.right) for gap in self.gaps)]
        ends = [*((gap.behind, gap.left) for gap in self.gaps), (len(self.text), right)]
        return [
            replace(self, text=self.text[start:end].strip(), box=(from_, top, to, bottom), gaps=())
            for (start, from_), (end, to) in zip(starts, ends, strict=True)
        ]

    @property
    def place(self) -> PagePlace:
        """Where a person finds it."""
        return PagePlace(self.page, self.shown or self.box, self.unit, self.confidence)


def union(one: Box, other: Box) -> Box:
    """Return the smallest box around two boxes."""
    return (min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3]))


def visual_lines(pieces: Iterable[Line]) -> list[Line]:
    """Put together pieces that stand side by side on one line, and sort the lines from top to bottom."""
    return [_one_line(row) for row in in_rows(pieces)]


def in_rows(pieces: Iterable[Line]) -> list[list[Line]]:
    """Return pieces from left to right by the line on which they stand, from top to bottom."""
    rows: list[list[Line]] = []
    for piece in sorted(pieces, key=lambda piece: piece.box[1] + piece.box[3]):
        if rows and _beside(rows[-1][0], piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.box[0]) for row in rows]


def _beside(one: Line, other: Line) -> bool:
    overlap = min(one.box[3], other.box[3]) - max(one.box[1], other.box[1])
    return overlap > min(one.box[3] - one.box[1], other.box[3] - other.box[1]) / 2


def _one_line(pieces: Sequence[Line]) -> Line:
    if len(pieces) == 1:
        return pieces[0]
    shown = [piece.shown or piece.box for piece in pieces] if any(piece.shown for piece in pieces) else []
    return replace(
        pieces[0],
        text=" ".join(piece.text for piece in pieces),
        box=reduce(union, (piece.box for piece in pieces)),
        confidence=min((piece.confidence for piece in pieces if piece.confidence is not None), default=None),
        shown=reduce(union, shown) if shown else None,
        gaps=tuple(_gaps(pieces)),
    )


def _gaps(pieces: Sequence[Line]) -> Iterator[Gap]:
    """Yield the gaps in pieces and between them."""
    start, right = 0, pieces[0].box[2]
    for index, piece in enumerate(pieces):
        if index:
            yield Gap(start, right, piece.box[0])
            right = max(right, piece.box[2])
        yield from (gap._replace(behind=start + gap.behind) for gap in piece.gaps)
        start += len(piece.text) + 1
