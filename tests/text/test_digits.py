"""Regexes that take all digits alike find the same whatever the digits are."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from auditor.circumstances import CircumstanceReader
from auditor.engine import Auditor
from auditor.shown_by_post import PostSigns
from auditor.text.digits import tells_digits_apart
from auditor.text.normalise import normalise

CODES = st.integers(5, 18).flatmap(lambda length: st.tuples(*[st.text("0123456789", min_size=length, max_size=length)] * 2))
NAMES = st.sampled_from(["职位代码", "单位代码", "招聘人数", "岗位", "联系电话", "年龄", "部门代码"])


@pytest.mark.parametrize(
    ("pattern", "apart"),
    [
        (r"\d{1,3}[名人]", False),
        (r"(?<![0-9])(?:限|仅)(?P<n>[^\n]{0,8}?)\w+$", False),
        (r"[^\d:]+[\p{Han}]", False),
        (r"[1-9]\d*", True),
        (r"(?:限)985", True),
        (r"(?!0)限", True),
        (r"[^5]", True),
        (r"(\d)\1", True),
        (r"(?P<n>\d)限(?P=n)", True),
        (r"(?:(?>a|4)b)*", True),
    ],
)
def test_what_tells_digits_apart(pattern: str, apart: bool) -> None:
    assert tells_digits_apart(pattern) is apart


@pytest.fixture(scope="module")
def alike(auditor: Auditor) -> list[str]:
    """Return the regexes of the packs that the fields of posts are held against, and that take all digits alike."""
    pack = auditor.pack
    signs = PostSigns(pack.exceptions, pack.rules)
    every = [*signs.of_lines, *CircumstanceReader(pack.employers, pack.regions).regexes]
    found = [one for one in every if not tells_digits_apart(one)]
    assert len(found) > 20
    return found


@given(name=NAMES, pair=CODES)
def test_codes_of_one_length_say_the_same(alike: list[str], name: str, pair: tuple[str, str]) -> None:
    one, other = (normalise(f"{name}：{code}").text for code in pair)
    assert (one[-len(pair[0]) :], other[-len(pair[1]) :]) == pair
    for pattern in alike:
        places = [[match.span() for match in regex.finditer(pattern, text)] for text in (one, other)]
        assert places[0] == places[1]
