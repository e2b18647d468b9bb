"""What of a document may say something: all that is cut, folded and matched."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Set
from dataclasses import dataclass
from typing import TypeAlias

from auditor.model.document import Segment

Places: TypeAlias = Set[tuple[int, int]]
"""Where patterns may match in a segment: a code point that a match holds, and the number of the pattern."""

ALL: Places = frozenset(((-1, -1),))
"""Stands for all places and patterns."""
_SILENT: Places = frozenset()


@dataclass(frozen=True, slots=True)
class Speaking:
    """What of some segments may say something.

    Args:
        places: by ``id`` of a segment where it may, or ``ALL``; a segment that is not there says nothing.
        choices: whether marks of choices may stand in any of them.
    """

    places: Mapping[int, Places]
    choices: bool = False

    def __bool__(self) -> bool:
        return bool(self.places) or self.choices

    def with_choices(self, segments: Iterable[Segment], ticks: Container[int]) -> Speaking:
        """Return the same where those segments that hold choices or answers indeed may say something everywhere."""
        return Speaking({**self.places, **{id(one): ALL for one in segments if id(one) in ticks}})

    def of(self, segment: Segment) -> Places:
        """Return where a segment may say something."""
        return self.places.get(id(segment), _SILENT)
