"""What each layout of a table says of the cells of a row."""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from auditor.extract.table.cell import NOTHING, Meaning, PlainRow, Row, RowMeaning, TableCell
from auditor.extract.table.header import Columns, Numbered, filled, has_empty_corner, pairs
from auditor.extract.table.persons import limits, named_as_column
from auditor.extract.table.post import NO_RANK, post_named, posts_of, rank_of
from auditor.extract.table.sexes import beside_other_sex, named_as_one_sex
from auditor.extract.table.words import LONGEST_NAME, heads_names, is_ditto, is_note, is_usual, is_value, leaves_open
from auditor.model.document import Label, part_of_group
from auditor.model.packed import Subject
from auditor.text.asked import asks

_MOST_ROWS = 1_000  # that a cell belongs to
_MOST_COPIES = 1_000_000  # code points that a cell adds to them all


class Layout(ABC):
    """A way to lay out a table."""

    __slots__ = ()

    def row_meaning(self, number: int, row: Row, after: Sequence[Numbered]) -> RowMeaning:
        """Return what ``meanings`` says."""
        return RowMeaning.of(self.meanings(number, row, after))

    @abstractmethod
    def meanings(self, number: int, row: Row, after: Sequence[Numbered]) -> Iterator[Meaning]:
        """Yield what the table says of each cell of a row.

        Args:
            number: the row's.
            row: its cells.
            after: rows below it, at least as far as its cells reach.
        """


class Framed(Layout):
    """Titles, and text that is merely framed: what stands side by side belongs together."""

    def __init__(self, name: str, titles: bool = False) -> None:
        self._name = name
        self._titles = titles

    def meanings(self, number: int, row: Row, after: Sequence[Numbered]) -> Iterator[Meaning]:  # noqa: ARG002
        """Yield a group for each row of several cells."""
        alone = self._titles or len(row) < 2
        group = Meaning(None, f"{self._name}row{number}")
        yield from (NOTHING if alone else group for _ in row)


@dataclass(slots=True)
class Headed(Layout):
    """A table that tells of one post a row, or of several side by side."""

    name: str
    columns: Columns

    def row_meaning(self, number: int, row: Row, after: Sequence[Numbered]) -> RowMeaning:
        """Return what ``meanings`` says; most rows are plain ones, of one post."""
        columns = self.columns
        if not isinstance(row, PlainRow) or columns.are_mixed or number <= columns.last or self._is_note(number, row):
            return Layout.row_meaning(self, number, row, after)
        ranks, every = columns.naming, zip(row.columns, row.texts, strict=True)
        post = post_named([(ranks[column], text) for column, text in every if column in ranks])
        subject: Subject = self._group(number, 0), post, ()
        return RowMeaning(list(map(columns.labels.get, row.columns)), [subject] * len(row))

    def meanings(self, number: int, row: Row, after: Sequence[Numbered]) -> Iterator[Meaning]:
        """Yield the header over each cell, and the post of its row; nothing for the header itself and for notes."""
        if number <= self.columns.last or self._is_note(number, row):
            yield from heads_of(row, self.columns)
            return
        lines = [_Line(number, row), *(_Line(*below) for below in after[:_MOST_ROWS])]
        for cell in row:
            part = self._part(cell.column)
            own = Meaning(self._label(cell, row), self._group(number, part), self._post(lines[0], part))
            yield self._with_others(cell, own, lines[1:]) if cell.rows > 1 and cell.row == number else own

    def _with_others(self, cell: TableCell, own: Meaning, after: Sequence[_Line]) -> Meaning:
        """Return what is said of a cell that reaches down, with the posts of the rows below."""
        part = self._part(cell.column)
        others = list(_reached(cell, after))
        every = posts_of((own.post, *(self._post(line, part) for line in others)))
        return Meaning(own.label, own.group, every, tuple(self._group(line.number, part) for line in others))

    def _label(self, cell: TableCell, row: Row) -> Label | None:
        """Return what names a cell: the only tick of two columns by the sex it stands for, a trait of a person as his own."""
        return self.columns.special_label(cell, row) or (None if cell.marked else self._name_above(cell))

    def _name_above(self, cell: TableCell) -> Label | None:
        """Return the name above a cell's first column; what stands under several names, and under all of them, is a note."""
        label = self.columns.labels.get(cell.column)
        if label and cell.columns > 1 and len(self._heads(cell.covered)) > 1 and self._covers_all(cell):
            return None
        return label

    def _heads(self, columns: range) -> set[int]:
        return {id(self.columns.cells[column]) for column in columns if column in self.columns.cells}

    def _covers_all(self, cell: TableCell) -> bool:
        return all(column in cell.covered for column in self.columns.labels)

    def _is_note(self, number: int, row: Row) -> bool:
        if len(row) > 3 and (isinstance(row, PlainRow) or not any(cell.columns > 1 for cell in row)):
            return False
        held = filled(row)
        if len(held) != 1 or held[0].row != number:
            return False
        cell = held[0]
        first = cell.column == min(self.columns.labels, default=0) and len(self.columns.labels) > 2
        return (first and len(cell.name) > LONGEST_NAME) or is_note(cell) or (cell.columns > 1 and self._covers_all(cell))

    def _part(self, column: int) -> int:
        return max(0, bisect_right(self.columns.parts, column) - 1)

    def _group(self, number: int, part: int) -> str:
        return f"{self.name}row{number}" + (f"part{part + 1}" if part else "")

    def _post(self, line: _Line, part: int) -> str:
        if part not in line.posts:
            ranks, parts = self.columns.naming, self.columns.parts
            naming = (cell for cell in line.row if cell.column in ranks and (not parts or self._part(cell.column) == part))
            line.posts[part] = post_named((ranks[cell.column], cell.text) for cell in naming)
        return line.posts[part]


