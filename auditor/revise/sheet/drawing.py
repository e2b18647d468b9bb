"""The old drawing format in which spreadsheets keep the boxes of comments."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from math import isfinite

from lxml import etree

from auditor.errors import ExtractError
from auditor.extract.elements import Element, attribute, name_of
from auditor.model.wording import Wording, same
from auditor.revise.package import Revision

_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_BEHIND_DRAWING = frozenset(
    (
        *("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "AlternateContent"),
        *("webPublishItems", "tableParts", "extLst"),
    )
)
_WIDTH, _HEIGHT = 340, 220  # pixels, at least
_BLOCK = 1024  # ids of shapes are given out in blocks of which no two drawings of a workbook share one
_ID_MAP = re.compile(rb"""<(?:\w{1,20}:)?idmap\b[^>]{0,200}?\bdata=["'](\d[\d,]{0,9999})""")
_NAMESPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_DRAWING = (
    f'<xml {_NAMESPACES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{{blocks}}"/></o:shapelayout>'
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
)
_SHAPE = (
    f'<v:shape {_NAMESPACES} id="_x0000_s{{id}}" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1" '
    'o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note">'
    "<x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)


class Blocks:
    """Blocks of shape ids that no drawing of the workbook uses."""

    def __init__(self, revision: Revision) -> None:
        maps = (match[1] for name in revision.names(".vml") for match in _ID_MAP.finditer(revision.read(name)))
        self._next = 1 + max((int(number) for found in maps for number in found.split(b",") if 0 < len(number) < 9), default=0)

    def take(self, shapes: int) -> range:
        """Return the blocks for a number of shapes."""
        start = self._next
        self._next += shapes // (_BLOCK - 1) + 1
        return range(start, self._next)


class Sizes:
    """Widths of a sheet's columns and heights of its rows, in pixels."""

    def __init__(self, sheet: Element) -> None:
        self._widths: list[tuple[float, float, float]] = []
        for column in _find(sheet, "cols"):
            self._widths.append((_number(column, "min"), _number(column, "max"), 7 * _number(column, "width")))
        self._heights = {_number(row, "r"): _number(row, "ht") * 4 / 3 for row in _find(sheet, "sheetData") if row.get("ht")}

    def anchor(self, row: int, column: int) -> str:
        """Return where the box of a cell's comment stands: right of the cell, large enough for its text; rows and columns from 1."""
        right = _reach(column + 1, self._width, _WIDTH)
        bottom = _reach(row, lambda number: self._heights.get(number, 20), _HEIGHT)
        return f"{column}, 12, {row - 1}, 4, {right}, 12, {bottom}, 4"

    def _width(self, column: int) -> float:
        return next((width for first, last, width in self._widths if first <= column <= last), 64)


class Drawing:
    """The boxes of one sheet.

    Args:
        revision: of the package.
        sheet: the name of the sheet's part.
    """

    def __init__(self, revision: Revision, sheet: str) -> None:
        self._revision = revision
        self._part = sheet

    def add(self, cells: Sequence[tuple[int, int]], blocks: Blocks) -> None:
        """Add hidden boxes for the comments of cells, by row and column from 1.

        Raises:
            ExtractError: if the drawing that the sheet has cannot be added to.
        """
        taken = blocks.take(len(cells))
        sizes = Sizes(self._revision.xml(self._part))
        part = self._drawing(",".join(map(str, taken)))
        drawing = self._revision.read(part)
        end = drawing.rfind(b"</xml>")
        if end < 0:
            raise ExtractError(
                self._revision.package.name,
                Wording("无法在这份批注图形里添加内容", "nothing can be added to this drawing of comments"),
                same(part),
            )
        shapes = "".join(_shape(cell, taken.start, number, sizes) for number, cell in enumerate(cells))
        self._revision.put(part, drawing[:end] + shapes.encode() + drawing[end:])

    def _drawing(self, blocks: str) -> str:
        """Return the name of the part of the sheet's drawing, which now owns some blocks of ids."""
        old = next((child for child in self._revision.xml(self._part).iterchildren("*") if name_of(child) == "legacyDrawing"), None)
        if old is None:
            part = self._revision.free_name("xl/drawings/vmlDrawing{}.vml")
            self._revision.put(part, _DRAWING.format(blocks=blocks).encode())
            self._revision.declare("vml", _DRAWING_TYPE)
            self._link(part)
            return part
        own_id = attribute(old, "id")
        part = next((link.target for link in self._revision.package.relations(self._part) if link.id == own_id), "")
        drawing = self._revision.read(part)
        self._revision.put(part, _ID_MAP.sub(lambda match: match[0] + f",{blocks}".encode(), drawing, count=1))
        return part

    def _link(self, part: str) -> None:
        """Name the drawing in the sheet, at the place among its parts where it has to stand."""
        sheet = self._revision.xml(self._part)
        element = etree.Element(f"{{{etree.QName(sheet).namespace}}}legacyDrawing")
        element.set(f"{{{self._revision.kinds}}}id", self._revision.link(self._part, "vmlDrawing", part))
        behind = next((child for child in sheet.iterchildren("*") if name_of(child) in _BEHIND_DRAWING), None)
        if behind is None:
            sheet.append(element)
        else:
            behind.addprevious(element)


def _reach(start: int, size: Callable[[int], float], wanted: float) -> int:
    """Return the number, from 0, of the row or column in which a length from the start of another (from 1) on ends."""
    number, length = start, 0.0
    while length < wanted and number - start < 60:
        length += size(number)
        number += 1
    return number - 1


def _shape(cell: tuple[int, int], block: int, number: int, sizes: Sizes) -> str:
    row, column = cell
    own_id = (block + number // (_BLOCK - 1)) * _BLOCK + number % (_BLOCK - 1) + 1
    return _SHAPE.format(id=own_id, anchor=sizes.anchor(row, column), row=row - 1, column=column - 1)


def _number(element: Element, name: str) -> float:
    """Return a size or position that somebody else wrote down; 0 where it is none."""
    try:
        number = float(element.get(name) or 0)
    except ValueError:
        return 0.0
    return number if isfinite(number) else 0.0


def _find(parent: Element, name: str) -> Sequence[Element]:
    return next((list(child.iterchildren("*")) for child in parent.iterchildren("*") if name_of(child) == name), [])
