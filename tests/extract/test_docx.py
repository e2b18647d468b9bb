from __future__ import annotations

import io
import struct
import zipfile

import docx
import pytest
from docx.document import Document as Word
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Cm
from docx.table import Table

from auditor.engine import Auditor
from auditor.errors import ExtractError
from auditor.extract.registry import extract
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Document, Segment
from auditor.model.location import CellPlace, ParagraphPlace

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = (
    f'xmlns:w="{W}" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c636000000002000148afa4710000000049454e44ae426082"
)
TICK = (
    '<w:sdt><w:sdtPr><w14:checkbox xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w14:checked w14:val="{}"/>'
    "</w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:t>☒</w:t></w:r></w:sdtContent></w:sdt>"
)
FIELD = (
    "<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:name w:val='a'/>{}</w:ffData></w:fldChar></w:r>"
    "<w:r><w:instrText>FORM</w:instrText></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r><w:r><w:t>男</w:t></w:r>"
)
BOX = "<w:txbxContent><w:p><w:r><w:t>急招：限女</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>性前台</w:t></w:r></w:p></w:txbxContent>"


def compound(name: str, data: bytes) -> bytes:
    """Return an OLE container with one stream of at least 4,096 bytes: head, allocation table, directory, data."""
    count = -(-len(data) // 512)
    table = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, count + 2), 0xFFFFFFFE]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0) + struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    entries = [entry("Root Entry", 5, 1, 0xFFFFFFFE, 0), entry(name, 2, 0xFFFFFFFF, 2, len(data)), *[bytes(128)] * 2]
    allocation = struct.pack("<128I", *table, *[0xFFFFFFFF] * (128 - len(table)))
    return head + allocation + b"".join(entries) + data.ljust(512 * count, b"\0")


def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    """Return a directory entry of an OLE container."""
    coded = name.encode("utf-16-le")
    return coded.ljust(64, b"\0") + struct.pack("<HBB3I36xIQ", len(coded) + 2, kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child, start, size)


def read(document: Word, parts: dict[str, str] | None = None, replaced: tuple[str, str] = ("", "")) -> Document:
    out = io.BytesIO()
    document.save(out)
    (found,) = extract(Source("ad.docx", data=rewritten(out.getvalue(), parts or {}, replaced)), ReadOptions())
    assert (found.id, found.source) == ("ad.docx", "ad.docx")
    return found


def rewritten(data: bytes, parts: dict[str, str], replaced: tuple[str, str]) -> bytes:
    """Add parts, each with a link from the main part, and replace text in the main part."""
    out = io.BytesIO()
    links = "".join(f'<Relationship Id="x{n}" Type="http://x/{name}" Target="{name}.xml"/>' for n, name in enumerate(parts))
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "word/_rels/document.xml.rels":
                text = text.replace(b"</Relationships>", f"{links}</Relationships>".encode())
            if name == "word/document.xml":
                text = text.decode().replace(*replaced).encode() if replaced[0] else text
            new.writestr(name, text)
        for name, content in parts.items():
            new.writestr(f"word/{name}.xml", content)
    return out.getvalue()


def paragraph(xml: str) -> Document:
    document = docx.Document()
    document.element.body.insert(0, parse_xml(f"<w:p {NAMES}>{xml}</w:p>"))
    return read(document)


def told(document: Document) -> list[tuple[str, object]]:
    return [(segment.text, segment.locate(len(segment.text))) for segment in document]


def labelled(document: Document) -> list[tuple[str, str]]:
    return [(segment.label.text if segment.label else "", segment.text) for segment in document]


def fill(table: Table, rows: list[list[str]]) -> None:
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(number, column).text = text


def table(rows: list[list[str]]) -> Document:
    document = docx.Document()
    fill(document.add_table(len(rows), len(rows[0])), rows)
    return read(document)


