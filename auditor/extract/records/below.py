"""The rows below the header of a file: what they mean that repeat cells above them (同上, 〃), and where another table begins."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from auditor.extract.records.head import Above, Row, surely_names
from auditor.model.dittos import DITTOS

_WRITTEN = frozenset(f"{before}{sign}{behind}" for sign in DITTOS for before in ("", " ") for behind in ("", " "))
"""Cells as they are looked up: to strip those of millions of rows would take a quarter of the time of reading them."""

_FEWEST = 2  # cells of a row


def read_below(rows: Iterable[Row], record: Callable[[Row], str]) -> Iterator[Row]:
    """Yield rows, those that repeat cells of the row before with what these mean, those of other tables with their header.

    Args:
        rows: those below the header.
        record: returns what the record of a row is called.
    """
    before: Row | None = None
    head: Row | None = None
    may_open, line = False, 0  # whether, at one look, the row before may be a title; and the line on which the next one stands
    for row in rows:
        if (may_open or row.line > line) and before and _opens(row, before):
            head = row
        cells, line = row.cells, row.line + 1
        may_open = len(cells) < _FEWEST or not cells[-1]
        if head or not _WRITTEN.isdisjoint(cells):
            row = row._replace(repeated=_repeated(row, before, record) if before else {}, head=head)  # noqa: PLW2901
        before = row
        yield row


def _opens(row: Row, before: Row) -> bool:
    """Tell whether another table begins: below a title, or an empty row, with names that are surely those of columns."""
    is_title = sum(map(bool, before.cells)) <= 1
    is_gap = row.line > before.line + 1 + sum(cell.count("\n") for cell in before.cells)
    return (is_title or is_gap) and surely_names(row.cells)


def _repeated(row: Row, before: Row, record: Callable[[Row], str]) -> Mapping[int, Above]:
    """Return what the cells of a row mean that repeat those of the row before, which may repeat others."""
    found: dict[int, Above] = {}
    for column, cell in enumerate(row.cells[: len(before.cells)]):
        text = before.cells[column]
        if cell in _WRITTEN and text.strip():
            above = before.repeated.get(column)
            if above or text not in _WRITTEN:
                found[column] = above or Above(text, record(before), before.line)
    return found
