"""What is found in one place as it is in another one that holds the same words: another document, or another row of a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from auditor.model.circumstances import Assumption, Circumstances
from auditor.model.document import Segment
from auditor.model.evidence import Evidence
from auditor.model.finding import Dismissal, Finding
from auditor.model.location import Location

Locate: TypeAlias = Callable[[int, bool], Location]
"""Returns where the one of some segments with a number, or its label, stands."""


class Move(Struct, frozen=True):
    """Turns locations into others.

    Args:
        places: location to the other one; what is not among them stays where it is.
    """

    places: Mapping[Location, Location]

    def finding(self, finding: Finding, segment: Segment, circumstances: Circumstances) -> Finding:
        """Return a finding as one of another segment, for which something is assumed."""
        return finding.at(segment, self._pieces(finding.evidence), circumstances)

    def dismissal(self, dismissal: Dismissal, segment: Segment) -> Dismissal:
        """Return a dismissal as one of another segment."""
        return replace(dismissal, segment=segment, location=self._place(dismissal.location))

    def circumstances(self, circumstances: Circumstances) -> Circumstances:
        """Return what is assumed with its evidence moved."""
        return Circumstances(self._assumption(circumstances.employer), self._assumption(circumstances.region))

    def _assumption(self, assumption: Assumption) -> Assumption:
        return Assumption(assumption.values, assumption.origin, self._pieces(assumption.evidence)) if assumption.evidence else assumption

    def _pieces(self, pieces: Iterable[Evidence]) -> tuple[Evidence, ...]:
        return tuple(Evidence(self._place(piece.location), piece.span, piece.text, piece.role) for piece in pieces)

    def _place(self, location: Location) -> Location:
        return self.places.get(location, location)


def places(source: Segment, target: Segment) -> dict[Location, Location]:
    """Return where the words of a segment stand in another one with the same words and as many anchors, and where its label stands."""
    pairs = zip(source.anchors, target.anchors, strict=True)
    moved = {before.location: after.location for before, after in pairs}
    return {source.label.location: target.label.location, **moved} if source.label and target.label else moved


def location_of(segment: Segment, is_label: bool) -> Location:
    """Return where a segment that stands at one place, or its label, stands."""
    return segment.label.location if is_label and segment.label else segment.anchors[0].location


class MovableOutcomes:
    """What is found in a field that stands at one place, to be said of others with the same words.

    Args:
        segment: the field.
        outcomes: what is found in it.
    """

    __slots__ = ("_outcomes",)

    def __init__(self, segment: Segment, outcomes: Iterable[Finding | Dismissal]) -> None:
        own = {location_of(segment, is_label): is_label for is_label in (True, False)}
        self._outcomes = [(outcome, [own.get(location) for location in _locations(outcome)]) for outcome in outcomes]

    def __bool__(self) -> bool:
        return bool(self._outcomes)

    def at(self, segment: Segment, circumstances: Circumstances) -> list[Finding | Dismissal]:
        """Return what another field with the same words says, for whose post something is assumed."""
        return [
            outcome.at(segment, _pieces(outcome.evidence, are_labels, segment), circumstances)
            if isinstance(outcome, Finding)
            else replace(outcome, segment=segment, location=_moved(outcome.location, are_labels[0], segment))
            for outcome, are_labels in self._outcomes
        ]


def _pieces(pieces: Sequence[Evidence], are_labels: Iterable[bool | None], segment: Segment) -> tuple[Evidence, ...]:
    every = zip(pieces, are_labels, strict=True)
    return tuple([Evidence(_moved(piece.location, is_label, segment), piece.span, piece.text, piece.role) for piece, is_label in every])


def _moved(location: Location, is_label: bool | None, segment: Segment) -> Location:
    """Return a location that was that of a segment with the same words, or of its label, as the one of this segment, or its label."""
    return location if is_label is None else location_of(segment, is_label)


def _locations(outcome: Finding | Dismissal) -> list[Location]:
    return [outcome.location] if isinstance(outcome, Dismissal) else [piece.location for piece in outcome.evidence]
