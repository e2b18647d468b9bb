from __future__ import annotations

import textwrap

import pytest

from auditor.engine import Auditor
from auditor.text.circled import plain_digits
from auditor.text.clauses import clause_spans
from auditor.text.normalise import normalise
from auditor.text.wraps import wrap_breaks

SENTENCE = (
    "您好我厂因新增两条生产线现向周边地区长期招聘缝制车间熟练工人每天工作八小时每周休息一天计件工资当月结清，年龄"
    "四十五岁以下，有住宿且厂里有班车接送，车间装有空调，另外仓库限男性，要求认真负责，联系时请说明来意并留下电话号码以便安排面谈"
)
ENGLISH = (
    "We run a small bakery near the north gate of the old town and we look for two people who can start work early in the day, "
    "one of them at the counter. Candidates for the counter should be female and must be able to speak with guests in a friendly manner"
)
LIST = "负责门店陈列与补货\n熟悉收银系统的操作\n女性\n能接受排班\n男性优先安排仓库"


def wrapped(width: int, end: str = "\n") -> str:
    return end.join(SENTENCE[i : i + width] for i in range(0, len(SENTENCE), width))


MAIL = wrapped(26)


def findings(auditor: Auditor, text: str) -> list[str]:
    found = auditor.audit_text(text).findings
    assert all(text[f.span.start : f.span.end] == f.text for f in found)
    return [f.text for f in found]


@pytest.mark.parametrize("width", range(19, 31))
@pytest.mark.parametrize("end", ["\n", "\r\n", " \n"])
def test_a_wrapped_sentence_is_read_as_one(auditor: Auditor, width: int, end: str) -> None:
    found = findings(auditor, wrapped(width, end))
    assert ["".join(text.split()) for text in found] == ["年龄四十五岁以下", "限男性"]


@pytest.mark.parametrize("width", range(40, 61, 4))
def test_a_wrapped_english_sentence_is_read_as_one(auditor: Auditor, width: int) -> None:
    found = findings(auditor, textwrap.fill(ENGLISH, width))
    assert [" ".join(text.split()) for text in found] == ["should be female"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("年龄在35\n岁以下", ["年龄在35\n岁以下"]),
        ("招收银员，20-\n35岁", ["20-\n35岁"]),
        ("性别\n：男", ["性别\n：男"]),
    ],
)
def test_no_line_begins_in_a_number_or_with_a_closing_mark(auditor: Auditor, text: str, words: list[str]) -> None:
    assert findings(auditor, text) == words


@pytest.mark.parametrize(
    "text",
    [
        LIST,
        LIST.replace("\n", "\n1、"),
        MAIL.replace("\n", "\n\n"),
        MAIL.replace("\n", "\n　　"),
        MAIL.replace("\n", "。\n"),
        MAIL + "\n" + "这一行比所有别的行都长得多，因为写它的人没有在任何宽度上换行，所以整个文本并不是按某个固定的宽度折断的" * 3,
        "招聘人数\n2\n年龄35",
        "一二三四\n2025\n年薪十万",
    ],
)
def test_other_breaks_are_borders(text: str) -> None:
    assert wrap_breaks(text) == frozenset()


def test_bullets_and_fields_stay_borders_in_a_wrapped_text() -> None:
    text = MAIL + "\n1、女性\n性别：男\n• 已婚"
    assert [span.of(text) for span in clause_spans(text)][-3:] == ["女性", "性别：男", "已婚"]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("招学徒②⓪-②⑧岁", ["招学徒②⓪-②⑧岁"]),
        ("①②⓪～②⑧周岁②女", ["②⓪～②⑧周岁", "女"]),
        ("①18-30岁②女性", ["18-30岁", "女性"]),
        ("①②⑤岁以下", ["②⑤岁以下"]),
    ],
)
def test_circled_digits_inside_a_number(text: str, clauses: list[str]) -> None:
    assert [span.of(text) for span in clause_spans(text)] == clauses


def test_circled_digits_are_read(auditor: Auditor) -> None:
    assert findings(auditor, "招学徒②⓪-②⑧岁，①未婚") == ["②⓪-②⑧岁", "未婚"]
    assert plain_digits("①18-30岁②女性") == "①18-30岁②女性"


@pytest.mark.parametrize(
    ("raw", "folded"), [("35\n岁", "35岁"), ("female\nonly", "female only"), ("限 男\r\n  性", "限 男性"), ("a\n\u3000限", "a限")]
)
def test_lines_are_joined(raw: str, folded: str) -> None:
    assert normalise(raw, one_clause=True).text == folded
    assert "\n" in normalise(raw).text
