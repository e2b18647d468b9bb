"""Read from a text who hires and where, unless the user says so."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from msgspec import Struct

from auditor.model.circumstances import NOT_KNOWN, Assumption, CircumstanceCue, CircumstanceCues, Circumstances, Origin
from auditor.model.evidence import Evidence
from auditor.model.location import CellPlace, Location
from auditor.model.remembered import remembered
from auditor.model.span import Span
from auditor.text.gate import LiteralGate, MakesGate
from auditor.text.normalise import normalise
from auditor.text.one_line import stays_in_line
from auditor.text.posts import COMMON, Posts
from auditor.text.shown import CueFound, find

_REMEMBERED = 4_096  # lines; the cells of a table repeat themselves
_SHEETS = 64
_FIELD_OF_PLACE = "地区:"


class Weighed(Struct, frozen=True):
    """What some cues show together.

    Args:
        values: kinds of employer, or region ids; empty where nothing is known.
        origin: why.
        firsts: which of the cues it rests on: the first for each value or contradiction.
    """

    values: tuple[str, ...] = ()
    origin: Origin = Origin.UNKNOWN
    firsts: tuple[int, ...] = ()


class AssumptionReader:
    """Reads circumstances of one kind.

    Args:
        cues: words that show them.
        given: what the user says; nothing is read then.
        gate: makes the gate before the cues.
    """

    def __init__(self, cues: CircumstanceCues, given: str = "", gate: MakesGate = LiteralGate) -> None:
        self._cues = cues
        self._gate = gate([cue.regex for cue in cues.cues])
        self._given = Assumption(self._with_those_around([given]), Origin.OPTION) if given else None

    @property
    def cues(self) -> Sequence[CircumstanceCue]:
        """What it looks for: nothing where the user says how it is."""
        return () if self._given else self._cues.cues

    @property
    def given(self) -> Assumption:
        """What the user says."""
        return self._given or NOT_KNOWN

    def read(self, posts: Posts, part: int, document: Posts) -> Assumption:
        """Return what is assumed for a post: by its own words, else by those that hold for all posts of its group, or document."""
        if self._given:
            return self._given
        for text, own in dict.fromkeys(((posts, part), (posts, COMMON), (document, COMMON))):
            found = self._found(text)
            assumption = self._assume(text, _inside(found, text.own(own))) if found else NOT_KNOWN
            if assumption.origin is not Origin.UNKNOWN:
                return assumption
        return NOT_KNOWN

    def read_of_sheet(self, place: Location) -> Assumption:
        """Return what the name of the sheet shows in which something stands; it is told at the first cell."""
        if self._given or not isinstance(place, CellPlace):
            return NOT_KNOWN
        return self._of_sheet(place.table, place.part, place.hidden)

    @remembered(_SHEETS)
    def _of_sheet(self, sheet: str, part: str, hidden: bool) -> Assumption:
        """Return what the name of a sheet shows, which is read like a field of that name."""
        found = self._in_line(normalise(f"{_FIELD_OF_PLACE}{sheet}").text)
        values = self._with_those_around(value for one in found for value in one.cue.values)
        evidence = Evidence(CellPlace(sheet, 1, 1, part, hidden), Span(0, len(sheet)), sheet, role="label")
        return Assumption(values, Origin.TEXT, (evidence,)) if values and self._agree(values) else NOT_KNOWN

    @remembered(4)
    def _found(self, posts: Posts) -> tuple[CueFound, ...]:
        """Return the cues in a text; none goes over the end of a line."""
        found = ((line.start, one) for line in posts.lines for one in self._in_line(line.folded.text))
        return tuple(CueFound(one.cue, one.span.shift(start)) for start, one in found)

    @remembered(_REMEMBERED)
    def _in_line(self, text: str) -> tuple[CueFound, ...]:
        near = self._gate.admits(text)
        return tuple(sorted(self._near(near, text), key=_start)) if near else ()

    def _near(self, numbers: Iterable[int], text: str) -> Iterator[CueFound]:
        """Yield the cues with some numbers where they stand; those that stay in a line are looked for only in lines that may hold them."""
        lines = self._lines(text) if "\n" in text else None
        for number in numbers:
            cue = self._cues.cues[number]
            if lines is None or not stays_in_line(cue.regex):
                yield from find([cue], text)
                continue
            for start, line in lines.get(number, ()):
                yield from (CueFound(cue, one.span.shift(start)) for one in find([cue], line))

    def _lines(self, text: str) -> Mapping[int, Sequence[tuple[int, str]]]:
        """Return by the number of a cue the lines that may hold it, each between line ends, and where they start."""
        lines: dict[int, list[tuple[int, str]]] = defaultdict(list)
        start = -1
        for line in text.split("\n"):
            for number in self._gate.admits(line):
                lines[number].append((start, f"\n{line}\n"))
            start += len(line) + 1
        return lines

    def _assume(self, posts: Posts, found: Sequence[CueFound]) -> Assumption:
        weighed = self.weigh([one.cue for one in found])
        evidence = dict.fromkeys(_evidence(posts, found[first].span) for first in weighed.firsts)
        return Assumption(weighed.values, weighed.origin, tuple(evidence))

    def weigh(self, cues: Sequence[CircumstanceCue]) -> Weighed:
        """Weigh the cues of one text, in order: strong ones win over weak ones; what contradicts itself says nothing."""
        firm = [number for number, cue in enumerate(cues) if not cue.weak] or range(len(cues))
        firsts = {value: number for number in reversed(firm) for value in cues[number].values}
        values = self._with_those_around(value for number in firm for value in cues[number].values)
        if not values:
            return Weighed()
        places = tuple(dict.fromkeys(firsts[value] for value in values if value in firsts))
        return Weighed(values, Origin.TEXT, places) if self._agree(values) else Weighed((), Origin.CONTRADICTION, places)

    def _with_those_around(self, values: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for value in values for name in (value, *self._cues.within.get(value, ()))))

    def _agree(self, values: Sequence[str]) -> bool:
        together = self._cues.together
        return not together or all(any({*pair} <= both for both in together) for pair in combinations(values, 2))


class CircumstanceReader:
    """Reads who hires, and where.

    Args:
        employers: words that show who hires.
        regions: words that show where.
        employer: what the user says of the one; empty for nothing.
        region: what the user says of the other; empty for nothing.
        gate: makes the gates before the words.

    Attributes:
        employer: reads who hires.
        region: reads where.
    """

    def __init__(
        self, employers: CircumstanceCues, regions: CircumstanceCues, employer: str = "", region: str = "", gate: MakesGate = LiteralGate
    ) -> None:
        self.employer = AssumptionReader(employers, employer, gate)
        self.region = AssumptionReader(regions, region, gate)

    def read(self, posts: Posts, part: int, document: Posts) -> Circumstances:
        """Return what is assumed for one post.

        Args:
            posts: the group of segments that it stands in.
            part: its number there.
            document: what belongs to no group.
        """
        region = self.region.read(posts, part, document)
        if region.origin is Origin.UNKNOWN and posts.segments:
            region = self.region.read_of_sheet(posts.segments[0].locate(0))
        return Circumstances(self.employer.read(posts, part, document), region)


def _start(found: CueFound) -> int:
    return found.span.start


def _inside(found: Sequence[CueFound], spans: Iterable[Span]) -> list[CueFound]:
    """Return what stands inside some spans; what was found is in order of start."""
    starts = ((span, bisect_left(found, span.start, key=_start)) for span in spans)
    near = (found[index : bisect_left(found, span.end, key=_start)] for span, index in starts)
    return [one for some in near for one in some]


def _evidence(posts: Posts, span: Span) -> Evidence:
    segment, raw, in_label = posts.locate(span)
    if in_label and segment.label:
        return Evidence(segment.label.location, raw, raw.of(segment.label.text), role="label")
    return Evidence(segment.locate(raw.start), raw, raw.of(segment.text))
