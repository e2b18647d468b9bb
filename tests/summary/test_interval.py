"""The interval is the one of the literature, and never leaves what a share can be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.summary.interval import share


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (1, 29, 0.0061, 0.1718)],
)
def test_wilson(part: int, whole: int, low: float, high: float) -> None:
    """The last three are the worked examples of Newcombe, Statistics in Medicine 17 (1998), table I, method 3."""
    found = share(part, whole)
    assert found is not None
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_of_nothing_there_is_no_share() -> None:
    assert share(0, 0) is None


@given(st.integers(1, 10**7), st.data())
def test_bounds_hold_the_share(whole: int, data: st.DataObject) -> None:
    found = share(data.draw(st.integers(0, whole)), whole)
    assert found is not None
    assert 0 <= found.low <= found.share + 1e-12
    assert found.share - 1e-12 <= found.high <= 1
