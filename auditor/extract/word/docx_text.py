"""The text of a paragraph of a Word file, as it is shown."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from auditor.extract.elements import Element, attribute, children, find, name_of
from auditor.extract.word.docx_signs import box_of_control, form_field, prompt_of_control, signs_of, symbol

_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}

CONTENTS = "txbxContent"
"""Holds what stands in a text box."""
_HANGING = frozenset((CONTENTS, "docPr"))
_OLD_DRAWINGS = frozenset(("shape", "rect"))


class Piece(Struct, frozen=True):
    """A part of a text, and the element that it comes from."""

    text: str
    element: Element


def text_of(paragraph: Element, boxes: list[Element]) -> str:
    """Return a paragraph's text; collect the contents of text boxes that hang on it."""
    return "".join(piece.text for piece in pieces_of(paragraph, boxes))


def pieces_of(parent: Element, boxes: list[Element]) -> Iterator[Piece]:
    """Yield a paragraph's text in pieces, each with its element; collect text boxes, and what speaks of drawings."""
    for child in children(parent):
        name = name_of(child)
        if name in _HANGING or (name in _OLD_DRAWINGS and attribute(child, "alt")):
            boxes.append(child)
        if name in _HANGING:
            continue
        if name == "r":
            signs = signs_of(child)
            yield from (Piece(piece.text.translate(signs), piece.element) for piece in pieces_of(child, boxes))
        elif (text := _shown(child, name)) is not None:
            yield Piece(text, child)
        else:
            yield from pieces_of(child, boxes)


def _shown(element: Element, name: str) -> str | None:
    """Return what an element shows as a whole; None where that is what stands in it."""
    match name:
        case "t":
            return element.text or ""
        case "sym":
            return symbol(element)
        case "textpath":
            return attribute(element, "string")
        case "fldChar":
            return form_field(element)
        case "sdt":
            box = box_of_control(element)
            return prompt_of_control(element) if box is None else box
    return _SIGNS.get(name)


def goes_on_behind(paragraph: Element) -> bool:
    """Tell whether the end of a paragraph is deleted, so that the next one goes on in it."""
    following = paragraph.getnext()
    return following is not None and name_of(following) == "p" and find(paragraph, "pPr", "rPr", "del") is not None
