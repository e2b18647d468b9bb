"""The parts of an OFD package, which name each other by paths."""

from __future__ import annotations

import posixpath

from msgspec import Struct

from auditor.extract.elements import Element
from auditor.extract.package import Package


class Part(Struct, frozen=True):
    """An XML part, and what its paths are relative to."""

    package: Package
    path: str
    root: Element

    def resolve(self, location: str) -> str:
        """Return the path of a part that this one names; some writers name it from the root."""
        location = location.strip()
        if location.startswith("/"):
            return location.lstrip("/")
        found = posixpath.normpath(posixpath.join(posixpath.dirname(self.path), location))
        return found if self.package.has(found) or not self.package.has(location) else location

    def part(self, location: str) -> Part:
        """Return another part.

        Raises:
            ExtractError: if it is missing or damaged.
        """
        path = self.resolve(location)
        return Part(self.package, path, self.package.xml(path))

    def text(self, name: str) -> str:
        """Return the text of the first element of a name; empty where there is none."""
        found = next(self.root.iter(f"{{*}}{name}"), None)
        return "" if found is None else (found.text or "").strip()


def open_root(package: Package) -> Part:
    """Return the part that names the documents.

    Raises:
        ExtractError: if it is missing or damaged.
    """
    return Part(package, "OFD.xml", package.xml("OFD.xml"))
