from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image as Drawn
from openpyxl.worksheet.datavalidation import DataValidation
from PIL import Image

from auditor.errors import ExtractError
from auditor.extract.registry import extract
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Document
from auditor.model.location import CellPlace

DRAWING = """<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor><xdr:from><xdr:col>3</xdr:col><xdr:row>7</xdr:row>
</xdr:from><xdr:sp><xdr:txBody><a:p><a:r><a:t>外地户口</a:t></a:r><a:r><a:t>勿投</a:t></a:r></a:p><a:p><a:r><a:t>谢谢</a:t></a:r></a:p>
</xdr:txBody></xdr:sp></xdr:twoCellAnchor></xdr:wsDr>"""


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(data: bytes | Workbook, options: ReadOptions | None = None) -> Document:
    data = data if isinstance(data, bytes) else saved(data)
    (found,) = extract(Source("jobs.xlsx", data=data), options or ReadOptions())
    assert (found.id, found.source) == ("jobs.xlsx", "jobs.xlsx")
    return found


def book_of(*rows: list[object], title: str = "岗位表") -> Workbook:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(row)
    return book


def labelled(document: Document) -> list[tuple[str, str]]:
    return [(segment.label.text if segment.label else "", segment.text) for segment in document]


def changed(data: bytes, name: str, *changes: tuple[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            text = old.read(member)
            for before, after in changes if member == name else ():
                assert before.encode() in text
                text = text.replace(before.encode(), after.encode())
            new.writestr(member, text)
    return out.getvalue()


def test_cells_have_places_headers_and_one_group_a_row() -> None:
    found = read(book_of(["春季用工计划"], [], ["岗位", "性别", "人数"], ["司炉工", "限男", 2.0], ["收银员", None, 3]))
    assert [(segment.text, segment.locate(0), segment.group) for segment in found] == [
        ("春季用工计划", CellPlace("岗位表", 1, 1), "岗位表!"),
        ("岗位", CellPlace("岗位表", 3, 1), "岗位表!"),
        ("性别", CellPlace("岗位表", 3, 2), "岗位表!"),
        ("人数", CellPlace("岗位表", 3, 3), "岗位表!"),
        ("司炉工", CellPlace("岗位表", 4, 1), "岗位表!row4"),
        ("限男", CellPlace("岗位表", 4, 2), "岗位表!row4"),
        ("2", CellPlace("岗位表", 4, 3), "岗位表!row4"),
        ("收银员", CellPlace("岗位表", 5, 1), "岗位表!row5"),
        ("3", CellPlace("岗位表", 5, 3), "岗位表!row5"),
    ]
    assert labelled(found)[4:] == [("岗位", "司炉工"), ("性别", "限男"), ("人数", "2"), ("岗位", "收银员"), ("人数", "3")]
    label = found.segments[5].label
    assert label and label.location == CellPlace("岗位表", 3, 2)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (985, "985"),
        (2.50, "2.5"),
        (True, "TRUE"),
        (date(2026, 3, 1), "2026-03-01"),
        (datetime(2026, 3, 1, 9, 30), "2026-03-01 09:30:00"),
        (time(8, 30), "08:30:00"),
        ("  限女\n性 ", "  限女\n性 "),
        ("0211", "0211"),
    ],
)
def test_values_are_written_as_a_person_would(value: object, text: str) -> None:
    assert [segment.text for segment in read(book_of([value]))] == [text]


def test_a_header_of_two_rows() -> None:
    book = book_of(
        ["单位", "条件", None, None, "备注"],
        [None, "学历", "户籍", "性别", None],
        ["档案馆", "本科", "本市", "男", "夜班"],
        ["文化馆", "大专", "不限", "女", "轮班"],
    )
    for merged in ("A1:A2", "B1:D1", "E1:E2"):
        book.worksheets[0].merge_cells(merged)
    assert labelled(read(book)) == [
        ("", "单位"),
        ("", "条件"),
        ("", "备注"),
        ("", "学历"),
        ("", "户籍"),
        ("", "性别"),
        ("单位", "档案馆"),
        ("学历", "本科"),
        ("户籍", "本市"),
        ("性别", "男"),
        ("备注", "夜班"),
        ("单位", "文化馆"),
        ("学历", "大专"),
        ("户籍", "不限"),
        ("性别", "女"),
        ("备注", "轮班"),
    ]


