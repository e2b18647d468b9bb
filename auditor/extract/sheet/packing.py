"""Packs the cells of a sheet in parts that can be read by themselves."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import TypeVar

from auditor.extract.table import RowMeaning
from auditor.model.document import Label
from auditor.model.location import CellPlace
from auditor.model.packed import Cells, Pack, PackedLabel, PackedSheet, Subject

_Value = TypeVar("_Value")

PART_SIZE = 16_384  # segments; a part has more where a group goes on
_WORTH_A_PART = 256  # segments


class SheetPacker:
    """Takes what stands in a sheet in reading order.

    Args:
        title: the sheet's name; the group of this name and a ``!`` holds for all others.
        part_size: how many segments, at least, make a part.
    """

    def __init__(self, title: str, part_size: int = PART_SIZE) -> None:
        self._title = title
        self._group = f"{title}!"
        self._part_size = part_size
        self._texts: list[str] = []
        self._rows, self._columns, self._kinds = array("I"), array("I"), array("I")
        self._named, self._told = array("I"), array("I")
        self._labels: list[Label] = []
        self._numbers: dict[int, int] = {id(None): 0}  # of labels, by ``id``
        self._subjects: list[Subject] = []
        self._starts: list[int] = []  # of the cells of each subject

    def __len__(self) -> int:
        return len(self._texts)

    def add(self, row: int, columns: Sequence[int], kinds: Sequence[int], texts: Sequence[str], meaning: RowMeaning) -> None:
        """Take cells of one row, or what hangs on them; row and columns count from 1, kinds are those of ``kind_of``."""
        self._tell(meaning.subjects)
        self._texts += texts
        self._rows.extend([row] * len(texts))
        self._columns.extend(columns)
        self._kinds.extend(kinds)
        self._named.extend(self._numbers_of(meaning.labels))

    def _tell(self, subjects: Sequence[Subject]) -> None:
        """Take note of what the next cells tell of; those of most rows all tell of the same."""
        start = len(self)
        for subject, count in _runs(subjects):
            if not self._subjects or subject != self._subjects[-1]:
                self._subjects.append(subject)
                self._starts.append(start)
            self._told.extend([len(self._subjects) - 1] * count)
            start += count

    def _numbers_of(self, labels: Sequence[Label | None]) -> Sequence[int]:
        """Return the numbers of labels, from 1, and of none; the cells of a column share one object."""
        try:
            return list(map(self._numbers.__getitem__, map(id, labels)))
        except KeyError:
            return list(map(self._number, labels))

    def _number(self, label: Label | None) -> int:
        if label is not None and id(label) not in self._numbers:
            self._labels.append(label)
            self._numbers[id(label)] = len(self._labels)
        return self._numbers[id(label)]

    def packed(self) -> PackedSheet:
        """Return all that was taken."""
        common = list(self._common())
        cuts = [0, *self._cuts(), len(self)] if len(self) else []
        packs = [self._part(start, end, common[bisect_left(common, start) : bisect_left(common, end)]) for start, end in pairwise(cuts)]
        return PackedSheet(self._title, Pack(self._cells(common), len(common)), tuple(packs))

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
            if reach <= number and end - cut >= self._least(number):
                cut = end
                yield cut

    def _least(self, number: int) -> int:
        """Return how many segments make a part that ends with a subject; rows without what holds for all are judged faster."""
        (before, *_), (behind, *_) = self._subjects[number : number + 2]
        if (before == self._group) == (behind == self._group):
            return self._part_size
        return min(self._part_size, _WORTH_A_PART) if number else 0

    def _part(self, start: int, end: int, common: Sequence[int]) -> Pack:
        left_out = frozenset(common)
        own = [number for number in range(start, end) if number not in left_out] if left_out else range(start, end)
        return Pack(self._cells(own), end - start, tuple(number - start for number in common))

    def _cells(self, numbers: Sequence[int]) -> bytes:
        """Pack some cells with the labels and subjects that they have."""
        named, told = _of(self._named, numbers), _of(self._told, numbers)
        labels = {label: place for place, label in enumerate(sorted({0, *named}))}
        subjects = {subject: place for place, subject in enumerate(sorted(set(told)))}
        words: dict[tuple[int, str], int] = {}
        every = zip(map(labels.__getitem__, named), _of(self._texts, numbers), strict=True)
        fields = [words.setdefault(field, len(words)) for field in every]
        return Cells(
            array("I", _of(self._rows, numbers)),
            array("I", _of(self._columns, numbers)),
            array("I", _of(self._kinds, numbers)),
            array("I", fields),
            array("I", map(subjects.__getitem__, told)),
            list(words),
            [_packed(self._labels[label - 1]) for label in labels if label],
            [self._subjects[subject] for subject in subjects],
        ).packed()


def _runs(subjects: Sequence[Subject]) -> Iterable[tuple[Subject, int]]:
    """Return equal neighbours once, with their number."""
    if subjects and subjects.count(subjects[0]) == len(subjects):
        return ((subjects[0], len(subjects)),)
    return [(subject, len(list(run))) for subject, run in groupby(subjects)]


def _of(column: Sequence[_Value], numbers: Sequence[int]) -> Sequence[_Value]:
    """Return what a column says of some cells; most stand one behind the other."""
    together = len(numbers) and numbers[-1] - numbers[0] == len(numbers) - 1
    return column[numbers[0] : numbers[-1] + 1] if together else [column[number] for number in numbers]


def _packed(label: Label) -> PackedLabel:
    place = label.location
    if not isinstance(place, CellPlace):
        raise TypeError(f"a label of a sheet stands in a cell, not at {place}")
    return label.text, place.row, place.column, place.hidden
