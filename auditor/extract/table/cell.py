"""A cell of a table, and what the table says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeAlias

from msgspec import Struct

from auditor.model.document import Anchor, Label, Segment
from auditor.model.location import Location
from auditor.model.on_demand import MadeSequence
from auditor.model.packed import Subject


class TableCell(Struct):  # not frozen, which costs too much where there are hundreds of thousands
    """A cell and the part of the grid that it covers.

    Args:
        text: what stands in it; empty cells belong to the table, too.
        place: where; or what tells it, since few cells of a large sheet are asked.
        row: first row, from 1.
        column: first column, from 1.
        rows: how many rows it covers.
        columns: how many columns it covers.
        marked: whether the source marks it as a header.
    """

    text: str
    place: Location | Callable[[TableCell], Location]
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    marked: bool = False

    @property
    def location(self) -> Location:
        """Where it stands."""
        return self.place(self) if callable(self.place) else self.place

    @property
    def name(self) -> str:
        """Its text as a name."""
        return name_in(self.text)

    @property
    def label(self) -> Label:
        """What it is to the cells that it names."""
        return Label(self.text.strip(), self.location)

    @property
    def covered(self) -> range:
        """The columns that it covers."""
        return range(self.column, self.column + self.columns)


def name_in(text: str) -> str:
    """Return a text as a name: without the spaces and line breaks of a narrow column."""
    return "".join(text.split())


class PlainRow(MadeSequence[TableCell]):
    """The cells of a row in which each covers one place, holds something, and is not marked; few of those of a large sheet are asked for.

    Args:
        place: tells where a cell stands.
        number: of the row.
        columns: the number of each cell's column, rising.
        texts: what stands in each.
    """

    __slots__ = ("_made", "_place", "columns", "number", "texts")

    def __init__(self, place: Callable[[TableCell], Location], number: int, columns: Sequence[int], texts: Sequence[str]) -> None:
        self._place = place
        self._made: dict[int, TableCell] = {}
        self.number = number
        self.columns = columns
        self.texts = texts

    def __len__(self) -> int:
        return len(self.columns)

    def _at(self, index: int) -> TableCell:
        column = self.columns[index]
        return self._made.get(column) or self._made.setdefault(column, TableCell(self.texts[index], self._place, self.number, column))


class Meaning(NamedTuple):
    """What the table says of one of its cells.

    Args:
        label: the cell that names it.
        group: cells of the same group tell of the same thing; empty for titles, headers, notes and text that is merely framed.
        post: what that thing is called; empty where the table does not say.
        also: the other groups that a cell over several rows belongs to as well.
    """

    label: Label | None = None
    group: str = ""
    post: str = ""
    also: tuple[str, ...] = ()


NOTHING = Meaning()


class RowMeaning(NamedTuple):
    """What a table says of the cells of one row.

    Args:
        labels: what names each.
        subjects: what each tells of; cells that tell of the same share one object.
    """

    labels: Sequence[Label | None]
    subjects: Sequence[Subject]

    @classmethod
    def of(cls, meanings: Iterable[Meaning]) -> RowMeaning:
        """Return what is said of each cell as what is said of them all."""
        labels: list[Label | None] = []
        subjects: list[Subject] = []
        for label, group, post, also in meanings:
            labels.append(label)
            subjects.append((group, post, also))
        return cls(labels, subjects)

    @property
    def meanings(self) -> Iterable[Meaning]:
        """What is said of each cell."""
        return (Meaning(label, *subject) for label, subject in zip(*self, strict=True))


def segment(cell: TableCell, meaning: Meaning) -> Segment:
    """Make the segment of a cell."""
    return Segment(cell.text, (Anchor(0, cell.location),), meaning.label, "", meaning.group, meaning.post, meaning.also)


Row: TypeAlias = Sequence[TableCell]
"""The cells of one row from left to right, those that reach down from above among them."""