def test_a_form_names_values_to_their_left() -> None:
    found = read(book_of(["岗位名称", "锅炉工", "招聘人数", 2], ["性别要求", "男", "年龄要求", "50岁以下"], ["工作地点", "东区"]))
    assert [pair for pair in labelled(found) if pair[0]] == [
        ("岗位名称", "锅炉工"),
        ("招聘人数", "2"),
        ("性别要求", "男"),
        ("年龄要求", "50岁以下"),
        ("工作地点", "东区"),
    ]
    assert {segment.group for segment in found} == {"岗位表!form1"}


def test_free_text_has_no_header() -> None:
    found = read(book_of(["本店招聘店员，要求如下："], ["一、限女性，形象好。"], ["二、能上夜班。"]))
    assert labelled(found) == [("", "本店招聘店员，要求如下："), ("", "一、限女性，形象好。"), ("", "二、能上夜班。")]


def test_hidden_sheets_and_rows_are_read_and_formulas_by_their_values() -> None:
    book = book_of(["岗位", "性别"], ["门卫", "男"])
    book.worksheets[0].row_dimensions[2].hidden = True
    hidden = book.create_sheet("内部")
    hidden.sheet_state = "veryHidden"
    hidden.append(["只要本地人"])
    assert [segment.text for segment in read(book)] == ["岗位", "性别", "门卫", "男", "只要本地人"]
    assert read(book).segments[-1].locate(0) == CellPlace("内部", 1, 1, hidden=True)


def test_comments_and_text_boxes_belong_to_their_sheet() -> None:
    book = book_of(["岗位", "要求"], ["化验员", "大专"])
    book.worksheets[0]["B2"].comment = Comment("最好未婚", "甲")
    book.create_sheet("附表").append(["无"])
    data = saved(book)
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as new:
        new.writestr("xl/drawings/drawing9.xml", DRAWING)
    link = '<Relationship Id="d9" Type="http://x/drawing" Target="/xl/drawings/drawing9.xml"/></Relationships>'
    found = read(changed(out.getvalue(), "xl/worksheets/_rels/sheet1.xml.rels", ("</Relationships>", link)))
    assert [(segment.text, segment.locate(0), segment.group) for segment in found][4:] == [
        ("最好未婚", CellPlace("岗位表", 2, 2, "comment"), "岗位表!row2"),
        ("外地户口勿投\n谢谢", CellPlace("岗位表", 8, 4, "textbox"), "岗位表!"),
        ("无", CellPlace("附表", 1, 1), "附表!"),
    ]


