"""Pictures on a PDF page: where they are, which may hold text, and whether the page's own text lies unseen under one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import pypdfium2 as pdfium
import pypdfium2.raw as c

from auditor.extract.layout.lines import Box, union
from auditor.extract.pdf.drawn import Drawn, Matrix, on_box
from auditor.extract.pdf.hidden import WITHOUT_INK
from auditor.extract.pdf.page import shown_from
from auditor.extract.picture.sizes import is_broad

_TOUCHING = 2.0  # points: a scan may be stored in strips
_MOST_PICTURES = 200  # on one page: more are pieces of one
_COVERING = 0.5  # of the page
_MOSTLY = 0.8  # of the texts


def pictures_on(drawn: pdfium.PdfPage, shapes: Drawn) -> list[Box]:
    """Return where pictures are shown, in points; those that touch are one."""
    shown: Matrix = shown_from(drawn).get()
    boxes = [_inside(on_box(shown, image.box), *drawn.get_size()) for image in shapes.images]
    if len(boxes) > _MOST_PICTURES:
        return [reduce(union, boxes)]
    whole: list[Box] = []
    for box in boxes:
        touching = [other for other in whole if _touch(box, other)]
        whole = [*(other for other in whole if other not in touching), reduce(union, touching, box)]
    return whole


def _inside(box: Box, width: float, height: float) -> Box:
    left, top, right, bottom = box
    return max(0.0, left), max(0.0, top), min(width, right), min(height, bottom)


def _touch(one: Box, other: Box) -> bool:
    gap = max(one[0], other[0]) - min(one[2], other[2]), max(one[1], other[1]) - min(one[3], other[3])
    return max(gap) <= _TOUCHING


def may_hold_text(box: Box) -> bool:
    """Tell whether a picture is larger than a logo."""
    return is_broad(box[2] - box[0], box[3] - box[1])


def lies_unseen(drawn: pdfium.PdfPage, shapes: Drawn, pictures: Sequence[Box]) -> bool:
    """Tell whether most of the text of a page is drawn without ink, or under a picture that covers the page."""
    width, height = drawn.get_size()
    least = _COVERING * width * height
    if not any(_area(box) > least for box in pictures):
        return False
    under = over = 0
    images = iter(shapes.images)
    for shape in drawn.get_objects(filter=[c.FPDF_PAGEOBJ_TEXT, c.FPDF_PAGEOBJ_IMAGE], max_depth=5):
        if shape.type == c.FPDF_PAGEOBJ_IMAGE:
            if _area(next(images).box) > least:
                under, over = under + over, 0
        elif c.FPDFTextObj_GetTextRenderMode(shape) in WITHOUT_INK:
            under += 1
        else:
            over += 1
    return under > _MOSTLY * (under + over)


def _area(box: Box) -> float:
    return abs(box[2] - box[0]) * abs(box[3] - box[1])
