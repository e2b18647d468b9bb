"""Several posts in one text: which part of it tells of the post that a clause belongs to."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, cached_property, lru_cache
from itertools import accumulate, groupby

from msgspec import Struct

from auditor.model.context import PostForms
from auditor.model.document import Segment
from auditor.model.span import Span
from auditor.text.compiled import find, found
from auditor.text.gate import LiteralGate
from auditor.text.literals.required import MOST_SETS
from auditor.text.normalise import Normalised, normalise
from auditor.text.one_line import opens_line

_REMEMBERED = 4_096  # lines; the cells of a table repeat themselves
COMMON = -1
"""The part of a text that no post owns."""


class Heading(Struct, frozen=True):
    """A heading found in a text: what form it has, how deep it stands, which post it names."""

    form: tuple[str, str]
    level: int
    start: int
    name: str


class FoldedLine(Struct, frozen=True):
    """A segment as it stands in the folded text: after its name where it has one.

    Args:
        segment: whose text it is.
        folded: name and text; raw offsets count in both.
        start: where it starts in the whole folded text.
    """

    segment: Segment
    folded: Normalised
    start: int

    @property
    def end(self) -> int:
        """Where it ends in the whole folded text."""
        return self.start + len(self.folded.text)

    @property
    def name_length(self) -> int:
        """Raw code points that stand before the segment's text."""
        return len(_named(self.segment)) - len(self.segment.text)

    def place(self, offset: int) -> int:
        """Return the place in the whole folded text of an offset into the segment's text."""
        return self.start + bisect_left(self.folded.offsets, self.name_length + offset)

    @property
    def text_span(self) -> Span:
        """Where the segment's own text stands in the whole folded text."""
        return Span(self.place(0), self.end)


class Part(Struct, frozen=True):
    """What a heading opens, to the next one or the end of the field."""

    heading: Heading
    span: Span


@lru_cache(maxsize=_REMEMBERED)
def headings(text: str, forms: PostForms) -> tuple[Heading, ...]:
    """Return every heading of a folded text that could open a post, in order.

    Raises:
        OutOfTime: if a form of heading takes too long.
    """
    every = (
        Heading((form.id, match.groupdict().get("form") or ""), form.level, match.start(), match["name"].strip())
        for form in (forms.headings[index] for index in _gate(forms).admits(text))
        for match in find(form.regex, text, f"heading {form.id}")
        if not found(forms.no_post, match["name"], "names that are no post's")
    )
    first = {heading.start: heading for heading in sorted(every, key=lambda heading: (heading.start, -heading.level))}
    return tuple(first.values())


def may_hold_several(text: str, forms: PostForms) -> bool:
    """Tell, more quickly than ``headings``, whether a form of heading may stand in a folded text twice. Never too strict.

    Raises:
        OutOfTime: if a form of heading takes too long.
    """
    once: set[str] = set()
    for form in (forms.headings[index] for index in _gate(forms).admits(text)):
        for _ in find(form.sign or form.regex, text, f"heading {form.id}"):
            if form.id in once:
                return True
            once.add(form.id)
    return False


@cache
def _gate(forms: PostForms, sets: int = MOST_SETS) -> LiteralGate:
    return LiteralGate([form.regex for form in forms.headings], sets)


@lru_cache(maxsize=_REMEMBERED)
def _folded(text: str) -> Normalised:
    return normalise(text)


def line_of(name: str, text: str) -> str:
    """Return a field as a line of the text that tells of its post."""
    return f"{name}：{text}"


def place_in_field(place: Span, name: str) -> tuple[Span, bool]:
    """Return where a place in the line of a field stands in its text, or in its name, and whether it is that.

    A place that runs from the name into the text is cut to the text.
    """
    before = len(line_of(name, ""))
    if place.end <= before:
        return Span(place.start, min(place.end, len(name))), True
    return Span(max(place.start, before), place.end).shift(-before), False


def _named(segment: Segment) -> str:
    return line_of(segment.label.text, segment.text) if segment.label else segment.text


def folded_line(segment: Segment) -> Normalised:
    """Return a segment as a line of the text that tells of its post: folded, after its name where it has one."""
    return _folded(_named(segment))


def is_field_of_one_post(segment: Segment, forms: PostForms) -> bool:
    """Tell whether a segment is a field without headings, as most cells of a table are.

    Raises:
        OutOfTime: if a form of heading takes too long.
    """
    return segment.label is not None and not tells_of_several(_folded(segment.text).text, forms)


def tells_of_several(text: str, forms: PostForms) -> bool:
    """Tell whether a folded text holds two headings or more.

    Raises:
        OutOfTime: if a form of heading takes too long.
    """
    return len(headings(text, forms)) > 1


def may_tell_of_several(texts: Sequence[str], forms: PostForms) -> Iterator[int]:
    """Yield the numbers of the folded texts in which two headings may stand: one look tells it of many. Never too strict."""
    admitted: dict[int, list[bool]] = defaultdict(list)
    for index, numbers in _gate(forms, sets=1).lines_of(texts).items():
        is_first = opens_line(forms.headings[index].regex)
        for number in numbers:
            admitted[number].append(is_first)
    yield from (number for number, are_first in admitted.items() if "\n" in texts[number] or not all(are_first))


