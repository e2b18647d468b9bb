"""Tables on slides: each cell has the box that its column and row give it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from auditor.extract import table
from auditor.extract.elements import Element, attribute, find, inside
from auditor.extract.numbers import EMU, whole
from auditor.extract.slides.slide_text import text_of
from auditor.extract.table import TableCell
from auditor.model.document import Segment
from auditor.model.location import PagePlace

_LARGEST = 1 << 40  # EMU


def table_segments(element: Element, place: PagePlace, name: str) -> Iterator[Segment]:
    """Yield the cells of a table in which something stands.

    Args:
        element: the table.
        place: where it stands on its slide.
        name: tells its groups from those of other tables.
    """
    cells = list(_cells(element, place))
    for cell, meaning in zip(cells, table.read(cells, name), strict=True):
        if cell.text.strip():
            yield table.segment(cell, meaning)


def _cells(element: Element, place: PagePlace) -> Iterator[TableCell]:
    """Yield all cells, a merged one once."""
    rows = list(inside(element, "tr"))
    grid = find(element, "tblGrid")
    widths = [_size(column, "w") for column in grid.iterchildren("{*}gridCol")] if grid is not None else []
    across, down = _borders(widths, place, 0), _borders([_size(row, "h") for row in rows], place, 1)
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(inside(row, "tc"), 1):
            if _is_set(cell, "hMerge") or _is_set(cell, "vMerge"):
                continue
            columns, height = _count(cell, "gridSpan"), _count(cell, "rowSpan")
            box = (_at(across, column - 1), _at(down, number - 1), _at(across, column - 1 + columns), _at(down, number - 1 + height))
            shown = PagePlace(place.page, box if place.box else None)
            yield TableCell(text_of(cell), shown, number, column, height, columns)


def _borders(sizes: list[float], place: PagePlace, side: int) -> list[float]:
    start = place.box[side] if place.box else 0.0
    return [round(border, 2) for border in accumulate(sizes, initial=start)]


def _at(borders: list[float], index: int) -> float:
    return borders[min(index, len(borders) - 1)]


def _size(element: Element, name: str) -> float:
    return whole(attribute(element, name), _LARGEST) / EMU


def _count(cell: Element, name: str) -> int:
    return max(1, whole(attribute(cell, name), 1_000))


def _is_set(cell: Element, name: str) -> bool:
    return attribute(cell, name) in ("1", "true")
