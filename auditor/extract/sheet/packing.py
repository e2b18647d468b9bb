"""Packs the cells of a sheet in parts that can be read by themselves."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from auditor.model.document import Label
from auditor.model.location import CellPlace
from auditor.model.packed import Cells, Pack, PackedLabel, PackedSheet, Subject

PART_SIZE = 4_096  # segments; a part has more where a group goes on


class SheetPacker:
    """Takes what stands in a sheet in reading order.

    Args:
        title: the sheet's name; the group of this name and a ``!`` holds for all others.
        part_size: how many segments, at least, make a part.
    """

    def __init__(self, title: str, part_size: int = PART_SIZE) -> None:
        self._title = title
        self._part_size = part_size
        self._texts: list[str] = []
        self._places, self._named, self._told = array("I"), array("I"), array("I")
        self._labels: list[Label] = []
        self._numbers: dict[int, int] = {}  # of labels, by ``id``
        self._subjects: list[Subject] = []
        self._starts: list[int] = []  # of the cells of each subject

    def __len__(self) -> int:
        return len(self._texts)

    def tell_of(self, group: str, post: str, also: tuple[str, ...]) -> None:
        """Say what the cells that come next tell of."""
        subject = group, post, also
        if not self._subjects or subject != self._subjects[-1]:
            self._subjects.append(subject)
            self._starts.append(len(self))

    def add(self, text: str, row: int, column: int, kind: int, label: Label | None) -> None:
        """Take one cell, or what hangs on it; row and column count from 1, ``label`` is what names it."""
        self._texts.append(text)
        self._places.extend((row, column, kind))
        self._named.append(self._number(label) if label else 0)
        self._told.append(len(self._subjects) - 1)

    def _number(self, label: Label) -> int:
        """Return the number of a label, from 1; the cells of a column share one object."""
        number = self._numbers.get(id(label))
        if number is None:
            self._labels.append(label)
            number = self._numbers[id(label)] = len(self._labels)
        return number

    def packed(self) -> PackedSheet:
        """Return all that was taken."""
        common = list(self._common())
        cuts = [0, *self._cuts(), len(self)] if len(self) else []
        packs = [self._part(start, end, common[bisect_left(common, start) : bisect_left(common, end)]) for start, end in pairwise(cuts)]
        return PackedSheet(self._title, Pack(self._cells(common), len(common)), tuple(packs))

    @property
    def _group(self) -> str:
        return f"{self._title}!"

    def _common(self) -> Iterator[int]:
        """Yield the numbers of the cells that hold for all others."""
        for (group, *_), (start, end) in zip(self._subjects, pairwise([*self._starts, len(self)]), strict=True):
            if group == self._group:
                yield from range(start, end)

    def _cuts(self) -> Iterator[int]:
        """Yield where parts end: where a group ends and no other goes on, but for the one that holds for all."""
        last = {name: number for number, (group, _, also) in enumerate(self._subjects) for name in (group, *also)}
        last[self._group] = 0
        cut = reach = 0
        for number, (group, _, also) in enumerate(self._subjects[:-1]):
            reach = max(reach, *(last[name] for name in (group, *also)))
            end = self._starts[number + 1]
            if reach <= number and end - cut >= self._part_size:
                cut = end
                yield cut

    def _part(self, start: int, end: int, common: Sequence[int]) -> Pack:
        left_out = frozenset(common)
        own = [number for number in range(start, end) if number not in left_out]
        return Pack(self._cells(own), end - start, tuple(number - start for number in common))

    def _cells(self, numbers: Sequence[int]) -> bytes:
        """Pack some cells with the labels and subjects that they have."""
        named, told = [self._named[number] for number in numbers], [self._told[number] for number in numbers]
        labels = {label: place for place, label in enumerate(sorted({0, *named}))}
        subjects = {subject: place for place, subject in enumerate(sorted(set(told)))}
        return Cells(
            [self._texts[number] for number in numbers],
            array("I", [value for number in numbers for value in self._places[3 * number : 3 * number + 3]]),
            array("I", [labels[label] for label in named]),
            array("I", [subjects[subject] for subject in told]),
            [_packed(self._labels[label - 1]) for label in labels if label],
            [self._subjects[subject] for subject in subjects],
        ).packed()


def _packed(label: Label) -> PackedLabel:
    place = label.location
    if not isinstance(place, CellPlace):
        raise TypeError(f"a label of a sheet stands in a cell, not at {place}")
    return label.text, place.row, place.column, place.hidden
