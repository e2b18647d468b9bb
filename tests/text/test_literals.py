"""What is known of a pattern without running it."""

from __future__ import annotations

import pytest

from auditor.packs.loader import load_pack
from auditor.text.compiled import compiled
from auditor.text.literals import longest_match
from auditor.text.normalise import normalise


@pytest.mark.parametrize(
    ("pattern", "most"),
    [
        ("限(?:男|女性)?", 3),
        (r"(?i)(?<=只)限[^,;]{0,8}(?=[男女]{1,9})", 9),
        (r"(?P<who>\p{Han}{2,4})岁|[\p{Han}\d]", 5),
        ("[照片]+", None),
        (r"(?P<a>男)(?P=a)", None),  # what the parser does not know may be of any length
        (r"\X", None),
    ],
)
def test_how_long_a_match_is_at_most(pattern: str, most: int | None) -> None:
    assert longest_match(pattern) == most


def test_no_match_of_an_example_is_longer_than_told() -> None:
    for phrase in load_pack().style.phrases:
        longest = longest_match(phrase.regex)
        matches = compiled(phrase.regex).finditer(normalise(phrase.text).text, overlapped=True)
        assert longest is None or all(len(match.group()) <= longest for match in matches)
