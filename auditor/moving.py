"""What is found in one place as it is in another one that holds the same words: another document, or another row of a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from auditor.model.circumstances import Assumption, Circumstances
from auditor.model.document import Segment
from auditor.model.evidence import Evidence
from auditor.model.finding import Dismissal, Finding
from auditor.model.location import Location


@dataclass(frozen=True, slots=True)
class Move:
    """Turns locations into others.

    Args:
        places: location to the other one; what is not among them stays where it is.
    """

    places: Mapping[Location, Location]

    def finding(self, finding: Finding, segment: Segment, circumstances: Circumstances) -> Finding:
        """Return a finding as one of another segment, for which something is assumed."""
        return finding.told(segment, tuple(map(self.evidence, finding.evidence)), circumstances, finding.about)

    def dismissal(self, dismissal: Dismissal, segment: Segment) -> Dismissal:
        """Return a dismissal as one of another segment."""
        return replace(dismissal, segment=segment, location=self._place(dismissal.location))

    def circumstances(self, circumstances: Circumstances) -> Circumstances:
        """Return what is assumed with its evidence moved."""
        return Circumstances(self._assumption(circumstances.employer), self._assumption(circumstances.region))

    def evidence(self, evidence: Evidence) -> Evidence:
        """Return a piece of evidence at its other place."""
        return Evidence(self._place(evidence.location), evidence.span, evidence.text, evidence.role)

    def _assumption(self, assumption: Assumption) -> Assumption:
        if not assumption.evidence:
            return assumption
        return Assumption(assumption.values, assumption.origin, tuple(map(self.evidence, assumption.evidence)))

    def _place(self, location: Location) -> Location:
        return self.places.get(location, location)


def places(source: Segment, target: Segment) -> dict[Location, Location]:
    """Return where the words of a segment stand in another one with the same words and as many anchors, and where its label stands."""
    pairs = zip(source.anchors, target.anchors, strict=True)
    moved = {before.location: after.location for before, after in pairs}
    return {source.label.location: target.label.location, **moved} if source.label and target.label else moved
