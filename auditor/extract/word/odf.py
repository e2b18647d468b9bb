"""OpenDocument files: a package of XML parts, or one flat XML file."""

from __future__ import annotations

from lxml import etree
from msgspec import Struct

from auditor.errors import ExtractError, one_line
from auditor.extract.elements import Element
from auditor.extract.embedded import Inner, member
from auditor.extract.package import Package, open_package, parse_xml
from auditor.extract.reasons import ENCRYPTED
from auditor.extract.source import ReadOptions, Source
from auditor.model.wording import Wording, fill

_NOT_READ = Wording("不是 OpenDocument 文件，或已损坏（{why}）", "not an OpenDocument file, or damaged: {why}")
_MANIFEST = "META-INF/manifest.xml"


class OpenDocument(Struct, frozen=True):
    """An OpenDocument file whose XML has been checked.

    Args:
        source: the file.
        content: what it holds.
        styles: headers and footers among other things.
        package: where its other parts are; None for a flat file.
    """

    source: Source
    content: Element
    styles: Element
    package: Package | None

    def picture(self, path: str) -> Inner | None:
        """Return a picture as a file of its own, a failure where it is missing; None for what lies outside."""
        if self.package is None or "//" in path or path.startswith(("..", "/", "#")):
            return None
        return member(self.package, self.source, path.removeprefix("./"), is_part=True)


def open_odf(source: Source, options: ReadOptions) -> OpenDocument:
    """Open an OpenDocument file.

    Raises:
        ExtractError: if it is encrypted, damaged or not safe to read.
    """
    with source.open() as stream:
        is_flat = stream.read(2) != b"PK"
    if is_flat:
        return _open_flat(source, source.read(options.max_bytes))
    package = open_package(source, options)
    manifest = package.xml(_MANIFEST) if package.has(_MANIFEST) else None
    if manifest is not None and next(manifest.iter("{*}encryption-data"), None) is not None:
        raise ExtractError(source.name, ENCRYPTED)
    content = package.xml("content.xml")
    return OpenDocument(source, content, package.xml("styles.xml") if package.has("styles.xml") else content, package)


def _open_flat(source: Source, data: bytes) -> OpenDocument:
    try:
        root = parse_xml(data)
    except (ValueError, etree.XMLSyntaxError) as error:
        raise ExtractError(source.name, fill(_NOT_READ, why=one_line(error))) from error
    return OpenDocument(source, root, root, None)
