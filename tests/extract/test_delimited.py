from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import ExtractError
from auditor.extract.records.delimited import _rows_of
from auditor.extract.records.head import head_of
from auditor.extract.registry import extract
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Document, Segment
from auditor.model.location import RecordPlace

SHEET = '职位编号,岗位,要求,备注\r\nA-01,电工,"限男性,\r\n45岁以下",\r\n\r\nA-02,出纳,"熟悉""金蝶""者优先",女\r\n'


def read(text: str, name: str = "posts.csv", options: ReadOptions | None = None) -> list[Document]:
    return list(extract(Source(name, data=text.encode()), options or ReadOptions()))


def place_of(segment: Segment) -> RecordPlace:
    place = segment.locate(0)
    assert isinstance(place, RecordPlace)
    return place


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
    own = [[segment for segment in document if place_of(segment).record == document.id] for document in documents]
    assert [[(segment.field, segment.text) for segment in segments] for segments in own] == [
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
    assert read_back.count("男") >= text.count("男"), "what a cell repeats is read once more"


TITLED = "2026年用工计划,,,,\n附件一,,,填表日期：3月,\n序号,岗位,条件,,备注\n,,性别,年龄上限,\n1,电工,男,45,夜班\n2,出纳,不限,40,\n"


def test_titles_above_the_header_are_read_and_name_nothing() -> None:
    first, second, upper, electrician, _ = read(TITLED)
    assert told(first) == [("column 1", "2026年用工计划")]
    assert told(second) == [("column 1", "附件一"), ("column 4", "填表日期：3月")]
    assert told(upper) == [("column 1", "序号"), ("column 2", "岗位"), ("column 3", "条件"), ("column 5", "备注")]
    assert not any(segment.label for document in (first, second, upper) for segment in document)
    assert [document.id for document in (first, upper, electrician)] == ["posts.csv:1", "posts.csv:3", "posts.csv:5"]
    assert told(electrician) == [("序号", "1"), ("岗位", "电工"), ("性别", "男"), ("年龄上限", "45"), ("备注", "夜班")]
    assert {segment.post for segment in electrician} == {"电工"}
    assert [segment.label.location for segment in electrician if segment.label][1:3] == [
        RecordPlace("posts.csv:5", "岗位", 3),
        RecordPlace("posts.csv:5", "性别", 4),
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("text\n甲,乙,丙\n限男,限女,限本地\n", ["text"]),
        ("标题,内容\n岗位,性别\n", ["标题", "内容"]),
        ("招聘信息,\n电工,限男\n", ["招聘信息", ""]),
        ("岗位,性别,\n,,限男\n", ["岗位", "性别", ""]),
        ("岗位,性别,\n电工,男,备注\n", ["岗位", "性别", ""]),
    ],
)
def test_a_first_row_is_the_header_unless_it_is_surely_none(text: str, names: list[str]) -> None:
    (header,) = head_of(list(_rows_of(Source("a.csv", data=text.encode()), ReadOptions()))).rows
    assert header.cells == names


def test_the_delimiter_is_found_below_a_title() -> None:
    title, electrician = read("用工计划\n岗位;性别;年龄\n电工;男;45岁,以下\n")
    assert told(title) == [("column 1", "用工计划")]
    assert told(electrician) == [("岗位", "电工"), ("性别", "男"), ("年龄", "45岁,以下")]


@pytest.mark.parametrize(
    ("title", "delimiter"),
    [("云溪镇，某办公室, 用工一览表", "\t"), ("用工一览表;2026;第1批", ","), ("甲,乙,丙三家联合招聘", "\t"), ("说明：一;二;三;四", "\t")],
)
def test_a_title_with_other_signs_does_not_cut_the_table(title: str, delimiter: str) -> None:
    rows = [["序号", "岗位", "性别"], ["1", "钳工, 夜班", "男"], ["2", "司机", "女"]]
    found = read("\n".join([title, *(delimiter.join(f'"{cell}"' if "," in cell else cell for cell in row) for row in rows)]))
    assert [told(document) for document in found[-2:]] == [
        [("序号", "1"), ("岗位", "钳工, 夜班"), ("性别", "男")],
        [("序号", "2"), ("岗位", "司机"), ("性别", "女")],
    ]


def test_lines_in_quoted_cells_do_not_cut_the_table() -> None:
    (document,) = read('岗位甲,说明\n钳工,"一;二\n三;四\n五;六\n七;八"\n')
    assert [text for _, text in told(document)] == ["钳工", "一;二\n三;四\n五;六\n七;八"]


