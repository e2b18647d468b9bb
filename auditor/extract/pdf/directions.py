"""Text that does not run across the page: stamps, watermarks and names of narrow columns are read apart from the lines they cross."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from math import atan2, degrees

import pypdfium2.raw as c

from auditor.extract.pdf.drawn import Matrix, Shape, followed_by

ACROSS = 0
_STEP = 15  # degrees
_FEWEST = 5  # texts


def by_direction(texts: Iterable[Shape], shown: Matrix) -> dict[int, list[Shape]]:
    """Return texts by the direction in which they run as shown, in degrees clockwise; ``ACROSS`` is always there."""
    directions: dict[int, list[Shape]] = {ACROSS: []}
    for text in texts:
        a, b, _, _, _, _ = followed_by(text.own_matrix, shown)
        angle = ACROSS if b == 0 < a else round(degrees(atan2(b, a)) / _STEP) * _STEP % 360
        directions.setdefault(angle, []).append(text)
    return directions


def upright(directions: Mapping[int, Sequence[Shape]], width: float, height: float) -> tuple[Matrix, Matrix, bool] | None:
    """Return how a page has to be turned if most of its text runs up, down or upside down; None if it can be read as it is.

    Returns:
        The way from the page as shown to the page as read, the way back, and whether width and height change places.
    """
    most = max(directions, key=lambda angle: len(directions[angle]))
    if len(directions[most]) < max(_FEWEST, sum(map(len, directions.values())) / 2):
        return None
    turns: dict[int, tuple[Matrix, Matrix, bool]] = {
        90: ((0, -1, 1, 0, 0, width), (0, 1, -1, 0, width, 0), True),
        180: ((-1, 0, 0, -1, width, height), (-1, 0, 0, -1, width, height), False),
        270: ((0, 1, -1, 0, height, 0), (0, -1, 1, 0, 0, height), True),
    }
    return turns.get(most)


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
