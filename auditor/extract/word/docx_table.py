"""Tables of Word files: which cell covers which rows and columns, and what stands in it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field
from msgspec.structs import replace

from auditor.extract.elements import Element, children, inside, name_of, setting
from auditor.extract.numbers import whole
from auditor.extract.table import TableCell
from auditor.extract.word.docx_text import Piece, goes_on_behind, pieces_of
from auditor.model.location import CellPlace

_MOST_COLUMNS = 63  # that Word knows; what claims more is no table of Word


class WordTable(Struct):
    """A table that is being read.

    Args:
        part: where it stands.
        number: which table of that part it is, from 1.
        cells: a merged one once, empty ones too.
        pieces: what the text of each cell is made of; a line break comes from the paragraph behind it.
        inner: tables in its cells.
        boxes: text boxes in its cells.
    """

    part: str
    number: int
    cells: list[TableCell] = field(default_factory=list)
    pieces: list[tuple[Piece, ...]] = field(default_factory=list)
    inner: list[Element] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)

    def read(self, element: Element) -> None:
        """Read all rows; a row whose deletion is tracked counts, but is not read."""
        above: dict[int, int] = {}
        for row, child in enumerate(inside(element, "tr"), 1):
            above = {} if setting(child, "trPr", "del") is not None else self._row(child, row, above)

    def _row(self, element: Element, row: int, above: dict[int, int]) -> dict[int, int]:
        """Read a row; take and return, for each column, the index of a cell that may go on in the next row."""
        reaching: dict[int, int] = {}
        column = 1 + whole(setting(element, "trPr", "gridBefore"), _MOST_COLUMNS)
        for cell in inside(element, "tc"):
            if setting(cell, "tcPr", "cellDel") is not None:
                continue
            merge = setting(cell, "tcPr", "vMerge")
            width = max(1, whole(setting(cell, "tcPr", "gridSpan"), _MOST_COLUMNS))
            if merge in ("", "continue") and column in above:
                index = above[column]
                self.cells[index] = replace(self.cells[index], rows=self.cells[index].rows + 1)
            else:
                index = self._add(cell, row, column, width)
            if merge is not None:
                reaching[column] = index
            column += width
        return reaching

    def _add(self, element: Element, row: int, column: int, width: int) -> int:
        place = CellPlace(str(self.number), row, column, self.part)
        pieces = tuple(self._pieces(element))
        self.pieces.append(pieces)
        self.cells.append(TableCell("".join(piece.text for piece in pieces), place, row, column, columns=width))
        return len(self.cells) - 1

    def _pieces(self, element: Element) -> Iterator[Piece]:
        goes_on = True
        for paragraph in self._paragraphs(element):
            if not goes_on:
                yield Piece("\n", paragraph)
            yield from pieces_of(paragraph, self.boxes)
            goes_on = goes_on_behind(paragraph)

    def _paragraphs(self, element: Element) -> Iterator[Element]:
        for child in children(element):
            match name_of(child):
                case "p":
                    yield child
                case "tbl":
                    self.inner.append(child)
                case _:
                    yield from self._paragraphs(child)