def test_paragraphs_and_tables_come_in_order_and_empty_paragraphs_count() -> None:
    document = docx.Document()
    document.add_paragraph("一、招聘岗位")
    document.add_paragraph("")
    fill(document.add_table(2, 2), [["工种", "性别"], ["焊工", "男"]])
    document.add_paragraph("二、联系方式")
    found = read(document)
    assert told(found) == [
        ("一、招聘岗位", ParagraphPlace("body", 1)),
        ("工种", CellPlace("1", 1, 1)),
        ("性别", CellPlace("1", 1, 2)),
        ("焊工", CellPlace("1", 2, 1)),
        ("男", CellPlace("1", 2, 2)),
        ("二、联系方式", ParagraphPlace("body", 3)),
    ]
    assert labelled(found)[3:5] == [("工种", "焊工"), ("性别", "男")]
    assert found.segments[4].label and found.segments[4].label.location == CellPlace("1", 1, 2)
    assert [segment.group for segment in found] == ["", "", "", "table1row2", "table1row2", ""]


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("<w:r><w:t>限女</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>性</w:t></w:r>", "限女性"),
        ("<w:r><w:t>年龄</w:t><w:tab/><w:t>不限</w:t><w:br/><w:t>学历不限</w:t></w:r>", "年龄\t不限\n学历不限"),
        ("<w:pPr><w:tabs><w:tab w:val='left' w:pos='9'/></w:tabs></w:pPr><w:r><w:t>包住</w:t></w:r>", "包住"),
        ("<w:hyperlink><w:r><w:t>已婚</w:t></w:r></w:hyperlink><w:r><w:t>优先</w:t></w:r>", "已婚优先"),
        ("<w:ins><w:r><w:t>限男性</w:t></w:r></w:ins><w:del><w:r><w:delText>男女不限</w:delText></w:r></w:del>", "限男性"),
        ("<w:moveFrom><w:r><w:t>限</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>男</w:t></w:r></w:moveTo>", "男"),
        ("<w:sdt><w:sdtPr><w:alias w:val='a'/></w:sdtPr><w:sdtContent><w:r><w:t>女</w:t></w:r></w:sdtContent></w:sdt>", "女"),
        ("<w:smartTag><w:r><w:t>三十</w:t></w:r></w:smartTag><w:r><w:t>岁</w:t></w:r>", "三十岁"),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r><w:fldSimple><w:r><w:t>男</w:t></w:r></w:fldSimple>", "男"),
        ("<w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>1</w:t><w:sym w:font='Symbol' w:char='F0A8'/></w:r>", "A-1\uf0a8"),
        (
            "<w:r><w:sym w:font='Wingdings' w:char='F0FE'/><w:t>男</w:t><w:sym w:font='Wingdings' w:char='F0A8'/><w:t>女</w:t></w:r>",
            "☑男☐女",
        ),
        (
            "<w:r><w:sym w:font='Wingdings 2' w:char='0052'/><w:sym w:font='Arial' w:char='zz'/><w:sym w:char='D800'/></w:r>",
            "☑□□",
        ),
        ("<w:r><w:rPr><w:rFonts w:ascii='Wingdings 2'/></w:rPr><w:t>R£</w:t></w:r><w:r><w:t>R£</w:t></w:r>", "☑☐R£"),
        (f"{TICK.format(1)}<w:r><w:t>男</w:t></w:r>{TICK.format(0)}<w:r><w:t>女</w:t></w:r>", "☑男☐女"),
        (FIELD.format("<w:checkBox><w:default w:val='1'/></w:checkBox>"), "☑男"),
        (FIELD.format("<w:checkBox><w:default w:val='1'/><w:checked w:val='0'/></w:checkBox>"), "☐男"),
        (FIELD.format("<w:checkBox><w:checked/></w:checkBox>"), "☑男"),
        (FIELD.format("<w:ddList><w:result w:val='1'/><w:listEntry w:val='不限'/><w:listEntry w:val='限'/></w:ddList>"), "限男"),
        (FIELD.format("<w:ddList><w:listEntry w:val='不限'/><w:listEntry w:val='限'/></w:ddList>"), "不限男"),
        (FIELD.format("<w:textInput/>"), "男"),
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>xian</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>限</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            "限",
        ),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>限本地人</w:t></w:r>", "限本地人"),
    ],
)
def test_the_text_of_a_paragraph(xml: str, text: str) -> None:
    assert told(paragraph(xml)) == [(text, ParagraphPlace("body", 1))]


