"""Office files saved as one XML file: the parts of the package stand below one another, pictures among them in base64."""

from __future__ import annotations

import binascii
import io
import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from lxml import etree

from auditor.extract.elements import Element, attribute, find, name_of

_TYPES_PART = "[Content_Types].xml"
_LONGEST_NAME = 1_000
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


def is_flat_package(root: Element) -> bool:
    """Tell whether XML holds the parts of a package."""
    return name_of(root) == "package" and "schemas.microsoft.com/office/2006/xmlPackage" in str(root.tag)


def packed(root: Element) -> bytes:
    """Return the package that such XML holds.

    Raises:
        ValueError: if the base64 of a part, or its name, is broken.
    """
    every = [part for part in root.iterchildren("*") if name_of(part) == "part" and attribute(part, "name").startswith("/")]
    parts = list({attribute(part, "name"): part for part in reversed(every) if attribute(part, "name") != f"/{_TYPES_PART}"}.values())[::-1]
    if any(not 1 < len(attribute(part, "name")) <= _LONGEST_NAME for part in parts):
        raise ValueError("the name of a part is empty or too long")
    types = "".join(f"<Override PartName={quoteattr(attribute(part, 'name'))} ContentType={quoteattr(_type(part))}/>" for part in parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(_TYPES_PART, f'<Types xmlns="{_TYPES}">{types}</Types>')
        for part in parts:
            archive.writestr(attribute(part, "name")[1:], b"".join(_content(part)))
    return out.getvalue()


def _type(part: Element) -> str:
    return attribute(part, "contentType")


def _content(part: Element) -> Iterator[bytes]:
    xml, binary = find(part, "xmlData"), find(part, "binaryData")
    if xml is not None:
        yield from (etree.tostring(child, encoding="utf-8", with_tail=False) for child in xml.iterchildren("*"))
    elif binary is not None:
        yield binascii.a2b_base64(str(binary.xpath("string()")))  # without the comments in it
