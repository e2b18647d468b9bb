"""The text of a paragraph of a Word file, as it is shown."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.extract.word.docx_signs import box_of_control, form_field, signs_of, symbol
from auditor.extract.word.docx_xml import Element, attribute, children, find, inside, name_of, setting

__all__ = ["Element", "attribute", "children", "find", "inside", "name_of", "setting", "text_of"]

_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def text_of(paragraph: Element, boxes: list[Element]) -> str:
    """Return a paragraph's text; collect the contents of text boxes that hang on it."""
    return "".join(_pieces(paragraph, boxes))


def _pieces(parent: Element, boxes: list[Element]) -> Iterator[str]:
    for child in children(parent):
        name = name_of(child)
        if name == "txbxContent":
            boxes.append(child)
        elif name == "r":
            signs = signs_of(child)
            yield from (piece.translate(signs) for piece in _pieces(child, boxes))
        elif (text := _shown(child, name)) is not None:
            yield text
        else:
            yield from _pieces(child, boxes)


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
            return box_of_control(element)
    return _SIGNS.get(name)
