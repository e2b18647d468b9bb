"""Cells of a file of rows that mean what stands above them (同上, 〃): their row is told what that is, and where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from auditor.extract.records.head import Above, Row
from auditor.extract.table.words import DITTOS

_WRITTEN = frozenset(f"{before}{sign}{behind}" for sign in DITTOS for before in ("", " ") for behind in ("", " "))
"""Cells as they are looked up: to strip those of millions of rows would take a quarter of the time of reading them."""


def carried_on(rows: Iterable[Row], record: Callable[[Row], str]) -> Iterator[Row]:
    """Yield rows, those that repeat cells of the row before with what these mean.

    Args:
        rows: those below the header.
        record: returns what the record of a row is called.
    """
    before: Row | None = None
    for row in rows:
        repeats = before is not None and not _WRITTEN.isdisjoint(row.cells)
        before = row._replace(repeated=_repeated(row, before, record)) if before and repeats else row
        yield before


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
