"""Spans that lie apart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from auditor.model.span import Apart, Span

SPANS = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 30), st.integers(0, 6))


@given(st.lists(SPANS))
def test_a_span_is_taken_only_where_it_overlaps_none_that_was_taken_before(spans: list[Span]) -> None:
    apart, taken = Apart(), list[Span]()
    for span in spans:
        overlaps = any(other.overlaps(span) for other in taken)
        assert apart.overlap(span) == overlaps
        assert apart.add(span) == (not overlaps)
        taken += [] if overlaps else [span]