def test_the_strict_namespace_is_read() -> None:
    document = docx.Document()
    document.add_paragraph("限应届生")
    strict = read(document, replaced=(W, "http://purl.oclc.org/ooxml/wordprocessingml/main"))
    assert told(strict) == [("限应届生", ParagraphPlace("body", 1))]


@pytest.mark.parametrize(
    "drawing",
    [
        f"<w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict>",
        f"<mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{BOX}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>",
        f"<mc:AlternateContent><mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>",
    ],
    ids=["old", "both", "fallback"],
)
def test_text_boxes_are_read_once_after_their_paragraph(drawing: str) -> None:
    assert told(paragraph(f"<w:r><w:t>见</w:t></w:r><w:r>{drawing}</w:r><w:r><w:t>下</w:t></w:r>")) == [
        ("见下", ParagraphPlace("body", 1)),
        ("急招：限女", ParagraphPlace("textbox", 1)),
        ("性前台", ParagraphPlace("textbox", 3)),
    ]


def test_content_controls_and_tracked_insertions_around_paragraphs() -> None:
    document = docx.Document()
    block = "<w:sdt {n}><w:sdtContent><w:ins><w:p><w:r><w:t>35岁以下</w:t></w:r></w:p></w:ins></w:sdtContent></w:sdt>"
    document.element.body.insert(0, parse_xml(block.format(n=NAMES)))
    document.add_paragraph("包住")
    assert told(read(document)) == [("35岁以下", ParagraphPlace("body", 1)), ("包住", ParagraphPlace("body", 2))]


def test_headers_footers_and_comments() -> None:
    document = docx.Document()
    run = document.add_paragraph("招文员").runs[0]
    document.sections[0].header.paragraphs[0].text = "内部招聘表"
    document.sections[0].footer.paragraphs[0].text = "外地户口勿扰"
    document.add_comment(run, text="最好要男的", author="甲")
    assert told(read(document)) == [
        ("招文员", ParagraphPlace("body", 1)),
        ("内部招聘表", ParagraphPlace("header", 1)),
        ("外地户口勿扰", ParagraphPlace("footer", 1)),
        ("最好要男的", ParagraphPlace("comment", 1)),
    ]


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_notes(kind: str) -> None:
    document = docx.Document()
    document.add_paragraph("年龄要求见注")
    note = f"<w:{kind} w:id='{{}}' {{}}><w:p><w:r><w:t>{{}}</w:t></w:r></w:p></w:{kind}>"
    separators = note.format(0, "w:type='separator'", "线") + note.format(1, "w:type='continuationSeparator'", "线")
    notes = f"<w:{kind}s {NAMES}>{separators}{note.format(2, '', '不超过三十岁')}</w:{kind}s>"
    found = read(document, {f"{kind}s": notes})
    assert told(found) == [("年龄要求见注", ParagraphPlace("body", 1)), ("不超过三十岁", ParagraphPlace(kind, 1))]


def saved(document: Word) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def linked(document: Word, kind: str, name: str, data: bytes) -> list[Document | Source]:
    """Read a document with one more part, which its main part is linked to."""
    package = document.part.package
    assert package
    part = Part(PackURI(f"/word/{name}"), "application/octet-stream", data, package)
    document.part.rels.get_or_add(f"http://x/{kind}", part)
    out = io.BytesIO()
    document.save(out)
    return list(extract(Source("ad.docx", data=out.getvalue()), ReadOptions()))


def native(name: str, data: bytes) -> bytes:
    """Wrap a file as the Windows packager does."""
    texts = name.encode("gb18030") + b"\0" + rf"C:\in\{name}".encode("gb18030") + b"\0"
    copy = rf"C:\tmp\{name}".encode("gb18030") + b"\0"
    return b"size\2\0" + texts + b"\0\0\3\0" + len(copy).to_bytes(4, "little") + copy + len(data).to_bytes(4, "little") + data


