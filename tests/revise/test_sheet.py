from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest
from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from auditor.extract.registry import extract
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Document
from auditor.model.location import CellPlace
from auditor.report.words import describe
from auditor.revise.marker import Marked
from auditor.revise.sheet.drawing import Sizes

X = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://x/{}" Target="../{}"/></Relationships>'
)
DRAWING = """<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor><xdr:from><xdr:col>3</xdr:col><xdr:row>7</xdr:row>
</xdr:from><xdr:sp><xdr:txBody><a:p><a:r><a:t>只招男生</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor></xdr:wsDr>"""
ROWS = [["岗位", "性别", "年龄"], ["出纳", "女", "30周岁以下"], ["保洁", "不限", "不限"]]

Annotate = Callable[[str, bytes], Marked]


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def book_of(rows: list[list[str]] | None = None) -> Workbook:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "岗位表"
    for row in rows or ROWS:
        sheet.append(row)
    return book


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(content: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return out.getvalue()


def comments(data: bytes) -> dict[str, str]:
    book = load_workbook(io.BytesIO(data))
    return {
        f"{sheet.title}!{cell.coordinate}": cell.comment.text
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }


def cells(data: bytes) -> list[tuple[str, object]]:
    (found,) = extract(Source("jobs.xlsx", data=data), ReadOptions())
    assert isinstance(found, Document)
    return [(segment.text, segment.locate(0)) for segment in found if getattr(segment.locate(0), "part", "") != "comment"]


def test_cells_get_comment_and_fill_and_all_else_stays_byte_for_byte(annotate: Annotate) -> None:
    data = saved(book_of())
    done = annotate("jobs.xlsx", data)
    found = comments(done.data)
    assert list(found) == ["岗位表!B2", "岗位表!C2"]
    assert found["岗位表!B2"].startswith("“女”\n涉嫌违法：限定性别；")
    assert "所在栏目：“性别”" in found["岗位表!B2"]
    assert found["岗位表!C2"].endswith("\n\n以上为程序提示，供人工核实判断；不构成法律结论。")
    sheet = load_workbook(io.BytesIO(done.data)).worksheets[0]
    assert [cell.fill.fgColor.rgb for cell in sheet[2]] == ["00000000", "FFFFEB3B", "FF80DEEA"]
    assert sheet["B3"].fill.fill_type is None
    old, new = parts(data), parts(done.data)
    assert {name for name in old if old[name] != new[name]} == {"xl/worksheets/sheet1.xml", "xl/styles.xml", "[Content_Types].xml"}
    assert set(new) - set(old) == {"xl/comments1.xml", "xl/drawings/vmlDrawing1.vml", "xl/worksheets/_rels/sheet1.xml.rels"}
    assert cells(done.data) == cells(data)
    assert done.unmarked == ()


def test_a_style_keeps_all_but_its_fill(annotate: Annotate) -> None:
    book = book_of()
    cell = book.worksheets[0]["B2"]
    cell.font, cell.fill, cell.number_format = Font(name="宋体", bold=True, size=14), PatternFill("solid", fgColor="FFCCCCCC"), "0.00"
    before = book.worksheets[0]["B3"]
    before.font = Font(name="宋体", bold=True, size=14)
    new = load_workbook(io.BytesIO(annotate("jobs.xlsx", saved(book)).data)).worksheets[0]["B2"]
    assert (new.font.name, new.font.bold, new.font.size, new.number_format) == ("宋体", True, 14, "0.00")
    assert new.fill.fgColor.rgb == "FFFFEB3B"


def test_text_boxes_stay_and_what_is_said_of_them_stands_at_their_cell(annotate: Annotate) -> None:
    content = parts(saved(book_of()))
    content["xl/drawings/drawing1.xml"] = DRAWING.encode()
    content["xl/worksheets/_rels/sheet1.xml.rels"] = LINKS.format("drawing", "drawings/drawing1.xml").encode()
    link = b'<drawing xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId1"/>'
    tables = b"<extLst/></worksheet>"
    content["xl/worksheets/sheet1.xml"] = content["xl/worksheets/sheet1.xml"].replace(b"</worksheet>", link + tables)
    data = packed(content)
    done = annotate("jobs.xlsx", data)
    assert parts(done.data)["xl/drawings/drawing1.xml"] == DRAWING.encode()
    root = etree.fromstring(parts(done.data)["xl/worksheets/sheet1.xml"])
    assert [child.tag.removeprefix(X) for child in root][-3:] == ["drawing", "legacyDrawing", "extLst"]
    listed = etree.fromstring(parts(done.data)["xl/comments1.xml"]).iter(f"{X}comment")
    texts = {comment.get("ref"): "".join(comment.itertext()) for comment in listed}
    assert set(texts) == {"B2", "C2", "D8"}
    place = describe(CellPlace("岗位表", 8, 4, "textbox"), "zh")
    assert texts["D8"].startswith(f"【{place}】“只招男生”\n涉嫌违法")
    assert cells(done.data) == cells(data)


def test_comments_that_are_there_are_kept_and_written_on(annotate: Annotate) -> None:
    book = book_of([*ROWS, ["司机", "男", "不限"]])
    book.worksheets[0]["A2"].comment = Comment("新设岗位", "人事")
    book.worksheets[0]["B2"].comment = Comment("窗口要求", "人事")
    data = saved(book)
    done = annotate("jobs.xlsx", data)
    found = comments(done.data)
    assert found["岗位表!A2"] == "新设岗位"
    assert found["岗位表!B2"].startswith("窗口要求\n\n“女”\n涉嫌违法")
    assert found["岗位表!B4"].startswith("“男”\n涉嫌违法")
    new = parts(done.data)
    drawing = etree.fromstring(next(content for name, content in new.items() if name.endswith(".vml")))
    rows, columns = ([int(element.text or "") for element in drawing.iter(f"{{*}}{name}")] for name in ("Row", "Column"))
    assert sorted(zip(rows, columns, strict=True)) == [(1, 0), (1, 1), (1, 2), (3, 1)]
    ids = [shape.get("id") for shape in drawing.iter("{*}shape")]
    assert len(set(ids)) == len(ids) == 4
    assert [element.get("data") for element in drawing.iter("{*}idmap")] == ["1,2"]
    assert cells(done.data) == cells(data)


def test_a_thread_is_kept_and_what_could_not_be_said_there_is_named(annotate: Annotate) -> None:
    content = parts(saved(book_of()))
    thread = b'<ThreadedComments xmlns="http://x"><threadedComment ref="B2" id="{1}"><text>?</text></threadedComment></ThreadedComments>'
    content["xl/threadedComments/threadedComment1.xml"] = thread
    links = LINKS.format("threadedComment", "threadedComments/threadedComment1.xml")
    content["xl/worksheets/_rels/sheet1.xml.rels"] = links.encode()
    done = annotate("jobs.xlsx", packed(content))
    assert list(comments(done.data)) == ["岗位表!C2"]
    assert [note.words for note in done.unmarked] == ["女"]
    assert parts(done.data)["xl/threadedComments/threadedComment1.xml"] == thread
    assert load_workbook(io.BytesIO(done.data)).worksheets[0]["B2"].fill.fgColor.rgb == "FFFFEB3B"


def test_over_a_thousand_comments_have_ids_in_blocks_of_their_own(annotate: Annotate) -> None:
    data = saved(book_of([["岗位", "性别"], *(["出纳", "女"] for _ in range(1100))]))
    done = annotate("jobs.xlsx", data)
    drawing = parts(done.data)["xl/drawings/vmlDrawing1.vml"].decode()
    ids = [int(number) for number in re.findall(r'id="_x0000_s(\d+)"', drawing)]
    assert len(set(ids)) == 1100
    assert {number // 1024 for number in ids} == {1, 2}
    assert 'data="1,2"' in drawing


def test_rows_and_cells_without_references_are_counted(annotate: Annotate) -> None:
    content = parts(saved(book_of()))
    sheet = content["xl/worksheets/sheet1.xml"].decode()
    content["xl/worksheets/sheet1.xml"] = re.sub(r'<(row|c) r="\w+"', r"<\1", sheet).encode()
    done = annotate("jobs.xlsx", packed(content))
    root = etree.fromstring(parts(done.data)["xl/worksheets/sheet1.xml"])
    filled = [[cell.get("s", "0") != "0" for cell in row] for row in root.iter(f"{X}row")]
    assert filled == [[False] * 3, [False, True, True], [False] * 3]


@pytest.mark.parametrize("words", ["</t><x/>限男性", "限男性&amp;\u202e"])
def test_hostile_words_are_no_markup(annotate: Annotate, words: str) -> None:
    done = annotate("jobs.xlsx", saved(book_of([["岗位", "要求"], ["保安", words]])))
    (text,) = comments(done.data).values()
    assert "限男性" in text
    assert "\u202e" not in text


def test_boxes_are_as_large_as_their_text_needs_whatever_the_sheet_says_of_sizes() -> None:
    sheet = (
        '<worksheet><cols><col min="x" max="" width="wide"/><col min="3" max="4" width="30"/></cols>'
        '<sheetData><row r="2" ht="high"/><row r="3" ht="150"/></sheetData></worksheet>'
    )
    sizes = Sizes(etree.fromstring(sheet))
    assert sizes.anchor(9, 9) == "9, 12, 8, 4, 15, 12, 19, 4"  # 6 columns of 64 pixels, 11 rows of 20
    assert sizes.anchor(3, 2) == "2, 12, 2, 4, 4, 12, 4, 4"  # 2 columns of 210 pixels, a row of 200 and one of 20
