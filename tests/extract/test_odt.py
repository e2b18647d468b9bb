from __future__ import annotations

import io
import zipfile

import pytest

from auditor.errors import ExtractError
from auditor.extract.kinds import Kind, kind_of
from auditor.extract.registry import extract
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Document
from auditor.model.location import CellPlace, ParagraphPlace

OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
NAMES = " ".join(
    [
        *(f'xmlns:{name}="{OASIS}{name}:1.0"' for name in ("office", "text", "table", "form", "style", "manifest", "field")),
        f'xmlns:draw="{OASIS}drawing:1.0" xmlns:svg="{OASIS}svg-compatible:1.0"',
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"',
    ]
)


def param(name: str, value: str) -> str:
    return f"<field:param field:name='{name}' field:value='{value}'/>"


ENTRIES = param("Dropdown_ListEntry", "不限") + param("Dropdown_ListEntry", "限女")
MIME = "application/vnd.oasis.opendocument.text"


def odt(body: str, styles: str = "", manifest: str = "", parts: dict[str, bytes] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", MIME)
        content = f"<office:body><office:text>{body}</office:text></office:body>"
        archive.writestr("content.xml", f"<office:document-content {NAMES}>{content}</office:document-content>")
        archive.writestr("styles.xml", f"<office:document-styles {NAMES}>{styles}</office:document-styles>")
        archive.writestr("META-INF/manifest.xml", f"<manifest:manifest {NAMES}>{manifest}</manifest:manifest>")
        for name, data in (parts or {}).items():
            archive.writestr(name, data)
    return out.getvalue()


def read(body: str, styles: str = "", parts: dict[str, bytes] | None = None) -> Document:
    (found,) = extract(Source("ad.odt", data=odt(body, styles, parts=parts)), ReadOptions())
    assert isinstance(found, Document)
    assert (found.id, found.source) == ("ad.odt", "ad.odt")
    return found


def told(document: Document) -> list[tuple[str, object]]:
    return [(segment.text, segment.locate(len(segment.text))) for segment in document]


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("限<text:span>女</text:span>性", "限女性"),
        ("年龄<text:tab/>不限<text:line-break/>包<text:s text:c='3'/>住<text:s/>吃", "年龄\t不限\n包   住 吃"),
        ("\n   限\n  男  性\n ", "限 男 性 "),
        ("<text:s/>限男", " 限男"),
        ("<text:a xlink:href='x'>已婚</text:a>优先<!-- 不招 -->录用", "已婚优先录用"),
        ("<text:ruby><text:ruby-base>限</text:ruby-base><text:ruby-text>xian</text:ruby-text></text:ruby>男", "限男"),
        ("<text:change-start text:change-id='c'/>限男<text:change-end text:change-id='c'/>", "限男"),
        ("<field:fieldmark field:type='x.FORMCHECKBOX'>" + param("Checkbox_Checked", "true") + "</field:fieldmark>男", "☑男"),
        ("<field:fieldmark field:type='x.FORMCHECKBOX'/>女", "☐女"),
        ("<field:fieldmark field:type='x.FORMDROPDOWN'>" + ENTRIES + param("Dropdown_Selected", "1") + "</field:fieldmark>", "限女"),
        ("<field:fieldmark field:type='x.FORMDROPDOWN'>" + ENTRIES + "</field:fieldmark>", "不限"),
        ("招<field:fieldmark field:type='x.FORMDROPDOWN'>" + param("Dropdown_Selected", "9" * 30) + "</field:fieldmark>", "招"),
        ("<field:fieldmark-start field:type='x.FORMTEXT'/>限男<field:fieldmark-end/>", "限男"),
        ("<text:drop-down><text:label text:value='女'/><text:label text:value='男'/>男</text:drop-down>", "男"),
        ("<text:hidden-text text:string-value='限本地人'/>", "限本地人"),
        ("性别：<draw:control draw:control='a'/><draw:control draw:control='b'/>", "性别：☑男☐女"),
    ],
)
def test_the_text_of_a_paragraph(xml: str, text: str) -> None:
    box = "<form:checkbox form:id='{}' form:label='{}' {}/>"
    forms = box.format("a", "男", "form:current-state='checked'") + box.format("b", "女", "")
    assert told(read(f"<office:forms><form:form>{forms}</form:form></office:forms><text:p>{xml}</text:p>")) == [
        (text, ParagraphPlace("body", 1))
    ]


def test_headings_lists_and_sections_are_paragraphs_and_what_was_deleted_is_not_read() -> None:
    deleted = "<text:changed-region><text:deletion><text:p>不限男女</text:p></text:deletion></text:changed-region>"
    body = (
        "<text:h>一、岗位</text:h><text:p/><text:list><text:list-header><text:p>如下</text:p></text:list-header>"
        "<text:list-item><text:p>限女</text:p></text:list-item></text:list><text:section><text:p>包住</text:p></text:section>"
    )
    assert told(read(f"<text:tracked-changes>{deleted}</text:tracked-changes>{body}")) == [
        ("一、岗位", ParagraphPlace("body", 1)),
        ("如下", ParagraphPlace("body", 3)),
        ("限女", ParagraphPlace("body", 4)),
        ("包住", ParagraphPlace("body", 5)),
    ]