@pytest.mark.parametrize(
    ("kind", "name"),
    [("aFChunk", "afchunk.htm"), ("package", "embeddings/Table1.xlsx"), ("oleObject", "embeddings/Document2.docx")],
)
def test_a_file_in_the_document_comes_after_it(kind: str, name: str) -> None:
    document = docx.Document()
    document.add_paragraph("见附件")
    data = saved(document) if kind == "oleObject" else b"<html>inner</html>"
    found, member = linked(document, kind, name, data)
    assert isinstance(found, Document)
    assert (told(found), found.failures) == ([("见附件", ParagraphPlace("body", 1))], ())
    assert member == Source(f"ad.docx!/word/{name}", data=data, depth=1)


def test_a_file_that_windows_has_wrapped_keeps_its_name() -> None:
    document = docx.Document()
    document.add_paragraph("见附件")
    _, member = linked(document, "oleObject", "embeddings/o.bin", compound("\x01Ole10Native", native("岗位表.txt", b"inner" * 1_000)))
    assert member == Source("ad.docx!/岗位表.txt", data=b"inner" * 1_000, depth=1)


@pytest.mark.parametrize(
    "data",
    [
        b"\xd0\xcf\x11\xe0 damaged",
        b"PK drawing",
        b"nothing",
        compound("Unheard", bytes(5_000)),
        compound("Package", b"PK" * 5_000),
        compound("Contents", b""),
    ],
)
def test_an_object_that_is_not_known_is_not_passed_over_in_silence(data: bytes) -> None:
    document = docx.Document()
    document.add_paragraph("见附件")
    (found,) = linked(document, "oleObject", "embeddings/o.bin", data)
    assert isinstance(found, Document)
    assert [failure.told("en") for failure in found.failures] == [
        ("ad.docx", "embedded object o.bin", "an embedded object, which is not read")
    ]


def test_an_object_that_is_not_read_is_told_by_its_number_and_program() -> None:
    document = docx.Document()
    document.add_paragraph("流程见图")
    name = "图纸程序 绘图".encode("gb18030") + b"\0"
    data = compound("\x01CompObj", bytes(28) + struct.pack("<I", len(name)) + name + bytes(5_000))
    (found,) = linked(document, "oleObject", "embeddings/oleObject12.bin", data)
    assert isinstance(found, Document)
    reason = "an embedded object (图纸程序 绘图), which is not read"
    assert [failure.told("en") for failure in found.failures] == [("ad.docx", "embedded object 12", reason)]


def test_a_formula_is_no_file() -> None:
    document = docx.Document()
    document.add_paragraph("见公式")
    (found,) = linked(document, "oleObject", "embeddings/o.bin", compound("Equation Native", bytes(5_000)))
    assert isinstance(found, Document)
    assert found.failures == ()


@pytest.mark.parametrize(("width", "is_read"), [(3.0, False), (10.0, True)])
def test_a_large_picture_is_a_file_of_its_own(width: float, is_read: bool) -> None:
    document = docx.Document()
    document.add_paragraph("见图")
    document.add_picture(io.BytesIO(PNG), width=Cm(width), height=Cm(width))
    out = io.BytesIO()
    document.save(out)
    members = list(extract(Source("ad.docx", data=out.getvalue()), ReadOptions()))[1:]
    assert members == ([Source("ad.docx!/word/media/image1.png", data=PNG, depth=1, is_part=True)] if is_read else [])


def test_paragraphs_whose_break_is_deleted_are_one() -> None:
    deleted = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    document = docx.Document()
    for text, marks in [("末", deleted), ("性前台", ""), ("招女", deleted)]:
        document.element.body.insert(0, parse_xml(f"<w:p {NAMES}>{marks}<w:r><w:t>{text}</w:t></w:r></w:p>"))
    found = read(document)
    assert [segment.text for segment in found] == ["招女性前台", "末"]
    assert [found.segments[0].locate(offset) for offset in (1, 2)] == [ParagraphPlace("body", 1), ParagraphPlace("body", 2)]


