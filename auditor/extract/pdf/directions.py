"""Text that does not run across the page: stamps, watermarks and names of narrow columns are read apart from the lines they cross."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from math import atan2, degrees
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as c

from auditor.extract.pdf.drawn import Matrix, Shape, followed_by

ACROSS = 0
_STEP = 15  # degrees
QUARTER = 90  # degrees
_FEWEST = 5  # texts


def by_direction(texts: Iterable[Shape], shown: Matrix) -> dict[int, list[Shape]]:
    """Return texts by the direction in which they run as shown, in degrees clockwise; ``ACROSS`` is always there."""
    directions: dict[int, list[Shape]] = {ACROSS: []}
    for text in texts:
        a, b, _, _, _, _ = followed_by(text.own_matrix, shown)
        angle = ACROSS if b == 0 < a else round(degrees(atan2(b, a)) / _STEP) * _STEP % 360
        directions.setdefault(angle, []).append(text)
    return directions


class Turn(NamedTuple):
    """How something that runs up, down or upside down is turned to run across.

    Args:
        way: from where it is shown to where it is read.
        back: from there to where it is shown.
        swaps: whether width and height change places.
    """

    way: Matrix
    back: Matrix
    swaps: bool


def most(directions: Mapping[int, Sequence[Shape]]) -> int:
    """Return the direction in which most of the text of a page runs; ``ACROSS`` where that is not clear or aslant."""
    found = max(directions, key=lambda angle: len(directions[angle]))
    is_clear = len(directions[found]) >= max(_FEWEST, sum(map(len, directions.values())) / 2)
    return found if is_clear and found % QUARTER == 0 else ACROSS


def turn_of(angle: int, width: float, height: float) -> Turn:
    """Return how text that runs down, upside down or up, on a page of a size as shown, has to be turned."""
    turns = {
        90: Turn((0, -1, 1, 0, 0, width), (0, 1, -1, 0, width, 0), True),
        180: Turn((-1, 0, 0, -1, width, height), (-1, 0, 0, -1, width, height), False),
        270: Turn((0, 1, -1, 0, height, 0), (0, -1, 1, 0, 0, height), True),
    }
    return turns[angle]


@contextmanager
def turned(page: pdfium.PdfPage, angle: int) -> Iterator[None]:
    """Turn a page back by about an angle, in degrees clockwise, while text pages are made: PDFium puts in order what runs across."""
    quarters = round(angle / QUARTER)
    if not quarters % 4:
        yield
        return
    rotation = page.get_rotation()
    page.set_rotation((rotation - quarters * QUARTER) % 360)
    try:
        yield
    finally:
        page.set_rotation(rotation)


@contextmanager
def only(texts: Iterable[Shape], every: Iterable[Shape]) -> Iterator[None]:
    """Keep all other texts out of a text page that is made in the meantime."""
    kept = set(map(id, texts))
    others = [text.raw for text in every if id(text) not in kept]
    for raw in others:
        c.FPDFPageObj_SetIsActive(raw, False)
    try:
        yield
    finally:
        for raw in others:
            c.FPDFPageObj_SetIsActive(raw, True)
