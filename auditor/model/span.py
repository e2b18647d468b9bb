"""Half-open ranges of code points."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable

from msgspec import Struct


class Span(Struct, frozen=True, order=True):
    """A half-open range ``[start, end)`` of code points in one text.

    Raises:
        ValueError: if the range is reversed or starts below zero.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the part of ``text`` that the span covers."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Tell whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end

    def shift(self, by: int) -> Span:
        """Return the span moved by ``by`` code points."""
        return Span(self.start + by, self.end + by)


class Apart:
    """Spans none of which overlaps another; whether a further one overlaps any is told without looking at all.

    Args:
        spans: added one after the other.
    """

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._places: list[tuple[int, int]] = []
        for span in spans:
            self.add(span)

    def overlap(self, span: Span) -> bool:
        """Tell whether a span shares at least one code point with any."""
        before = bisect_left(self._places, (span.end,))
        return before > 0 and self._places[before - 1][1] > span.start

    def add(self, span: Span) -> bool:
        """Take a span unless it overlaps one that is here; tell whether it was taken."""
        taken = not self.overlap(span)
        if taken:
            insort(self._places, (span.start, span.end))
        return taken
