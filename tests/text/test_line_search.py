"""Looking for regexes in many lines at once finds what looking in each of them finds."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.text import compiled
from auditor.text.line_search import LineSearch

REGEXES = [
    "限[男女]性?",
    r"(?:^|(?<=\n))单位:[^\n]{1,6}局",
    r"(?<![^\n])(?:名称|单位):(?P<hit>[^\n]{1,6}校)",
    r"(?:\d{1,2})?级(?=$|[\n,])",
    r"级(?=$|,)",  # may ask for the end of the text, not of a line
    r"岗\s?位",  # may take a line end
    r"位\s?",
    r"\s{0,2}单位",
    "^单位",
    "[ab]",
    "a?b*",  # demands nothing, and may be empty
]
PIECES = ["限男性", "限女", "单位:水务局", "单位:第二小学校", "名称:", "三级", "3级", "岗", "位", "\n", ",", "b", "İ", "٣级", "SS", "ß"]
LINES = st.lists(st.lists(st.sampled_from(PIECES), max_size=5).map("".join), max_size=8)


def places(lines: list[str]) -> list[tuple[int, int, tuple[int, int]]]:
    """Return the number of each regex found, the line, and the span in it."""
    late: set[int] = set()
    [none, found] = LineSearch([[], [(one, "part") for one in REGEXES]]).look(lines, late)
    assert not none
    assert not late
    return [(number, line, (match.start() - start, match.end() - start)) for number, line, start, match in found]


@settings(deadline=None)
@given(LINES)
def test_many_lines_hold_what_each_of_them_holds(lines: list[str]) -> None:
    alone = [
        (number, line, match.span())
        for number, one in enumerate(REGEXES)
        for line, text in enumerate(lines)
        for match in regex.finditer(one, text)
    ]
    assert places(lines) == alone


def test_a_line_that_takes_too_long_is_left_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "SECONDS", 0.1)
    late: set[int] = set()
    search = LineSearch([[("(?:x|xx)+y", "slow")], [("限男", "quick")]])
    slow, quick = search.look(["限男xxy", "x" * 100 + "限男xy", "xxy"], late)
    assert late == {1}
    assert [(number, line) for number, line, *_ in slow] == [(0, 0), (0, 2)]
    assert [(number, line) for number, line, *_ in quick] == [(0, 0)]
