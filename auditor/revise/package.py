"""An Office package being changed: parts that are not touched stay as they are, byte for byte."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from itertools import count

from lxml import etree

from auditor.extract.package import Package

_TYPES = "[Content_Types].xml"
_TYPES_SPACE = "http://schemas.openxmlformats.org/package/2006/content-types"
_LINKS_SPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
_LINKS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_USUAL_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NUMBERED_ID = re.compile(r"rId(\d{1,9})")


class Revision:
    """Changes to a package.

    Args:
        package: stays as it is.
    """

    def __init__(self, package: Package) -> None:
        self.package = package
        self._names = {member.filename for member in package.members}
        self._changed: dict[str, bytes | etree._Element] = {}

    @property
    def signed(self) -> bool:
        """Whether the package holds a digital signature, which no copy with changes can keep valid."""
        return any(name.lower().startswith("_xmlsignatures/") for name in self._names)

    def xml(self, part: str) -> etree._Element:
        """Return the root of a part, to be changed.

        Raises:
            ExtractError: if it is missing or damaged.
        """
        found = self._changed.get(part)
        if found is None or isinstance(found, bytes):
            found = self._changed[part] = self.package.xml(part)
        return found

    def read(self, part: str) -> bytes:
        """Return the bytes of a part as they were put last.

        Raises:
            ExtractError: if it is missing or damaged.
        """
        found = self._changed.get(part)
        return self.package.read(part) if found is None else _bytes(found)

    def names(self, suffix: str) -> list[str]:
        """Return the names of parts that end with a suffix."""
        return [name for name in self._names if name.lower().endswith(suffix)]

    def put(self, part: str, content: bytes | etree._Element) -> None:
        """Add a part, or put another one in its place."""
        self._changed[part] = content
        self._names.add(part)

    def free_name(self, pattern: str) -> str:
        """Return the first name that no part has; ``{}`` in the pattern stands for a number."""
        taken = {name.lower() for name in self._names}
        return next(name for number in count(1) if (name := pattern.format(number)).lower() not in taken)

    def link(self, part: str, kind: str, target: str) -> str:
        """Link a part to another one of a kind, such as ``comments``; return the id of the link."""
        folder, base = posixpath.split(part)
        name = posixpath.join(folder, "_rels", f"{base}.rels")
        if name not in self._names:
            self.put(name, new_root("Relationships", _LINKS_SPACE))
            self.declare("rels", _LINKS_TYPE)
        links = self.xml(name)
        numbers = (int(match[1]) for link in links if (match := _NUMBERED_ID.fullmatch(link.get("Id", ""))))
        own_id = f"rId{max(numbers, default=0) + 1}"
        path = posixpath.relpath(target, folder or ".")
        etree.SubElement(links, f"{{{_LINKS_SPACE}}}Relationship", Id=own_id, Type=f"{self.kinds}/{kind}", Target=path)
        return own_id

    def declare(self, extension: str, content_type: str) -> None:
        """Say what parts with a file extension are, unless the package does."""
        types = self.xml(_TYPES)
        if not any((child.get("Extension") or "").lower() == extension for child in types):
            types.insert(0, etree.Element(f"{{{_TYPES_SPACE}}}Default", Extension=extension, ContentType=content_type))

    def declare_part(self, part: str, content_type: str) -> None:
        """Say what a part is."""
        etree.SubElement(self.xml(_TYPES), f"{{{_TYPES_SPACE}}}Override", PartName=f"/{part}", ContentType=content_type)

    def data(self) -> bytes:
        """Return the whole package, its parts in the order they had, new ones last."""
        out = io.BytesIO()
        left = dict(self._changed)
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for member in self.package.members:
                content = left.pop(member.filename, None)
                archive.writestr(_entry(member), self.package.read(member.filename) if content is None else _bytes(content))
            for name, content in left.items():
                archive.writestr(zipfile.ZipInfo(name), _bytes(content), zipfile.ZIP_DEFLATED)
        return out.getvalue()

    @property
    def kinds(self) -> str:
        """What types of links begin with: another address in files of the strict standard."""
        links = self.package.xml("_rels/.rels") if "_rels/.rels" in self._names else ()
        types = (link.get("Type", "") for link in links)
        return next((kind.rpartition("/")[0] for kind in types if kind.endswith("/officeDocument")), _USUAL_KINDS)


def new_root(name: str, space: str) -> etree._Element:
    """Return the root of a new part whose namespace needs no prefix."""
    return etree.fromstring(f'<{name} xmlns="{space}"/>')


def _entry(member: zipfile.ZipInfo) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(member.filename, member.date_time)
    entry.compress_type = member.compress_type if member.compress_type == zipfile.ZIP_STORED else zipfile.ZIP_DEFLATED
    entry.external_attr, entry.create_system = member.external_attr, member.create_system
    return entry


def _bytes(content: bytes | etree._Element) -> bytes:
    if isinstance(content, bytes):
        return content
    return etree.tostring(content.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
