from __future__ import annotations

import pytest

from auditor.revise.numbering import number_in, write


@pytest.mark.parametrize(
    ("mark", "kind", "value"),
    [("3、", "1", 3), ("（12）", "1", 12), ("１０．", "１", 10), ("十二、", "一", 12), ("(二)", "一", 2), ("⑦", "①", 7), ("⑶", "⑴", 3)],
)
def test_a_number_is_read_and_written_as_it_stands(mark: str, kind: str, value: int) -> None:
    number = number_in(mark)
    assert number is not None
    assert (number.kind, number.value) == (kind, value)
    assert write(kind, value) == mark[number.start : number.end]


@pytest.mark.parametrize("mark", ["", "- ", "●", "1、2、", "①②", "一十二、"])
def test_marks_without_one_number_are_none(mark: str) -> None:
    assert number_in(mark) is None
