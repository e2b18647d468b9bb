"""Excel workbooks: a comment on each cell in which something was found, and fill.

The XML is changed in place: a library that loads and saves whole workbooks, such as openpyxl, drops text boxes and pictures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from auditor.extract.elements import Element, inside, name_of
from auditor.extract.package import open_workbook
from auditor.extract.sheet.notes import sheet_parts
from auditor.extract.source import ReadOptions, Source
from auditor.model.location import CellPlace
from auditor.model.wording import Language, Wording
from auditor.revise.marker import Marked
from auditor.revise.notes import Note
from auditor.revise.package import Revision
from auditor.revise.sheet.comments import Comments
from auditor.revise.sheet.drawing import Blocks
from auditor.revise.sheet.styles import Fills

_SIGNED = Wording("原件带有数字签名，加了标记的副本签名失效", "the original is signed; the signature does not hold for a copy with marks")

Cells: TypeAlias = dict[tuple[int, int], list[Note]]
"""Notes by row and column, from 1."""


def mark(source: Source, options: ReadOptions, notes: Sequence[Note], language: Language) -> Marked:
    """Return a copy of a workbook with notes in it.

    Raises:
        ExtractError: if it cannot be read.
    """
    package = open_workbook(source, options)
    revision = Revision(package)
    parts = sheet_parts(package)
    fills, blocks = Fills(revision, package.main_part("xl/workbook.xml")), Blocks(revision)
    unmarked: list[Note] = []
    for title, cells in _by_sheet(notes).items():
        if title not in parts:
            unmarked += [note for found in cells.values() for note in found]
            continue
        _fill(revision.xml(parts[title]), cells, fills)
        comments = Comments(revision, parts[title], cell_name)
        talked_of = comments.threads
        unmarked += [note for place, found in cells.items() if cell_name(*place) in talked_of for note in found]
        comments.add({place: _text(found, language) for place, found in cells.items() if cell_name(*place) not in talked_of}, blocks)
    return Marked(revision.data(), tuple(unmarked), (_SIGNED,) if revision.signed else ())


def _by_sheet(notes: Sequence[Note]) -> dict[str, Cells]:
    """Map names of sheets to the notes on their cells."""
    sheets: dict[str, Cells] = {}
    for note in notes:
        place = note.segment.anchors[0].location
        if isinstance(place, CellPlace):
            sheets.setdefault(place.table, {}).setdefault((place.row, place.column), []).append(note)
    return sheets


def _fill(sheet: Element, cells: Cells, fills: Fills) -> None:
    """Fill the cells in which the words of notes stand, in the colour of the gravest."""
    rows = {row for row, _ in cells}
    for number, row in _rows(sheet):
        for column, cell in _cells(row) if number in rows else ():
            own = [note.severity for note in cells.get((number, column), ()) if _in_cell(note)]
            if own:
                cell.set("s", fills.style(cell.get("s", "0"), max(own, key=lambda severity: severity.rank)))


def _rows(sheet: Element) -> Iterator[tuple[int, Element]]:
    """Yield the rows of a sheet by number; those without one stand behind the one before."""
    number = 0
    for row in inside(sheet, "row"):
        own = row.get("r", "")
        number = int(own) if own.isascii() and own.isdecimal() and len(own) < 9 else number + 1
        yield number, row


def _cells(row: Element) -> Iterator[tuple[int, Element]]:
    """Yield the cells of a row by column; those without a reference stand behind the one before."""
    column = 0
    for cell in row.iterchildren("*"):
        if name_of(cell) == "c":
            column = _column(cell.get("r", "")) or column + 1
            yield column, cell


def _in_cell(note: Note) -> bool:
    place = note.segment.anchors[0].location
    return isinstance(place, CellPlace) and place.part == "body"


def _text(found: Sequence[Note], language: Language) -> str:
    """Return the comment on one cell, the word of caution once."""
    blocks: list[str] = []
    for note in found:
        quoted = f"“{note.words}”" if _in_cell(note) else note.listed(language)[0]
        blocks.append("\n".join([quoted, *note.lines[:-1]]))
    return "\n\n".join([*blocks, found[-1].lines[-1]])


def cell_name(row: int, column: int) -> str:
    """Return the reference of a cell, such as ``B7``; row and column count from 1."""
    return CellPlace("", row, column).reference


def _column(reference: str) -> int:
    column = 0
    for letter in reference:
        if not "A" <= letter <= "Z":
            break
        column = column * 26 + ord(letter) - ord("A") + 1
    return column
