"""The XML of Office and OFD files by local names, so that every edition of a namespace is read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element

_SETTINGS = ("pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr")
_UNREAD = frozenset((*_SETTINGS, "del", "moveFrom", "delText", "instrText", "delInstrText", "rt"))


def name_of(element: Element) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def children(parent: Element) -> Iterator[Element]:
    """Yield what stands in an element as text or structure: one of alternatives, nothing deleted."""
    for child in parent.iterchildren("*"):
        name = name_of(child)
        if name == "AlternateContent":
            yield from children(_alternative(child))
        elif name not in _UNREAD:
            yield child


def _alternative(element: Element) -> Element:
    choices = {name_of(child): child for child in reversed(element)}
    return choices.get("Choice", choices.get("Fallback", element))


def inside(parent: Element, name: str) -> Iterator[Element]:
    """Yield the nearest elements of a name below a parent, through what merely wraps them."""
    for child in children(parent):
        if name_of(child) == name:
            yield child
        else:
            yield from inside(child, name)


def setting(element: Element, *path: str) -> str | None:
    """Return the value of a setting below an element; empty where it is set without one, None where it is not set."""
    found = find(element, *path)
    return None if found is None else attribute(found, "val")


def find(element: Element, *path: str) -> Element | None:
    """Return the first element on a path of names below an element; None where there is none."""
    for name in path:
        found = next((child for child in element.iterchildren("*") if name_of(child) == name), None)
        if found is None:
            return None
        element = found
    return element


def attribute(element: Element, name: str) -> str:
    """Return the value of an attribute in any namespace; empty where there is none."""
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")
