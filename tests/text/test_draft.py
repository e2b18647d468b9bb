"""Drafts of clauses: one edit after the other, and many at once."""

from __future__ import annotations

import regex
from hypothesis import given
from hypothesis import strategies as st

from auditor.model.span import Span
from auditor.text.draft import Draft

TEXTS = st.text("限男性,⌫ab", max_size=24)
PATTERN = regex.compile(r"男(?P<word>性?)|⌫|(?P<a>a)(?=b)")
EDITS = st.lists(st.tuples(st.integers(0, 24), st.integers(0, 4), st.booleans()), max_size=5)


@given(TEXTS, st.sampled_from(["", "人", "{word}人", "{a}{word}"]))
def test_many_matches_are_replaced_as_one_by_one_from_the_last(text: str, write: str) -> None:
    matches = list(PATTERN.finditer(text))
    single = Draft.of(text)
    for match in reversed(matches):
        single = single.put(match, write)
    assert Draft.of(text).put_all(matches, write) == single


@given(TEXTS, EDITS, st.integers(0, 24), st.integers(0, 6))
def test_what_is_left_of_a_span_stands_where_its_signs_stand(
    text: str, edits: list[tuple[int, int, bool]], start: int, length: int
) -> None:
    draft = Draft.of(text)
    for place, size, drops in edits:
        end = min(place + size, len(draft.text))
        if drops and place < end:
            draft = draft.drop(Span(place, end))
        elif match := PATTERN.search(draft.text, place):
            draft = draft.put(match, "{word}人")
    span = Span(min(start, len(text)), min(start + length, len(text)))
    kept = [index for index, origin in enumerate(draft.origins) if span.start <= origin < span.end]
    assert draft.where(span) == (Span(kept[0], kept[-1] + 1) if kept else None)
    assert draft.text[: draft.intact] == text[: draft.intact]
