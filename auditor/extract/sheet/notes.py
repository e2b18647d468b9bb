"""What stands on a sheet outside its cells: comments and text boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.extract.package import Package
from auditor.extract.word.docx_text import Element, attribute, inside, text_of
from auditor.model.document import Segment
from auditor.model.location import CellPlace

_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


def notes_of(package: Package) -> dict[str, list[Segment]]:
    """Map each sheet's name to its comments and text boxes, at the cells they hang on.

    Raises:
        ExtractError: if a part that holds them is missing or damaged.
    """
    book = next((link.target for link in package.relations() if link.kind == "officeDocument"), "xl/workbook.xml")
    parts = {link.id: link.target for link in package.relations(book)}
    sheets = {attribute(sheet, "name"): parts.get(attribute(sheet, "id"), "") for sheet in inside(package.xml(book), "sheet")}
    return {title: list(_notes(package, title, part)) for title, part in sheets.items() if part}


def _notes(package: Package, title: str, part: str) -> Iterator[Segment]:
    for link in package.relations(part):
        if link.kind == "comments":
            for comment in inside(package.xml(link.target), "comment"):
                yield from _note(title, comment, _place(attribute(comment, "ref")), "comment")
        elif link.kind == "drawing":
            for anchor in package.xml(link.target).iterchildren("*"):
                yield from _note(title, anchor, _corner(anchor), "textbox")


def _note(title: str, element: Element, place: tuple[int, int], part: str) -> Iterator[Segment]:
    lines = inside(element, "p") if part == "textbox" else [element]
    text = "\n".join(text_of(line, []) for line in lines)
    if text.strip():
        yield Segment.at(text, CellPlace(title, *place, part), group=f"{title}!{place[0]}")


def _place(reference: str) -> tuple[int, int]:
    """Return row and column of a reference such as ``B7``."""
    match = _REFERENCE.fullmatch(reference)
    column = 0
    for letter in match[1] if match else "A":
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) if match else 1, column


def _corner(anchor: Element) -> tuple[int, int]:
    """Return row and column of the cell in which the upper left corner of a text box lies; the first one where it floats."""
    numbers = [
        next((_number(found.text) for start in inside(anchor, "from") for found in inside(start, name)), 0) for name in ("row", "col")
    ]
    return numbers[0] + 1, numbers[1] + 1


def _number(text: str | None) -> int:
    """Return a row or column; the first one where what is written is none."""
    return int(text) if text and text.isdecimal() and len(text) < 9 else 0
