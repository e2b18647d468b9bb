"""Templates as they are printed, with the way back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.model.rewrite import Edit
from auditor.model.span import Span
from auditor.model.template import SLOT
from auditor.packs.loader import load_pack
from auditor.text.normalise import Normalised
from auditor.text.template.reader import TemplateReader

FORMS = load_pack().templates
READER = TemplateReader(FORMS)
SEX = next(name.sign for name in FORMS.names if name.id == "sex")


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("{{ company }}诚聘", f"{SLOT}诚聘"),
        ("性别：{{ gender }}", f"性别：{SEX}"),
        ("性别：｛｛ 性別 ｝｝", f"性别：{SEX}"),
        ("年龄：{{ n }}岁以下", "年龄：39岁以下"),
        ("年龄：{{ n|default(35) }}岁以下", "年龄：35岁以下"),
        ("{{ a }}-{{ b }}岁", "27-39岁"),
        ("{{ a }}-{{ b }}元", f"{SLOT}-{SLOT}元"),
        ("{% if a %}限男性{% else %}限女性{% endif %}", "限男性\n限女性"),
        ("{% if a %}限男性{% endif %}{% if b %}限女性{% endif %}", "限男性\n限女性"),
        ("限{% if a %}男{% endif %}性", "限男性"),
        ("{# 限男性 #}招工", "招工"),
        ("{{ 限男性 }}", "限男性"),
        ('{{ "男" if a else "女" }}', "男\n女"),
        ("{% raw %}{{ gender }}{% endraw %}", "{{ gender }}"),
        ("{% for r in rs %}- {{ r }}\n{% endfor %}", f"- {SLOT}\n"),
    ],
)
def test_what_is_printed(text: str, printed: str) -> None:
    assert READER.print(text) == printed


def test_a_place_is_taken_as_a_whole_unless_a_span_lies_inside_it() -> None:
    text = '限{{ gender|default("男") }}性'
    printed = READER.read(text)
    assert printed is not None
    assert printed.whole.text == "限男性"
    assert printed.whole.raw(Span(0, 3)).of(text) == text
    assert printed.whole.raw(Span(0, 2)).of(text) == '限{{ gender|default("男") }}'
    assert printed.whole.raw(Span(1, 2)).of(text) == "男"


def test_a_part_of_a_reading_keeps_places_whole() -> None:
    text = '啊{{ gender|default("男") }}性优先'
    printed = READER.read(text)
    assert printed is not None
    part = printed.whole.within(Span(1, 5))
    assert part.text == "男性优先"
    assert part.raw(Span(0, 4)).of(text[1:]) == text[1:]
    assert part.raw(Span(0, 1)).of(text[1:]) == "男"


def test_what_was_written_for_a_place_stands_for_all_of_it() -> None:
    text = "年龄：{{ n }}岁以下"
    printed = READER.read(text)
    assert printed is not None
    assert {printed.whole.raw(Span(i, i + 1)).of(text) for i in (3, 4)} == {"{{ n }}"}


@pytest.mark.parametrize(
    ("edits", "whole"),
    [
        ([Edit(Span(0, 10), "")], True),
        ([Edit(Span(7, 10), "")], True),
        ([Edit(Span(3, 10), "")], False),
        ([Edit(Span(7, 12), "")], False),
        ([Edit(Span(7, 10), "39岁")], False),
        ([Edit(Span(10, 10), "。")], True),
    ],
)
def test_edits_that_leave_a_template_whole(edits: list[Edit], whole: bool) -> None:
    printed = READER.read("{{ n }}岁以下{% endif %}")
    assert printed is not None
    assert printed.whole.text == "39岁以下"
    assert printed.stays_whole(edits) is whole


PIECES = st.lists(
    st.sampled_from(
        [
            "{{ gender }}",
            "{{ n }}",
            "{% if a %}",
            "{% else %}",
            "{% endif %}",
            "{# 限男 #}",
            "{{",
            "}}",
            "{%",
            "限男性",
            "18-35岁",
            "，",
            "\n",
            "岁以下",
            "«性别»",
        ]
    ),
    max_size=12,
)


@given(PIECES)
def test_the_way_back_is_in_order_and_reaches_the_end(pieces: list[str]) -> None:
    text = "".join(pieces)
    printed = READER.read(text)
    whole = printed.whole if printed else Normalised(text, range(len(text) + 1))
    starts = list(whole.offsets)
    assert starts == sorted(starts)
    for i in range(len(whole.text)):
        place = whole.raw(Span(i, i + 1))
        assert 0 <= place.start < place.end <= len(text)
        assert (
            printed is None
            or whole.text[i] == text[place.start]
            or any(unit.covers(place) for unit in whole.units)
            or whole.text[i] == "\n"
        )