def test_paragraphs_of_a_cell_whose_break_is_deleted_are_one() -> None:
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "招女"
    cell.paragraphs[0]._p.insert(0, parse_xml(f"<w:pPr {NAMES}><w:rPr><w:del/></w:rPr></w:pPr>"))
    for text in ("性前台", "末"):
        cell.add_paragraph(text)
    assert [segment.text for segment in read(document)] == ["招女性前台\n末"]


def test_a_chart_shows_its_title() -> None:
    document = docx.Document()
    document.add_paragraph("见图")
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
    found = read(document, {"chart": f'<c xmlns:a="{drawing}"><a:p><a:r><a:t>男性占比</a:t></a:r></a:p></c>'})
    assert told(found)[1:] == [("男性占比", ParagraphPlace("textbox", 1))]


@pytest.mark.parametrize("kind", ["template", "macroEnabledTemplate", "macroEnabled"])
def test_templates_and_files_with_macros_are_read(kind: str) -> None:
    document = docx.Document()
    document.add_paragraph("限男性")
    out = io.BytesIO()
    document.save(out)
    other = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"officedocument.wordprocessingml.document.main", f"x.{kind}.main".encode()))
    (found,) = extract(Source("ad.dotx", data=other.getvalue()), ReadOptions())
    assert isinstance(found, Document)
    assert told(found) == [("限男性", ParagraphPlace("body", 1))]


def test_a_cell_keeps_its_paragraphs_and_tables_in_cells_come_after_their_table() -> None:
    document = docx.Document()
    outer = document.add_table(2, 2)
    fill(outer, [["岗位", "任职要求"], ["保洁", "能吃苦"]])
    outer.cell(1, 1).add_paragraph("限女性")
    fill(outer.cell(1, 1).add_table(1, 2), [["班次", "早"]])
    assert told(read(document)) == [
        ("岗位", CellPlace("1", 1, 1)),
        ("任职要求", CellPlace("1", 1, 2)),
        ("保洁", CellPlace("1", 2, 1)),
        ("能吃苦\n限女性\n", CellPlace("1", 2, 2)),
        ("班次", CellPlace("2", 1, 1)),
        ("早", CellPlace("2", 1, 2)),
    ]


def test_merged_cells_are_read_once_and_count_their_columns() -> None:
    document = docx.Document()
    merged = document.add_table(3, 4)
    fill(merged, [["部门", "", "性别", "年龄"], ["生产部", "一车间", "男", "40岁以下"], ["", "二车间", "女", ""]])
    merged.cell(0, 0).merge(merged.cell(0, 1)).text = "部门"
    merged.cell(1, 0).merge(merged.cell(2, 0)).text = "生产部"
    merged.cell(1, 3).merge(merged.cell(2, 3)).text = "40岁以下"
    found = read(document)
    assert told(found) == [
        ("部门", CellPlace("1", 1, 1)),
        ("性别", CellPlace("1", 1, 3)),
        ("年龄", CellPlace("1", 1, 4)),
        ("生产部", CellPlace("1", 2, 1)),
        ("一车间", CellPlace("1", 2, 2)),
        ("男", CellPlace("1", 2, 3)),
        ("40岁以下", CellPlace("1", 2, 4)),
        ("二车间", CellPlace("1", 3, 2)),
        ("女", CellPlace("1", 3, 3)),
    ]
    assert labelled(found)[3:] == [
        ("部门", "生产部"),
        ("部门", "一车间"),
        ("性别", "男"),
        ("年龄", "40岁以下"),
        ("部门", "二车间"),
        ("性别", "女"),
    ]


def test_a_header_of_two_rows_under_a_title() -> None:
    document = docx.Document()
    rows = [["招聘计划", "", ""], ["岗位", "条件", ""], ["", "性别", "户籍"], ["司机", "限男", "本市"], ["共二人，月底截止", "", ""]]
    headed = document.add_table(5, 3)
    fill(headed, rows)
    for first, last, text in [((0, 0), (0, 2), "招聘计划"), ((1, 0), (2, 0), "岗位"), ((1, 1), (1, 2), "条件"), ((4, 0), (4, 2), "共二人")]:
        headed.cell(*first).merge(headed.cell(*last)).text = text
    found = read(document)
    assert labelled(found) == [
        ("", "招聘计划"),
        ("", "岗位"),
        ("", "条件"),
        ("", "性别"),
        ("", "户籍"),
        ("岗位", "司机"),
        ("性别", "限男"),
        ("户籍", "本市"),
        ("", "共二人"),
    ]
    assert {segment.group for segment in found.segments[:5]} == {""}
    assert {segment.group for segment in found.segments[5:8]} == {"table1row4"}


