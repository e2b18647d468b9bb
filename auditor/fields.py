"""What fields of posts say by themselves, such as the cells of a table. It is told once for all fields with the same words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cached_property
from itertools import chain, islice
from typing import TypeAlias

from msgspec import Struct

from auditor.field_cues import CircumstancesOfFields, Cues
from auditor.field_numbers import NamedText, NumberFields
from auditor.model.circumstances import Circumstances
from auditor.model.context import PostForms
from auditor.model.document import Segment
from auditor.model.location import LinePlace
from auditor.model.packed import CellRow, CellSegments
from auditor.moving import Locate
from auditor.shown_by_post import PostSigns, Shown, shown_by_line
from auditor.text.compiled import OutOfTime
from auditor.text.field_lines import FieldLines, in_runs
from auditor.text.line_search import LineSearch, Regexes
from auditor.text.posts import Posts, may_tell_of_several, tells_of_several

_REMEMBERED = 65_536  # fields
_LONGEST = 200  # code points of a text that may well come again
_IN_ONE_LOOK = 1 << 18  # code points; all that is found in them is held at once


class Field(Struct, frozen=True):
    """What a name and a text say.

    Args:
        employer: cues to who hires.
        region: cues to where.
        shows: what it shows that a judgement may rest on.
        is_plain: whether it tells of one post only, and can be told by itself.
    """

    employer: Cues = ()
    region: Cues = ()
    shows: Shown = 0
    is_plain: bool = True

    @property
    def quotes_itself(self) -> bool:
        """Whether its own words, beside its name, are evidence."""
        return any(not cue.in_name for cue in (*self.employer, *self.region))


_SILENT = Field()  # most fields bear on nothing but themselves

Bearing: TypeAlias = tuple[int, Field]
"""The place of a field among others, and the field."""


class FieldReader:
    """Reads fields.

    Args:
        forms: what headings of posts look like.
        circumstances: tells who hires, and where.
        signs: tells what else bears on a judgement.
    """

    def __init__(self, forms: PostForms, circumstances: CircumstancesOfFields, signs: PostSigns) -> None:
        self._forms = forms
        self._circumstances = circumstances
        self._signs = signs
        self._known: dict[NamedText, Field] = {}
        self._cells: CellSegments | None = None  # the last ones
        self._of_cells: Sequence[Field | None] = ()  # what bears on others of them, by the number of their words
        self._are_plain = True

    @cached_property
    def _search(self) -> LineSearch:
        return LineSearch(self._regexes)

    @cached_property
    def _numbers(self) -> NumberFields:
        return NumberFields([*chain.from_iterable(self._regexes)], self._forms)

    @property
    def _regexes(self) -> Sequence[Regexes]:
        return self._circumstances.employer.regexes, self._circumstances.region.regexes, self._signs.of_lines

    def read(self, segments: Sequence[Segment]) -> Sequence[Bearing] | None:
        """Return which of some segments, by their places, say something that bears on others, and what.

        Nothing is returned where one of them is no field of one post that stands at one place.
        """
        if isinstance(segments, CellRow):
            return self._of_row(segments)
        names = [(label.text, segment.text) for segment in segments if (label := segment.label) and _may_come_again(segment)]
        if len(names) < len(segments):  # the id of an ad beside its text is not looked at
            return None
        return _plain([(place, field) for place, field in enumerate(self._told(names)) if field is not _SILENT])

    def assumed(self, fields: Sequence[Bearing], locate: Locate, common: Posts | None) -> Circumstances:
        """Return what is assumed for one post.

        Args:
            fields: those of its fields that say anything of others.
            locate: tells where its fields stand.
            common: what holds for all posts around; none where it is alone.

        Raises:
            OutOfTime: if that takes too long to tell.
        """
        employer = [(place, cue) for place, field in fields for cue in field.employer]
        region = [(place, cue) for place, field in fields for cue in field.region]
        return self._circumstances.assumed(employer, region, locate, common)

    def _of_row(self, row: CellRow) -> Sequence[Bearing] | None:
        """Return the same of the cells of a row, all of which stand under names; most words of a table bear on nothing, and come again."""
        if self._cells is not row.of:
            self._enter(row.of)
        known = self._of_cells
        bearing = [(place, field) for place, words in enumerate(row.fields) if (field := known[words])]
        return bearing if self._are_plain else _plain(bearing)

    def _enter(self, cells: CellSegments) -> None:
        names = ["", *(text for text, *_ in cells.cells.labels)]  # rows are told by their fields where each has a name
        fields = self._told([(names[label], text) for label, text in cells.cells.words])
        self._cells, self._are_plain = cells, all(field.is_plain for field in fields)
        self._of_cells = [None if field is _SILENT else field for field in fields]

    def _told(self, fields: Sequence[NamedText]) -> Sequence[Field]:
        """Return what some names and texts say; those that are new are told many in one look."""
        told = {field: known for field in fields if (known := self._known.get(field))}
        new = [field for field in dict.fromkeys(fields) if field not in told]
        if new:
            told.update(self._told_anew(new))
            self._remember({field: told[field] for field in new})
        return [told[field] for field in fields]

    def _told_anew(self, fields: Sequence[NamedText]) -> dict[NamedText, Field]:
        """Tell fields, mere numbers by what any number under their name says."""
        of_any = self._numbers.of_any(fields)
        told = self._looked_at([*(field for field in fields if field not in of_any), *dict.fromkeys(of_any.values())])
        told.update(self._looked_at([number for number, noughts in of_any.items() if told[noughts].quotes_itself]))
        return {**{number: told[noughts] for number, noughts in of_any.items()}, **told}

    def _looked_at(self, fields: Sequence[NamedText]) -> dict[NamedText, Field]:
        told: dict[NamedText, Field] = {}
        for run in in_runs(fields, _IN_ONE_LOOK):
            told.update(zip(run, self._look(FieldLines(run)), strict=True))
        return told

    def _remember(self, told: Mapping[NamedText, Field]) -> None:
        if len(self._known) + len(told) > _REMEMBERED:
            self._known.clear()
        self._known.update(islice(told.items(), _REMEMBERED))

    def _look(self, fields: FieldLines) -> Iterator[Field]:
        """Yield what each of some fields says."""
        late: set[int] = set()
        who, where, signs = self._search.look(fields.lines, late)
        employer, region = self._circumstances.employer.cues(fields, who), self._circumstances.region.cues(fields, where)
        shown, several = shown_by_line(signs), late | self._several(fields.texts)
        telling = employer.keys() | region.keys() | shown.keys() | several
        for number in range(len(fields)):
            told = employer.get(number, ()), region.get(number, ()), shown.get(number, 0), number not in several
            yield Field(*told) if number in telling else _SILENT

    def _several(self, texts: Sequence[str]) -> Set[int]:
        """Return which folded texts tell of more than one post, or take too long to tell."""
        return {number for number in may_tell_of_several(texts, self._forms) if self._are_several(texts[number])}

    def _are_several(self, text: str) -> bool:
        try:
            return tells_of_several(text, self._forms)
        except OutOfTime:
            return True


def _plain(fields: Sequence[Bearing]) -> Sequence[Bearing] | None:
    """Return some fields; nothing where one of them tells of more than one post."""
    return fields if all(field.is_plain for _, field in fields) else None


def _may_come_again(segment: Segment) -> bool:
    """Tell whether a segment is a short text that stands at one place, not on a line of text."""
    anchors = segment.anchors
    return len(segment.text) <= _LONGEST and len(anchors) == 1 and anchors[0].location.__class__ is not LinePlace
