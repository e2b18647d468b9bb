"""Fields folded in one go read as each of them does by itself."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from auditor.model.context import PostForms
from auditor.model.document import Label, Segment
from auditor.model.location import CellPlace
from auditor.model.span import Span
from auditor.text.field_lines import FieldLines
from auditor.text.normalise import normalise
from auditor.text.posts import Posts

SIGNS = st.text(st.sampled_from("限男 女性：:,、.*·́\u200b\x1b[31m\x1e\x1f\n①戶籍岁18-— "), max_size=12)
FIELDS = st.lists(st.tuples(SIGNS.filter(bool), SIGNS), min_size=1, max_size=5)


def plain(text: str) -> str:
    """Return a text in which separators of units and of records, which no pattern tells apart, are one."""
    return text.replace("\x1f", "\x1e")


@given(FIELDS)
def test_fields_fold_as_each_alone(fields: list[tuple[str, str]]) -> None:
    lines = FieldLines(fields)
    assert lines.lines == [normalise(plain(f"{name}：{text}")).text for name, text in fields]
    assert [text.lstrip(" ") for text in lines.texts] == [normalise(plain(text)).text.lstrip(" ") for _, text in fields]
    assert len(lines) == len(fields)


@given(FIELDS, st.data())
def test_words_of_a_line_are_found_again(fields: list[tuple[str, str]], data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(fields) - 1))
    lines = FieldLines(fields)
    name, text = fields[number]
    end = data.draw(st.integers(1, len(lines.lines[number])))
    span = Span(data.draw(st.integers(0, end - 1)), end)
    segment = Segment.at(text, CellPlace("表", 2, 1), Label(name, CellPlace("表", 1, 1)))
    _, raw, in_name = Posts([segment], PostForms()).locate(span)
    assert lines.locate(number, span) == (raw, in_name, raw.of(name if in_name else text))


def test_where_words_stand() -> None:
    lines = FieldLines([("招聘 单位：", "临山县 财政局"), ("工 作地点", "限 女 性，深圳市")])
    assert lines.lines == ["招聘 单位::临山县 财政局", "工 作地点:限女性,深圳市"]
    assert lines.locate(1, Span(6, 9)) == (Span(0, 5), False, "限 女 性")
    assert lines.locate(1, Span(0, 5)) == (Span(0, 5), True, "工 作地点")
    assert lines.locate(1, Span(10, 13)) == (Span(6, 9), False, "深圳市")
