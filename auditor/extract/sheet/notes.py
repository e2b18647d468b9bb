"""What stands outside the cells of sheets of Office packages: comments and text boxes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from auditor.extract.alt_text import alt_text
from auditor.extract.elements import Element, attribute, inside, name_of
from auditor.extract.numbers import whole
from auditor.extract.package import Package, Relation
from auditor.extract.sheet.outline import Note
from auditor.extract.word.docx_text import text_of
from auditor.model.own_notes import is_ours

_DRAWN = frozenset(("chart", "diagramData"))
TRUE = ("1", "true", "on")
"""How XML says yes."""
_SHOWN = {"showInputMessage": ("promptTitle", "prompt"), "showErrorMessage": ("errorTitle", "error")}
_FARTHEST = (1 << 20) - 1  # row, from 0
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


def sheet_parts(package: Package) -> dict[str, str]:
    """Map each sheet's name to its part.

    Raises:
        ExtractError: if the list of sheets is missing or damaged.
    """
    book = package.main_part("xl/workbook.xml")
    parts = {link.id: link.target for link in package.relations(book)}
    sheets = {attribute(sheet, "name"): parts.get(attribute(sheet, "id"), "") for sheet in inside(package.xml(book), "sheet")}
    return {title: part for title, part in sheets.items() if part}


def notes_of(package: Package, part: str) -> Iterator[Note]:
    """Yield comments and text boxes of a sheet, at the cells they hang on; charts and diagrams last, which fail without the others.

    Raises:
        ExtractError: if a part that holds them is missing or damaged.
    """
    charts: list[tuple[str, Element]] = []
    for link in package.relations(part):
        if link.kind == "comments" and not link.target.endswith(".bin"):
            root = package.xml(link.target)
            authors = dict(enumerate(author.text or "" for author in inside(root, "author")))
            for comment in inside(root, "comment"):
                author = authors.get(whole(attribute(comment, "authorId"), len(authors), len(authors)), "")
                yield from _note(comment, _place(attribute(comment, "ref")), "comment", author)
        elif link.kind == "drawing":
            drawn = {inner.id: inner for inner in package.relations(link.target) if inner.kind in _DRAWN}
            for anchor in package.xml(link.target).iterchildren("*"):
                yield from _note(anchor, corner(anchor), "textbox")
                yield from (Note(*corner(anchor), "alt", text) for named in anchor.iter("{*}cNvPr") if (text := alt_text(named)))
                charts.extend((shown, anchor) for shown in _drawn(anchor, drawn))
    for shown, anchor in charts:
        yield from _note(package.xml(shown), corner(anchor), "textbox")


def _drawn(anchor: Element, drawn: Mapping[str, Relation]) -> Iterator[str]:
    """Yield the parts of charts and diagrams that an anchor shows, each once."""
    ids = (str(value) for element in anchor.iter("*") if name_of(element) in ("chart", "relIds") for value in element.attrib.values())
    yield from dict.fromkeys(drawn[id_].target for id_ in ids if id_ in drawn)


def _note(element: Element, place: tuple[int, int], part: str, author: str = "") -> Iterator[Note]:
    lines = inside(element, "p") if part == "textbox" else [element]
    text = "\n".join(text_of(line, []) for line in lines)
    if text.strip():
        yield Note(*place, part, text, is_ours(author, text))


def prompt(validation: Mapping[str, str]) -> Iterator[Note]:
    """Yield what the attributes of a validation show, at the first of its cells."""
    first = validation.get("sqref", "").partition(" ")[0].partition(":")[0]
    shown = (name for switch, names in _SHOWN.items() if validation.get(switch) in TRUE for name in names)
    yield from prompt_note(*_place(first), (validation.get(name, "") for name in shown))


def prompt_note(row: int, column: int, texts: Iterable[str]) -> Iterator[Note]:
    """Yield what shows beside cells while they are filled in, or when that is refused, in lines."""
    if text := "\n".join(dict.fromkeys(filter(None, map(str.strip, texts)))):
        yield Note(row, column, "prompt", text)


def _place(reference: str) -> tuple[int, int]:
    """Return row and column of a reference such as ``B7``."""
    match = _REFERENCE.fullmatch(reference)
    column = 0
    for letter in match[1] if match else "A":
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) if match else 1, column


def corner(anchor: Element) -> tuple[int, int]:
    """Return row and column of the cell in which the upper left corner of a drawing lies; the first one where it floats."""
    starts = list(inside(anchor, "from"))
    numbers = [next((whole(found.text, _FARTHEST) for start in starts for found in inside(start, name)), 0) for name in ("row", "col")]
    return numbers[0] + 1, numbers[1] + 1
