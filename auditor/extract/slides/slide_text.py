"""The text of DrawingML: paragraphs in shapes, cells, diagrams and charts."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.extract.elements import Element, children, name_of

_SIGNS = {"br": "\n", "tab": "\t"}


def text_of(element: Element) -> str:
    """Return the text of a shape or cell, its paragraphs on lines of their own."""
    return "\n".join(paragraphs_in(element)).strip("\n")


def paragraphs_in(element: Element) -> Iterator[str]:
    """Yield the text of the paragraphs below an element, empty ones too."""
    for child in children(element):
        if name_of(child) == "p":
            yield "".join(_pieces(child))
        else:
            yield from paragraphs_in(child)


def _pieces(parent: Element) -> Iterator[str]:
    for child in children(parent):
        name = name_of(child)
        if name == "t":
            yield child.text or ""
        elif name in _SIGNS:
            yield _SIGNS[name]
        else:
            yield from _pieces(child)
