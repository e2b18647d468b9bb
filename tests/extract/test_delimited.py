from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import ExtractError
from auditor.extract.registry import extract
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Document
from auditor.model.location import RecordPlace

SHEET = '职位编号,岗位,要求,备注\r\nA-01,电工,"限男性,\r\n45岁以下",\r\n\r\nA-02,出纳,"熟悉""金蝶""者优先",女\r\n'


def read(text: str, name: str = "posts.csv", options: ReadOptions | None = None) -> list[Document]:
    return list(extract(Source(name, data=text.encode()), options or ReadOptions()))


def told(document: Document) -> list[tuple[str, str]]:
    return [(segment.field, segment.text) for segment in document]


def test_rows_are_documents_and_cells_are_segments() -> None:
    first, second = read(SHEET)
    assert (first.id, first.source, first.failures) == ("A-01", "posts.csv", ())
    assert told(first) == [("职位编号", "A-01"), ("岗位", "电工"), ("要求", "限男性,\r\n45岁以下")]
    assert told(second) == [("职位编号", "A-02"), ("岗位", "出纳"), ("要求", '熟悉"金蝶"者优先'), ("备注", "女")]


def test_cells_and_headers_are_located() -> None:
    cell = read(SHEET)[1].segments[2]
    assert cell.locate(3) == RecordPlace("A-02", "要求", 5)
    assert cell.label and (cell.label.text, cell.label.location) == ("要求", RecordPlace("A-02", "要求", 1))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_the_delimiter_and_the_charset_are_found(delimiter: str, encoding: str) -> None:
    text = delimiter.join(("岗位", "性别", "年龄")) + "\n" + delimiter.join(("保安", "限男", "十八至五十")) + "\n"
    (document,) = extract(Source("posts.csv", data=text.encode(encoding)), ReadOptions())
    assert told(document) == [("岗位", "保安"), ("性别", "限男"), ("年龄", "十八至五十")]


def test_tab_separated_files_may_hold_commas() -> None:
    (document,) = read("岗位,班次\t性别\n保安,夜班\t男\n", "posts.tsv")
    assert told(document) == [("岗位,班次", "保安,夜班"), ("性别", "男")]


def test_a_record_without_id_is_called_by_its_line() -> None:
    assert [document.id for document in read("岗位,性别\n\n保安,男\n文员,女\n")] == ["posts.csv:3", "posts.csv:4"]
    assert [document.id for document in read("id,性别\n,男\n7,女\n")] == ["posts.csv:2", "7"]


def test_the_id_field_asked_for_is_taken() -> None:
    options = ReadOptions(id_field="代号")
    assert [document.id for document in read("id,代号\n1,甲\n", options=options)] == ["甲"]
    with pytest.raises(ExtractError, match="no field '代号' in the header"):
        read("id,性别\n1,男\n", options=options)


def test_cells_beyond_the_header_are_kept_and_reported() -> None:
    first, second = read("岗位,性别\n文员,女,限未婚\n电工,男\n")
    assert told(first) == [("岗位", "文员"), ("性别", "女"), ("column 3", "限未婚")]
    assert [failure.told("en") for failure in first.failures] == [("posts.csv", "line 2", "3 cells under a header of 2")]
    assert second.failures == ()


def test_a_cell_under_an_empty_header_is_kept() -> None:
    (document,) = read("岗位,,性别\n文员,限未婚,女\n")
    assert [(s.field, s.label is None) for s in document] == [("岗位", False), ("column 2", True), ("性别", False)]


def test_a_quotation_mark_that_is_never_closed_is_reported() -> None:
    first, second = read('岗位,要求\n文员,女\n保安,"限男\n厨师,不限\n')
    assert first.failures == ()
    assert told(second)[1] == ("要求", "限男\n厨师,不限\n")
    assert second.failures[0].place.en == "line 3"
    assert "never closed" in second.failures[0].reason.en


def test_a_large_cell_is_read_and_one_over_the_limit_is_reported() -> None:
    limit = max(csv.field_size_limit(), 200_000)
    large, over, after = read(
        f"岗位,要求\n文员,{'甲' * 190_000}\n保安,{'乙' * (limit + 1)}\n电工,男\n", options=ReadOptions(max_record_bytes=200_000)
    )
    assert (len(large.segments[1].text), large.failures) == (190_000, ())
    assert over.segments == ()
    assert over.failures[0].place.en == "line 3"
    assert told(after) == [("岗位", "电工"), ("要求", "男")]


@pytest.mark.parametrize("text", ["岗位,性别\n", "岗位,性别", "岗位,性别\n,\n \n", "\n", ","])
def test_a_file_without_rows_is_refused(text: str) -> None:
    with pytest.raises(ExtractError, match="no rows under its header"):
        read(text)


CELL = st.text(alphabet=st.sampled_from('限男女岁 ,;"\n\r\t18'), max_size=8)


@given(st.lists(st.lists(CELL, min_size=3, max_size=3).filter(lambda row: any(map(str.strip, row))), min_size=1, max_size=8))
def test_a_written_file_reads_back(rows: list[list[str]]) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([["岗位", "性别", "年龄"], *rows])
    documents = read(stream.getvalue())
    assert [told(document) for document in documents] == [
        [(name, cell) for name, cell in zip(("岗位", "性别", "年龄"), row, strict=True) if cell.strip()] for row in rows
    ]
    assert not any(document.failures for document in documents)


@given(st.text(alphabet='"男,\n\r;\t 女'))
def test_no_sign_of_any_file_is_lost(text: str) -> None:
    try:
        documents = read("甲,乙\n" + text)
    except ExtractError:
        return
    read_back = "".join(segment.text for document in documents for segment in document)
    assert read_back.count("男") == text.count("男")