def test_titles_without_rows_below_the_header_are_read_and_the_gap_told() -> None:
    title, source = read("云溪镇用工表（限女性）\n制表：老周\n序号,岗位,性别\n")
    assert [told(document)[0][1] for document in (title, source)] == ["云溪镇用工表（限女性）", "制表：老周"]
    assert [failure.reason.en for failure in source.failures] == ["the table has no rows under its header"]
    assert not title.failures


def test_rows_behind_many_titles_are_found() -> None:
    titles = "".join(f"说明{number}\n" for number in range(7))
    assert told(read(f"{titles}序号,岗位,性别\n1,钳工,男\n")[-1]) == [("序号", "1"), ("岗位", "钳工"), ("性别", "男")]


def labels(document: Document) -> list[tuple[str, str]]:
    return [(segment.text, segment.label.text if segment.label else "") for segment in document]


def test_a_cell_that_repeats_the_one_above_means_what_stands_there() -> None:
    _, second, third, fourth = read("岗位,性别,学历\n钳工,限男,中专\n焊工, 同上,〃\n司机,〃,同上\n出纳,,〃\n")
    assert told(second) == [("岗位", "焊工"), ("性别", "限男"), ("性别", " 同上"), ("学历", "中专"), ("学历", "〃")]
    assert told(third)[1:3] == [("性别", "限男"), ("性别", "〃")]
    assert [place_of(segment) for segment in third.segments[1:3]] == [
        RecordPlace("posts.csv:2", "性别", 2),
        RecordPlace("posts.csv:4", "性别", 4),
    ]
    assert {segment.post for segment in third} == {"司机"}
    assert told(fourth) == [("岗位", "出纳"), ("学历", "中专"), ("学历", "〃")]


def test_a_post_that_is_repeated_is_called_as_the_one_above() -> None:
    second = read("岗位,性别\n钳工,男\n〃,女\n")[1]
    assert {segment.post for segment in second} == {"钳工"}


def test_what_repeats_nothing_stays_as_it_is() -> None:
    first, second, third = read("岗位,性别\n钳工,同上\n焊工,同上\n司机,\n")
    assert [told(document) for document in (first, second, third)] == [
        [("岗位", "钳工"), ("性别", "同上")],
        [("岗位", "焊工"), ("性别", "同上")],
        [("岗位", "司机")],
    ]


def test_names_under_names_say_what_they_mean_together() -> None:
    (*_, electrician) = read("序号,岗位,年龄,,备注\n,,上限,下限,\n1,电工,45,20,夜班\n")
    assert labels(electrician) == [("1", "序号"), ("电工", "岗位"), ("45", "年龄上限"), ("20", "年龄下限"), ("夜班", "备注")]


def test_a_header_may_have_three_rows() -> None:
    upper, middle, electrician = read("序号,岗位,条件,,,备注\n,,性别,年龄,,\n,,,上限,下限,\n1,电工,男,45,20,夜班\n")
    assert [text for _, text in told(upper)] == ["序号", "岗位", "条件", "备注"]
    assert [text for _, text in told(middle)] == ["性别", "年龄"]
    assert labels(electrician)[2:5] == [("男", "性别"), ("45", "年龄上限"), ("20", "年龄下限")]


@pytest.mark.parametrize("header", ["岗位,男,女,备注", "岗位,性别,,备注\n,男,女,"])
def test_the_only_tick_of_two_columns_says_who_is_wanted(header: str) -> None:
    *_, first, second = read(f"{header}\n钳工,√,,\n出纳,√,√,\n")
    assert labels(first) == [("钳工", "岗位"), ("√", "仅勾选男")]
    assert labels(second) == [("出纳", "岗位"), ("√", "男"), ("√", "女")]


def test_traits_beside_a_name_are_those_of_a_person() -> None:
    hired, post = read("姓名,性别,籍贯,电话\n陈某,女,云溪,无\n,限女,云溪,无\n")
    assert labels(hired) == [("陈某", "姓名"), ("女", "本人性别"), ("云溪", "本人籍贯"), ("无", "电话")]
    assert labels(post)[0] == ("限女", "性别")


def test_a_note_below_the_table_stands_under_no_name() -> None:
    *_, note = read("序号,岗位,性别\n1,钳工,男\n以上岗位均须倒班并住厂区宿舍,,\n")
    assert labels(note) == [("以上岗位均须倒班并住厂区宿舍", "")]
    assert note.id == "posts.csv:3"


def test_a_text_that_is_alone_in_its_row_stays_in_its_field() -> None:
    (ad,) = read("text,来源,链接\n招收银员，限女性，能上晚班即可,,\n")
    assert told(ad) == [("text", "招收银员，限女性，能上晚班即可")]


