"""Fills of cells: for each style in use a copy that differs in its fill only."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from auditor.extract.elements import Element, name_of
from auditor.extract.numbers import whole
from auditor.model.grounds import Severity
from auditor.revise.marker import COLOURS
from auditor.revise.package import Revision


class Fills:
    """The styles of a workbook, to which filled ones are added.

    Args:
        revision: of the package.
        book: name of the part that lists the sheets.
    """

    def __init__(self, revision: Revision, book: str) -> None:
        self._revision = revision
        self._part = next((link.target for link in revision.package.relations(book) if link.kind == "styles"), "")
        self._fills: dict[Severity, str] = {}
        self._styles: dict[tuple[str, Severity], str] = {}

    def style(self, old: str, severity: Severity) -> str:
        """Return the number of the style that is like an old one but filled; the old one where the workbook has no styles."""
        if (old, severity) not in self._styles:
            self._styles[old, severity] = self._added(old, severity) if self._part else old
        return self._styles[old, severity]

    def _added(self, old: str, severity: Severity) -> str:
        formats = self._list("cellXfs")
        if formats is None:
            return old
        if severity not in self._fills:
            self._fills[severity] = self._fill(severity)
        number = whole(old, len(formats))
        new = deepcopy(formats[number if number < len(formats) else 0])
        new.set("fillId", self._fills[severity])
        new.set("applyFill", "1")
        return _append(formats, new)

    def _fill(self, severity: Severity) -> str:
        fills = self._list("fills")
        if fills is None:
            return "0"
        space = str(fills.tag).rpartition("}")[0] + "}"
        fill = etree.Element(f"{space}fill")
        pattern = etree.SubElement(fill, f"{space}patternFill", patternType="solid")
        etree.SubElement(pattern, f"{space}fgColor", rgb="FF{:02X}{:02X}{:02X}".format(*COLOURS[severity]))
        etree.SubElement(pattern, f"{space}bgColor", indexed="64")
        return _append(fills, fill)

    def _list(self, name: str) -> Element | None:
        found = next((child for child in self._revision.xml(self._part).iterchildren("*") if name_of(child) == name), None)
        return found if found is not None and len(found) else None


def _append(parent: Element, child: Element) -> str:
    """Append to a counted list; return the child's number."""
    number = len(parent.findall("*"))
    parent.append(child)
    parent.set("count", str(number + 1))
    return str(number)