CHART = """<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>35岁以下</a:t></a:r>
<a:r><a:t>为主</a:t></a:r></a:p></c:rich></c:tx></c:title></c:chart></c:chartSpace>"""
DIAGRAM = """<d:dataModel xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/diagram"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><d:ptLst><d:pt><d:t><a:p><a:r><a:t>先看户口</a:t></a:r></a:p></d:t></d:pt>
</d:ptLst></d:dataModel>"""
SHOWN = """<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><xdr:twoCellAnchor><xdr:from><xdr:col>3</xdr:col>
<xdr:row>7</xdr:row></xdr:from><xdr:graphicFrame><a:graphic><a:graphicData>
<c:chart xmlns:c="http://c" r:id="r1"/></a:graphicData></a:graphic>
</xdr:graphicFrame></xdr:twoCellAnchor><xdr:absoluteAnchor><xdr:graphicFrame><a:graphic><a:graphicData>
<d:relIds xmlns:d="http://d" r:dm="r2" r:lo="r3"/></a:graphicData></a:graphic></xdr:graphicFrame></xdr:absoluteAnchor></xdr:wsDr>"""
LINKS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="http://x/chart" Target="../charts/chart1.xml"/><Relationship Id="r2" Type="http://x/diagramData"
 Target="../diagrams/data1.xml"/></Relationships>"""


def with_drawings(chart: str) -> bytes:
    """Return a workbook with a comment, a chart and a diagram."""
    book = book_of(["岗位", "要求"])
    book.worksheets[0]["B1"].comment = Comment("x", "甲")  # so that the sheet has links
    out = io.BytesIO(saved(book))
    with zipfile.ZipFile(out, "a") as new:
        for name, content in (
            ("drawings/drawing9.xml", SHOWN),
            ("drawings/_rels/drawing9.xml.rels", LINKS),
            ("charts/chart1.xml", chart),
            ("diagrams/data1.xml", DIAGRAM),
        ):
            new.writestr(f"xl/{name}", content)
    link = '<Relationship Id="d9" Type="http://x/drawing" Target="/xl/drawings/drawing9.xml"/></Relationships>'
    return changed(out.getvalue(), "xl/worksheets/_rels/sheet1.xml.rels", ("</Relationships>", link))


def test_a_damaged_chart_costs_no_comment() -> None:
    found = read(with_drawings(CHART[:-20]))
    assert ("x", CellPlace("岗位表", 1, 2, "comment")) in [(segment.text, segment.locate(0)) for segment in found]
    assert [failure.place.en for failure in found.failures] == ["xl/charts/chart1.xml"]


def test_words_of_charts_and_diagrams_are_read_where_they_stand() -> None:
    found = read(with_drawings(CHART))
    assert {(segment.text, segment.locate(0)) for segment in found if getattr(segment.locate(0), "part", "") == "textbox"} == {
        ("35岁以下为主", CellPlace("岗位表", 8, 4, "textbox")),
        ("先看户口", CellPlace("岗位表", 1, 1, "textbox")),
    }


def test_what_is_printed_above_and_below_each_page_is_read() -> None:
    book = book_of(["岗位", "性别"], ["水电工", "不限"])
    sheet = book.worksheets[0]
    sheet.oddHeader.left.text, sheet.oddHeader.center.text = "甲厂 A&&B", "限本地人"
    sheet.oddHeader.center.font, sheet.oddHeader.center.size, sheet.oddHeader.center.color = "宋体,Bold", 12, "CC0000"
    sheet.oddFooter.center.text, sheet.oddFooter.right.text = "第&P页 共&N页", "&D"
    sheet.evenFooter.left.text = "谢绝女性"
    sheet.row_dimensions[2].hidden = True
    found = [(segment.text, segment.locate(0), segment.group) for segment in read(book)]
    assert found[2:4] == [
        ("甲厂 A&B\n限本地人", CellPlace("岗位表", 1, 1, "header"), "岗位表!"),
        ("谢绝女性", CellPlace("岗位表", 1, 1, "footer"), "岗位表!"),
    ]
    assert len(found) == 6


def test_dimensions_that_are_wrong_hide_nothing() -> None:
    data = saved(book_of(["岗位", "性别"], ["水电工", "限男"]))
    for wrong in ("A1", "A1:XFD1048576"):
        small = changed(data, "xl/worksheets/sheet1.xml", ('<dimension ref="A1:B2"', f'<dimension ref="{wrong}"'))
        assert [segment.text for segment in read(small)] == ["岗位", "性别", "水电工", "限男"]


def test_cells_beyond_the_limit_are_named() -> None:
    book = book_of(["岗位", "性别"], ["甲岗", "男"], ["乙岗", "女"])
    book.create_sheet("附表").append(["限本市"])
    found = read(book, ReadOptions(max_cells=4))
    assert [segment.text for segment in found] == ["岗位", "性别", "甲岗", "男"]
    assert [failure.told("en") for failure in found.failures] == [
        ("jobs.xlsx", "岗位表, row 3 and below", "not read: more cells than the limit"),
        ("jobs.xlsx", "附表, row 1 and below", "not read: more cells than the limit"),
    ]


def test_a_far_away_cell_does_not_keep_the_reader_busy() -> None:
    data = saved(book_of(["岗位"], ["男"]))
    far = changed(data, "xl/worksheets/sheet1.xml", ('<row r="2"', '<row r="900000000"'), ('r="A2"', 'r="A900000000"'))
    (failure,) = read(far, ReadOptions(max_cells=1_000)).failures
    assert (failure.place.en, failure.reason.en) == (
        "岗位表",
        "not read: its cells reach down to A900000000: delete those far away from the others",
    )


def test_a_damaged_sheet_does_not_take_the_others_with_it() -> None:
    book = book_of(["岗位", "性别"])
    book.create_sheet("附表").append(["限本市"])
    found = read(changed(saved(book), "xl/worksheets/sheet1.xml", ("</sheetData>", "</sheet>")))
    assert [segment.text for segment in found][-1:] == ["限本市"]
    (failure,) = found.failures
    assert failure.place.en == "岗位表"
    assert failure.reason.en.startswith("damaged: mismatched tag")


def png(size: tuple[int, int]) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size).save(out, "PNG")
    return out.getvalue()


def test_large_pictures_are_files_named_by_the_cell_where_they_hang() -> None:
    book = book_of(["岗位"], ["男"])
    for cell, size in (("C5", (600, 800)), ("A1", (120, 120))):
        book.worksheets[0].add_image(Drawn(io.BytesIO(png(size))), cell)
    document, picture = extract(Source("jobs.xlsx", data=saved(book)), ReadOptions())
    assert isinstance(document, Document)
    assert [segment.text for segment in document] == ["岗位", "男"]
    assert not document.failures
    assert isinstance(picture, Source)
    assert (picture.name, picture.is_part, picture.depth) == ("jobs.xlsx!/岗位表!C5/image1.png", True, 1)
    assert Image.open(io.BytesIO(picture.data)).size == (600, 800)


def test_pictures_that_no_sheet_names_and_drawings_are_not_passed_over() -> None:
    with zipfile.ZipFile(out := io.BytesIO(saved(book_of(["岗位"]))), "a") as book:
        book.writestr("xl/media/image7.png", png((600, 800)))
        book.writestr("xl/media/image8.emf", b"\1\0\0\0")
    document, found = extract(Source("jobs.xlsx", data=out.getvalue()), ReadOptions())
    assert isinstance(document, Document)
    assert [(failure.source, failure.place.en) for failure in document.failures] == [
        ("jobs.xlsx", "picture 8 in the document (xl/media/image8.emf)")
    ]
    assert found == Source("jobs.xlsx!/xl/media/image7.png", data=png((600, 800)), depth=1, is_part=True)


def test_a_workbook_of_nothing_but_a_picture_is_read_as_that() -> None:
    book = Workbook()
    book.worksheets[0].add_image(Drawn(io.BytesIO(png((600, 800)))), "A1")
    (picture,) = extract(Source("jobs.xlsx", data=saved(book)), ReadOptions())
    assert isinstance(picture, Source)


def test_an_empty_workbook_is_told() -> None:
    with pytest.raises(ExtractError, match="the file holds no text"):
        read(Workbook())


def test_a_truncated_workbook_is_told() -> None:
    with pytest.raises(ExtractError, match="not an Office file, or cut short"):
        read(saved(book_of(["岗位"]))[:3_000])


def test_a_zip_that_is_no_workbook_is_read_as_the_archive_it_is() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        new.writestr("a.txt", "限男性")
    (inside,) = extract(Source("ads.xlsx", data=out.getvalue()), ReadOptions())
    assert isinstance(inside, Source)
    assert inside.name == "ads.xlsx!/a.txt"


@pytest.mark.parametrize(
    ("asks", "refuses", "expected"),
    [
        (True, True, ["填表须知\n限男性\n请从列表里选"]),
        (True, False, ["填表须知\n限男性"]),
        (False, True, ["请从列表里选"]),
        (False, False, []),
    ],
)
def test_what_shows_while_cells_are_filled_in(asks: bool, refuses: bool, expected: list[str]) -> None:
    book = book_of(["岗位", "性别"], ["门卫", None])
    rule = DataValidation("list", '"男,女"', promptTitle="填表须知", prompt="限男性", error="请从列表里选")
    rule.showInputMessage, rule.showErrorMessage = asks, refuses
    rule.add("B2:B90")
    book.worksheets[0].add_data_validation(rule)
    said = [segment for segment in read(book) if segment.locate(0).part == "prompt"]  # type: ignore[union-attr]
    assert [segment.text for segment in said] == expected
    assert all(segment.locate(0) == CellPlace("岗位表", 2, 2, "prompt") and segment.group == "岗位表!" for segment in said)


@pytest.mark.parametrize(("told", "expected"), [("海报：限女性", ["海报：限女性"]), ("海报.png", []), ("图片 3", []), ("Picture", [])])
def test_what_stands_in_for_pictures(told: str, expected: list[str]) -> None:
    book = book_of(["岗位"], ["门卫"])
    picture = io.BytesIO()
    Image.new("RGB", (9, 9)).save(picture, "PNG")
    book.worksheets[0].add_image(Drawn(picture), "D4")
    data = changed(saved(book), "xl/drawings/drawing1.xml", ('descr="Picture"', f'descr="{told}"'))
    said = [(segment.text, segment.locate(0)) for segment in read(data)][2:]
    assert said == [(text, CellPlace("岗位表", 4, 4, "alt")) for text in expected]
