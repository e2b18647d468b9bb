"""The lines around a clause."""

from __future__ import annotations

import pytest

from auditor.model.span import Span
from auditor.text.around import lines_around


@pytest.mark.parametrize(
    ("text", "clause", "around"),
    [
        ("性别\n女\n年龄", "女", ("性别\n", "\n年龄")),
        ("女", "女", ("", "")),
        ("性别\r\n\r\n女\r\n\r\n年龄\r\n", "女", ("性别\n", "\n年龄")),
        ("1. 女 | 会计算机", "女", ("1.", "| 会计算机")),
        ("（壹）\n女", "女", ("(壹)\n", "")),
    ],
    ids=["lines", "alone", "empty lines", "rest of the line", "folded"],
)
def test_what_stands_around(text: str, clause: str, around: tuple[str, str]) -> None:
    start = text.index(clause)
    assert lines_around(text, Span(start, start + len(clause))) == around


def test_four_lines_on_either_side_and_no_more() -> None:
    lines = [*"甲乙丙丁戊", "女", *"己庚辛壬癸"]
    text = "\n".join(lines)
    assert lines_around(text, Span(text.index("女"), text.index("女") + 1)) == ("乙\n丙\n丁\n戊\n", "\n己\n庚\n辛\n壬")


def test_texts_beside_go_on_where_the_own_one_ends() -> None:
    assert lines_around("女", Span(0, 1), ("姓名\n性别", "年龄\n学历")) == ("姓名\n性别\n", "\n年龄\n学历")
