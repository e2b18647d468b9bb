"""Mere numbers are told by what any number under their name says, as far as no regex tells one from the other."""

from __future__ import annotations

import pytest

from auditor.engine import Auditor
from auditor.field_numbers import NamedText, NumberFields
from auditor.model.context import PostForms
from auditor.packs.loader import load_pack

FORMS = load_pack().post_forms
REGEXES = [(r"职位代码:", "column"), (r"\d{4}届", "year"), (r"985|211", "schools"), (r"代码:0", "nought")]


@pytest.mark.parametrize(
    ("field", "noughts"),
    [
        (("职位代码", "10012003"), None),  # noughts would be found by what looks for one behind the name
        (("招考人数", "12"), ("招考人数", "00")),
        (("院校", "985"), None),
        (("院校", "19852"), None),
        (("年份", "2025届"), None),
        (("年份", "２０２５"), None),
        (("", "7"), ("", "0")),
    ],
)
def test_numbers_that_are_as_any(field: NamedText, noughts: NamedText | None) -> None:
    assert NumberFields(REGEXES, FORMS).of_any([field]).get(field) == noughts


def test_one_number_of_each_length_and_name_stands_for_all() -> None:
    codes = [("职位代码", str(number)) for number in range(100_000, 100_500)]
    alike = NumberFields(REGEXES[:3], FORMS).of_any(codes)
    assert set(alike.values()) == {("职位代码", "000000")}
    assert set(codes) - alike.keys() == {code for code in codes if "211" in code[1] or "985" in code[1]}


def test_without_numbers_nothing_is_looked_for() -> None:
    assert NumberFields(REGEXES, FORMS).of_any([("性别", "男"), ("性别", "")]) == {}
    assert NumberFields(REGEXES, PostForms()).of_any([("序", "1")]) == {("序", "1"): ("序", "0")}


def test_the_packs_tell_few_numbers_apart() -> None:
    reader = Auditor()._documents.groups._fields  # type: ignore[union-attr]
    codes = [("职位代码", str(number)) for number in range(1_000_000, 1_000_400)]
    assert len(reader._numbers.of_any(codes)) == len(codes)
