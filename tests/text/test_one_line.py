from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from auditor.model.rule import Reach
from auditor.packs.loader import load_pack
from auditor.text.compiled import found
from auditor.text.one_line import opens_line, stays_in_line

PACK = load_pack()
CUES = [cue for exception in PACK.exceptions for cue in exception.cues]


@pytest.mark.parametrize(
    "pattern",
    [
        *(r"ab", r"(?i)ab", r"a.b", r"a[^b\n]b", r"a\db", r"\ba\b", r"(?P<x>a)b", r"(?:a|b){2}+", r"(?<![^\n])a", r"a(?!b)"),
        *(r"a(?=[\n,]|$)", r"a(?=\n|$)", r"a(?=(?:[\n,]|$|bc))", r"a(?=[^\n])"),
        *(r"a\p{Han}", r"(?<!\p{Han})a", r"a(?![\p{Han}\d])"),
    ],
)
def test_what_looks_at_one_line(pattern: str) -> None:
    assert stays_in_line(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        *(r"a\sb", r"a[^b]b", r"a\Db", r"a\nb", r"a[\n-\r]b", r"(?s)a.b", r"(?m)^a", r"^a", r"a$", r"a(?=\n)", r"(?<=\n)a", r"a(?!\n)"),
        *(
            r"a(?=\nb|$)",
            r"a(?=$|,)",
            r"a(?=(?:$|b))",
            r"a(?=[\n,])",
            r"a(?![\n,]|$)",
            r"a[^\p{Han}]",
            r"a\P{Han}",
            r"a\p{Zl}",
            r"(?:a){e<=1}",
            r"a\Bb",
        ),
    ],
)
def test_what_may_look_beyond(pattern: str) -> None:
    assert not stays_in_line(pattern)


@pytest.mark.parametrize(
    ("pattern", "opens"),
    [
        *((r"(?m:^)a|b", False), (r"(?m:^)(?:a|b)", True), (r"(?P<x>(?m:^)a)b", True), (r"(?:(?m:^)|,)a", False), (r"(?:(?m:^))?a", False)),
        *((r"(?m:^) {0,3}\Ka", False), ("a", False)),
    ],
)
def test_what_is_found_at_the_start_of_a_line_only(pattern: str, opens: bool) -> None:
    assert opens_line(pattern) is opens


PATTERNS = [
    *(r"ab", r"a.b", r"a[^b\n]b", r"\ba\b", r"(?<![^\n])a", r"a(?!b)", r"a(?<!ba)", r"(?<!b.{0,3})a"),
    *(
        r"a(?=[\n,]|$)",
        r"b(?=\n|$)",
        r"ab(?=(?:[\n,]|$|ba))",
        r"a(?=[^\n])",
        r"(?:a|b){2}+",
        r"b{2,3}(?!,)",
        r"(?<!\p{Han})a",
        r"b(?![\p{Han},])",
    ),
]


@pytest.mark.parametrize("pattern", PATTERNS)
@given(lines=st.lists(st.text("ab, 1女", max_size=6), min_size=1, max_size=4))
def test_a_text_shows_what_its_lines_show(pattern: str, lines: list[str]) -> None:
    assert stays_in_line(pattern)
    by_line = any(regex.search(pattern, f"\n{line}\n") for line in lines)
    assert by_line == bool(regex.search(pattern, "\n".join(lines)))


WORDS = sorted({word for cue in CUES for word in regex.findall(r"\p{Han}{2,4}", cue)})


@given(
    lines=st.lists(st.lists(st.sampled_from([*WORDS, ":", ",", "(", "1", " ", "岗位:"]), max_size=5).map("".join), min_size=1, max_size=4)
)
def test_the_cues_of_exceptions_do(lines: list[str]) -> None:
    text = "\n".join(lines)
    for cue in filter(stays_in_line, CUES):
        assert any(found(cue, f"\n{line}\n", "cue") for line in lines) == found(cue, text, "cue")


def test_all_cues_of_exceptions_look_at_one_line() -> None:
    """One that does not is looked for in the whole text of every row of a table."""
    assert [cue for cue in CUES if not stays_in_line(cue)] == []


def test_all_that_excuses_in_a_whole_document_looks_at_one_line() -> None:
    """For the same reason."""
    excuses = [one.regex for rule in PACK.rules for one in rule.exemptions if one.reach is Reach.DOCUMENT]
    assert excuses
    assert [one for one in excuses if not stays_in_line(one)] == []
