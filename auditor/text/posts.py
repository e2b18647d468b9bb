"""Several posts in one text: which part of it tells of the post that a clause belongs to."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, groupby

from auditor.model.context import PostForms
from auditor.model.document import Segment
from auditor.model.span import Span
from auditor.text.compiled import find, found
from auditor.text.normalise import Normalised, normalise

COMMON = -1
"""The part of a text that no post owns."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading found in a text: what form it has, how deep it stands, which post it names."""

    form: tuple[str, str]
    level: int
    start: int
    name: str


@dataclass(frozen=True, slots=True)
class Part:
    """What a heading opens, to the next one or the end of the field."""

    heading: Heading
    span: Span


def headings(text: str, forms: PostForms) -> list[Heading]:
    """Return every heading of a folded text that could open a post, in order.

    Raises:
        OutOfTime: if a form of heading takes too long.
    """
    every = (
        Heading((form.id, match.groupdict().get("form") or ""), form.level, match.start(), match["name"].strip())
        for form in forms.headings
        for match in find(form.regex, text, f"heading {form.id}")
        if not found(forms.no_post, match["name"], "names that are no post's")
    )
    first = {heading.start: heading for heading in sorted(every, key=lambda heading: (heading.start, -heading.level))}
    return list(first.values())


class Posts:
    """Segments that tell of one post or more, cut at the headings of the posts. Nothing is done before it is asked.

    Args:
        segments: in reading order; a field stands under its name.
        forms: how headings of posts look.
    """

    def __init__(self, segments: Sequence[Segment], forms: PostForms) -> None:
        self.segments = segments
        self._forms = forms

    @property
    def numbers(self) -> range:
        """The numbers of the posts, ``COMMON`` first."""
        return range(COMMON, len(self._parts))

    def part_of(self, segment: Segment, offset: int) -> int:
        """Return the number of the post at an offset, or ``COMMON``."""
        return self._part_at(self._place(segment, offset))

    def own(self, part: int) -> tuple[Span, ...]:
        """Return where the folded text tells of a post alone, headings over it included; for ``COMMON`` all that no post owns."""
        if part == COMMON:
            return self._common
        return tuple(self._parts[index].span for index in (*self._over(part), part))

    @cached_property
    def folded(self) -> Normalised:
        """The whole text, folded: each segment a line, after its name where it has one."""
        return normalise("\n".join(self._lines))

    def locate(self, span: Span) -> tuple[Segment, Span, bool]:
        """Return the segment of a span of the folded text, the raw span in it, and whether that is one in the segment's name.

        A span that runs from the name into the text is cut to the text.
        """
        raw = self.folded.raw(span)
        index = bisect_right(self._line_starts, raw.start) - 1
        segment = self.segments[index]
        start = self._offsets[id(segment)]
        if raw.end <= start and segment.label:
            shift = self._line_starts[index]
            return segment, Span(raw.start - shift, min(raw.end - shift, len(segment.label.text))), True
        end = min(raw.end, start + len(segment.text))
        return segment, Span(max(raw.start, start) - start, end - start), False

    @cached_property
    def _lines(self) -> list[str]:
        return [f"{segment.label.text}：{segment.text}" if segment.label else segment.text for segment in self.segments]

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *accumulate(len(line) + 1 for line in self._lines)][:-1]

    @cached_property
    def _offsets(self) -> dict[int, int]:
        """Where the text of each segment starts in the whole."""
        places = zip(self.segments, self._lines, self._line_starts, strict=True)
        return {id(segment): start + len(line) - len(segment.text) for segment, line, start in places}

    def _place(self, segment: Segment, offset: int) -> int:
        """Return the place in the folded text of an offset into a segment."""
        return bisect_left(self.folded.offsets, self._offsets[id(segment)] + offset)

    @cached_property
    def _fields(self) -> list[Span]:
        """Where the text of each field stands, folded; paragraphs in a row are one."""
        runs = [list(run) for _, run in groupby(self.segments, key=lambda segment: id(segment) if segment.label else None)]
        spans = ((self._offsets[id(run[0])], self._offsets[id(run[-1])] + len(run[-1].text)) for run in runs)
        return [Span(*(bisect_left(self.folded.offsets, place) for place in span)) for span in spans]

    @cached_property
    def _parts(self) -> list[Part]:
        return [part for field in self._fields for part in _parts(self.folded.text, field, self._forms)]

    @cached_property
    def _starts(self) -> list[int]:
        return [part.span.start for part in self._parts]

    @cached_property
    def _common(self) -> tuple[Span, ...]:
        ends = [0, *(part.span.end for part in self._parts)]
        gaps = zip(ends, [*self._starts, len(self.folded.text)], strict=True)
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
        lines = (line for span in self._common for line in span.of(self.folded.text).splitlines(keepends=True))
        return [(line, frozenset(name for name in names if name in line)) for line in lines]

    @lru_cache(maxsize=4)  # noqa: B019 - keeps four texts at most
    def around(self, part: int) -> str:
        """Return, folded, what tells of a post: what no post owns, what stands over it, and its own part."""
        if part == COMMON:
            return "".join(span.of(self.folded.text) for span in self._common)
        return "".join([*self._for_all_but(part), *(span.of(self.folded.text) for span in self.own(part))])

    def _for_all_but(self, part: int) -> Iterator[str]:
        """Yield the lines that no post owns, without those that name another post: its own title says what a post is."""
        own = self._parts[part].heading.name
        yield from (line for line, named in self._common_lines if named <= {own})


def _parts(text: str, field: Span, forms: PostForms) -> Iterator[Part]:
    """Yield what each heading of a field opens: to the next heading, or to the end of the field."""
    found = headings(field.of(text), forms)
    counts = Counter(heading.form for heading in found)
    opening = [heading for heading in found if counts[heading.form] > 1]
    ends = [heading.start for heading in opening[1:]]
    for heading, end in zip(opening, [*ends, len(field)], strict=False):
        yield Part(heading, Span(heading.start, end).shift(field.start))