class Posts:
    """Segments that tell of one post or more, cut at the headings of the posts. Nothing is done before it is asked.

    Args:
        segments: in reading order; a field stands under its name.
        forms: how headings of posts look.
    """

    def __init__(self, segments: Sequence[Segment], forms: PostForms) -> None:
        self.segments = segments
        self._forms = forms

    def take_as_one(self) -> None:
        """Take it that no field holds headings, where that is known from elsewhere."""
        self._parts = []

    @property
    def numbers(self) -> range:
        """The numbers of the posts, ``COMMON`` first."""
        return range(COMMON, len(self._parts))

    def part_of(self, segment: Segment, offset: int) -> int:
        """Return the number of the post at an offset, or ``COMMON``."""
        return self._part_at(self._place(segment, offset)) if self._parts else COMMON

    def own(self, part: int) -> tuple[Span, ...]:
        """Return where the folded text tells of a post alone, headings over it included; for ``COMMON`` all that no post owns."""
        if part == COMMON:
            return self._common
        return tuple(self._parts[index].span for index in (*self._over(part), part))

    @cached_property
    def text(self) -> str:
        """The whole text, folded: each segment a line, after its name where it has one."""
        return "\n".join(line.folded.text for line in self.lines)

    @cached_property
    def lines(self) -> tuple[FoldedLine, ...]:
        """The segments as they stand in the folded text."""
        folded = list(map(folded_line, self.segments))
        starts = accumulate((len(one.text) + 1 for one in folded), initial=0)
        return tuple(map(FoldedLine, self.segments, folded, starts))

    def locate(self, span: Span) -> tuple[Segment, Span, bool]:
        """Return the segment of a span of the folded text, the raw span in it, and whether that is one in the segment's name.

        A span that runs from the name into the text is cut to the text.
        """
        line = self.lines[bisect_right(self.lines, span.start, key=lambda line: line.start) - 1]
        raw = line.folded.raw(Span(span.start - line.start, min(span.end, line.end) - line.start))
        label = line.segment.label
        return line.segment, *(place_in_field(raw, label.text) if label else (raw, False))

    @cached_property
    def _line_of(self) -> dict[int, FoldedLine]:
        return {id(line.segment): line for line in self.lines}

    def _place(self, segment: Segment, offset: int) -> int:
        """Return the place in the folded text of an offset into a segment."""
        return self._line_of[id(segment)].place(offset)

    @cached_property
    def _fields(self) -> list[Span]:
        """Where the text of each field stands, folded; paragraphs in a row are one."""
        runs = [list(run) for _, run in groupby(self.lines, key=lambda line: id(line) if line.segment.label else None)]
        return [Span(run[0].text_span.start, run[-1].end) for run in runs]

    @cached_property
    def _parts(self) -> list[Part]:
        if all(is_field_of_one_post(segment, self._forms) for segment in self.segments):
            return []
        return [part for field in self._fields for part in _parts(self.text, field, self._forms)]

    @cached_property
    def _starts(self) -> list[int]:
        return [part.span.start for part in self._parts]

    @cached_property
    def _common(self) -> tuple[Span, ...]:
        ends = [0, *(part.span.end for part in self._parts)]
        gaps = zip(ends, [*self._starts, len(self.text)], strict=True)
        return tuple(Span(start, end) for start, end in gaps if start < end)

    def _part_at(self, place: int) -> int:
        index = bisect_right(self._starts, place) - 1
        return index if index >= 0 and place < self._parts[index].span.end else COMMON

    @cached_property
    def _parents(self) -> list[int]:
        """For each part the nearest one before it in the same field whose heading stands over its own; ``COMMON`` for none."""
        parents: list[int] = []
        open_parts: list[int] = []
        for index, part in enumerate(self._parts):
            goes_on = index > 0 and self._parts[index - 1].span.end == part.span.start
            open_parts = [above for above in open_parts if goes_on and self._parts[above].heading.level < part.heading.level]
            parents.append(open_parts[-1] if open_parts else COMMON)
            open_parts.append(index)
        return parents

    def _over(self, part: int) -> list[int]:
        """Return the parts whose headings stand over that of a post, from the highest down."""
        over: list[int] = []
        while (part := self._parents[part]) != COMMON:
            over.append(part)
        return over[::-1]

    @cached_property
    def _common_lines(self) -> list[tuple[str, frozenset[str]]]:
        """The lines that no post owns, each with the posts of the text that it names."""
        names = {part.heading.name for part in self._parts}
        lines = (line for span in self._common for line in span.of(self.text).splitlines(keepends=True))
        return [(line, frozenset(name for name in names if name in line)) for line in lines]

    @lru_cache(maxsize=4)  # noqa: B019 - keeps four texts at most
    def around(self, part: int) -> str:
        """Return, folded, what tells of a post: what no post owns, what stands over it, and its own part."""
        if part == COMMON:
            return "".join(span.of(self.text) for span in self._common)
        return "".join([*self._for_all_but(part), *(span.of(self.text) for span in self.own(part))])

    def _for_all_but(self, part: int) -> Iterator[str]:
        """Yield the lines that no post owns, without those that name another post: its own title says what a post is."""
        own = self._parts[part].heading.name
        yield from (line for line, named in self._common_lines if named <= {own})


def _parts(text: str, field: Span, forms: PostForms) -> Iterator[Part]:
    """Yield what each heading of a field opens: to the next heading, or to the end of the field."""
    own = field.of(text)
    if not may_hold_several(own, forms):
        return
    found = headings(own, forms)
    counts = Counter(heading.form for heading in found)
    opening = [heading for heading in found if counts[heading.form] > 1]
    ends = [heading.start for heading in opening[1:]]
    for heading, end in zip(opening, [*ends, len(field)], strict=False):
        yield Part(heading, Span(heading.start, end).shift(field.start))
