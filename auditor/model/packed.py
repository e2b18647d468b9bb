"""The cells of workbooks in little room: as segments, those of a large table take hundreds of megabytes.

They are unpacked stretch by stretch, anew each time they are asked for.
"""

from __future__ import annotations

import io
import pickle
from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, repeat
from typing import Any, TypeAlias, overload

from msgspec import Struct

from auditor.model.collection import without_collection
from auditor.model.document import Anchor, Label, LazySegments, Segment, Stretch
from auditor.model.location import CellPlace, Location
from auditor.model.on_demand import MadeSequence
from auditor.model.own_notes import OWN_NOTES

_PARTS = ("body", "comment", "textbox", "header", "footer", "alt", "prompt")
_PART, _OURS, _HIDDEN = 0x0F, 0x40, 0x80

Subject: TypeAlias = tuple[str, str, tuple[str, ...]]
"""What a cell tells of: ``group``, ``post`` and ``also`` of its segment."""

PackedLabel: TypeAlias = tuple[str, int, int, bool]
"""The text of the cell that names others, its row and column, and whether it is hidden."""


def kind_of(part: str, hidden: bool, ours: bool = False) -> int:
    """Return one byte for what stands at a cell: its ``body`` or a ``comment``, for example; shown or not, by this program or others."""
    return _PARTS.index(part) | (_HIDDEN if hidden else 0) | (_OURS if ours else 0)


def is_body(kind: int) -> bool:
    """Tell whether that byte stands for what a cell itself holds."""
    return kind & ~_HIDDEN == _PARTS.index("body")


class Cells(Struct, frozen=True):
    """What is known of some cells of a sheet, a value for each.

    Args:
        rows: number of its row.
        columns: number of its column.
        kinds: as ``kind_of`` tells it.
        fields: the number of its field, from 0.
        told: what it tells of: the number of its subject, from 0.
        words: all fields, which are fewer than cells: what names them, as the number of a label, from 1, or 0 for nothing, and the text.
        labels: all of them.
        subjects: all of them.
    """

    rows: array[int]
    columns: array[int]
    kinds: array[int]
    fields: array[int]
    told: array[int]
    words: Sequence[tuple[int, str]]
    labels: Sequence[PackedLabel]
    subjects: Sequence[Subject]

    def __len__(self) -> int:
        return len(self.fields)

    def holding(self, fields: Collection[int]) -> list[int]:
        """Return the numbers of the cells that hold some fields, which are told by number; for large tables."""
        import numpy as np  # takes long to import

        is_one = np.zeros(len(self.words), np.bool_)
        is_one[list(fields)] = True
        found: list[int] = np.flatnonzero(is_one[np.frombuffer(self.fields, np.uintc)]).tolist()
        return found

    @property
    def size(self) -> int:
        """Code points of all fields, equal ones counted once."""
        return sum(len(text) for _, text in self.words)

    def packed(self) -> bytes:
        """Return them as bytes."""
        numbers = [column.tobytes() for column in (self.rows, self.columns, self.kinds, self.fields, self.told)]
        return pickle.dumps((numbers, self.words, self.labels, self.subjects), pickle.HIGHEST_PROTOCOL)

    @classmethod
    def unpacked(cls, data: bytes) -> Cells:
        """Return what was packed.

        Raises:
            pickle.UnpicklingError: if that is no cells.
        """
        numbers, words, labels, subjects = _PlainUnpickler(io.BytesIO(data)).load()
        rows, columns, kinds, fields, told = (array("I", column) for column in numbers)
        return cls(rows, columns, kinds, fields, told, words, labels, subjects)

    def segments(self, sheet: str) -> list[Segment]:
        """Return the segments of the cells of a sheet."""
        with without_collection():
            anchors = zip(map(Anchor, repeat(0), self._places(sheet)))
            return list(map(Segment, *self._parts_of_segments(sheet, anchors)))

    def labels_of(self, sheet: str) -> list[Label | None]:
        """Return what names the fields of a sheet, by number; nothing for 0."""
        return [None, *(Label(text, CellPlace(sheet, row, column, hidden=hidden)) for text, row, column, hidden in self.labels)]

    def _places(self, sheet: str) -> Iterator[CellPlace]:
        parts = [_PARTS[kind & _PART] for kind in self.kinds]
        hidden = [kind >= _HIDDEN for kind in self.kinds]
        return map(CellPlace, repeat(sheet), self.rows, self.columns, parts, hidden)

    def _parts_of_segments(self, sheet: str, anchors: Iterable[tuple[Anchor]]) -> Iterator[Iterable[Any]]:
        """Yield what the segments are made of, in the order of its parts."""
        labels = self.labels_of(sheet)
        yield [self.words[field][1] for field in self.fields]
        yield anchors
        yield [labels[self.words[field][0]] for field in self.fields]
        yield [OWN_NOTES if kind & _OURS else "" for kind in self.kinds]
        for parts in zip(*self.subjects, strict=True) if self.subjects else ():
            yield map(parts.__getitem__, self.told)


