"""What is found in a document, stretch by stretch, brought back into reading order."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from auditor.model.circumstances import Circumstances
from auditor.model.document import Document, Failure, Segment, Stretch
from auditor.model.finding import Dismissal, Finding
from auditor.model.wording import Wording, same
from auditor.repeats import Repeats

Outcome: TypeAlias = Finding | Dismissal


class RowOutcomes(NamedTuple):
    """What comes of one row; segments are numbered in their stretch.

    Args:
        first: the number of the first own segment of the row.
        outcomes: what is found, each with the number of the segment that it is found in.
        answers: what is assumed for the posts.
        reasons: why something could not be judged.
    """

    first: int
    outcomes: Sequence[tuple[int, Outcome]]
    answers: Sequence[Circumstances]
    reasons: Sequence[Wording] = ()


def fields_left_out(document: Document, segments: Iterable[Segment], audited: Container[int]) -> list[str]:
    """Return the fields of segments of a document, but for its own id, that are not among those ``audited``, by their ``id``."""
    return [segment.field for segment in segments if id(segment) not in audited and segment.text != document.id]


class Gathered:
    """Takes what is found in one group of segments after the other.

    Args:
        document: whose they are.

    Attributes:
        source: the name of its file.
        is_read: whether any segment is audited.
        fields_not_read: fields of a record whose segments are not audited.
    """

    def __init__(self, document: Document) -> None:
        self.source = document.source
        self.is_read = False
        self.fields_not_read: list[str] = []
        self._document = document
        self._repeats = Repeats(())
        self._numbers: dict[int, int] = {}  # of the segments at hand, by ``id``
        self._audited: set[int] = set()
        self._common: tuple[Segment, ...] = ()
        self._outcomes: list[tuple[int, Outcome]] = []
        self._failures: list[tuple[int, Failure]] = []
        self._answers: dict[tuple[object, ...], tuple[tuple[int, int], Circumstances]] = {}  # by what they say

    def enter(self, stretch: Stretch, audited: Iterable[Segment]) -> None:
        """Turn to a stretch of which only what is ``audited`` counts."""
        self._leave(stretch)
        self._numbers.update((id(segment), number) for number, segment in enumerate(stretch.segments, stretch.first))
        self._audited.update(map(id, audited))
        self.is_read = self.is_read or bool(self._audited)
        self.fields_not_read += fields_left_out(self._document, stretch.segments, self._audited)

    def enter_cells(self, stretch: Stretch) -> None:
        """Turn to a stretch of cells, all of which count; what is found in them is told row by row, because few are made."""
        self._leave(stretch)
        self.is_read = True

    def _leave(self, stretch: Stretch) -> None:
        """Turn away from the stretch at hand to another one; what both share is kept."""
        self._repeats = Repeats(stretch.segments)
        kept = {id(segment) for segment in stretch.common} if stretch.common is self._common else set()
        self._common = stretch.common
        self._numbers = {key: self._numbers[key] for key in kept & self._numbers.keys()}
        self._audited = kept & self._audited

    def is_all(self, stretch: Stretch) -> bool:
        """Tell whether the document has no other stretch."""
        return len(stretch.segments) == len(self._document.segments)

    def own(self, group: str, segments: Iterable[Segment]) -> list[Segment]:
        """Return the audited segments of a group, without those that it shares with another one that they stand in."""
        return [segment for segment in segments if segment.group == group and id(segment) in self._audited]

    def add(self, place: int, outcomes: Iterable[Outcome], reasons: Iterable[Wording], answers: Iterable[Circumstances]) -> None:
        """Take what comes of one group.

        Args:
            place: the number of its first segment in the document.
            outcomes: what is found in it.
            reasons: why something in it could not be judged.
            answers: what is assumed for its posts.
        """
        self._outcomes += ((self._numbers[id(outcome.segment)], self._repeats.told(outcome)) for outcome in outcomes)
        self._assume(place, answers)
        self._fail(place, reasons)

    def add_row(self, first: int, row: RowOutcomes) -> None:
        """Take what comes of one row of a stretch whose segments are numbered from ``first`` on in the document."""
        self._outcomes += [(first + number, self._repeats.told(outcome)) for number, outcome in row.outcomes]
        self._assume(first + row.first, row.answers)
        if row.reasons:
            self._fail(first + row.first, row.reasons)

    def _fail(self, place: int, reasons: Iterable[Wording]) -> None:
        self._failures += ((place, Failure(self._document.source, same(self._document.id), reason)) for reason in reasons)

    def _assume(self, place: int, answers: Iterable[Circumstances]) -> None:
        for number, answer in enumerate(answers):
            employer, region = answer.employer, answer.region
            key = employer.values, employer.origin, region.values, region.origin
            if key not in self._answers or (place, number) < self._answers[key][0]:
                self._answers[key] = (place, number), answer

    def number(self, segment: Segment) -> int:
        """Return the number of a segment of the stretch at hand in the document."""
        return self._numbers[id(segment)]

    @property
    def outcomes(self) -> list[Outcome]:
        """All outcomes, in reading order."""
        return [outcome for _, outcome in sorted(self._outcomes, key=lambda found: (found[0], found[1].span))]

    @property
    def failures(self) -> list[Failure]:
        """What could not be judged, in reading order."""
        return [failure for _, failure in sorted(self._failures, key=itemgetter(0))]

    @property
    def circumstances(self) -> list[Circumstances]:
        """Each answer that posts of the document get, in reading order."""
        first: dict[tuple[object, object], Circumstances] = {}
        for _, answer in sorted(self._answers.values(), key=itemgetter(0)):
            first.setdefault((answer.employer.key, answer.region.key), answer)
        return list(first.values())
