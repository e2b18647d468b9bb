"""Pictures in workbooks that may hold text, named by the sheet and cell at which they hang."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from auditor.errors import ExtractError
from auditor.extract.elements import attribute
from auditor.extract.embedded import Inner
from auditor.extract.package import Package
from auditor.extract.picture.illustrations import illustrations
from auditor.extract.sheet.notes import corner, sheet_parts
from auditor.extract.source import Source
from auditor.model.document import Failure
from auditor.model.location import CellPlace

_MEDIA = ("xl/media/", "Pictures/")


def pictures_of(package: Package, source: Source) -> Iterator[Inner]:
    """Yield the pictures of a workbook, each once; one that hangs nowhere that is known has the name of its part.

    All parts with pictures count, not those alone that a sheet names: WPS Office and Excel have ways of their own to put one into a cell.
    """
    cells = _cells(package)
    for part in (info.filename for info in package.members if info.filename.startswith(_MEDIA) and info.file_size):
        cell = cells.get(part)
        name = f"{cell}/{posixpath.basename(part)}" if cell else part
        try:
            yield from illustrations(source, [(name, package.read(part))])
        except ExtractError as error:
            yield Failure(error.source, error.place, error.reason)


def _cells(package: Package) -> dict[str, str]:
    """Map parts with pictures to the cells where they are shown first, such as ``Sheet1!B3``."""
    found: dict[str, str] = {}
    try:
        for title, sheet in sheet_parts(package).items():
            for drawing in (link.target for link in package.relations(sheet) if link.kind == "drawing"):
                for part, place in _drawn(package, drawing):
                    found.setdefault(part, f"{title}!{CellPlace(title, *place).reference}")
    except ExtractError:  # told where its comments and text boxes are read; an OpenDocument has no such list
        pass
    return found


def _drawn(package: Package, drawing: str) -> Iterator[tuple[str, tuple[int, int]]]:
    links = {link.id: link.target for link in package.relations(drawing)}
    for anchor in package.xml(drawing).iterchildren("*"):
        for blip in anchor.iter("{*}blip"):
            if part := links.get(attribute(blip, "embed")):
                yield part, corner(anchor)
