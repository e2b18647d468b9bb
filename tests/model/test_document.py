from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.model.document import Anchor, Segment
from auditor.model.location import LinePlace, PagePlace
from auditor.model.span import Span


@given(st.text(alphabet="限女\n ab", max_size=40), st.data())
def test_a_line_place_is_where_the_sign_stands(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    place = Segment.at(text, LinePlace(1, 1)).locate(offset)
    assert isinstance(place, LinePlace)
    lines = text.split("\n")
    assert sum(len(line) + 1 for line in lines[: place.line - 1]) + place.column - 1 == offset


def test_the_nearest_anchor_before_the_offset_counts() -> None:
    segment = Segment("上行下行", (Anchor(0, PagePlace(1)), Anchor(2, PagePlace(2))))
    assert [segment.locate(offset) for offset in range(4)] == [PagePlace(1), PagePlace(1), PagePlace(2), PagePlace(2)]


def test_a_span_is_not_reversed() -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(3, 2)
