"""What the choices of a text mean for its reading."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from auditor.model.rewrite import Edit
from auditor.model.span import Span
from auditor.text.normalise import Normalised


class Ticks(Struct, frozen=True):
    """What the choices of a text mean for its reading, in code points of the raw text.

    Args:
        edits: what is left out or written for something else, in order and none over another.
        inner: where a mark stands that would otherwise be taken for a bullet.
        fields: where choices stand, those that belong together in one span.
        answers: whether something is ticked beside something that is not.
    """

    edits: tuple[Edit, ...] = ()
    inner: frozenset[int] = frozenset()
    fields: tuple[Span, ...] = ()
    answers: bool = False

    def within(self, clause: Span) -> Iterator[Edit]:
        """Yield the edits inside a clause, counted from its start."""
        first = bisect_left(self.edits, clause.start, key=_end)
        for edit in self.edits[first : bisect_right(self.edits, clause.end, key=_start)]:
            start, end = max(edit.span.start, clause.start), min(edit.span.end, clause.end)
            if start < end or (start == end and edit.text and clause.start <= start <= clause.end):
                yield Edit(Span(start - clause.start, end - clause.start), edit.text)

    def until(self, offset: int, then: Ticks) -> Ticks:
        """Return this reading up to an offset, and another from there on."""
        edits = (*(e for e in self.edits if e.span.start < offset), *(e for e in then.edits if e.span.start >= offset))
        return replace(self, edits=edits)

    def part(self, span: Span) -> Ticks:
        """Return the reading of a part of the text alone."""
        fields = (Span(max(field.start, span.start), min(field.end, span.end)) for field in self.fields if field.overlaps(span))
        return Ticks(
            tuple(self.within(span)),
            frozenset(offset - span.start for offset in self.inner if span.start <= offset < span.end),
            tuple(field.shift(-span.start) for field in fields),
            self.answers,
        )

    def read_in(self, reading: Normalised) -> Ticks:
        """Return the same in code points of a reading of the text, which has left the choices as they are."""

        def place(offset: int) -> int:
            return bisect_left(reading.offsets, offset)

        edits = tuple(Edit(Span(place(edit.span.start), place(edit.span.end)), edit.text) for edit in self.edits)
        return Ticks(edits, frozenset(map(place, self.inner)), self.fields, self.answers)

    def fields_in(self, reading: Normalised) -> tuple[Span, ...]:
        """Return where choices stand in such a reading."""
        return tuple(Span(*(bisect_left(reading.offsets, offset) for offset in (field.start, field.end))) for field in self.fields)

    def at(self, seen: Normalised) -> Ticks:
        """Return the same in code points of the raw text that ``seen`` was made of."""
        return Ticks(
            tuple(Edit(seen.raw(edit.span), edit.text) for edit in self.edits),
            frozenset(i for offset in self.inner for i in range(seen.offsets[offset], seen.offsets[offset + 1])),
            tuple(map(seen.raw, self.fields)),
            self.answers,
        )


NO_TICKS = Ticks()


def with_choices(folded: Normalised, edits: Iterable[Edit]) -> Normalised:
    """Return a folded clause as its choices are read.

    Args:
        folded: the clause.
        edits: in order, in code points of its raw text.
    """
    places = Ticks(tuple(edits)).read_in(folded).edits
    return folded.edited([edit for edit in places if len(edit.span) or edit.text])


def _start(edit: Edit) -> int:
    return edit.span.start


def _end(edit: Edit) -> int:
    return edit.span.end
