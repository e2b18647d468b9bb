"""Text that does not run across the page: stamps, watermarks and names of narrow columns are read apart from the lines they cross."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from math import atan2, degrees

import pypdfium2.raw as c

from auditor.extract.pdf.drawn import Matrix, Shape, followed_by

ACROSS = 0
_STEP = 15  # degrees


def by_direction(texts: Iterable[Shape], shown: Matrix) -> dict[int, list[Shape]]:
    """Return texts by the direction in which they run as shown, in degrees clockwise; ``ACROSS`` is always there."""
    directions: dict[int, list[Shape]] = {ACROSS: []}
    for text in texts:
        a, b, _, _, _, _ = followed_by(text.own_matrix, shown)
        angle = ACROSS if b == 0 < a else round(degrees(atan2(b, a)) / _STEP) * _STEP % 360
        directions.setdefault(angle, []).append(text)
    return directions


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
