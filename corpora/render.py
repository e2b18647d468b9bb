"""Render the demo documents in `demo/` from the readable sources in `source/`, byte for byte the same each time.

Run `python corpora/render.py [FOLDER]`; without a folder it writes to `corpora/demo/`.
"""

from __future__ import annotations

import html
import io
import json
import re
import sys
import zipfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from openpyxl import Workbook
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

DEMO = Path(__file__).parent / "demo"
EMPLOYER = "禾舟示例文具有限公司"
MOMENT = datetime(2026, 1, 1)
ZIP_DATE = (2026, 1, 1, 0, 0, 0)
FONT = "STSong-Light"
FONT_SIZE = 12
MARGIN = 60
LEADING = 22

TEXT_BOX = """<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml">
<w:r><w:pict><v:shape id="note" type="#_x0000_t202" style="width:300pt;height:40pt"><v:textbox><w:txbxContent>
<w:p><w:r><w:t>{text}</w:t></w:r></w:p>
</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"""

PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>{title}</title></head>
<body>
<h1>{title}</h1>
<p>{lead}</p>
{sections}
</body>
</html>
"""


def read_source(name: str) -> Any:
    """Read one source; every scalar stays a string."""
    return yaml.load((Path(__file__).parent / "source" / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def fixed_zip(data: bytes) -> bytes:
    """Pack an Office file anew without compression, with fixed dates, so that no clock or zlib version shows in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, ZIP_DATE)
            entry.create_system = 3
            new.writestr(entry, fixed_part(name, old.read(name)))
    return out.getvalue()


def fixed_part(name: str, content: bytes) -> bytes:
    """The part, with the time of saving replaced in the core properties: openpyxl sets it on every save."""
    if name != "docProps/core.xml":
        return content
    return re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + MOMENT.isoformat().encode() + b"Z", content)


def render_docx() -> bytes:
    source = read_source("front-desk.yaml")
    document = small_document()
    set_properties(document, source["title"])
    document.sections[0].header.paragraphs[0].text = source["header"]
    document.add_heading(source["title"], level=1)
    for paragraph in source["paragraphs"]:
        document.add_paragraph(paragraph)
    add_table(document, source["table"])
    document.element.body.insert(-1, parse_xml(TEXT_BOX.format(text=html.escape(source["text_box"]))))
    out = io.BytesIO()
    document.save(out)
    return fixed_zip(out.getvalue())


def small_document() -> DocxDocument:
    """The template of python-docx without its hundred table styles, which would be nine tenths of the file."""
    document = Document()
    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in {"Normal Table", "Table Grid"}:
            style.delete()
    for key, relation in list(document.part.rels.items()):
        if relation.reltype.endswith("/stylesWithEffects"):
            document.part.drop_rel(key)
    return document


def set_properties(document: DocxDocument, title: str) -> None:
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = title, EMPLOYER, EMPLOYER
    properties.comments = ""
    properties.created = properties.modified = MOMENT


def add_table(document: DocxDocument, rows: list[list[str]]) -> None:
    table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for row in rows:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = value


def render_pdf() -> bytes:
    source = read_source("factory-notice.yaml")
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, pageCompression=0, invariant=1)
    canvas.setTitle(source["title"])
    canvas.setAuthor(EMPLOYER)
    for number, paragraphs in enumerate(source["pages"]):
        draw_page(canvas, [source["title"], *paragraphs] if number == 0 else paragraphs)
    canvas.save()
    return out.getvalue()


def draw_page(canvas: Canvas, paragraphs: Iterable[str]) -> None:
    canvas.setFont(FONT, FONT_SIZE)
    height = A4[1] - MARGIN
    for paragraph in paragraphs:
        for line in wrap(paragraph, A4[0] - 2 * MARGIN):
            canvas.drawString(MARGIN, height, line)
            height -= LEADING
        height -= LEADING / 2
    canvas.showPage()


def wrap(text: str, width: float) -> list[str]:
    """Lines no wider than the column, broken between any two characters, as Chinese typesetting does."""
    lines = [""]
    for character in text:
        if pdfmetrics.stringWidth(lines[-1] + character, FONT, FONT_SIZE) > width:
            lines.append("")
        lines[-1] += character
    return lines


def render_html() -> bytes:
    source = read_source("campus.yaml")
    sections = "\n".join(html_section(section["heading"], section["items"]) for section in source["sections"])
    return PAGE.format(title=html.escape(source["title"]), lead=html.escape(source["lead"]), sections=sections).encode()


def html_section(heading: str, items: list[str]) -> str:
    rows = "\n".join(f"<li>{html.escape(item)}</li>" for item in items)
    return f"<h2>{html.escape(heading)}</h2>\n<ul>\n{rows}\n</ul>"


def render_xlsx() -> bytes:
    source = read_source("positions.yaml")
    book = Workbook()
    book.properties.creator = EMPLOYER
    book.properties.created = MOMENT
    sheet = book.worksheets[0]
    sheet.title = source["sheet"]
    for row in [source["columns"], *source["rows"]]:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return fixed_zip(out.getvalue())


def render_jsonl() -> bytes:
    records = (platform_record(record) for record in read_source("platform.yaml")["records"])
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode()


def platform_record(record: dict[str, str]) -> dict[str, Any]:
    text = {key: record[key] for key in ("id", "company", "city", "publish_date", "title", "text")}
    return {**text, "structured": {key: record[key] for key in ("sex_cn", "age")}}


def render_all() -> dict[str, bytes]:
    """Every demo file by its name."""
    plain = {name: text.encode() for name, text in read_source("plain.yaml").items()}
    return {
        "front-desk.docx": render_docx(),
        "factory-notice.pdf": render_pdf(),
        "campus.html": render_html(),
        "positions.xlsx": render_xlsx(),
        "platform.jsonl": render_jsonl(),
        **plain,
    }


def write_all(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in render_all().items():
        (folder / name).write_bytes(content)


def main() -> int:
    write_all(Path(sys.argv[1]) if len(sys.argv) > 1 else DEMO)
    return 0


if __name__ == "__main__":
    sys.exit(main())
