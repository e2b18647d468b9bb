"""Where a sheet is cut into parts: where a group ends and no other goes on, but for the one that holds for all."""

from __future__ import annotations

from auditor.model.packed import Subject

_WORTH_A_PART = 256  # segments


class Cuts:
    """Tells where to cut while the cells are read.

    A group that goes on where that was not to be foreseen takes the cuts behind its beginning back.

    Args:
        common: the name of the group that holds for all others.
        part_size: how many segments, at least, make a part.

    Attributes:
        places: the numbers of the cells that parts begin with, but for the first part.
    """

    def __init__(self, common: str, part_size: int) -> None:
        self.places: list[int] = []
        self._common = common
        self._part_size = part_size
        self._told: dict[str, int] = {}  # the last cell, of those that begin a subject, that tells of each group
        self._before: Subject | None = None
        self._is_second = False

    @property
    def last(self) -> int:
        """Where the part at hand begins."""
        return self.places[-1] if self.places else 0

    def before(self, subject: Subject, start: int) -> bool:
        """Take note that the cells from a number on tell of another subject, and tell whether a part ends before them."""
        group, _, also = subject
        names = [name for name in (group, *also) if name != self._common]
        earlier = [self._told[name] for name in names if name in self._told]
        while earlier and self.last > min(earlier):
            self.places.pop()
        cuts = not earlier and self._before is not None and start - self.last >= self._least(self._before[0], group)
        if cuts:
            self.places.append(start)
        self._told.update(dict.fromkeys(names, start))
        self._is_second, self._before = self._before is None, subject
        return cuts

    def _least(self, before: str, behind: str) -> int:
        """Return how many segments make a part that ends between two groups; rows without what holds for all are judged faster."""
        if (before == self._common) == (behind == self._common):
            return self._part_size
        return 0 if self._is_second else min(self._part_size, _WORTH_A_PART)
