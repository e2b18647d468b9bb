"""Packs the cells of a sheet in parts that can be read by themselves."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from typing import TypeVar

from auditor.extract.sheet.cuts import Cuts, Foreseen
from auditor.extract.source import Early
from auditor.extract.table import RowMeaning
from auditor.model.document import Label
from auditor.model.location import CellPlace
from auditor.model.packed import Cells, Pack, PackedLabel, PackedSheet, Subject

_Value = TypeVar("_Value")

PART_SIZE = 16_384  # segments; a part has more where a group goes on
_MOST_COMMON = 1_000  # segments that hold for all, which go with every part that is told early


class SheetPacker:
    """Takes what stands in a sheet in reading order, and cuts it into parts that can be judged by themselves.

    Args:
        title: the sheet's name; the group of this name and a ``!`` holds for all others.
        part_size: how many segments, at least, make a part.
        early: told of each part, with what holds for all, as soon as it may be cut; what follows may show that both were premature.
    """

    def __init__(self, title: str, part_size: int = PART_SIZE, early: Early | None = None) -> None:
        self._title = title
        self._group = f"{title}!"
        self._early = early
        self._texts: list[str] = []
        self._rows, self._columns, self._kinds = array("I"), array("I"), array("I")
        self._named, self._told = array("I"), array("I")
        self._labels: list[Label] = []
        self._numbers: dict[int, int] = {id(None): 0}  # of labels, by ``id``
        self._subjects: list[Subject] = []
        self._starts: list[int] = []  # of the cells of each subject
        self._common: list[int] = []  # the numbers of the cells that hold for all others
        self._cuts = Cuts(self._group, part_size)
        self._foreseen = Foreseen(self._cuts)
        self._told_with: Pack | None = None  # what held for all when parts were told
        self._packs: dict[tuple[int, int], Pack] = {}  # that were told, by start and end

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
                self._turn_to(subject, start)
            if subject[0] == self._group:
                self._common += range(start, start + count)
            self._told.extend([len(self._subjects) - 1] * count)
            start += count

    def _turn_to(self, subject: Subject, start: int) -> None:
        """Take note that the cells from a number on tell of another subject."""
        if self._early and self._foreseen.ends_before(subject, start):
            self._tell_part(self._foreseen.start, start)
            self._foreseen.start = start
        self._subjects.append(subject)
        self._starts.append(start)

    def _tell_part(self, start: int, end: int) -> None:
        """Tell of a part that may be audited by itself; of no further one once what holds for all is another, or large."""
        common = self._common_pack if len(self._common) <= _MOST_COMMON else None
        if common is None or (self._told_with and common != self._told_with):
            self._early = None
        elif self._early and not self._common_in(start, end):
            self._told_with = common
            pack = self._packs[start, end] = self._part(start, end)
            self._early(PackedSheet(self._title, common, (pack,)))

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
        """Return all that was taken; the last part, too, is told before."""
        parts = list(pairwise([0, *self._cuts.of(self._subjects, self._starts), len(self)])) if len(self) else []
        if parts and self._early and parts[-1][0] == self._foreseen.start:
            self._tell_part(*parts[-1])
        return PackedSheet(self._title, self._common_pack, tuple([self._packs.get(part) or self._part(*part) for part in parts]))

    @property
    def _common_pack(self) -> Pack:
        return Pack(self._cells(self._common), len(self._common))

    def _common_in(self, start: int, end: int) -> Sequence[int]:
        return self._common[bisect_left(self._common, start) : bisect_left(self._common, end)]

    def _part(self, start: int, end: int) -> Pack:
        common = self._common_in(start, end)
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
