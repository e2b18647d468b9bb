"""Who hires, and where, by what the fields of one post show: told by the cues in each of them, which are the same for most posts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import TypeAlias

from msgspec import Struct

from auditor.circumstances import AssumptionReader, CircumstanceReader, Weighed
from auditor.model.circumstances import Assumption, Circumstances, Origin
from auditor.model.evidence import Evidence
from auditor.model.location import Location
from auditor.model.span import Span
from auditor.moving import Locate
from auditor.text.compiled import OutOfTime
from auditor.text.field_lines import FieldLines
from auditor.text.line_search import Hit, Regexes
from auditor.text.posts import COMMON, Posts
from auditor.text.shown import place_of

_BY_START = attrgetter("start")
_REMEMBERED = 8_192  # cues that stand together


class FieldCue(Struct, frozen=True):
    """A cue in a field.

    Args:
        number: of the cue.
        start: of its words in the folded line of the field.
        span: of its words in the text of the field, or in its name.
        in_name: whether it is that.
        text: the words.
    """

    number: int
    start: int
    span: Span
    in_name: bool
    text: str

    def at(self, location: Location) -> Evidence:
        """Return it as evidence from a place: that of the field, or of its name where it stands in that."""
        return Evidence(location, self.span, self.text, "label" if self.in_name else "text")


Cues: TypeAlias = tuple[FieldCue, ...]
"""The cues of a field, in order."""
PlacedCues: TypeAlias = Sequence[tuple[int, FieldCue]]
"""The cues of all fields of a post, in order, each with the place of its field among them."""


class AssumptionOfFields:
    """Tells circumstances of one kind.

    Args:
        reader: knows what cues mean.
    """

    def __init__(self, reader: AssumptionReader) -> None:
        self._reader = reader
        self._weighed: dict[tuple[int, ...], Weighed] = {}

    @property
    def regexes(self) -> Regexes:
        """What is looked for in the lines of fields."""
        return [(cue.regex, f"cue {cue.id}") for cue in self._reader.cues]

    def cues(self, fields: FieldLines, hits: Iterable[Hit]) -> Mapping[int, Cues]:
        """Return the cues of those of some fields that hold any, as they are found in their lines."""
        cues: dict[int, dict[int, FieldCue]] = defaultdict(dict)
        for number, line, start, match in hits:
            span, own = place_of(match).shift(-start), cues[line]
            if number not in own or span.start < own[number].start:
                own[number] = FieldCue(number, span.start, *fields.locate(line, span))
        return {line: tuple(sorted(own.values(), key=_BY_START)) for line, own in cues.items()}

    def assumed(self, cues: PlacedCues, locate: Locate, around: Assumption) -> Assumption:
        """Return what is assumed for a post by the cues of its fields, else by what holds around it."""
        cues = _first_of_each(cues) if len(cues) > 1 else cues
        weighed = self._weigh(tuple([cue.number for _, cue in cues]))
        if weighed.origin is Origin.UNKNOWN:
            return around
        firsts = [cues[number] for number in weighed.firsts]
        evidence = [cue.at(locate(place, cue.in_name)) for place, cue in firsts]
        return Assumption(weighed.values, weighed.origin, tuple(dict.fromkeys(evidence) if len(evidence) > 1 else evidence))

    def around(self, common: Posts | None) -> Assumption:
        """Return what holds around posts; what the user says where nothing stands around them.

        Raises:
            OutOfTime: if that takes too long to tell.
        """
        return self._reader.read(common, COMMON, common) if common else self._reader.given

    def _weigh(self, numbers: tuple[int, ...]) -> Weighed:
        if numbers not in self._weighed:
            if len(self._weighed) >= _REMEMBERED:
                self._weighed.clear()
            self._weighed[numbers] = self._reader.weigh([self._reader.cues[number] for number in numbers])
        return self._weighed[numbers]


class CircumstancesOfFields:
    """Tells who hires, and where.

    Args:
        reader: knows what cues mean.
    """

    def __init__(self, reader: CircumstanceReader) -> None:
        self._region = reader.region
        self.employer = AssumptionOfFields(reader.employer)
        self.region = AssumptionOfFields(reader.region)
        self._common: Posts | None = None  # the last one
        self._around_it: Circumstances | None = self._read(None)  # nothing if that took too long

    def assumed(self, employer: PlacedCues, region: PlacedCues, locate: Locate, common: Posts | None) -> Circumstances:
        """Return what is assumed for a post.

        Args:
            employer: the cues of its fields to who hires.
            region: those to where.
            locate: tells where its fields stand.
            common: what holds for all posts around; none where it is alone.

        Raises:
            OutOfTime: if that takes too long to tell.
        """
        around = self._around(common)
        where = self.region.assumed(region, locate, around.region)
        if where.origin is Origin.UNKNOWN:
            where = self._region.read_of_sheet(locate(0, False))
        return Circumstances(self.employer.assumed(employer, locate, around.employer), where)

    def _around(self, common: Posts | None) -> Circumstances:
        """Return what holds around posts, told once for all that follow each other."""
        if common is not self._common:
            self._common, self._around_it = common, None
            self._around_it = self._read(common)
        if self._around_it is None:
            raise OutOfTime("what holds for all posts")
        return self._around_it

    def _read(self, common: Posts | None) -> Circumstances:
        return Circumstances(self.employer.around(common), self.region.around(common))


def _first_of_each(cues: PlacedCues) -> PlacedCues:
    """Leave out the cues that stand in an earlier field as well: they add nothing."""
    firsts: dict[int, tuple[int, FieldCue]] = {}
    for placed in cues:
        firsts.setdefault(placed[1].number, placed)
    return list(firsts.values())