def test_a_form_names_values_to_their_left() -> None:
    rows = [["岗位名称", "叉车工", "招聘人数", "3"], ["性别要求", "男", "年龄要求", "45岁以下"], ["工作内容", "装卸货物。", "备注", ""]]
    found = table(rows)
    assert labelled(found) == [
        ("", "岗位名称"),
        ("岗位名称", "叉车工"),
        ("", "招聘人数"),
        ("招聘人数", "3"),
        ("", "性别要求"),
        ("性别要求", "男"),
        ("", "年龄要求"),
        ("年龄要求", "45岁以下"),
        ("", "工作内容"),
        ("工作内容", "装卸货物。"),
        ("", "备注"),
    ]
    assert {segment.group for segment in found} == {"table1"}


def test_an_empty_form_keeps_its_names() -> None:
    found = table([["姓名", "", "性别", ""], ["婚姻状况", "", "是否怀孕", ""]])
    assert labelled(found) == [("", "姓名"), ("", "性别"), ("", "婚姻状况"), ("", "是否怀孕")]


def test_two_columns_of_names_and_values() -> None:
    found = table([["岗位", "洗碗工"], ["性别", "女"], ["年龄", "50岁以下"]])
    assert [pair for pair in labelled(found) if pair[0]] == [("岗位", "洗碗工"), ("性别", "女"), ("年龄", "50岁以下")]


def test_two_columns_under_a_header() -> None:
    found = table([["岗位", "性别"], ["洗碗工", "女"], ["切配工", "男"]])
    assert [pair for pair in labelled(found) if pair[0]] == [("岗位", "洗碗工"), ("性别", "女"), ("岗位", "切配工"), ("性别", "男")]


def test_a_row_whose_deletion_is_tracked_is_not_read() -> None:
    document = docx.Document()
    rows = document.add_table(2, 2)
    fill(rows, [["旧", "限男"], ["新", "男女不限"]])
    rows.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:del {NAMES}/>"))
    assert told(read(document)) == [("新", CellPlace("1", 2, 1)), ("男女不限", CellPlace("1", 2, 2))]


def test_tables_of_other_parts_have_places_and_groups_of_their_own() -> None:
    document = docx.Document()
    fill(document.add_table(2, 3), [["岗位", "性别", "人数"], ["店员", "女", "2"]])
    width = document.sections[0].page_width
    assert width
    fill(document.sections[0].header.add_table(2, 3, width), [["岗位", "性别", "人数"], ["店长", "男", "1"]])
    groups = {(segment.locate(0), segment.group) for segment in read(document) if segment.group}
    assert (CellPlace("1", 2, 2), "table1row2") in groups
    assert (CellPlace("1", 2, 2, "header"), "headertable1row2") in groups


def test_a_document_without_text_is_told() -> None:
    with pytest.raises(ExtractError, match="the file holds no text"):
        read(docx.Document())


def test_a_truncated_document_is_told() -> None:
    out = io.BytesIO()
    docx.Document().save(out)
    with pytest.raises(ExtractError, match="not an Office file, or cut short"):
        list(extract(Source("ad.docx", data=out.getvalue()[:5_000]), ReadOptions()))


@pytest.mark.parametrize("depth", [60, 400])
def test_deep_nesting_is_read_or_told(depth: int) -> None:
    document = docx.Document()
    document.add_paragraph("限男性")
    opened, closed = "<w:sdt><w:sdtContent>" * depth, "</w:sdtContent></w:sdt>" * depth
    data = read_or_fault(document, ("<w:body>", f"<w:body>{opened}<w:p><w:r><w:t>深处</w:t></w:r></w:p>{closed}"))
    assert data in (["深处", "限男性"], "told")


