from __future__ import annotations

import pytest

from auditor.text.ages import AgeBounds, read_bounds, read_number, stricter_for_women


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("35", 35),
        ("三十五", 35),
        ("十八", 18),
        ("四十", 40),
        ("三五", 35),
        ("3十", 30),
        ("二十八", 28),
        ("廿五", 25),
        ("卅", 30),
        ("卌二", 42),
        ("3 5", 35),
        ("3十五", 35),
        ("x", None),
        ("", None),
    ],
)
def test_numbers(text: str, number: int | None) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize(
    ("low", "high", "kind"),
    [
        ("18", None, "minimum"),
        ("16", None, "minimum"),
        ("20", None, "bound"),
        (None, "35", "bound"),
        ("18", "35", "bound"),
        ("14", None, "under-16"),
    ],
)
def test_what_bounds_ask_for(low: str | None, high: str | None, kind: str) -> None:
    assert read_bounds(low, high).kind == kind


@pytest.mark.parametrize("bounds", [AgeBounds(35, 18), AgeBounds(5, 8), AgeBounds(None, 99), AgeBounds(None, None)])
def test_numbers_that_are_no_applicants_age(bounds: AgeBounds) -> None:
    assert not bounds.plausible


@pytest.mark.parametrize(
    ("women", "men", "stricter"),
    [
        (AgeBounds(None, 40), AgeBounds(None, 45), True),
        (AgeBounds(None, 45), AgeBounds(None, 40), False),
        (AgeBounds(25, 45), AgeBounds(18, 45), True),
        (AgeBounds(25, None), AgeBounds(30, None), False),
        (AgeBounds(None, 45), AgeBounds(None, 45), None),
        (AgeBounds(None, 55), AgeBounds(None, 60), None),
        (AgeBounds(None, 58), AgeBounds(None, 63), None),
        (AgeBounds(None, 54), AgeBounds(None, 60), True),
        (AgeBounds(25, None), AgeBounds(None, 45), None),
    ],
)
def test_whose_bounds_are_stricter(women: AgeBounds, men: AgeBounds, stricter: bool | None) -> None:
    assert stricter_for_women(women, men) is stricter