def region(key: str, kind: str) -> str:
    return f'<text:changed-region text:id="{key}"><text:{kind}/></text:changed-region>'


def test_what_is_deleted_where_it_stands_is_not_read() -> None:
    found = read(
        f"<text:tracked-changes>{region('d', 'deletion')}{region('i', 'insertion')}</text:tracked-changes>"
        "<text:p>年龄3<text:change-start text:change-id='d'/>9<text:span>8</text:span>7<text:change-end text:change-id='d'/>"
        "<text:change-start text:change-id='i'/>6<text:change-end text:change-id='i'/>岁以下</text:p>"
        "<text:p>要求<text:change-start text:change-id='d'/>：限男</text:p><text:p>限女<text:change-end text:change-id='d'/>有证</text:p>"
    )
    assert [segment.text for segment in found] == ["年龄36岁以下", "要求", "有证"]


def test_a_deletion_without_an_end_hides_nothing() -> None:
    found = read(
        f"<text:tracked-changes>{region('d', 'deletion')}{region('e', 'deletion')}{region('f', 'deletion')}</text:tracked-changes>"
        "<text:p><text:change-end text:change-id='e'/>电工<text:change-start text:change-id='d'/></text:p>"
        "<text:p>女工<text:change-start text:change-id='f'/><text:change-end text:change-id='f'/></text:p>"
        "<text:p><text:change-start text:change-id='e'/>限男<text:change-start text:change-id='f'/>性</text:p>"
    )
    assert [segment.text for segment in found] == ["电工", "女工", "限男性"]


def test_what_hangs_on_a_paragraph_comes_after_it() -> None:
    body = "<text:note-citation>1</text:note-citation><text:note-body><text:p>{1}</text:p></text:note-body>"
    note = f"<text:note text:note-class='{{0}}'>{body}</text:note>"
    hanging = (
        note.format("footnote", "三十岁以下") + note.format("endnote", "限本市") + "<office:annotation><dc:creator>甲</dc:creator>"
        "<text:p>要男的</text:p></office:annotation><draw:frame><draw:text-box><text:p>急招</text:p></draw:text-box></draw:frame>"
        "<draw:custom-shape><text:p>限党员</text:p></draw:custom-shape>"
    )
    assert told(read(f"<text:p>招工{hanging}启事</text:p>")) == [
        ("招工启事", ParagraphPlace("body", 1)),
        ("三十岁以下", ParagraphPlace("footnote", 1)),
        ("限本市", ParagraphPlace("endnote", 1)),
        ("要男的", ParagraphPlace("comment", 1)),
        ("急招", ParagraphPlace("textbox", 1)),
        ("限党员", ParagraphPlace("textbox", 2)),
    ]


def test_headers_and_footers_of_all_pages() -> None:
    styles = (
        "<office:master-styles><style:master-page><style:header><text:p>某厂</text:p></style:header>"
        "<style:footer><text:p>限本地</text:p></style:footer><style:header-first><text:p>首页</text:p></style:header-first>"
        "</style:master-page></office:master-styles>"
    )
    assert told(read("<text:p>招工</text:p>", styles))[1:] == [
        ("某厂", ParagraphPlace("header", 1)),
        ("首页", ParagraphPlace("header", 2)),
        ("限本地", ParagraphPlace("footer", 1)),
    ]


def cell(text: str, more: str = "") -> str:
    return f"<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>"


def test_a_table_with_spans_gives_its_cells_their_names() -> None:
    rows = [
        cell("部门") + cell("条件", "table:number-columns-spanned='2'") + "<table:covered-table-cell/>",
        cell("生产部", "table:number-rows-spanned='2'") + cell("限男") + cell("35岁以下"),
        "<table:covered-table-cell/>" + cell("限女") + cell("本市户籍"),
    ]
    header, *others = (f"<table:table-row>{row}</table:table-row>" for row in rows)
    found = read(f"<table:table><table:table-header-rows>{header}</table:table-header-rows>{''.join(others)}</table:table>")
    assert [(segment.text, segment.locate(0), segment.label.text if segment.label else "") for segment in found] == [
        ("部门", CellPlace("1", 1, 1), ""),
        ("条件", CellPlace("1", 1, 2), ""),
        ("生产部", CellPlace("1", 2, 1), "部门"),
        ("限男", CellPlace("1", 2, 2), "条件"),
        ("35岁以下", CellPlace("1", 2, 3), "条件"),
        ("限女", CellPlace("1", 3, 2), "条件"),
        ("本市户籍", CellPlace("1", 3, 3), "条件"),
    ]