def read_or_fault(document: Word, replaced: tuple[str, str]) -> list[str] | str:
    try:
        return [segment.text for segment in read(document, replaced=replaced)]
    except ExtractError:
        return "told"


def test_a_segment_of_a_cell_has_one_place() -> None:
    (first, *_) = table([["要求", "内容"], ["性别", "男"]]).segments
    assert first == Segment.at("要求", CellPlace("1", 1, 1), group="table1")


CONTROL = (
    "<w:r><w:t>性别：</w:t></w:r><w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent><w:r><w:t>单击此处输入文字。</w:t></w:r></w:sdtContent></w:sdt>"
)


@pytest.mark.parametrize(
    ("settings", "text"),
    [
        ("<w:alias w:val='性别'/><w:tag w:val='sex'/><w:showingPlcHdr/>", "性别：«性别»"),
        ("<w:tag w:val='sex'/><w:showingPlcHdr/>", "性别：«sex»"),
        ("<w:showingPlcHdr/>", "性别：单击此处输入文字。"),
        ("<w:alias w:val='性别'/>", "性别：单击此处输入文字。"),
    ],
)
def test_a_content_control_that_nobody_has_filled_in_is_shown_by_its_name(settings: str, text: str) -> None:
    assert [segment.text for segment in paragraph(CONTROL.format(settings))] == [text]


def test_places_split_over_runs_and_merge_fields_are_one(auditor: Auditor) -> None:
    runs = "".join(f"<w:r><w:t>{part}</w:t></w:r>" for part in ("年龄：{", "{ max_", "age }", "}岁以下，"))
    merge = "<w:fldSimple w:instr=' MERGEFIELD gender '><w:r><w:t>限«gender»</w:t></w:r></w:fldSimple><w:r><w:t>性</w:t></w:r>"
    found = [(each.rule.id, each.text) for each in auditor.audit(paragraph(runs + merge)).findings]
    assert found == [("AGE001", "年龄：{{ max_age }}岁以下"), ("GEN001", "限«gender»性")]


def test_what_stands_in_for_pictures_comes_behind_its_paragraph() -> None:
    document = docx.Document()
    document.add_paragraph("诚聘")
    cell = document.add_table(1, 1).cell(0, 0)
    for place, told_of in (
        (document.add_paragraph(), "海报：限女性"),
        (cell.paragraphs[0], "C:\\图\\海报.png"),
        (cell.paragraphs[0], "限本地人"),
    ):
        place.add_run().add_picture(io.BytesIO(PNG), Cm(1))
        list(place._p.iter("{*}docPr"))[-1].set("descr", told_of)
    assert told(read(document)) == [
        ("诚聘", ParagraphPlace("body", 1)),
        ("限本地人", ParagraphPlace("alt", 1)),
        ("海报：限女性", ParagraphPlace("alt", 2)),
    ]


def test_what_stands_in_for_old_drawings() -> None:
    shape = f'<w:r><w:pict><v:shape alt="前台限女"><v:textbox>{BOX}</v:textbox></v:shape></w:pict></w:r>'
    assert [place for _, place in told(paragraph(shape))] == [
        ParagraphPlace("alt", 1),
        ParagraphPlace("textbox", 1),
        ParagraphPlace("textbox", 3),
    ]


def test_a_list_of_duties_tells_of_the_post_that_the_line_above_names() -> None:
    document = docx.Document()
    for post in ("收银员", "理货员"):
        document.add_paragraph(f"岗位名称：{post}")
        fill(document.add_table(2, 2), [["序号", "职责说明"], ["1", "清点货款"]])
    document.add_paragraph("岗位名称：店长")
    document.add_paragraph("以下由各店自行补充")
    fill(document.add_table(2, 2), [["序号", "职责说明"], ["1", "安排班次"]])
    duties = [(segment.post, segment.text) for segment in read(document) if segment.label and segment.label.text == "职责说明"]
    assert duties == [("收银员", "清点货款"), ("理货员", "清点货款"), ("", "安排班次")]
