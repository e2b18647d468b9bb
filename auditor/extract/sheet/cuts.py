"""Where a sheet is cut into parts: where a group ends and no other goes on, but for the one that holds for all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.model.packed import Subject

_WORTH_A_PART = 256  # segments


class Cuts:
    """Tells where to cut.

    Args:
        common: the name of the group that holds for all others.
        part_size: how many segments, at least, make a part.
    """

    def __init__(self, common: str, part_size: int) -> None:
        self.common = common
        self._part_size = part_size

    def of(self, subjects: Sequence[Subject], starts: Sequence[int]) -> Iterator[int]:
        """Yield the numbers of the cells that parts begin with, but for the first part.

        Args:
            subjects: what the cells tell of, one after the other.
            starts: the number of the first cell of each.
        """
        last = {name: number for number, (group, _, also) in enumerate(subjects) for name in (group, *also)}
        last[self.common] = 0
        cut = reach = 0
        for number, (group, _, also) in enumerate(subjects[:-1]):
            reach = max(reach, *(last[name] for name in (group, *also)))
            end = starts[number + 1]
            if reach <= number and end - cut >= self.least(number, group, subjects[number + 1][0]):
                cut = end
                yield cut

    def least(self, number: int, before: str, behind: str) -> int:
        """Return how many segments make a part that ends between two groups; rows without what holds for all are judged faster.

        Args:
            number: of the subject before, from 0.
            before: its group.
            behind: that of the next one.
        """
        if (before == self.common) == (behind == self.common):
            return self._part_size
        return min(self._part_size, _WORTH_A_PART) if number else 0


class Foreseen:
    """Foresees the cuts while the cells are taken; no more of them once a group goes on that had ended.

    Args:
        cuts: tells where to cut.

    Attributes:
        start: the number of the cell that the part at hand begins with.
    """

    def __init__(self, cuts: Cuts) -> None:
        self.start = 0
        self._cuts = cuts
        self._told: dict[str, int] = {}  # the last cell, of those that begin a subject, that tells of each group
        self._number = -1  # of the last subject
        self._before = ""  # its group
        self._is_wrong = False

    def ends_before(self, subject: Subject, start: int) -> bool:
        """Take note that the cells from a number on tell of another subject, and tell whether a part ends before them."""
        group, _, also = subject
        names = [name for name in (group, *also) if name != self._cuts.common]
        earlier = [self._told[name] for name in names if name in self._told]
        self._is_wrong = self._is_wrong or min(earlier, default=start) < self.start
        ends = not earlier and self._number >= 0 and start - self.start >= self._cuts.least(self._number, self._before, group)
        self._told.update(dict.fromkeys(names, start))
        self._number, self._before = self._number + 1, group
        return ends and not self._is_wrong
