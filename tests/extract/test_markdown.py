from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import ExtractError
from auditor.extract.registry import extract
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Document, Segment
from auditor.model.location import LinePlace

PAGE = """# 春季招聘

本店招人，**限女性**优先面试。

| 岗位 | 性别 | 备注 |
| --- | :---: | --- |
| 收银员 | 限女 | 站立 \\| 轮班 |
| 搬运工 |   | 包住<br>夜班 |

有意者请到店。
"""


def read(text: str) -> Document:
    (document,) = extract(Source("ad.md", data=text.encode()), ReadOptions())
    return document


def assert_located(source: str, segment: Segment) -> None:
    lines = source.split("\n")
    for offset, sign in enumerate(segment.text):
        place = segment.locate(offset)
        assert isinstance(place, LinePlace)
        assert (lines[place.line - 1] + "\n")[place.column - 1] == sign


def test_table_cells_stand_alone_under_their_headers() -> None:
    told = [(s.text, s.label.text if s.label else None, s.group) for s in read(PAGE)]
    assert told == [
        ("# 春季招聘\n\n本店招人，**限女性**优先面试。\n", None, ""),
        ("岗位", None, ""),
        ("性别", None, ""),
        ("备注", None, ""),
        ("收银员", "岗位", "table1row2"),
        ("限女", "性别", "table1row2"),
        ("站立 \\| 轮班", "备注", "table1row2"),
        ("搬运工", "岗位", "table1row3"),
        ("包住<br>夜班", "备注", "table1row3"),
        ("\n有意者请到店。\n", None, ""),
    ]


def test_cells_and_headers_are_located() -> None:
    document = read(PAGE)
    for segment in document:
        assert_located(PAGE, segment)
    cell = next(segment for segment in document if segment.text == "限女")
    assert cell.locate(0) == LinePlace(7, 9)
    assert cell.label and cell.label.location == LinePlace(5, 8)


def test_text_around_tables_counts_lines_of_the_file() -> None:
    last = read(PAGE).segments[-1]
    assert last.locate(last.text.index("有意者")) == LinePlace(10, 1)


def test_outer_bars_may_be_left_out_and_line_ends_may_be_windows() -> None:
    page = "岗位|性别|年龄\r\n-|-|-\r\n保安|男|45岁以下\r\n"
    document = read(page)
    assert [(s.text, s.label.text) for s in document if s.label] == [("保安", "岗位"), ("男", "性别"), ("45岁以下", "年龄")]
    for segment in document:
        assert_located(page, segment)


def test_a_table_of_names_and_values_labels_values_by_their_names() -> None:
    document = read("| 项目 | 要求 |\n|---|---|\n| 性别 | 男 |\n| 年龄 | 30以下 |\n")
    told = [(s.text, s.label.text, s.group) for s in document if s.label]
    assert told == [("男", "性别", "table1"), ("30以下", "年龄", "table1")]


def test_cells_beyond_the_header_are_kept() -> None:
    document = read("| 岗位 | 性别 |\n|---|---|\n| 文员 | 女 | 限未婚 |\n")
    assert [(s.text, s.label) for s in document][-1] == ("限未婚", None)


@pytest.mark.parametrize(
    "text", ["| 岗位 | 性别 |", "岗位 | 性别\n没有横线", "标题\n---\n正文", "|---|---|\n| 甲 | 乙 |", "甲 | 乙\n|---|"]
)
def test_what_is_no_table_stays_text(text: str) -> None:
    (segment,) = read(text).segments
    assert segment.text == text


def test_a_file_of_white_space_is_refused() -> None:
    with pytest.raises(ExtractError, match="holds no text"):
        read("\n \n")


@pytest.mark.parametrize("piece", ["|", "|-", "|-|\n", "a|b\n-|-\n", "\\|", "| ", "-\t|"])
def test_hostile_tables_take_no_long_time(piece: str) -> None:
    start = time.process_time()
    read("x" + piece * (200_000 // len(piece)) + "x")
    assert time.process_time() - start < 20


@given(st.text(alphabet="|-:\\ \n\r男岁", min_size=1).filter(str.strip))
def test_every_sign_is_located_in_any_file(text: str) -> None:
    for segment in read(text):
        assert_located(text, segment)


@given(st.lists(st.lists(st.text(alphabet="限男女岁以下18 ", max_size=5), min_size=3, max_size=3), min_size=1, max_size=5))
def test_a_written_table_reads_back(rows: list[list[str]]) -> None:
    page = "\n".join(["| 岗位 | 性别 | 年龄 |", "|---|---|---|", *(f"| {' | '.join(row)} |" for row in rows)])
    told = [(s.label.text, s.text) for s in read(page) if s.label]
    assert told == [(name, cell.strip()) for row in rows for name, cell in zip(("岗位", "性别", "年龄"), row, strict=True) if cell.strip()]


TEMPLATE = """| 岗位 | 性别 | 年龄 |
| --- | --- | --- |
{%- for post in posts %}
| {{ post.title }} | {{ post.sex|default("男") }} | {{ post.age|default(35) }}岁以下 |
{%- endfor %}
| 保洁 | 女 |  |
"""


def test_bars_in_the_places_of_a_template_part_no_cells_and_loops_end_no_table() -> None:
    document = read(TEMPLATE)
    assert [(segment.label.text, segment.text) for segment in document if segment.label] == [
        ("岗位", "{{ post.title }}"),
        ("性别", '{{ post.sex|default("男") }}'),
        ("年龄", "{{ post.age|default(35) }}岁以下"),
        ("岗位", "保洁"),
        ("性别", "女"),
    ]
    for segment in document:
        assert_located(TEMPLATE, segment)


def test_tags_between_rows_hide_no_words() -> None:
    text = "| 岗位 | 人数 |\n|--|--|\n{% for r in rs %}\n| 保洁 | 2 |\n{# 限女性 #}\n{% if 限男性 %}\n| 门卫 | 1 |\n"
    hidden = [(segment.text, segment.anchors[0].location) for segment in read(text) if segment.text.startswith("{")]
    assert hidden == [("{# 限女性 #}", LinePlace(5, 1)), ("{% if 限男性 %}", LinePlace(6, 1))]