@pytest.mark.parametrize("title", ["云溪,河口,石桥,三镇用工一览", "云溪,河口,石桥三镇合办,用工一览,第一批,试行"])
def test_a_title_with_commas_is_no_header(title: str) -> None:
    first, post = read(f"{title}\n序号,岗位,性别,备注\n1,钳工,男,夜班\n")
    assert [text for _, text in told(first)] == title.split(",")
    assert told(post) == [("序号", "1"), ("岗位", "钳工"), ("性别", "男"), ("备注", "夜班")]


@pytest.mark.parametrize("between", ["\n", ",,,\n", "二季度用工表,,,\n", "\n二季度用工表\n"])
def test_another_table_below_has_a_header_of_its_own(between: str) -> None:
    tables = f"岗位,性别,户籍,班次\n钳工,男,不限,夜\n{between}序号,岗位,年龄上限,性别\n1,文员,35,女\n2,会计,〃,女\n"
    first, *_, head, post, last = read(tables)
    assert labels(first) == [("钳工", "岗位"), ("男", "性别"), ("不限", "户籍"), ("夜", "班次")]
    assert [label for _, label in labels(head)] == [""] * 4
    assert labels(post) == [("1", "序号"), ("文员", "岗位"), ("35", "年龄上限"), ("女", "性别")]
    assert {segment.post for segment in post} == {"文员"}
    assert labels(last)[2:4] == [("35", "年龄上限"), ("〃", "年龄上限")]


def test_names_of_columns_amid_records_begin_no_table() -> None:
    *_, last = read('标题,内容,来源\n甲,"一\n二",乙\n岗位,性别,年龄\n司机,女,丙\n')
    assert labels(last)[1] == ("女", "内容")


def test_a_header_that_is_printed_again_is_no_record() -> None:
    first, again, last = read("岗位,婚姻状况,性别\n钳工,不限,男\n岗位,婚姻状况,性别\n司机,不限,女\n")
    assert labels(again) == [("岗位", ""), ("婚姻状况", "列名"), ("性别", "")]
    assert {segment.post for segment in again} == {""}
    assert labels(first)[2:] == [("男", "性别")]
    assert labels(last)[2:] == [("女", "性别")]


def test_an_upper_name_that_asks_by_itself_is_told_as_that_of_a_column() -> None:
    upper, post = read("岗位,婚姻状况,条件,\n,,学历,专业\n钳工,未婚,中专,机械\n")
    assert labels(upper) == [("岗位", ""), ("婚姻状况", "列名"), ("条件", "")]
    assert labels(post)[1] == ("未婚", "婚姻状况")


def test_lists_to_choose_from_are_told_as_such() -> None:
    rows = read("性别,学历,婚姻\n男,不限,不限\n女,大专,已婚\n不限,本科,未婚\n,硕士,\n")
    assert {segment.label.text for row in rows for segment in row if segment.label} == {"可选项"}
    assert told(rows[1]) == [("性别", "女"), ("学历", "大专"), ("婚姻", "已婚")]


def test_what_rows_ask_for_is_no_list_to_choose_from() -> None:
    rows = read("性别,学历\n男,大专\n女,本科\n男,不限\n") + read("岗位,性别,学历\n保安,男,高中\n保洁,女,初中\n文员,不限,不限\n")
    assert {segment.label.text for row in rows for segment in row if segment.label} == {"岗位", "性别", "学历"}


@pytest.mark.parametrize("between", ["", ","])
def test_tables_beside_each_other_tell_of_posts_of_their_own(between: str) -> None:
    (row,) = read(f"岗位,性别,{between}岗位,性别\n收银员,女,{between}搬运工,男\n")
    assert [(segment.text, segment.post) for segment in row] == [
        ("收银员", "收银员"),
        ("女", "收银员"),
        ("搬运工", "搬运工"),
        ("男", "搬运工"),
    ]
    assert row.segments[0].group == row.segments[1].group != row.segments[2].group == row.segments[3].group
    assert "" not in {segment.group for segment in row}


@pytest.mark.parametrize(
    ("row", "posts"),
    [
        ("保洁", ["保洁"]),
        ("保洁,女", ["保洁", "保洁"]),
        ("保洁,女,门卫", ["保洁", "保洁", "门卫"]),
        ("保洁,女,门卫,男,甲", ["保洁", "保洁", "门卫", "门卫", "门卫"]),
    ],
)
def test_rows_of_tables_beside_each_other_may_be_short_or_long(row: str, posts: list[str]) -> None:
    *_, last = read(f"岗位,性别,岗位,性别\n收银员,女,搬运工,男\n{row}\n")
    assert [segment.text for segment in last] == row.split(",")
    assert [segment.post for segment in last] == posts


def test_a_column_before_tables_beside_each_other_is_read() -> None:
    (row,) = read(",岗位,性别,岗位,性别\n甲,收银员,女,搬运工,男\n")
    assert [segment.text for segment in row] == ["甲", "收银员", "女", "搬运工", "男"]
