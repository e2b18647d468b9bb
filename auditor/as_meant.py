"""Segments that are read another way, as they are meant or printed; what is found there is brought back to their raw places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from auditor.gathered import Outcome
from auditor.model.clause import Clause, Lead
from auditor.model.document import Segment
from auditor.model.grounds import Ground
from auditor.model.span import Apart, Span
from auditor.text.choices.ticks import Ticks
from auditor.text.evasion import SecondReading
from auditor.text.normalise import Normalised


class Meant:
    """The segments of a group as they are meant, or printed.

    Args:
        written: as they are written.
        seconds: the other readings there are, by ``id`` of a segment.

    Attributes:
        segments: as they are meant, in the same order.
    """

    def __init__(self, written: Sequence[Segment], seconds: Mapping[int, SecondReading]) -> None:
        self._seconds = seconds
        self._meant = {id(segment): _meant(segment, seconds.get(id(segment))) for segment in written}
        self._written = {id(self._meant[id(segment)]): segment for segment in written}
        self.segments = tuple(self._meant.values())

    def of(self, segments: Iterable[Segment]) -> list[Segment]:
        """Return some of the segments as they are meant."""
        return [self._meant[id(segment)] for segment in segments]

    def ticks(self, ticks: Mapping[int, Ticks]) -> dict[int, Ticks]:
        """Return what the choices of a form mean in the second reading."""
        return {id(meant): _meant_ticks(ticks[key], self._seconds.get(key)) for key, meant in self._meant.items() if key in ticks}

    def raw(self, clause: Clause) -> Clause:
        """Return a clause of the other reading at its raw place."""
        segment = self._written[id(clause.segment)]
        second = self._seconds.get(id(segment))
        span = second.whole.raw(clause.span) if second else clause.span
        return replace(clause, segment=segment, span=span, lead=clause.lead and self._raw_lead(clause.lead))

    def folded(self, clause: Clause, folded: Normalised) -> Normalised:
        """Return a clause folded with offsets from its raw place.

        Args:
            clause: of the other reading.
            folded: the clause folded by itself.
        """
        second = self._seconds.get(id(self._written[id(clause.segment)]))
        return second.whole.within(clause.span).then(folded) if second else folded

    def _raw_lead(self, lead: Lead) -> Lead:
        """Return where the lead of another reading stands in the raw segment."""
        segment = self._written[id(lead.segment)]
        second = self._seconds.get(id(segment))
        return Lead(segment, second.whole.raw(lead.span) if second else lead.span)


def united(seconds: Mapping[int, SecondReading], first: Iterable[Outcome], again: Iterable[Outcome]) -> list[Outcome]:
    """Unite what is found by two readings.

    Where a text reads otherwise the second time, only that counts: what the first finds there is a piece or a misreading. Of
    outcomes of one ground that overlap in the raw text the longest stays, of equal ones that of the second reading.
    """
    stays = (outcome for outcome in first if not _reads_otherwise(seconds.get(id(outcome.segment)), outcome.span))
    taken: dict[tuple[int, Ground], Apart] = defaultdict(Apart)
    kept: dict[tuple[int, Ground], list[Outcome]] = defaultdict(list)
    for outcome in sorted((*again, *stays), key=lambda outcome: -len(outcome.span)):
        key = id(outcome.segment), outcome.rule.ground
        if taken[key].add(outcome.span):
            kept[key].append(outcome)
    return [outcome for outcomes in kept.values() for outcome in outcomes]


def _reads_otherwise(second: SecondReading | None, raw: Span) -> bool:
    return second is not None and second.changes(raw)


def _meant(segment: Segment, second: SecondReading | None) -> Segment:
    return replace(segment, text=second.whole.text) if second else segment


def _meant_ticks(ticks: Ticks, second: SecondReading | None) -> Ticks:
    return ticks.read_in(second.whole) if second else ticks
