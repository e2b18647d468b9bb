"""Small files of each kind to start from, made here; the demo documents and files of a folder come to them."""

from __future__ import annotations

import io
import json
import runpy
import subprocess
import tarfile
import tempfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from damage import packed

_ROOT = Path(__file__).parent.parent
_DEMO = _ROOT / "corpora" / "demo"
_TESTS = _ROOT / "tests" / "extract"
_TEXT = "招聘启事\n一、文员2名：性别不限，熟练使用表格。\n二、搬运工：限男性，年龄35周岁以下。\n"
_ROWS = (("岗位", "性别要求", "年龄上限", "备注"), ("文员", "不限", "", "包午餐"), ("搬运工", "男", "35周岁以下", "=1+1"))


def seeds_of(kind: str, folder: Path | None) -> list[bytes]:
    """Return files of a kind, which is their suffix without the dot.

    Raises:
        SystemExit: if there are none.
    """
    made = [make() for make in (SEEDS.get(kind), *MORE.get(kind, ())) if make]
    for parent in (_DEMO, _TESTS / "workbooks", folder):
        made += [path.read_bytes() for path in sorted(parent.glob(f"*.{kind}"))] if parent else []
    if not made:
        raise SystemExit(f"no seeds of {kind}: name a folder by --seeds; made here are {', '.join(sorted(SEEDS))}")
    return made


def _rows(row: str, cell: str) -> str:
    return "".join(row.format("".join(map(cell.format, cells))) for cells in _ROWS)


def _docx() -> bytes:
    from docx import Document

    document = Document()
    for line in _TEXT.splitlines():
        document.add_paragraph(line)
    table = document.add_table(len(_ROWS), len(_ROWS[0]))
    for cells, row in zip(table.rows, _ROWS, strict=True):
        for cell, text in zip(cells.cells, row, strict=True):
            cell.text = text
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(2, 3).add_table(1, 1).cell(0, 0).text = "内表"
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.add_comment(document.paragraphs[0].runs, "批注")
    return _saved(document)


