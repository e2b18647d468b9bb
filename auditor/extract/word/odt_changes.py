"""Tracked deletions of OpenDocument texts that stand where they stood: flat files keep them in the text, between two marks."""

from __future__ import annotations

from lxml import etree

from auditor.extract.elements import Element, attribute, find, name_of


def without_deleted(content: Element) -> None:
    """Take the words of such deletions out of a text."""
    regions = (region for region in content.iter("{*}changed-region") if find(region, "deletion") is not None)
    deletions = {attribute(region, "id") for region in regions} & _closed(content)
    if not deletions:
        return
    is_open: set[str] = set()
    for event, element in etree.iterwalk(content, ("start", "end")):
        if event == "start":
            _note(element, deletions, is_open)
        if is_open and event == "start":
            element.text = None
        elif is_open:
            element.tail = None


def _closed(content: Element) -> set[str]:
    """Return the ids of the changes each of whose beginnings has an end: one without would hide all that follows."""
    begun: set[str] = set()
    is_open: set[str] = set()
    for mark in content.iter("{*}change-start", "{*}change-end"):
        key = attribute(mark, "change-id")
        if name_of(mark) == "change-start":
            begun.add(key)
            is_open.add(key)
        else:
            is_open.discard(key)
    return begun - is_open


def _note(element: Element, deletions: set[str], is_open: set[str]) -> None:
    """Take note of a mark at which a deletion begins or ends."""
    name, key = name_of(element), attribute(element, "change-id")
    if name == "change-start" and key in deletions:
        is_open.add(key)
    elif name == "change-end":
        is_open.discard(key)
