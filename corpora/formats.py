"""Render an ad in the formats that ads come in: documents, mails, archives, scans and posters.

Run `python corpora/formats.py FOLDER [--count 40]` to write ads of `dev/ads.jsonl` in every format into a folder for each.
"""

from __future__ import annotations

import argparse
import html
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from functools import cache
from pathlib import Path

from docx import Document
from docx.oxml import parse_xml
from openpyxl import Workbook
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

ADS = Path(__file__).parent / "dev" / "ads.jsonl"
TITLE = "招聘信息"
FONTS = (
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "C:/Windows/Fonts/msyh.ttc",
    "C:/Windows/Fonts/simhei.ttf",
    "/System/Library/Fonts/STHeiti Light.ttc",
)
FONT_SIZE = 12.0
LEADING = 20.0
MARGIN = 56.0
GUTTER = 28.0
DPI = 150
POSTER = (1080, 10_000)
POSTER_SIZE = 44
TEXT_BOX = """<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml">
<w:r><w:pict><v:shape id="ad" type="#_x0000_t202" style="width:440pt;height:600pt"><v:textbox><w:txbxContent>{}</w:txbxContent>
</v:textbox></v:shape></w:pict></w:r></w:p>"""


def ads(count: int) -> list[dict[str, str]]:
    """The longest ads with something to find, in signs that every Chinese font has."""
    records = [json.loads(line) for line in ADS.read_text(encoding="utf-8").splitlines()]
    fit = [record for record in records if record["labels"] and is_plain(record["text"])]
    return sorted(fit, key=lambda record: -len(record["text"]))[:count]


def leaflets(name: str, count: int) -> list[dict[str, str]]:
    """Ads as a format takes them: several on a page of columns, one to a file elsewhere."""
    each = PER_PAGE.get(name, 1)
    found = ads(count)
    bundles = [found[start : start + each] for start in range(0, len(found), each)]
    return [{"id": bundle[0]["id"], "text": "\n".join(ad["text"] for ad in bundle)} for bundle in bundles]


def is_plain(text: str) -> bool:
    try:
        return bool(text.encode("gb2312"))
    except UnicodeEncodeError:
        return False


@cache
def font_file() -> str:
    found = next((name for name in FONTS if Path(name).exists()), "")
    if not found:
        raise SystemExit("no Chinese font is installed where one is usual")
    return found


def as_text(text: str) -> bytes:
    return text.encode()


def as_docx(text: str) -> bytes:
    document = Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    return saved(document)


def as_docx_table(text: str) -> bytes:
    document = Document()
    table = document.add_table(rows=2, cols=2, style="Table Grid")
    for cell, value in zip((cell for row in table.rows for cell in row.cells), ("序号", TITLE, "1", text), strict=True):
        cell.text = value
    return saved(document)


def as_docx_text_box(text: str) -> bytes:
    document = Document()
    lines = "".join(f"<w:p><w:r><w:t xml:space='preserve'>{html.escape(line)}</w:t></w:r></w:p>" for line in text.split("\n"))
    document.element.body.insert(0, parse_xml(TEXT_BOX.format(lines)))
    return saved(document)


