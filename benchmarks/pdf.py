"""How fast PDF files are read: pages a CPU second of the bare libraries and of auditor, on pages made here.

Run `python benchmarks/pdf.py [PAGES]`. Figures hold for one machine at one moment: compare the columns of one run, not two runs.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from contextlib import closing
from time import process_time

import pdfplumber
import pypdfium2 as pdfium
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.pdfgen.canvas import Canvas
from rich.console import Console
from rich.table import Table

from auditor.extract.registry import extract
from auditor.extract.source import ReadOptions, Source

PAGES = 50
ROUNDS = 3
SIZE = 10.5
LEADING = 18
MARGIN = 60
SENTENCE = "本店主营文具批发与零售，现招收银员两名，要求熟悉办公软件，能适应早晚两班，工资面议，包午餐；有意者请于周一至周五联系。"
ROW = ("收银员", "2", "不限", "18周岁以上", "大专", "能适应早晚两班")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else PAGES
    embedded = register_fonts()
    table = Table("pages", "reader", "pages per CPU second", "of bare PDFium", title=f"{count} pages each, best of {ROUNDS}")
    for name, data in (
        ("text, embedded font" if embedded else "text", text_pages(count, "Embedded" if embedded else "STSong-Light")),
        ("text, font of the viewer", text_pages(count, "STSong-Light")),
        ("ruled tables", table_pages(count, "STSong-Light")),
    ):
        speeds = [(reader.__name__, count / best(reader, data)) for reader in (bare_pdfium, bare_pdfplumber, auditor)]
        for reader, speed in speeds:
            table.add_row(name, reader, f"{speed:,.0f}", f"{speed / speeds[0][1]:.2f}")
    Console().print(table)


def register_fonts() -> bool:
    """Tell whether a font was found that can be embedded."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    try:
        pdfmetrics.registerFont(TTFont("Embedded", "wqy-zenhei.ttc", subfontIndex=0))
    except TTFError:
        return False
    return True


def text_pages(count: int, font: str) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    fit = int((A4[0] - 2 * MARGIN) / SIZE)
    text = SENTENCE * 100
    for page in range(count):
        canvas.setFont(font, SIZE)
        for number, top in enumerate(range(MARGIN, int(A4[1]) - MARGIN, LEADING)):
            start = (page * 7 + number) * fit % (len(text) - fit)
            canvas.drawString(MARGIN, A4[1] - top, text[start : start + fit])
        canvas.drawCentredString(A4[0] / 2, 30, f"第 {page + 1} 页 共 {count} 页")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def table_pages(count: int, font: str) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    across = [50, 120, 160, 210, 300, 350, 540]
    down = [A4[1] - MARGIN - 24 * row for row in range(30)]
    for _ in range(count):
        canvas.setFont(font, SIZE)
        canvas.grid(across, down)
        for top in down[:-1]:
            for left, cell in zip(across[:-1], ROW, strict=True):
                canvas.drawString(left + 4, top - 15, cell)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def bare_pdfium(data: bytes) -> None:
    with closing(pdfium.PdfDocument(data)) as document:
        for page in document:
            page.get_textpage().get_text_range()


def bare_pdfplumber(data: bytes) -> None:
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_text()
            page.close()


def auditor(data: bytes) -> None:
    for _ in extract(Source("benchmark.pdf", data=data), ReadOptions()):
        pass


def best(reader: Callable[[bytes], None], data: bytes) -> float:
    """Return the CPU seconds of the fastest of several rounds."""
    times = []
    for _ in range(ROUNDS):
        start = process_time()
        reader(data)
        times.append(process_time() - start)
    return min(times)


if __name__ == "__main__":
    main()