def test_cells_of_a_row_belong_to_its_post() -> None:
    rows = [cell("岗位名称") + cell("性别"), cell("电工") + cell("限男"), cell("出纳") + cell("限女")]
    found = read(f"<table:table>{''.join(f'<table:table-row>{row}</table:table-row>' for row in rows)}</table:table>")
    assert [(segment.text, segment.post) for segment in found][2:] == [
        ("电工", "电工"),
        ("限男", "电工"),
        ("出纳", "出纳"),
        ("限女", "出纳"),
    ]


def test_a_list_of_duties_tells_of_the_post_that_the_line_above_names() -> None:
    rows = [cell("序号") + cell("职责说明"), cell("1") + cell("清点货款")]
    table = f"<table:table>{''.join(f'<table:table-row>{row}</table:table-row>' for row in rows)}</table:table>"
    found = read(f"<text:p>岗位名称：收银员</text:p>{table}{table}")
    assert [segment.post for segment in found if segment.text == "清点货款"] == ["收银员", ""]


def test_repeated_rows_and_cells_cost_nothing_and_the_table_in_a_cell_comes_after() -> None:
    inner = f"<table:table><table:table-row>{cell('班次')}{cell('夜')}</table:table-row></table:table>"
    wide = cell("", "table:number-columns-repeated='99999999'")
    row = f"<table:table-row table:number-rows-repeated='99999999'>{wide}</table:table-row>"
    last = f"<table:table-row><table:table-cell><text:p>限男</text:p><text:p>夜班</text:p>{inner}</table:table-cell></table:table-row>"
    assert told(read(f"<table:table>{row}{last}</table:table>")) == [
        ("限男\n夜班", CellPlace("1", 1_001, 1)),
        ("班次", CellPlace("2", 1, 1)),
        ("夜", CellPlace("2", 1, 2)),
    ]


@pytest.mark.parametrize(("width", "is_read"), [("2cm", False), ("12cm", True)])
def test_a_large_picture_is_a_file_of_its_own(width: str, is_read: bool) -> None:
    frame = f"<draw:frame svg:width='{width}' svg:height='{width}'><draw:image xlink:href='Pictures/a.png'/></draw:frame>"
    _, *members = extract(Source("ad.odt", data=odt(f"<text:p>见图{frame}</text:p>", parts={"Pictures/a.png": b"png"})), ReadOptions())
    assert members == ([Source("ad.odt!/Pictures/a.png", data=b"png", depth=1, is_part=True)] if is_read else [])


def test_charts_are_read_and_other_objects_are_not_passed_over_in_silence() -> None:
    kinds = {
        "Object 1": "<office:body><office:chart><text:p>限男占比</text:p></office:chart></office:body>",
        "Object 2": "<office:body><office:spreadsheet/></office:body>",
    }
    parts = {
        f"{name}/content.xml": f"<office:document-content {NAMES}>{xml}</office:document-content>".encode() for name, xml in kinds.items()
    }
    parts["Object 3/content.xml"] = b"<math xmlns='http://www.w3.org/1998/Math/MathML'/>"
    frames = "".join(f"<draw:frame><draw:object xlink:href='./Object {number}'/></draw:frame>" for number in (1, 2, 3, 4))
    found = read(f"<text:p>见图{frames}</text:p>", parts=parts)
    assert told(found)[1:] == [("限男占比", ParagraphPlace("textbox", 1))]
    reason = "an embedded object, which is not read"
    assert [failure.told("en") for failure in found.failures] == [
        ("ad.odt", "embedded object 2", reason),
        ("ad.odt", "embedded object 4", reason),
    ]


def test_a_flat_file_is_read_by_its_content() -> None:
    flat = f"<?xml version='1.0'?><office:document {NAMES} office:mimetype='{MIME}'><office:body><office:text>\n <text:p>限\n男</text:p>"
    source = Source("ad.xml", data=f"{flat}</office:text></office:body></office:document>".encode())
    assert kind_of(source) is Kind.ODT
    (found,) = extract(source, ReadOptions())
    assert isinstance(found, Document)
    assert told(found) == [("限 男", ParagraphPlace("body", 1))]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (odt("", manifest="<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"), "encrypted: needs a password"),
        (odt("<text:p/>"), "the file holds no text"),
        (odt("<text:p>男</text:p>")[:300], "not an Office file, or cut short"),
        (
            b"<?xml version='1.0'?><!DOCTYPE d [<!ENTITY a 'b'>]><d>&a;</d>",
            "not an OpenDocument file, or damaged: a document type definition",
        ),
        (odt("<text:section>" * 5_000 + "</text:section>" * 5_000), ""),
    ],
    ids=["encrypted", "empty", "short", "entities", "deep"],
)
def test_what_cannot_be_read_is_told(data: bytes, reason: str) -> None:
    with pytest.raises(ExtractError) as caught:
        list(extract(Source("ad.odt", data=data), ReadOptions()))
    assert caught.value.reason.en.startswith(reason)
