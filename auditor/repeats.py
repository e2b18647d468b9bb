"""Cells that only repeat the one above (同上): what is found in that one stands in their rows, too, where a person looks for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from msgspec.structs import replace

from auditor.model.dittos import DITTOS
from auditor.model.document import Segment
from auditor.model.evidence import REPEAT, Evidence
from auditor.model.finding import Dismissal, Finding
from auditor.model.location import Location
from auditor.model.packed import CellSegments
from auditor.model.span import Span


class Repeats:
    """Tells what repeats the cells of a stretch.

    Args:
        segments: of the stretch.
    """

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = segments

    def told(self, outcome: Finding | Dismissal) -> Finding | Dismissal:
        """Return an outcome; a finding with the places where its words are repeated, if there are any."""
        if not isinstance(outcome, Finding) or outcome.segment.label is None or not self._pieces:
            return outcome
        segment, named = outcome.segment, outcome.segment.label.location
        pieces = [piece for group in (segment.group, *segment.also) for piece in self._pieces.get((group, named), ())]
        return replace(outcome, evidence=(*outcome.evidence, *pieces)) if pieces else outcome

    @cached_property
    def _pieces(self) -> Mapping[tuple[str, Location], Sequence[Evidence]]:
        """What repeats cells, by its group and by what names it."""
        found: dict[tuple[str, Location], list[Evidence]] = defaultdict(list)
        for segment in self._repeating():
            if segment.label:
                piece = Evidence(segment.anchors[0].location, Span(0, len(segment.text)), segment.text, REPEAT)
                found[segment.group, segment.label.location].append(piece)
        return found

    def _repeating(self) -> Iterator[Segment]:
        segments = self._segments
        if not isinstance(segments, CellSegments):
            return (segment for segment in segments if segment.text.strip() in DITTOS)
        words = {number for number, (_, text) in enumerate(segments.cells.words) if text.strip() in DITTOS}
        return (segments[number] for number, field in enumerate(segments.cells.fields) if field in words) if words else iter(())