def heads_of(row: Row, columns: Columns) -> Iterator[Meaning]:
    """Yield what is said of the cells of a header: those that ask for something by themselves elsewhere are named as columns."""
    sexes, tells_of_posts = beside_other_sex(row), bool(columns.naming and not columns.persons)
    for cell in row:
        if cell.column in sexes:
            yield Meaning(named_as_one_sex(cell))
        else:
            yield Meaning(named_as_column(cell)) if tells_of_posts and asks(cell.name) else NOTHING


class _Line:
    """A row that several cells ask about: what is told of it is looked up once."""

    def __init__(self, number: int, row: Row) -> None:
        self.number = number
        self.row = row
        self.posts: dict[int, str] = {}  # by part

    @cached_property
    def own(self) -> Set[int]:
        """The columns of cells that begin in it and do not mean what stands above them."""
        return {cell.column for cell in self.row if cell.row == self.number and not is_ditto(cell)}


def _reached(cell: TableCell, after: Sequence[_Line]) -> Iterator[_Line]:
    """Yield the rows below that a cell covers, down to one that has a cell of its own there."""
    for line in after[: _MOST_COPIES // (len(cell.text) + 1)]:
        if line.number >= cell.row + cell.rows or cell.column in line.own:
            return
        yield line


class Form(Layout):
    """A form, in which names stand before their values, or several forms one below the other, each of one post."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._first = ""
        self._number = 0
        self._post = ""

    def meanings(self, number: int, row: Row, after: Sequence[Numbered]) -> Iterator[Meaning]:  # noqa: ARG002
        """Yield the name of each value; all cells of a form belong together."""
        named = {id(value): name for name, value in pairs(row)} if row else {}
        answered = {id(name) for name, value in pairs(row) if asks(name.name) and _is_answered(value)} if row else set()
        starts = self._start_of(named.values())
        if not self._number or (starts and starts == self._first):
            self._number += 1
            self._post = self._post_in([row, *(below for _, below in after)], starts)
        self._first = self._first or starts
        alone = self._number == 1 and self._name != part_of_group(self._name)
        group = self._name if alone else f"{self._name}form{self._number}"
        for cell in row:
            name = named.get(id(cell))
            label = name.label if name else named_as_column(cell) if id(cell) in answered else None
            yield Meaning(label, group, self._post)

    def _start_of(self, names: object) -> str:
        """Return the name that opens a form, if the first of some names does."""
        first = next(iter(names), None)  # type: ignore[call-overload]
        return first.name if first is not None and rank_of(first.name) == 0 else ""

    def _post_in(self, rows: Sequence[Row], starts: str) -> str:
        """Return the post that a form names, before the next form starts."""
        found: list[tuple[int, str]] = []
        for index, row in enumerate(rows):
            named = list(pairs(row)) if row else []
            if index and named and starts and named[0][0].name == starts:
                break
            found.extend((rank_of(name.name), value.text) for name, value in named)
        return post_named(found)


def _is_answered(value: TableCell) -> bool:
    """Tell whether a value says what is wanted, so that the name before it asks nobody."""
    return leaves_open(value) or limits(value.text)


class Across(Layout):
    """A table with its names in the first column, that tells of one post a column."""

    def __init__(self, name: str, rows: Sequence[Row]) -> None:
        self._name = name
        self._corner = rows[0] if has_empty_corner(rows[0], rows[1:]) else None
        named: dict[int, list[tuple[int, str]]] = {}
        for row, rank in zip(rows, self._ranks(rows), strict=True):
            for cell in row[self._head(row) + 1 :]:
                for column in cell.covered:
                    named.setdefault(column, []).append((rank, cell.text))
        self._posts = {column: post_named(found) for column, found in named.items()}

    def _ranks(self, rows: Sequence[Row]) -> Sequence[int]:
        """Return how well each row says which post a column is about; where none does, the first one may, whose name says nothing."""
        ranks = [NO_RANK if row is self._corner else rank_of(row[self._head(row)].name) for row in rows]
        says_nothing = rows[0] is self._corner or heads_names(rows[0][0])
        if set(ranks) == {NO_RANK} and says_nothing and not any(is_value(cell) for cell in rows[0][self._head(rows[0]) + 1 :]):
            return [0, *ranks[1:]]
        return ranks

    def meanings(self, number: int, row: Row, after: Sequence[Numbered]) -> Iterator[Meaning]:  # noqa: ARG002
        """Yield the name of each row to its values; the values of one column belong together."""
        head = self._head(row)
        label = row[head].label if head >= 0 and row is not self._corner else None
        for index, cell in enumerate(row):
            if index <= head or len(row) == 1:
                yield NOTHING
            else:
                groups = tuple(f"{self._name}column{column}" for column in cell.covered[:_MOST_ROWS])
                posts = posts_of(self._posts.get(column, "") for column in cell.covered[:_MOST_ROWS])
                yield Meaning(label, groups[0], posts, groups[1:])

    def _head(self, row: Row) -> int:
        """Return the index of the cell that names the others: the second where a name of several rows stands before it; -1 for none."""
        if row is self._corner and row[0].name:
            return -1
        return 1 if len(row) > 2 and row[0].rows > 1 and is_usual(row[1]) else 0
