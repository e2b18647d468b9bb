"""What of a document may say something: all that is cut, folded and matched."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Set
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from auditor.model.document import Segment

Places: TypeAlias = Set[tuple[int, int]]
"""Where patterns may match in a segment: a code point that a match holds, and the number of the pattern, or ``OPENS``."""

ALL: Places = frozenset(((-1, -1),))
"""Stands for all places and patterns."""
OPENS = -2
"""Stands for what opens a list: the clause, and those that it is the lead of, may match any pattern."""
_SILENT: Places = frozenset()


class Speaking(Struct, frozen=True):
    """What of some segments may say something.

    Args:
        places: by ``id`` of a segment where it may, or ``ALL``; a segment that is not there says nothing.
        choices: whether marks of choices may stand in any of them.
        evasive: the ``id`` of each segment that may read otherwise than it is written; those with ``ALL`` places where that is not known.
    """

    places: Mapping[int, Places]
    choices: bool = False
    evasive: Set[int] | None = None

    def __bool__(self) -> bool:
        return bool(self.places) or self.choices

    def with_choices(self, segments: Iterable[Segment], ticks: Container[int]) -> Speaking:
        """Return the same where those segments that hold choices or answers indeed may say something everywhere."""
        ticked = dict.fromkeys((id(one) for one in segments if id(one) in ticks), ALL)
        return replace(self, places={**self.places, **ticked}) if ticked else self

    def of(self, segment: Segment) -> Places:
        """Return where a segment may say something."""
        return self.places.get(id(segment), _SILENT)

    def may_be_evasive(self, segment: Segment) -> bool:
        """Tell whether a segment may read otherwise than it is written."""
        return self.of(segment) is ALL if self.evasive is None else id(segment) in self.evasive
