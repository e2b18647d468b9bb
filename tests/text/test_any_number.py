"""A regex that takes any number finds the same whichever digits stand at the same places."""

from __future__ import annotations

from random import Random

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from auditor.packs.loader import load_pack
from auditor.text.any_number import takes_any_number

PACK = load_pack()
CUES = [
    *(cue for exception in PACK.exceptions for cue in exception.cues),
    *(cue.regex for cue in (*PACK.employers.cues, *PACK.regions.cues)),
]
BLIND = [regex.compile(cue) for cue in CUES if takes_any_number(cue)]
WORDS = ["职位代码:", "单位代码:", "年龄:", "招考职位:", "名", "级", "届", "岁以下", " ", "-", "A"]


@pytest.mark.parametrize(
    "pattern", [r"\d{2}岁", r"[0-9]级", r"(?<!\d)代码:[^\n]{0,8}", r"a.b", r"[^\d\n]届", r"\w{1,20}", r"(?:甲|乙)\D", r"\p{Han}\d"]
)
def test_what_takes_any_number(pattern: str) -> None:
    assert takes_any_number(pattern)


@pytest.mark.parametrize(
    "pattern", ["985", r"20\d\d届", "[1-4]级", "[^0]", "[0-46-9]", r"(\d)\1", r"(?P<a>\d)-(?P=a)", r"代码(?!:0)", r"(?<=1)级", r"a&&b", "("]
)
def test_what_does_not(pattern: str) -> None:
    assert not takes_any_number(pattern)


@given(
    st.lists(st.one_of(st.sampled_from(WORDS), st.text("0123456789", min_size=1, max_size=6)), max_size=6),
    st.randoms(use_true_random=False),
)
def test_other_digits_make_no_difference(pieces: list[str], dice: Random) -> None:
    text = "".join(pieces)
    other = regex.sub("[0-9]", lambda _: dice.choice("0123456789"), text)
    for pattern in BLIND:
        assert [match.span() for match in pattern.finditer(text)] == [match.span() for match in pattern.finditer(other)]
