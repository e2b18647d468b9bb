"""The cells of workbooks in little room: as segments, those of a large table take hundreds of megabytes.

They are unpacked part by part, anew each time they are asked for.
"""

from __future__ import annotations

import io
import pickle
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any, TypeAlias, overload

from auditor.model.document import Anchor, Label, Part, PartedSegments, Segment
from auditor.model.location import CellPlace

_PARTS = ("body", "comment", "textbox")
_HIDDEN = 0x80

Subject: TypeAlias = tuple[str, str, tuple[str, ...]]
"""What a cell tells of: ``group``, ``post`` and ``also`` of its segment."""

PackedLabel: TypeAlias = tuple[str, int, int, bool]
"""The text of the cell that names others, its row and column, and whether it is hidden."""


def kind_of(part: str, hidden: bool) -> int:
    """Return one byte for what stands at a cell: its ``body``, a ``comment`` or a ``textbox``, shown or not."""
    return _PARTS.index(part) | (_HIDDEN if hidden else 0)


@dataclass(frozen=True, slots=True)
class Cells:
    """What is known of some cells of a sheet, a value for each.

    Args:
        texts: as the source gives them.
        places: row, column and kind of each in turn.
        named: what names each: the number of its label, from 1; 0 for nothing.
        told: what each tells of: the number of its subject, from 0.
        labels: all of them.
        subjects: all of them.
    """

    texts: Sequence[str]
    places: array[int]
    named: array[int]
    told: array[int]
    labels: Sequence[PackedLabel]
    subjects: Sequence[Subject]

    def packed(self) -> bytes:
        """Return them as bytes."""
        numbers = [column.tobytes() for column in (self.places, self.named, self.told)]
        return pickle.dumps((self.texts, *numbers, self.labels, self.subjects), pickle.HIGHEST_PROTOCOL)

    @classmethod
    def unpacked(cls, data: bytes) -> Cells:
        """Return what was packed.

        Raises:
            pickle.UnpicklingError: if that is no cells.
        """
        texts, places, named, told, labels, subjects = _PlainUnpickler(io.BytesIO(data)).load()
        return cls(texts, array("I", places), array("I", named), array("I", told), labels, subjects)

    def segments(self, sheet: str) -> Iterator[Segment]:
        """Yield the segments of the cells of a sheet."""
        labels = [None, *(Label(text, CellPlace(sheet, row, column, hidden=hidden)) for text, row, column, hidden in self.labels)]
        kinds = {kind: (_PARTS[kind & ~_HIDDEN], bool(kind & _HIDDEN)) for kind in set(self.places[2::3])}
        places = iter(self.places)
        for text, row, column, kind, label, number in zip(self.texts, places, places, places, self.named, self.told, strict=True):
            group, post, also = self.subjects[number]
            yield Segment(text, (Anchor(0, CellPlace(sheet, row, column, *kinds[kind])),), labels[label], "", group, post, also)


class _PlainUnpickler(pickle.Unpickler):
    """Makes nothing but plain values: a file may have taken over the process that packed them."""

    def find_class(self, module: str, name: str) -> Any:
        raise pickle.UnpicklingError(f"{module}.{name} is no part of packed cells")


@dataclass(frozen=True, slots=True)
class Pack:
    """Some segments of a sheet.

    Args:
        data: their cells, packed.
        size: how many segments, with those left out.
        left_out: where among them, from 0, those stand that hold for the whole sheet.
    """

    data: bytes = field(repr=False)
    size: int
    left_out: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PackedSheet:
    """The segments of one sheet.

    Args:
        title: its name.
        common: those that hold for all others, in order.
        packs: all others, part by part.
    """

    title: str
    common: Pack
    packs: tuple[Pack, ...]

    def parts(self, first: int) -> Iterator[Part]:
        """Unpack part by part.

        Args:
            first: the number of the first segment in the document.
        """
        common = tuple(self._segments(self.common))
        left = iter(common)
        for pack in self.packs:
            yield Part(tuple(self._merged(pack, left)), first, common, is_last=pack is self.packs[-1])
            first += pack.size

    def _segments(self, pack: Pack) -> Iterator[Segment]:
        return Cells.unpacked(pack.data).segments(self.title)

    def _merged(self, pack: Pack, common: Iterator[Segment]) -> Iterable[Segment]:
        own = self._segments(pack)
        if not pack.left_out:
            return own
        places = frozenset(pack.left_out)
        return (next(common if place in places else own) for place in range(pack.size))


@dataclass(frozen=True, slots=True)
class PackedSegments(PartedSegments):
    """The segments of a workbook, packed."""

    sheets: tuple[PackedSheet, ...]

    def __len__(self) -> int:
        return sum(pack.size for sheet in self.sheets for pack in sheet.packs)

    def __iter__(self) -> Iterator[Segment]:
        return chain.from_iterable(part.segments for part in self.parts())

    @overload
    def __getitem__(self, index: int) -> Segment: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Segment]: ...
    def __getitem__(self, index: int | slice) -> Segment | Sequence[Segment]:
        """Return some segments; all are unpacked that stand before them."""
        if isinstance(index, slice):
            return tuple(self)[index]
        return next(islice(self, range(len(self))[index], None))

    def parts(self) -> Iterator[Part]:
        """Unpack part by part."""
        first = 0
        for sheet in self.sheets:
            yield from sheet.parts(first)
            first += sum(pack.size for pack in sheet.packs)
