"""One OFD page: what stands on it and on its template, as lines and pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, field

from auditor.extract.elements import Element, name_of
from auditor.extract.layout import rules
from auditor.extract.layout.grid import Grid
from auditor.extract.layout.lines import Box
from auditor.extract.layout.page import Page, Table
from auditor.extract.ofd.paths import strokes
from auditor.extract.ofd.space import Space
from auditor.extract.ofd.text import Piece, lines, pieces
from auditor.model.wording import NOTHING, Wording

_DEEPEST = 50
_MOST_AGAIN = 20_000  # elements of one file: small files could draw without end what they hold once
_PLACEHOLDER = "¤"  # stands where a glyph has no character
_UNKNOWN = Wording("字体没有标明画的是哪些字，需要文字识别（OCR）", "its fonts do not say which characters they draw; needs OCR")
_TOO_DEEP = Wording("嵌套层数过多，没有读完", "nested too deeply; not all of it is read")
_TOO_OFTEN = Wording(
    f"模板和图形反复绘制，超过 {_MOST_AGAIN:,} 个元素，没有读完",
    f"templates and graphics are drawn again and again, more than {_MOST_AGAIN:,} elements; not all of it is read",
)
_DRAWN = Wording("没有文字层，需要文字识别（OCR）", "no text layer; needs OCR")


class Picture(Struct, frozen=True):
    """A picture on a page: the id of its file, and its box in points."""

    resource: str
    box: Box


class Repeats(Struct):
    """Counts what a file draws by reference, such as templates and graphics: it may stand in the file once and on pages without end."""

    drawn: int = 0

    def are_spent(self) -> bool:
        """Count one element, and tell whether there were too many."""
        self.drawn += 1
        return self.drawn > _MOST_AGAIN


class PageReader(Struct):
    """Collects what is drawn on one page.

    Args:
        number: from 1.
        units: graphics that are drawn by reference, by their ids.
        repeats: of the file.
    """

    number: int
    units: Mapping[str, Element]
    repeats: Repeats
    pictures: list[Picture] = field(default_factory=list)
    _pieces: list[Piece] = field(default_factory=list)
    _strokes: list[Box] = field(default_factory=list)
    _paths: int = 0
    _fault: Wording = NOTHING

    def draw(self, root: Element, space: Space, by_reference: bool = False, depth: int = 0) -> None:
        """Take in all objects below an element; those that are not visible are left out.

        Args:
            root: the element.
            space: that of its objects.
            by_reference: whether the file may draw it again on other pages.
            depth: how deep it lies.
        """
        if depth > _DEEPEST:
            self._fault = _TOO_DEEP
            return
        for child in (child for child in root.iterchildren("*") if child.get("Visible") != "false"):
            if by_reference and self.repeats.are_spent():
                self._fault = _TOO_OFTEN
                return
            match name_of(child):
                case "TextObject":
                    self._pieces.extend(pieces(child, space))
                case "ImageObject":
                    self.pictures.extend(_picture(child, space))
                case "PathObject":
                    self._strokes.extend(strokes(child, space))
                    self._paths += 1
                case _:
                    inner, inside = self._inside(child, space)
                    self.draw(inner, inside, by_reference or inner is not child, depth + 1)

    def _inside(self, element: Element, space: Space) -> tuple[Element, Space]:
        """Return what an element draws, and in which space."""
        if name_of(element) == "CompositeObject":
            return self.units.get(element.get("ResourceID", ""), element), space.of(element)
        return element, space.of(element) if name_of(element) == "Appearance" else space

    def page(self, width: float, height: float) -> Page:
        """Return the page, whose width and height are given in points."""
        text = "".join(piece.text for piece in self._pieces)
        if 3 * text.count(_PLACEHOLDER) > len(text):
            return Page(self.number, width, height, fault=_UNKNOWN)
        fault = self._fault or (_DRAWN if self._paths and not text and not self.pictures else NOTHING)
        free, tables = self._parted(rules.grids(self._strokes))
        return Page(self.number, width, height, tuple(lines(free, self.number)), tuple(tables), fault=fault)

    def _parted(self, grids: Sequence[Grid]) -> tuple[list[Piece], list[Table]]:
        """Return what stands outside tables, and the tables in which something stands."""
        cells: list[list[list[Piece]]] = [[[] for _ in grid.cells] for grid in grids]
        free: list[Piece] = []
        for piece in self._pieces:
            x, y = (piece.box[0] + piece.box[2]) / 2, (piece.box[1] + piece.box[3]) / 2
            found = ((grid.cell_at(x, y), inside) for grid, inside in zip(grids, cells, strict=True))
            next((inside[index] for index, inside in found if index is not None), free).append(piece)
        filled = [(grid, inside) for grid, inside in zip(grids, cells, strict=True) if any(inside)]
        return free, [Table(self.number, grid, tuple(tuple(lines(cell, self.number)) for cell in inside)) for grid, inside in filled]


def _picture(element: Element, space: Space) -> Iterator[Picture]:
    frame = space.frame(element)
    if frame is not None:
        yield Picture(element.get("ResourceID", ""), frame)