def saved(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def as_xlsx(text: str) -> bytes:
    book = Workbook()
    for row in (["序号", TITLE], [1, text]):
        book.worksheets[0].append(row)
    return saved(book)


def as_html(text: str) -> bytes:
    lines = "\n".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n"))
    return f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"></head><body>\n{lines}\n</body></html>\n'.encode()


def as_eml(text: str) -> bytes:
    mail = EmailMessage()
    mail["Subject"] = TITLE
    mail.set_content(text, charset="utf-8")
    return mail.as_bytes()


def as_zip(text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("广告/ad.txt", text)
    return out.getvalue()


def as_pdf(text: str) -> bytes:
    return drawn([(MARGIN, A4[0] - 2 * MARGIN)], text)


def as_two_columns(text: str) -> bytes:
    width = (A4[0] - 2 * MARGIN - GUTTER) / 2
    return drawn([(MARGIN, width), (MARGIN + width + GUTTER, width)], text)


def as_pdf_table(text: str) -> bytes:
    canvas, out = new_canvas()
    lines = list(wrapped(text, A4[0] - 2 * MARGIN - 60 - 12))
    top, left, middle, right = A4[1] - MARGIN, MARGIN, MARGIN + 60, A4[0] - MARGIN
    rows = [("序号", [TITLE]), ("1", lines)]
    for name, content in rows:
        bottom = top - len(content) * LEADING - 8
        canvas.rect(left, bottom, middle - left, top - bottom)
        canvas.rect(middle, bottom, right - middle, top - bottom)
        canvas.drawString(left + 6, top - LEADING + 2, name)
        for number, line in enumerate(content):
            canvas.drawString(middle + 6, top - (number + 1) * LEADING + 2, line)
        top = bottom
    canvas.save()
    return out.getvalue()


def new_canvas() -> tuple[Canvas, io.BytesIO]:
    pdfmetrics.registerFont(TTFont("Han", font_file()))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setFont("Han", FONT_SIZE)
    return canvas, out


def drawn(columns: list[tuple[float, float]], text: str) -> bytes:
    """A PDF page with the lines of a text shared out over columns of a place and width."""
    canvas, out = new_canvas()
    lines = list(wrapped(text, columns[0][1]))
    share = -(-len(lines) // len(columns))
    for number, line in enumerate(lines):
        column, row = divmod(number, share)
        canvas.drawString(columns[column][0], A4[1] - MARGIN - row * LEADING, line)
    canvas.save()
    return out.getvalue()


def wrapped(text: str, width: float) -> Iterator[str]:
    """Lines no wider than a column, broken between any two signs but not inside a word or number, as typesetting does."""
    pdfmetrics.registerFont(TTFont("Han", font_file()))
    for paragraph in text.split("\n"):
        line = ""
        for word in re.findall(r"[A-Za-z0-9'’.%-]+[,;:]?|.", paragraph):
            if pdfmetrics.stringWidth(line + word, "Han", FONT_SIZE) > width:
                yield line.rstrip()
                line = ""
            line += word if line or not word.isspace() else ""
        yield line


def page(text: str, ink: str = "black", paper: str = "white") -> Image.Image:
    """An A4 page at 150 dpi."""
    scale = DPI / 72
    picture = Image.new("RGB", (round(A4[0] * scale), round(A4[1] * scale)), paper)
    font = ImageFont.truetype(font_file(), round(FONT_SIZE * scale))
    draw = ImageDraw.Draw(picture)
    for number, line in enumerate(wrapped(text, A4[0] - 2 * MARGIN)):
        draw.text((MARGIN * scale, (MARGIN + number * LEADING) * scale), line, ink, font)
    return picture


def as_png(text: str) -> bytes:
    return image_bytes(page(text), "PNG")


def as_scan(text: str) -> bytes:
    return image_bytes(page(text), "PDF", resolution=DPI)


def as_poster(text: str) -> bytes:
    """White on red, the paragraphs spread over the whole height."""
    picture = Image.new("RGB", POSTER, "#a01818")
    font = ImageFont.truetype(font_file(), POSTER_SIZE)
    draw = ImageDraw.Draw(picture)
    paragraphs = [list(wrapped(line, (POSTER[0] - 160) * FONT_SIZE / POSTER_SIZE)) for line in text.split("\n")]
    for number, lines in enumerate(paragraphs):
        top = (number + 0.5) * POSTER[1] / len(paragraphs)
        for row, line in enumerate(lines):
            draw.text((80, top + row * 1.6 * POSTER_SIZE), line, "white", font)
    return image_bytes(picture, "PNG")


def image_bytes(picture: Image.Image, format_: str, **options: float) -> bytes:
    out = io.BytesIO()
    picture.save(out, format_, **options)
    return out.getvalue()


FORMATS: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "txt": (".txt", as_text),
    "docx": (".docx", as_docx),
    "docx-table": (".docx", as_docx_table),
    "docx-text-box": (".docx", as_docx_text_box),
    "pdf": (".pdf", as_pdf),
    "pdf-two-columns": (".pdf", as_two_columns),
    "pdf-table": (".pdf", as_pdf_table),
    "xlsx": (".xlsx", as_xlsx),
    "html": (".html", as_html),
    "eml": (".eml", as_eml),
    "zip": (".zip", as_zip),
    "scan": (".pdf", as_scan),
    "png": (".png", as_png),
    "poster": (".png", as_poster),
}
PER_PAGE = {"pdf-two-columns": 8}
"""Ads on one page: a column has more than a few lines."""
SEEN = frozenset(("scan", "png", "poster"))
"""Formats of which the text has to be read off a picture."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=40)
    options = parser.parse_args()
    for name, (suffix, render) in FORMATS.items():
        folder = options.folder / name
        folder.mkdir(parents=True, exist_ok=True)
        for ad in leaflets(name, options.count):
            (folder / f"{ad['id']}{suffix}").write_bytes(render(ad["text"]))


if __name__ == "__main__":
    main()
