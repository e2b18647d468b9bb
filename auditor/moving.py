"""What is found in one place as it is in another one that holds the same words: another document, or another row of a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeAlias

from auditor.model.circumstances import Assumption, Circumstances
from auditor.model.document import Segment
from auditor.model.evidence import Evidence
from auditor.model.finding import Dismissal, Finding
from auditor.model.location import Location

Spot: TypeAlias = tuple[int, bool]
"""Which of some segments words stand in, each of which stands at one place, and whether they stand in its label."""
Locate: TypeAlias = Callable[[int, bool], Location]
"""Returns the location of a spot."""


@dataclass(frozen=True, slots=True)
class Move:
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


def _of_one(segment: Segment, _number: int, is_label: bool) -> Location:
    return location_of(segment, is_label)


class MovableOutcomes:
    """What is found in a field that stands at one place, to be said of others with the same words.

    Args:
        segment: the field.
        outcomes: what is found in it.
    """

    __slots__ = ("_outcomes",)

    def __init__(self, segment: Segment, outcomes: Iterable[Finding | Dismissal]) -> None:
        spots = _spots([segment])
        self._outcomes = [(outcome, [spots.get(location) for location in _locations(outcome)]) for outcome in outcomes]

    def __bool__(self) -> bool:
        return bool(self._outcomes)

    def at(self, segment: Segment, circumstances: Circumstances) -> list[Finding | Dismissal]:
        """Return what another field with the same words says, for whose post something is assumed."""
        locate = partial(_of_one, segment)
        return [
            outcome.at(segment, _pieces(outcome.evidence, spots, locate), circumstances)
            if isinstance(outcome, Finding)
            else replace(outcome, segment=segment, location=locate(*spots[0]) if spots[0] else outcome.location)
            for outcome, spots in self._outcomes
        ]


class MovableCircumstances:
    """What is assumed by some fields, each of which stands at one place, to be assumed by others with the same words.

    Args:
        circumstances: what is assumed.
        fields: that tell so.
    """

    __slots__ = ("_circumstances", "_employer", "_region")

    def __init__(self, circumstances: Circumstances, fields: Sequence[Segment]) -> None:
        spots = _spots(fields)
        self._circumstances = circumstances
        self._employer = [_spot_of(one, fields, spots) for one in circumstances.employer.evidence]
        self._region = [_spot_of(one, fields, spots) for one in circumstances.region.evidence]

    def by(self, locate: Locate) -> Circumstances:
        """Return what is assumed by others.

        Args:
            locate: tells where they stand.
        """
        known = self._circumstances
        if not any(self._employer) and not any(self._region):
            return known
        return Circumstances(_assumed(known.employer, self._employer, locate), _assumed(known.region, self._region, locate))


def _assumed(assumption: Assumption, spots: Sequence[Spot | None], locate: Locate) -> Assumption:
    return Assumption(assumption.values, assumption.origin, _pieces(assumption.evidence, spots, locate)) if any(spots) else assumption


def _pieces(pieces: Sequence[Evidence], spots: Sequence[Spot | None], locate: Locate) -> tuple[Evidence, ...]:
    every = zip(pieces, spots, strict=True)
    return tuple([Evidence(locate(*spot), piece.span, piece.text, piece.role) if spot else piece for piece, spot in every])


def _spots(segments: Sequence[Segment]) -> dict[Location, Spot]:
    labels: dict[Location, Spot] = {one.label.location: (number, True) for number, one in enumerate(segments) if one.label}
    return {**labels, **{one.anchors[0].location: (number, False) for number, one in enumerate(segments)}}


def _spot_of(piece: Evidence, segments: Sequence[Segment], spots: Mapping[Location, Spot]) -> Spot | None:
    """Return the spot of a piece of evidence; the name of a sheet is told at the place of a cell, and stands in none."""
    spot = spots.get(piece.location)
    if spot is None:
        return None
    label = segments[spot[0]].label if spot[1] else None
    return spot if piece.span.of(label.text if label else segments[spot[0]].text) == piece.text else None


def _locations(outcome: Finding | Dismissal) -> list[Location]:
    return [outcome.location] if isinstance(outcome, Dismissal) else [piece.location for piece in outcome.evidence]
