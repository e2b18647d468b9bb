"""Small files of each kind to start from, made here; the demo documents and files of a folder come to them."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

from damage import packed

_DEMO = Path(__file__).parent.parent / "corpora" / "demo"
_TEXT = "招聘启事\n一、文员2名：性别不限，熟练使用表格。\n二、搬运工：限男性，年龄35周岁以下。\n"
_ROWS = (("岗位", "性别要求", "年龄上限", "备注"), ("文员", "不限", "", "包午餐"), ("搬运工", "男", "35周岁以下", "=1+1"))


def seeds_of(kind: str, folder: Path | None) -> list[bytes]:
    """Return files of a kind, which is their suffix without the dot.

    Raises:
        SystemExit: if there are none.
    """
    made = [make() for make in (SEEDS.get(kind), MORE.get(kind)) if make]
    for parent in (_DEMO, folder):
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


def _tar() -> bytes:
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w:gz") as archive:
        info = tarfile.TarInfo("内/招聘.txt")
        info.size = len(_TEXT.encode())
        archive.addfile(info, io.BytesIO(_TEXT.encode()))
    return whole.getvalue()


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
    "tar": _tar,
    "tsv": lambda: _csv().replace(b",", b"\t"),
    "txt": _TEXT.encode,
    "xlsx": _xlsx,
    "zip": lambda: packed([("招聘.txt", _TEXT), ("a.csv", _csv()), ("内.zip", packed([("x.html", _html())]))]),
}
MORE: dict[str, Callable[[], bytes]] = {"docx": _word, "xlsx": _boxes}
