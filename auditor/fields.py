"""What fields of posts say by themselves, such as the cells of a table. It is told once for all fields with the same words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import TypeAlias

from auditor.circumstances import CircumstanceReader
from auditor.model.circumstances import Circumstances
from auditor.model.context import PostForms
from auditor.model.document import Label, Segment
from auditor.model.location import LinePlace
from auditor.model.packed import CellRow, CellSegments
from auditor.shown_by_post import PostSigns, Shown
from auditor.text.compiled import OutOfTime
from auditor.text.digits import tells_digits_apart
from auditor.text.gate import LiteralGate
from auditor.text.posts import COMMON, Posts, folded_line, is_field_of_one_post

_REMEMBERED = 65_536  # fields
_LONGEST = 200  # code points of a text that may well come again
_SHORTEST_CODE = 5  # digits: shorter numbers come again and again
_CODE = "5"  # stands for any digit


@dataclass(frozen=True, slots=True)
class Field:
    """A name and a text.

    Args:
        number: tells it from others; the same for the same words as long as they are remembered.
        tells: whether it says who hires, or where.
        shows: what it shows that a judgement may rest on.
        is_plain: whether it tells of one post only, and can be told by itself.
    """

    number: int
    tells: bool
    shows: Shown
    is_plain: bool

    @property
    def is_silent(self) -> bool:
        """Whether it bears on nothing but itself."""
        return self.is_plain and not self.tells and not self.shows


Bearing: TypeAlias = tuple[int, Field]
"""The place of a field among others, and the field."""


class FieldReader:
    """Reads fields.

    Args:
        forms: what headings of posts look like.
        circumstances: tells who hires, and where.
        signs: tells what else bears on a judgement.
    """

    def __init__(self, forms: PostForms, circumstances: CircumstanceReader, signs: PostSigns) -> None:
        self._forms = forms
        self._circumstances = circumstances
        self._signs = signs
        self._known: dict[tuple[str, str], Field] = {}
        self._numbers = count()
        bearing = (*signs.of_lines, *circumstances.regexes, forms.no_post, *(heading.regex for heading in forms.headings))
        self._apart = LiteralGate([regex for regex in bearing if tells_digits_apart(regex)])
        self._cells: CellSegments | None = None  # the last ones
        self._of_cells: dict[int, Field] = {}  # what is known of them, by the number of their words
        self._silent = bytearray()  # whether they are known to say nothing, by the same number
        self._are_plain = True

    def read(self, segments: Sequence[Segment]) -> Sequence[Bearing] | None:
        """Return which of some segments, by their places, say something that bears on others, and what.

        Nothing is returned where one of them is no field of one post that stands at one place.
        """
        if isinstance(segments, CellRow):
            return self._of_row(segments)
        names = [label.text for segment in segments if (label := segment.label) and _may_come_again(segment)]
        if len(names) < len(segments):  # the id of an ad beside its text is not looked at
            return None
        known = self._known
        fields = [known.get((name, segment.text)) or self._read(name, segment) for name, segment in zip(names, segments, strict=True)]
        return _plain([(place, field) for place, field in enumerate(fields) if not field.is_silent])

    def assumed(self, segments: Sequence[Segment], common: Posts) -> Circumstances:
        """Return what is assumed for one post by some of its segments, among them all that tell who hires, or where.

        Args:
            segments: the first says in which sheet they stand.
            common: what holds for all posts around.

        Raises:
            OutOfTime: if that takes too long to tell.
        """
        return self._circumstances.read(Posts(segments, self._forms), COMMON, common)

    def _of_row(self, row: CellRow) -> Sequence[Bearing] | None:
        """Return the same of the cells of a row, all of which stand under names; most words of a table bear on nothing, and come again."""
        if self._cells is not row.of:
            self._enter(row.of)
        silent, known, fields = self._silent, self._of_cells, row.fields
        try:
            bearing = [(place, known[words]) for place, words in enumerate(fields) if not silent[words]]
        except KeyError:
            for number, words in zip(row.numbers, fields, strict=True):
                if words not in known:
                    self._learn(words, self._of_cell(row, number))
            return self._of_row(row)
        return bearing if self._are_plain else _plain(bearing)

    def _enter(self, cells: CellSegments) -> None:
        self._cells, self._of_cells, self._are_plain = cells, {}, True
        self._silent = bytearray(len(cells.cells.words))
        names = ["", *(text for text, *_ in cells.cells.labels)]
        known = ((words, self._known.get((names[label], text))) for words, (label, text) in enumerate(cells.cells.words))
        for words, field in (*known, *self._codes(cells)):
            if field:
                self._learn(words, field)

    def _learn(self, words: int, field: Field) -> None:
        self._of_cells[words] = field
        self._silent[words] = field.is_silent
        self._are_plain = self._are_plain and field.is_plain

    def _of_cell(self, row: CellRow, number: int) -> Field:
        name, text = row.of.words(number)
        return self._known.get((name, text)) or self._read(name, row.of[number])

    def _codes(self, cells: CellSegments) -> Iterator[tuple[int, Field]]:
        """Yield what numbers say by the numbers of their words.

        Each row has another one as its code, and all of one length under one name say the same, if they say no more.
        """
        alike: dict[tuple[int, int], dict[int, str]] = defaultdict(dict)
        for words, (label, text) in enumerate(cells.cells.words):
            if len(text) >= _SHORTEST_CODE and text.isascii() and text.isdecimal():
                alike[label, len(text)][words] = text
        for (number, length), codes in alike.items():
            if named := cells.labels[number]:
                yield from self._alike(named, _CODE * length, codes)

    def _alike(self, label: Label, stand_in: str, codes: Mapping[int, str]) -> Iterator[tuple[int, Field]]:
        """Yield what some codes under a name say that say what one of their length does."""
        segment = Segment.at(stand_in, label.location, label)
        field = self._known.get((label.text, stand_in)) or self._read(label.text, segment)
        if field.tells or not field.is_plain:
            return
        name = folded_line(segment).text.removesuffix(stand_in)
        all_alike = not self._apart.admits("\n".join(name + code for code in codes.values()))
        yield from ((words, field) for words, code in codes.items() if all_alike or not self._apart.admits(name + code))

    def _read(self, name: str, segment: Segment) -> Field:
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        field = self._known[name, segment.text] = self._told(segment)
        return field

    def _told(self, segment: Segment) -> Field:
        line = folded_line(segment).text
        try:
            is_plain = is_field_of_one_post(segment, self._forms)
            return Field(next(self._numbers), self._circumstances.speaks(line), self._signs.of_line(line), is_plain)
        except OutOfTime:
            return Field(next(self._numbers), tells=False, shows=frozenset(), is_plain=False)


def _plain(fields: Sequence[Bearing]) -> Sequence[Bearing] | None:
    """Return some fields; nothing where one of them tells of more than one post."""
    return fields if all(field.is_plain for _, field in fields) else None


def _may_come_again(segment: Segment) -> bool:
    """Tell whether a segment is a short text that stands at one place, not on a line of text."""
    anchors = segment.anchors
    return len(segment.text) <= _LONGEST and len(anchors) == 1 and anchors[0].location.__class__ is not LinePlace
