"""What is known of a pattern without running it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

import pytest
import regex
from hypothesis import example, given, settings
from hypothesis import strategies as st

from auditor.model.rule import Rule
from auditor.packs.loader import load_pack
from auditor.text.compiled import compiled
from auditor.text.literals.required import Demand, Reach, distance
from auditor.text.literals.syntax import longest_match
from auditor.text.literals.ways import placed_ways
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


@pytest.mark.parametrize(
    ("pattern", "first", "other", "told"),
    [
        ("虎(?:.{2,4})蛇", "虎", "蛇", (3, 5)),
        ("虎.{2,4}蛇", "蛇", "虎", (-5, -3)),
        ("[^,]{0,9}虎.{0,2}蛇", "虎", "蛇", (1, 3)),  # what stands before both does not count
        ("[^,]*虎(?:的|属相的)?.蛇", "虎", "蛇", (2, 5)),
        ("(?<=虎.{0,3})[^,]{2}蛇", "虎", "蛇", (3, 6)),
        ("虎[^,](?=[^,]{0,3}蛇)", "虎", "蛇", (2, 5)),
    ],
)
def test_how_far_from_each_other_two_demands_stand(pattern: str, first: str, other: str, told: tuple[int, int]) -> None:
    [reaches] = [{literal: reach for literals, reach in way for literal in literals} for way in placed_ways(pattern)]
    least, most = distance(reaches[first], reaches[other])
    assert least <= told[0]
    assert most == told[1]


@pytest.mark.parametrize("rule", load_pack().rules, ids=lambda rule: rule.id)
def test_all_that_is_demanded_of_a_match_stands_where_it_may(rule: Rule) -> None:
    texts = [normalise(example.text).text for example in rule.examples]
    for pattern in rule.patterns:
        for match in chain.from_iterable(compiled(pattern.regex).finditer(text, overlapped=True) for text in texts):
            assert any(_is_met(way, match) for way in placed_ways(pattern.regex))


def _is_met(way: Sequence[Demand], match: regex.Match[str]) -> bool:
    """Tell whether the first demand of a way is met by a match, and the others in reach of it."""
    stands = [_starts(literals, match.string.casefold()) for literals, _ in way]
    return not way or any(_is_in_reach(way[0][1], start - match.start()) and _are_near(way, start, stands) for start in stands[0])


def _starts(literals: Iterable[str], text: str) -> list[int]:
    return [start for start in range(len(text)) if any(text.startswith(literal, start) for literal in literals)]


def _is_in_reach(reach: Reach, start: int) -> bool:
    least, most, back, ahead = reach
    return least - back <= start <= most + ahead


def _are_near(way: Sequence[Demand], start: int, stands: Iterable[Sequence[int]]) -> bool:
    reaches = [distance(way[0][1], reach) for _, reach in way]
    return all(any(least <= each - start <= most for each in places) for (least, most), places in zip(reaches, stands, strict=True))


ITEMS = st.sampled_from(["限", "男", "女", "限男", "[男女]", "限+男+", "男+女*", "女{2,}"])
PATTERNS = st.recursive(
    ITEMS,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map(lambda pair: f"(?:{pair[0]}|{pair[1]})"),
        st.tuples(inner, st.sampled_from(["+", "*", "?", "{2,}", "{1,3}", "{2}"])).map(lambda pair: f"(?:{pair[0]}){pair[1]}"),
    ),
    max_leaves=6,
)


@settings(deadline=None)
@given(PATTERNS, st.text("限男女", min_size=1, max_size=9))
@example("(?:限+女+)+男", "限女限限女女男")
def test_repeats_of_any_length_keep_no_match_out(pattern: str, text: str) -> None:
    for match in regex.finditer(pattern, text, overlapped=True):
        assert any(_is_met(way, match) for way in placed_ways(pattern))


@pytest.mark.parametrize(
    ("pattern", "literals"),
    [
        (r"(?:\d{1,3}|若干)人", {*(f"{digit}人" for digit in range(10)), "干人"}),
        (r"限(?:[男女]{1,9}|青年)", {"限男", "限女", "限青"}),
        (r"(?:男\p{Han}*女|妇)生", {"女生", "妇生"}),
        (r"(?P<post>员|工)(?!(?P=post))女(?P=post)限", {"员女", "工女"}),
        (r"(?:男\p{Han}*)?女", {"女"}),  # what may be empty says nothing of what stands before the next item
    ],
)
def test_how_an_item_begins_and_ends_is_joined_to_its_neighbours(pattern: str, literals: set[str]) -> None:
    assert literals in [demand for [demand, _] in placed_ways(pattern)[0]] or [literals] == [
        set().union(*(way[0][0] for way in placed_ways(pattern)))
    ]


def test_ways_are_parted_where_one_string_would_meet_two_demands() -> None:
    ways = placed_ways("人[^,]{0,9}能|能[^,]{0,9}工")
    assert sorted(sorted(literal for literals, _ in way for literal in literals) for way in ways) == [["人", "能"], ["工", "能"]]
