"""Reads tables row by row: finds where each begins, how it is laid out, and what it says of its cells."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from auditor.extract.table.above import told_by_line
from auditor.extract.table.cell import NOTHING, Meaning, PlainRow, Row, RowMeaning, TableCell, name_in
from auditor.extract.table.ditto import MOST_ROWS, carried_on, depth_of, holds_dittos
from auditor.extract.table.header import (
    Numbered,
    all_marked,
    alternates,
    columns_under,
    could_head,
    could_open,
    filled,
    goes_across,
    is_form,
    opens,
    pairs,
)
from auditor.extract.table.layouts import Across, Form, Framed, Headed, Layout
from auditor.extract.table.words import is_usual

_WINDOW = 30  # rows that are looked at to tell the layout of a table
_HEADER_WITHIN = 10  # rows of several cells
_MOST_AHEAD = 1_000  # rows


def read(cells: Sequence[TableCell], name: str, above: str = "") -> Sequence[Meaning]:
    """Return what a table says of each of its cells.

    A table with a header tells of one thing a row. A form, in which every other cell names the next one, tells of one thing.

    Args:
        cells: of the table.
        name: tells its groups from those of other tables.
        above: the line right above it, which may name the post of a table that names none.
    """
    found: dict[int, Meaning] = {}
    for number, row, meaning in read_rows(_rows(cells), name):
        found.update((id(cell), own) for cell, own in zip(row, meaning.meanings, strict=True) if cell.row == number)
    return told_by_line([found.get(id(cell), NOTHING) for cell in cells], above)


def _rows(cells: Sequence[TableCell]) -> list[Numbered]:
    """Return the rows with their numbers, cells that reach down from above among the others."""
    rows: dict[int, list[TableCell]] = {}
    for cell in cells:
        for row in range(cell.row, cell.row + cell.rows):
            rows.setdefault(row, []).append(cell)
    return [(row, sorted(rows[row], key=lambda cell: cell.column)) for row in sorted(rows)]


def read_rows(rows: Iterable[Numbered], name: str) -> Iterator[tuple[int, Row, RowMeaning]]:
    """Yield each row of a sheet, or a table, with what it says of each of its cells; rows are held back only as far as needed.

    Args:
        rows: those that hold something, with their numbers, from the top.
        name: tells groups from those of other tables.
    """
    return _Reader(rows, name).read()


class _Reader:
    def __init__(self, rows: Iterable[Numbered], name: str) -> None:
        self._rows = iter(rows)
        self._ahead: deque[Numbered] = deque()
        self._name = name
        self._layout: Layout | None = None
        self._titles_until = 0  # number of the row at which the layout begins to hold
        self._around: Form | None = None  # the form in which the table at hand is a numbered list
        self._repeating = 0  # number of the last row ahead that repeats cells above it

    def read(self) -> Iterator[tuple[int, Row, RowMeaning]]:
        before, alone = 0, False
        while self._fill(2):
            number, row = self._ahead.popleft()
            self._turn_to(number, row, after_gap=bool(before) and (alone or number > before + 1))
            if self._repeating > number or not isinstance(row, PlainRow):
                row = self._carried_on(number, row)
            yield number, row, self._meaning(number, row)
            before, alone = number, len(row) < 2 or (not isinstance(row, PlainRow) and len(filled(row)) < 2)

    def _fill(self, count: int) -> bool:
        while len(self._ahead) < count:
            following = next(self._rows, None)
            if following is None:
                return bool(self._ahead)
            self._ahead.append(following)
            if holds_dittos(following[1]):
                self._repeating = following[0]
        return True

    def _after(self, count: int) -> list[Numbered]:
        self._fill(count)
        return list(islice(self._ahead, count))

    def _carried_on(self, number: int, row: Row) -> Row:
        """Let the cells of a row reach down over those below a header that mean the same."""
        layout = self._layout
        if not isinstance(layout, Headed) or number <= layout.columns.last:
            return row
        if not any(holds_dittos(below) for _, below in self._after(depth_of(number, row))):
            return row
        self._fill(MOST_ROWS)
        return carried_on(number, row, self._ahead)

    def _meaning(self, number: int, row: Row) -> RowMeaning:
        if self._layout is None or number < self._titles_until:
            return RowMeaning.of(NOTHING for _ in row)
        deepest = 1 if isinstance(row, PlainRow) else max([cell.rows for cell in row if cell.row == number], default=1)
        ahead = _WINDOW if isinstance(self._layout, Form) else min(deepest - 1, _MOST_AHEAD)
        return self._layout.row_meaning(number, row, self._after(ahead) if ahead else ())

    def _turn_to(self, number: int, row: Row, after_gap: bool) -> None:
        """Take another layout where another table begins."""
        if self._around is not None and is_usual(row[0]) and any(pairs(row)):
            self._layout, self._around = self._around, None
        elif self._layout is None or (number >= self._titles_until and self._is_turn(number, row, after_gap)):
            form = self._layout
            self._begin(number, row)
            self._around = form if isinstance(form, Form) and self._lists(number) else None

    def _is_turn(self, number: int, row: Row, after_gap: bool) -> bool:
        layout = self._layout
        if len(row) < 2:
            return False
        if isinstance(layout, Headed):
            if number <= layout.columns.last:
                return False
            return _repeats(layout, row) or self._opens(row, after_gap) or (after_gap and self._is_other(layout, row))
        return (after_gap or isinstance(layout, Framed)) and self._opens(row, after_gap)

    def _opens(self, row: Row, after_gap: bool) -> bool:
        return could_open(row) and bool(after := self._after(1)) and opens(row, after[0][1], after_gap)

    def _is_other(self, layout: Headed, row: Row) -> bool:
        """Tell whether a row below a gap starts a form."""
        below = [other for _, other in self._after(_WINDOW) if len(other) > 1]
        fits = all(cell.column in layout.columns.labels for cell in row) and len(row) * 2 >= len(layout.columns.labels)
        return not fits and alternates(row, below)

    def _lists(self, number: int) -> bool:
        """Tell whether what has begun at a row is a list: under its header, whose row this is, stands a number."""
        below = next((row for other, row in self._after(1) if other > number), ())
        is_headed = isinstance(self._layout, Headed) and self._layout.columns.last == number
        return is_headed and bool(below) and below[0].name.isdecimal()

    def _begin(self, number: int, row: Row) -> None:
        rows = [(number, row), *self._after(_WINDOW)]
        index, self._layout = _layout(rows, self._name)
        self._titles_until = rows[index][0]


def _repeats(layout: Headed, row: Row) -> bool:
    """Tell whether a row is the header again, as printed at the head of a page."""
    column, name = _first_name(row)
    if not name or layout.columns.names.get(column) != name:
        return False
    names = filled(row)
    same = sum(layout.columns.names.get(cell.column) == cell.name for cell in names)
    return same > 1 and 5 * same >= 4 * len(names)


def _first_name(row: Row) -> tuple[int, str]:
    """Return the column of the first cell of a row that holds something, and what, as a name; empty where there is none."""
    if isinstance(row, PlainRow):  # most rows of large sheets are
        return row.columns[0], name_in(row.texts[0])
    return next(((cell.column, cell.name) for cell in row if cell.name), (0, ""))


def _layout(rows: Sequence[Numbered], name: str) -> tuple[int, Layout]:
    """Return how some rows are laid out, and the index of the row from which on."""
    several = [(index, row) for index, (_, row) in enumerate(rows) if len(row) > 1 and len(filled(row)) > (0 if all_marked(row) else 1)]
    for place, (index, row) in enumerate(several[:_HEADER_WITHIN]):
        below = [other for _, other in several[place + 1 :]]
        marked = any(cell.marked for cell in row)
        if not marked and goes_across(row, below):
            return index, Across(name, [row, *below])
        if is_form(row, below) and any(any(pairs(other)) for other in (row, *below)):
            return 0, Form(name)
        if index + 1 < len(rows) and could_head(row, below, first=place == 0):
            return index, Headed(name, columns_under(rows[index:]))
    has_pairs = any(any(pairs(row)) for _, row in rows if row)
    return 0, Form(name) if has_pairs else Framed(name)