def _word() -> bytes:
    """Return a Word file with the elements that python-docx does not write."""
    names = {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
    }
    text = "<w:r><w:t>限男性</w:t></w:r>"
    box = f"<w:txbxContent><w:p>{text}</w:p></w:txbxContent>"
    changes = f'<w:ins w:id="1">{text}</w:ins><w:del w:id="2"><w:r><w:delText>女</w:delText></w:r></w:del><w:hyperlink w:anchor="a">{text}</w:hyperlink>'
    signs = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:tab/><w:br w:type="page"/><w:noBreakHyphen/></w:r>'
    choice = f'<mc:AlternateContent><mc:Choice Requires="wps">{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>'
    shape = '<w:r><w:pict><v:shape><v:textpath string="招聘"/></v:shape></w:pict></w:r>'
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/></w:tcPr>' + f"<w:p>{text}</w:p></w:tc>"
    below = "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>"
    row = '<w:tr><w:trPr><w:gridBefore w:val="1"/><w:tblHeader/></w:trPr>' + cell * 2 + "</w:tr>"
    table = f"<w:tbl>{row}<w:tr>{cell}{below}</w:tr></w:tbl>"
    block = f"<w:sdt><w:sdtPr/><w:sdtContent><w:p>{text}</w:p>{table}</w:sdtContent></w:sdt>"
    spaces = " ".join(f'xmlns:{name}="{space}"' for name, space in names.items())
    body = f"<w:p>{changes}{signs}<w:r>{choice}</w:r>{shape}</w:p>{table}{block}"
    relation = _RELATION.format("rId1", "officeDocument", "word/document.xml")
    return packed(
        [
            ("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
            ("_rels/.rels", _RELATIONS.format(relation)),
            ("word/document.xml", f"<w:document {spaces}><w:body>{body}</w:body></w:document>"),
            ("word/_rels/document.xml.rels", _RELATIONS.format(_RELATION.format("rId1", "footnotes", "footnotes.xml"))),
            ("word/footnotes.xml", f'<w:footnotes {spaces}><w:footnote w:id="1"><w:p>{text}</w:p></w:footnote></w:footnotes>'),
        ]
    )


def _xlsx() -> bytes:
    from openpyxl import Workbook
    from openpyxl.comments import Comment

    book = Workbook()
    sheet = book.active
    for row in _ROWS:
        sheet.append(row)
    sheet.merge_cells("A5:B6")
    sheet["A5"] = 35.5
    sheet["B2"].comment = Comment("批注", "x")
    book.create_sheet("第二张").sheet_state = "hidden"
    return _saved(book)


def _boxes() -> bytes:
    """Return a workbook with a text box, written by hand, beside what openpyxl writes."""
    main, parts = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://schemas.openxmlformats.org/package/2006"
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    corner = "<xdr:from><xdr:col>1</xdr:col><xdr:row>2</xdr:row></xdr:from>"
    shape = f"{corner}<xdr:sp><xdr:txBody><a:p><a:r><a:t>限男性</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
    types = "".join(
        f'<Override PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.{kind}+xml"/>'
        for part, kind in (("xl/workbook.xml", "spreadsheetml.sheet.main"), ("xl/worksheets/sheet1.xml", "spreadsheetml.worksheet"))
    )
    cells = "".join(f'<c r="{column}1" t="inlineStr"><is><t>{text}</t></is></c>' for column, text in zip("ABCD", _ROWS[0], strict=True))
    return packed(
        [
            (
                "[Content_Types].xml",
                f'<Types xmlns="{parts}/content-types"><Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
            ),
            ("_rels/.rels", _RELATIONS.format(_RELATION.format("rId1", "officeDocument", "xl/workbook.xml"))),
            (
                "xl/workbook.xml",
                f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
            ),
            ("xl/_rels/workbook.xml.rels", _RELATIONS.format(_RELATION.format("rId1", "worksheet", "worksheets/sheet1.xml"))),
            ("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{main}"><sheetData><row r="1">{cells}</row></sheetData></worksheet>'),
            ("xl/worksheets/_rels/sheet1.xml.rels", _RELATIONS.format(_RELATION.format("rId1", "drawing", "../drawings/drawing1.xml"))),
            (
                "xl/drawings/drawing1.xml",
                f'<xdr:wsDr xmlns:xdr="{drawing}/spreadsheetDrawing" xmlns:a="{drawing}/main"><xdr:twoCellAnchor>{shape}</xdr:twoCellAnchor></xdr:wsDr>',
            ),
        ]
    )


def _saved(document: object) -> bytes:
    whole = io.BytesIO()
    document.save(whole)  # type: ignore[attr-defined]
    return whole.getvalue()


def _pdf() -> bytes:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    whole = io.BytesIO()
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(whole, pageCompression=0)
    for _ in range(2):
        canvas.setFont("STSong-Light", 12)
        for number, line in enumerate(_TEXT.splitlines()):
            canvas.drawString(72, 760 - 20 * number, line)
        canvas.grid([72, 172, 272, 372, 472], [500, 530, 560, 590])
        for y, row in zip((570, 540, 510), _ROWS, strict=True):
            for x, text in zip((76, 176, 276, 376), row, strict=True):
                canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return whole.getvalue()


def _html() -> bytes:
    rows = _rows("<tr>{}</tr>", '<td colspan=1 rowspan="1">{}</td>')
    posting = json.dumps({"@context": "https://schema.org", "@type": "JobPosting", "title": "文员", "description": "<p>限男性</p>"})
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><title>招聘</title><script type="application/ld+json">{posting}</script>'
        f"<style>p {{}}</style></head><body><h1>招聘</h1><p>{_TEXT}&nbsp;&#x9650;<br>二</p><ul><li>一<li>二</ul><!-- c -->"
        f'<table><thead>{rows}</thead>{rows}</table><form><input name="sex" value="男"><select><option selected>女</select></form></body></html>'
    ).encode()


def _mail() -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "hr@example.com", "a@example.com", "招聘启事"
    mail["Date"] = "Mon, 02 Feb 2026 10:00:00 +0800"
    mail.set_content(_TEXT)
    mail.add_alternative(_html().decode(), subtype="html")
    mail.add_attachment(_TEXT.encode(), maintype="text", subtype="plain", filename="附件.txt")
    mail.add_attachment(_csv(), maintype="application", subtype="octet-stream", filename="a.csv")
    return mail


def _mhtml() -> bytes:
    head = b'From: <Saved>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=xx; type="text/html"\r\n\r\n'
    part = (
        b"--xx\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\nContent-Location: http://a.example/\r\n\r\n"
    )
    return head + part + _html() + b"\r\n--xx--\r\n"


def _csv() -> bytes:
    return "\n".join(",".join(row) for row in _ROWS).encode() + '\n"引,号","二\n行",,\n'.encode()


def _jsonl() -> bytes:
    rows = (
        {"id": number, "text": text, "structured": {"sex": "男", "list": ["a", None, 1.5, True]}}
        for number, text in enumerate(_TEXT.splitlines())
    )
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()


def _markdown() -> bytes:
    table = "\n".join(f"| {' | '.join(row)} |" for row in (_ROWS[0], ("---",) * 4, *_ROWS[1:]))
    return f"# 招聘\n\n{_TEXT}\n> - 一\n>   1. **二** `三` [四](http://a.example)\n\n{table}\n\n```\nx\n```\n<b>女</b>\n".encode()


def _yaml() -> bytes:
    jobs = "\n".join(
        f"  - title: {title}\n    性别: '{sex}'\n    \"要求\": |\n      限{sex}性\n\n      x"
        for title, sex in (("保洁", "女"), ("门卫", "男"))
    )
    more = "? [a, {b: *t}]\n: !!python/object:x.y &u >-\n  折\n  行\n'it''s': \"\\u9650\\n\\\n  续\"\n---\n- - - a # auditor: ignore GEN001\n...\n"
    return f"%YAML 1.1\n---\n# 注\ncompany: &t 某店\njobs: &j\n{jobs}\nagain: *j\n<<: *j\n{more}".encode()


_MARKED = """\
{# auditor: ignore GEN001 reason=测试 #}{%- if sex == "男" -%}限{{ sex|default("男", true) }}性{% else %}限女性{%+ endif %}
年龄：${min}-{{ max_age ?? 35 }}岁，<%= title %><%# 注 %><% if (a > 1) { %>限男性<% } %>{{!-- 注 --}}{{/* x */}}{{{ raw }}}«性别»
{% raw %}{{ 限女性 }}{% endraw %}{% comment %}35岁以下{% endcomment %}{{#each posts}}{{> part}}{{^}}[[ 城市 ]]户籍{{/each}}
"""


def _page_of_template() -> bytes:
    rows = "{% for r in rs %}<tr><td>{{ r.sex }}</td><td>{# <b>限男</b> #}</td></tr>{% endfor %}"
    return f'<title>{{{{ t }}}}</title><p class="{{% if a < 1 %}}x{{% endif %}}">{_MARKED}</p><table>{rows}</table><!-- auditor: ignore -->'.encode()


def _tar(mode: str, form: int) -> bytes:
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode=mode, format=form) as archive:  # type: ignore[call-overload]
        for name, content in (("内/招聘.txt", _TEXT.encode()), ("长" * 60 + ".csv", _csv()), ("内.zip", packed([("x.html", _html())]))):
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
        link = tarfile.TarInfo("链接.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "../../x"
        archive.addfile(link)
    return whole.getvalue()


def _seven_zip(**options: object) -> bytes:
    from py7zr import SevenZipFile

    whole = io.BytesIO()
    with SevenZipFile(whole, "w", **options) as archive:  # type: ignore[arg-type]
        for name, content in (("内/招聘.txt", _TEXT.encode()), ("a.csv", _csv()), ("内.zip", packed([("x.html", _html())]))):
            archive.writestr(content, name)
    return whole.getvalue()


def _copied() -> bytes:
    """Return a 7z archive that is not packed, so that damage hits what is read next."""
    from py7zr import FILTER_COPY

    return _seven_zip(filters=[{"id": FILTER_COPY}], header_encryption=False)


def _parquet(**options: object) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    texts = [*_TEXT.splitlines(), None]
    count = len(texts)
    columns = {
        "id": list(range(count)),
        "text": texts,
        "list": [["a", None], [], None, ["男"]][:count],
        "tree": [{"sex": "男", "age": 35.5}] * count,
        "kind": pa.array(["一", "二"] * (count // 2) + ["一"] * (count % 2)).dictionary_encode(),
        "day": pa.array([0] * count, pa.date32()),
    }
    whole = io.BytesIO()
    pq.write_table(pa.table(columns), whole, **options)
    return whole.getvalue()


def _of_tests(module: str) -> dict[str, Any]:
    """Return what a module of tests defines: the builders of formats that no library writes."""
    return runpy.run_path(str(_TESTS / f"{module}.py"))


def _msg() -> bytes:
    made = _of_tests("test_mail")
    message, attachment = made["MESSAGE"], made["attachment"]
    page = {"__substg1.0_10130102": "<p>前台限女性。</p>".encode("gbk")}
    tree = {
        **message,
        **page,
        "__attach_version1.0_#00000000": attachment("岗位.html", _html().ljust(4096)),
        "__attach_version1.0_#00000001": attachment("转发", message),
        "__attach_version1.0_#00000002": attachment("图表", {"\x01Ole": b"x"}),
    }
    return bytes(made["ole"](tree))


def _picture(form: str, pages: int = 1, **options: object) -> bytes:
    from PIL import Image, ImageDraw, ImageFont

    pictures = []
    for _ in range(pages):
        picture = Image.new("RGB", (420, 120), "white")
        font = ImageFont.load_default(18)
        ImageDraw.Draw(picture).multiline_text((10, 10), "MALE ONLY\nunder 35 years", fill="black", font=font)
        pictures.append(picture.convert("P") if form == "GIF" else picture)
    whole = io.BytesIO()
    pictures[0].save(whole, form, **({"save_all": True, "append_images": pictures[1:]} if pages > 1 else {}), **options)
    return whole.getvalue()


def _converted(data: bytes, suffix: str, to: str) -> bytes:
    """Return a file as LibreOffice writes it in another format."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / f"a.{suffix}").write_bytes(data)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", to, "--outdir", f"{folder}/out", f"{folder}/a.{suffix}"]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return (Path(folder) / "out" / f"a.{to}").read_bytes()


def _slides() -> bytes:
    from pptx import Presentation

    show = Presentation()
    slide = show.slides.add_slide(show.slide_layouts[1])
    for layout in list(show.slide_layouts)[2:]:
        show.slide_layouts.remove(layout)
    for shape, text in zip(slide.placeholders, ("招聘", _TEXT), strict=False):
        shape.text = text
    table = slide.shapes.add_table(len(_ROWS), len(_ROWS[0]), 0, 0, 5_000_000, 1_000_000).table
    for number, row in enumerate(_ROWS):
        for column, text in enumerate(row):
            table.cell(number, column).text = text
    table.cell(0, 0).merge(table.cell(0, 1))
    slide.notes_slide.notes_text_frame.text = "备注"
    return _saved(show)


def _flat_odt() -> bytes:
    names = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table", "draw"))
    mime = 'office:mimetype="application/vnd.oasis.opendocument.text"'
    body = f"<office:text><text:h>招聘</text:h><text:p>限男性</text:p>{_open_table()}</office:text>"
    return f'<?xml version="1.0" encoding="UTF-8"?><office:document {names} {mime}><office:body>{body}</office:body></office:document>'.encode()


def _rich_odt() -> bytes:
    note = '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>女</text:p></text:note-body></text:note>'
    box = "<draw:frame><draw:text-box><text:p>限男性</text:p></draw:text-box></draw:frame>"
    items = "<text:list><text:list-item><text:p>一</text:p><text:list><text:list-item><text:p>二</text:p></text:list-item></text:list></text:list-item></text:list>"
    changes = "<text:tracked-changes><text:changed-region><text:deletion><text:p>女</text:p></text:deletion></text:changed-region></text:tracked-changes>"
    cell = '<table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="2" table:number-columns-repeated="2"><text:p>男</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="2">{cell}<table:covered-table-cell/></table:table-row>'
    table = f"<table:table><table:table-header-rows>{row}</table:table-header-rows>{row}</table:table>"
    return _open_document(
        "text", f"<office:text>{changes}<text:section>{items}<text:p>限{note}男{box}</text:p>{table}</text:section></office:text>"
    )


def _rich_ofd() -> bytes:
    made = _of_tests("test_ofd")
    text = made["text"]
    lines = "".join(text(line, 20, 30 + 8 * number) for number, line in enumerate(_TEXT.split()))
    rules = "".join(
        f"<ofd:PathObject ID='{90 + number}' Boundary='{box}' LineWidth='0.3'><ofd:AbbreviatedData>{path}</ofd:AbbreviatedData></ofd:PathObject>"
        for number, (box, path) in enumerate(
            (
                *((f"20 {y} 120 0.3", "M 0 0 L 120 0") for y in (100, 110, 120)),
                *((f"{x} 100 0.3 20", "M 0 0 L 0 20 C") for x in (20, 80, 140)),
            )
        )
    )
    cells = text("性别", 22, 107) + text("年龄", 82, 107) + text("男", 22, 117, CTM="1 0 0 1 0 0") + text("35以下", 82, 117)
    image = "<ofd:ImageObject ID='99' Boundary='0 150 100 100' CTM='100 0 0 100 0 0' ResourceID='7'/>"
    template = "<ofd:TemplatePage ID='8' BaseLoc='Tpls/Tpl_0/Content.xml'/>"
    page = f"<ofd:Template TemplateID='8'/>|{lines}{rules}{cells}{image}"
    parts = {
        "Tpls/Tpl_0/Content.xml": f"<ofd:Page {made['NAMES']}><ofd:Content><ofd:Layer>{text('页眉', 20, 10)}</ofd:Layer></ofd:Content></ofd:Page>"
    }
    return bytes(made["ofd"](page, page, document=template, parts=parts))


def _rtf() -> bytes:
    words = "".join(f"\\u{ord(char)}?" if ord(char) > 127 else char for char in _TEXT.replace("\n", "\\par\n"))
    return (
        "{\\rtf1\\ansi\\ansicpg936\\uc1{\\fonttbl{\\f0 SimSun;}}{\\*\\generator x;}"
        + words
        + "\\trowd\\cellx2000\\cellx4000 a\\cell \\'c4\\'d0\\cell\\row}"
    ).encode()


def _open_document(kind: str, body: str) -> bytes:
    names = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table", "draw"))
    content = f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names}><office:body>{body}</office:body></office:document-content>'
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    mime = f"application/vnd.oasis.opendocument.{kind}"
    return packed([("mimetype", mime), ("content.xml", content), ("META-INF/manifest.xml", manifest)])


def _open_table() -> str:
    rows = _rows(
        "<table:table-row>{}</table:table-row>", '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    )
    return f'<table:table table:name="表">{rows}</table:table>'


def _odt() -> bytes:
    return _open_document(
        "text", f'<office:text><text:h>招聘</text:h><text:p>限<text:s text:c="2"/>男性<text:tab/></text:p>{_open_table()}</office:text>'
    )


def _ods() -> bytes:
    return _open_document("spreadsheet", f"<office:spreadsheet>{_open_table()}</office:spreadsheet>")


_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_RELATION = '<Relationship Id="{}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}"/>'


def _pptx() -> bytes:
    names = (
        'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    )
    cell = "<a:tc><a:txBody><a:p><a:r><a:t>男</a:t></a:r></a:p></a:txBody></a:tc>"
    table = f"<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tr>{cell * 2}</a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    shape = "<p:sp><p:txBody><a:p><a:r><a:t>限男性</a:t></a:r></a:p></p:txBody></p:sp>"
    slide = f"<p:sld {names}><p:cSld><p:spTree>{shape}{table}</p:spTree></p:cSld></p:sld>"
    show = f'<p:presentation {names}><p:sldIdLst><p:sldId id="256" r:id="rId1"/></p:sldIdLst></p:presentation>'
    return packed(
        [
            ("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
            ("_rels/.rels", _RELATIONS.format(_RELATION.format("rId1", "officeDocument", "ppt/presentation.xml"))),
            ("ppt/presentation.xml", show),
            ("ppt/_rels/presentation.xml.rels", _RELATIONS.format(_RELATION.format("rId1", "slide", "slides/slide1.xml"))),
            ("ppt/slides/slide1.xml", slide),
        ]
    )


def _ofd() -> bytes:
    name = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    text = '<ofd:TextObject ID="3" Boundary="20 30 100 5" Font="1" Size="4"><ofd:TextCode X="0" Y="4" DeltaX="g 2 4">限男性</ofd:TextCode></ofd:TextObject>'
    return packed(
        [
            ("OFD.xml", f"<ofd:OFD {name}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"),
            (
                "Doc_0/Document.xml",
                f"<ofd:Document {name}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>"
                '<ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>',
            ),
            (
                "Doc_0/Pages/Page_0/Content.xml",
                f'<ofd:Page {name}><ofd:Content><ofd:Layer ID="2">{text}</ofd:Layer></ofd:Content></ofd:Page>',
            ),
        ]
    )


SEEDS: dict[str, Callable[[], bytes]] = {
    "csv": _csv,
    "docx": _docx,
    "eml": lambda: bytes(_mail()),
    "html": _html,
    "json": lambda: json.dumps([json.loads(line) for line in _jsonl().splitlines()], ensure_ascii=False, indent=1).encode(),
    "jsonl": _jsonl,
    "md": _markdown,
    "mhtml": _mhtml,
    "ods": _ods,
    "odt": _odt,
    "ofd": _ofd,
    "pdf": _pdf,
    "pptx": _pptx,
    "rtf": _rtf,
    "7z": _seven_zip,
    "bmp": lambda: _picture("BMP"),
    "doc": lambda: _converted(_docx(), "docx", "doc"),
    "fodt": _flat_odt,
    "gif": lambda: _picture("GIF", 2),
    "jpg": lambda: _picture("JPEG"),
    "msg": _msg,
    "parquet": _parquet,
    "png": lambda: _picture("PNG"),
    "ppt": lambda: _converted(_slides(), "pptx", "ppt"),
    "tar": lambda: _tar("w", tarfile.PAX_FORMAT),
    "tif": lambda: _picture("TIFF", 2),
    "webp": lambda: _picture("WEBP"),
    "tsv": lambda: _csv().replace(b",", b"\t"),
    "txt": _TEXT.encode,
    "xlsx": _xlsx,
    "j2": _MARKED.encode,
    "yaml": _yaml,
    "zip": lambda: packed([("招聘.txt", _TEXT), ("a.csv", _csv()), ("内.zip", packed([("x.html", _html())]))]),
}
MORE: dict[str, tuple[Callable[[], bytes], ...]] = {
    "7z": (_copied,),
    "docx": (_word,),
    "html": (_page_of_template,),
    "j2": (_page_of_template, _yaml),
    "json": (lambda: json.dumps({"text": _MARKED, "限男性": {"{{ k }}": ["{% if 限女 %}", _MARKED]}}, ensure_ascii=False).encode(),),
    "md": (lambda: _markdown().replace(b"\n\n```", b"\n{% for r in rs %}\n| {{ r|d('|') }} |\n{% endfor %}\n\n```") + _MARKED.encode(),),
    "odt": (_rich_odt,),
    "ofd": (_rich_ofd,),
    "parquet": (lambda: _parquet(compression="none", use_dictionary=False, data_page_version="2.0"),),
    "pptx": (_slides,),
    "tar": (lambda: _tar("w", tarfile.GNU_FORMAT), lambda: _tar("w:gz", tarfile.PAX_FORMAT)),
    "tif": (lambda: _picture("TIFF", 2, compression="tiff_lzw"), lambda: _picture("TIFF", 1, compression="jpeg")),
    "txt": (_MARKED.encode,),
    "xlsx": (_boxes,),
    "yaml": (lambda: b"title: {{ t }}\n" + _MARKED.encode(), lambda: b"a: |\n  " + _MARKED.replace("\n", "\n  ").encode()),
}