class CellSegments(MadeSequence[Segment]):
    """The segments of some cells, each made when it is first asked for: most cells of a table say nothing.

    Args:
        sheet: the name of their sheet.
        data: what is known of them, packed.

    Attributes:
        cells: the same, unpacked.
    """

    __slots__ = ("_made", "cells", "data", "labels", "sheet")

    def __init__(self, sheet: str, data: bytes) -> None:
        self.sheet = sheet
        self.data = data
        self.cells = cells = Cells.unpacked(data)
        self.labels = cells.labels_of(sheet)
        self._made: list[Segment | None] = [None] * len(cells)

    def __len__(self) -> int:
        return len(self.cells)

    def __iter__(self) -> Iterator[Segment]:
        if None in self._made:
            every = self.cells.segments(self.sheet)
            self._made = [made or new for made, new in zip(self._made, every, strict=True)]
        return iter(self._made)  # type: ignore[arg-type]

    def _at(self, index: int) -> Segment:
        made = self._made[index]
        if made is None:
            made = self._made[index] = self._one(index)
        return made

    def words(self, index: int) -> tuple[str, str]:
        """Return what names a segment, empty for nothing, and its text."""
        label, text = self.cells.words[self.cells.fields[index]]
        named = self.labels[label]
        return named.text if named else "", text

    def locate(self, index: int, is_label: bool) -> Location:
        """Return where a cell stands, or the one that names it."""
        cells, kind = self.cells, self.cells.kinds[index]
        label = self.labels[cells.words[cells.fields[index]][0]] if is_label else None
        if label:
            return label.location
        return CellPlace(self.sheet, cells.rows[index], cells.columns[index], _PARTS[kind & _PART], kind >= _HIDDEN)

    def _one(self, index: int) -> Segment:
        cells = self.cells
        label, text = cells.words[cells.fields[index]]
        field = OWN_NOTES if cells.kinds[index] & _OURS else ""
        anchors = (Anchor(0, self.locate(index, is_label=False)),)
        return Segment(text, anchors, self.labels[label], field, *cells.subjects[cells.told[index]])


class CellRow(MadeSequence[Segment]):
    """Some of the segments of a sheet that belong together, such as those of a row.

    Args:
        of: the segments of their stretch.
        numbers: which of them, from 0.
    """

    __slots__ = ("numbers", "of")

    def __init__(self, of: CellSegments, numbers: Sequence[int]) -> None:
        self.of = of
        self.numbers = numbers

    def __len__(self) -> int:
        return len(self.numbers)

    def _at(self, index: int) -> Segment:
        return self.of[self.numbers[index]]

    @property
    def fields(self) -> Sequence[int]:
        """The numbers of their fields."""
        fields, numbers = self.of.cells.fields, self.numbers
        return fields[numbers.start : numbers.stop] if isinstance(numbers, range) else [fields[number] for number in numbers]

    def locate(self, place: int, is_label: bool) -> Location:
        """Return where the cell at a place among them stands, or the one that names it."""
        return self.of.locate(self.numbers[place], is_label)


class _PlainUnpickler(pickle.Unpickler):
    """Makes nothing but plain values: a file may have taken over the process that packed them."""

    def find_class(self, module: str, name: str) -> Any:
        raise pickle.UnpicklingError(f"{module}.{name} is no part of packed cells")


class Pack(Struct, frozen=True):
    """Some segments of a sheet.

    Args:
        data: their cells, packed.
        size: how many segments, with those left out.
        left_out: where among them, from 0, those stand that hold for the whole sheet.
    """

    data: bytes
    size: int
    left_out: tuple[int, ...] = ()


class PackedSheet(Struct, frozen=True):
    """The segments of one sheet.

    Args:
        title: its name.
        common: those that hold for all others, in order.
        packs: all others, stretch by stretch.
    """

    title: str
    common: Pack
    packs: tuple[Pack, ...]

    def stretches(self, first: int) -> Iterator[Stretch]:
        """Unpack stretch by stretch.

        Args:
            first: the number of the first segment in the document.
        """
        common = tuple(self._segments(self.common))
        left = iter(common)
        for pack in self.packs:
            yield Stretch(self._merged(pack, left), first, common, is_last=pack is self.packs[-1])
            first += pack.size

    def _segments(self, pack: Pack) -> CellSegments:
        return CellSegments(self.title, pack.data)

    def _merged(self, pack: Pack, common: Iterator[Segment]) -> Sequence[Segment]:
        own, places = self._segments(pack), frozenset(pack.left_out)
        if not places:
            return own
        others = iter(own)
        return tuple(next(common if place in places else others) for place in range(pack.size))


@dataclass(frozen=True, slots=True)
class PackedSegments(LazySegments):
    """The segments of a workbook, packed."""

    sheets: tuple[PackedSheet, ...]

    def __len__(self) -> int:
        return sum(pack.size for sheet in self.sheets for pack in sheet.packs)

    def __iter__(self) -> Iterator[Segment]:
        return chain.from_iterable(stretch.segments for stretch in self.stretches())

    @overload
    def __getitem__(self, index: int) -> Segment: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Segment]: ...
    def __getitem__(self, index: int | slice) -> Segment | Sequence[Segment]:
        """Return some segments; all are unpacked that stand before them."""
        if isinstance(index, slice):
            return tuple(self)[index]
        return next(islice(self, range(len(self))[index], None))

    def stretches(self) -> Iterator[Stretch]:
        """Unpack stretch by stretch."""
        first = 0
        for sheet in self.sheets:
            yield from sheet.stretches(first)
            first += sum(pack.size for pack in sheet.packs)
