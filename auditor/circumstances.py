"""Read from a text who hires and where, unless the user says so."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import combinations

from auditor.model.circumstances import NOT_KNOWN, Assumption, CircumstanceCues, Circumstances, Origin
from auditor.model.evidence import Evidence
from auditor.model.location import CellPlace
from auditor.model.span import Span
from auditor.text.gate import LiteralGate, MakesGate
from auditor.text.normalise import normalise
from auditor.text.one_line import stays_in_line
from auditor.text.posts import COMMON, Posts
from auditor.text.shown import CueFound, find

_REMEMBERED = 4_096  # lines; the cells of a table repeat themselves
_FIELD_OF_PLACE = "地区:"


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
    def regexes(self) -> Sequence[str]:
        """What it looks for."""
        return [cue.regex for cue in self._cues.cues]

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

    def read_of_sheet(self, posts: Posts) -> Assumption:
        """Return what the name of the sheet that posts stand in shows, which is read like a field of that name."""
        place = next((segment.locate(0) for segment in posts.segments), None)
        if self._given or not isinstance(place, CellPlace):
            return NOT_KNOWN
        sheet = place.table
        found = self._in_line(normalise(f"{_FIELD_OF_PLACE}{sheet}").text)
        values = self._with_those_around(value for one in found for value in one.cue.values)
        evidence = Evidence(replace(place, row=1, column=1), Span(0, len(sheet)), sheet, role="label")
        return Assumption(values, Origin.TEXT, (evidence,)) if values and self._agree(values) else NOT_KNOWN

    def speaks(self, line: str) -> bool:
        """Tell whether a folded line shows anything that ``read`` would look at.

        Raises:
            OutOfTime: if a cue takes too long.
        """
        return self._given is None and bool(self._in_line(line))

    @lru_cache(maxsize=4)  # noqa: B019 - a group and its document are asked for in turn
    def _found(self, posts: Posts) -> tuple[CueFound, ...]:
        """Return the cues in a text; none goes over the end of a line."""
        found = ((line.start, one) for line in posts.lines for one in self._in_line(line.folded.text))
        return tuple(CueFound(one.cue, one.span.shift(start)) for start, one in found)

    @lru_cache(maxsize=_REMEMBERED)  # noqa: B019 - one reader an audit
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
        """Weigh the cues of one text: strong ones win over weak ones; what contradicts itself says nothing."""
        firm = [one for one in found if not one.cue.weak] or found
        firsts = {value: one for one in reversed(firm) for value in one.cue.values}
        values = self._with_those_around(value for one in firm for value in one.cue.values)
        evidence = tuple(dict.fromkeys(_evidence(posts, firsts[value].span) for value in values if value in firsts))
        if not values:
            return NOT_KNOWN
        return Assumption(values, Origin.TEXT, evidence) if self._agree(values) else Assumption((), Origin.CONTRADICTION, evidence)

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
    """

    def __init__(
        self, employers: CircumstanceCues, regions: CircumstanceCues, employer: str = "", region: str = "", gate: MakesGate = LiteralGate
    ) -> None:
        self._employer = AssumptionReader(employers, employer, gate)
        self._region = AssumptionReader(regions, region, gate)

    @property
    def regexes(self) -> Sequence[str]:
        """All that it looks for."""
        return [*self._employer.regexes, *self._region.regexes]

    def speaks(self, line: str) -> bool:
        """Tell whether a folded line bears on the answer of ``read``.

        Raises:
            OutOfTime: if that takes too long to tell.
        """
        return self._employer.speaks(line) or self._region.speaks(line)

    def read(self, posts: Posts, part: int, document: Posts) -> Circumstances:
        """Return what is assumed for one post.

        Args:
            posts: the group of segments that it stands in.
            part: its number there.
            document: what belongs to no group.
        """
        region = self._region.read(posts, part, document)
        if region.origin is Origin.UNKNOWN:
            region = self._region.read_of_sheet(posts)
        return Circumstances(self._employer.read(posts, part, document), region)


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
