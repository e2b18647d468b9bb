"""Text that a page holds but does not show: white on white, drawn without ink, on a layer that is off, outside the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from ctypes import c_uint, c_ulong

import pypdfium2 as pdfium
import pypdfium2.raw as c

from auditor.extract.layout.lines import Box
from auditor.extract.pdf.drawn import Matrix, Raw, Shape, on_box

_PALE = 225  # of 255, in each colour
_FAINT = 40  # of 255: alpha
_CONTRAST = 8  # of 255: paper and what is printed on it differ more
_LARGEST = 2_000  # pixels
_WITHOUT_INK = (c.FPDF_TEXTRENDERMODE_INVISIBLE, c.FPDF_TEXTRENDERMODE_CLIP)


def outside(texts: Sequence[Shape], shown: Matrix, width: float, height: float) -> list[Shape]:
    """Return texts that lie outside the page as shown: neither screen nor paper has them."""
    return [text for text in texts if _is_outside(on_box(shown, text.box), width, height)]


def _is_outside(box: Box, width: float, height: float) -> bool:
    left, top, right, bottom = box
    return right < 0 or bottom < 0 or left > width or top > height


def unseen(page: pdfium.PdfPage, texts: Sequence[Shape], shown: Matrix) -> list[Shape]:
    """Return texts on the page of which nothing is seen.

    Only those are looked at that give reason to, so that few pages have to be drawn. White text on a dark ground is seen, and so
    is text without ink over a picture of the same words.
    """
    doubtful = [text for text in texts if _is_doubtful(text.raw)]
    if not doubtful:
        return []
    scale = min(1.0, _LARGEST / max(page.get_size()))
    with closing(page.render(scale=scale, grayscale=True, may_draw_forms=False)) as bitmap:
        rows, stride = bytes(bitmap.buffer), bitmap.stride
        boxes = ((text, _pixels(on_box(shown, text.box), scale, bitmap.width, bitmap.height)) for text in doubtful)
        return [text for text, box in boxes if _is_plain(rows, stride, box)]


def _is_doubtful(text: Raw) -> bool:
    mode = c.FPDFTextObj_GetTextRenderMode(text)
    if mode in _WITHOUT_INK:
        return True
    red, green, blue, alpha = c_uint(), c_uint(), c_uint(), c_uint()
    c.FPDFPageObj_GetFillColor(text, red, green, blue, alpha)
    is_pale = min(red.value, green.value, blue.value) >= _PALE or alpha.value <= _FAINT
    return (is_pale and mode == c.FPDF_TEXTRENDERMODE_FILL) or "OC" in _marks(text)


def _marks(text: Raw) -> Iterator[str]:
    for index in range(c.FPDFPageObj_CountMarks(text)):
        name, length = (c.FPDF_WCHAR * 8)(), c_ulong()
        if c.FPDFPageObjMark_GetName(c.FPDFPageObj_GetMark(text, index), name, 16, length):
            yield bytes(name)[: length.value].decode("utf-16-le", "ignore").rstrip("\0")


def _pixels(box: Box, scale: float, width: int, height: int) -> tuple[int, int, int, int]:
    left, top, right, bottom = (round(side * scale) for side in box)
    return max(0, left), max(0, top), min(width, right + 1), min(height, bottom + 1)


def _is_plain(rows: bytes, stride: int, box: tuple[int, int, int, int]) -> bool:
    left, top, right, bottom = box
    seen = b"".join(rows[row * stride + left : row * stride + right] for row in range(top, bottom))
    return bool(seen) and max(seen) - min(seen) <= _CONTRAST
