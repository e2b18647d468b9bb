"""Text that a page holds but does not show: white on white, drawn without ink, or on a layer that is off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from ctypes import c_uint, c_ulong

import pypdfium2 as pdfium
import pypdfium2.raw as c

from auditor.extract.layout.lines import Box
from auditor.extract.pdf.drawn import Matrix, Raw, Shape, on_box
from auditor.extract.pdf.fonts import is_missing_font

_PALE = 225  # of 255, in each colour
_FAINT = 40  # of 255: alpha
_CONTRAST = 8  # of 255: paper and what is printed on it differ more
_LARGEST = 2_000  # pixels
WITHOUT_INK = (c.FPDF_TEXTRENDERMODE_INVISIBLE, c.FPDF_TEXTRENDERMODE_CLIP)


def unseen(page: pdfium.PdfPage, texts: Sequence[Shape], shown: Matrix) -> list[Shape]:
    """Return texts on the page of which nothing is seen.

    Only those are looked at that give reason to, so that few pages have to be drawn. White text on a dark ground is seen, and so
    is text without ink over a picture of the same words.
    """
    doubtful = _doubtful(texts)
    if not doubtful:
        return []
    scale = min(1.0, _LARGEST / max(page.get_size()))
    with closing(page.render(scale=scale, grayscale=True, may_draw_forms=False)) as bitmap:
        rows, stride = bytes(bitmap.buffer), bitmap.stride
        boxes = ((text, _pixels(on_box(shown, text.box), scale, bitmap.width, bitmap.height)) for text in doubtful)
        return [text for text, box in boxes if _is_plain(rows, stride, box)]


def _doubtful(texts: Sequence[Shape]) -> list[Shape]:
    """Return texts drawn without ink or nearly so, or on layers; of those in missing fonts it cannot be said what is seen."""
    red, green, blue, alpha = c_uint(), c_uint(), c_uint(), c_uint()
    found = []
    for text in texts:
        mode = c.FPDFTextObj_GetTextRenderMode(text.raw)
        c.FPDFPageObj_GetFillColor(text.raw, red, green, blue, alpha)
        is_pale = min(red.value, green.value, blue.value) >= _PALE or alpha.value <= _FAINT
        without_ink = mode in WITHOUT_INK or (is_pale and mode == c.FPDF_TEXTRENDERMODE_FILL)
        if (without_ink or "OC" in _marks(text.raw)) and not is_missing_font(text):
            found.append(text)
    return found


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
