"""Office packages: a zip of XML parts that somebody else made, opened with limits."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator, Sequence

from lxml import etree
from msgspec import Struct

from auditor.errors import ExtractError, one_line
from auditor.extract import places
from auditor.extract.reasons import damaged, larger_than
from auditor.extract.source import MEBIBYTE, ReadOptions, Source
from auditor.extract.zip_list import UNREADABLE, open_zip
from auditor.model.wording import NOTHING, Wording, fill

_OLE_MAGIC = b"\xd0\xcf\x11\xe0"
_MOST_PARTS = 10_000
_MOST_RATIO = 200  # XML of real files packs to a fiftieth at best
_RATIO_FROM = MEBIBYTE
_SHEETS = "worksheets/"  # in the names of these parts
_TIMES_FOR_SHEETS = 4
_ENCRYPTED_FLAG = 0x1
_LACKS = Wording("文件包里缺少这一部分", "the package lacks this part")
_OLD = Wording("文件已加密，或是旧的二进制格式", "encrypted or an old binary format")
_NO_OFFICE = Wording("不是 Office 文件，或不完整（{why}）", "not an Office file, or cut short: {why}")
_BOMB = Wording("{name}：压缩炸弹，{packed} 字节解压出 {size} 字节", "{name}: a zip bomb, {size} bytes packed into {packed}")


class Relation(Struct, frozen=True):
    """A link from one part to another.

    Args:
        id: what the part calls it.
        kind: the last word of its type, such as ``footnotes``.
        target: name of the part it leads to.
    """

    id: str
    kind: str
    target: str


class Package(Struct, frozen=True):
    """An Office file whose size, names and XML have been checked.

    Args:
        name: the path as the user gave it.
        data: the whole file.
        largest: bytes of the largest part that a tree is made of.
    """

    name: str
    data: bytes
    largest: int
    _zip: zipfile.ZipFile

    @property
    def members(self) -> tuple[zipfile.ZipInfo, ...]:
        """What the zip says of each part, in order."""
        return tuple(self._zip.infolist())

    def xml(self, part: str) -> etree._Element:
        """Return the root of a part's XML.

        Raises:
            ExtractError: if the part is missing, too large, damaged or not safe XML.
        """
        if self.has(part) and self._zip.getinfo(part).file_size > self.largest:
            raise ExtractError(self.name, larger_than(self.largest), places.part(part))
        try:
            return parse_xml(self.read(part))
        except (ValueError, etree.XMLSyntaxError) as error:
            raise ExtractError(self.name, damaged(error), places.part(part)) from error

    def has(self, part: str) -> bool:
        """Tell whether there is a part of a name."""
        return part in self._zip.namelist()

    def read(self, part: str) -> bytes:
        """Return a part as it is.

        Raises:
            ExtractError: if it is missing or damaged.
        """
        try:
            return self._zip.read(part)
        except KeyError:
            raise ExtractError(self.name, _LACKS, places.part(part)) from None
        except UNREADABLE as error:
            raise ExtractError(self.name, damaged(error), places.part(part)) from error

    def relations(self, part: str = "") -> tuple[Relation, ...]:
        """Return the links from a part to others inside the package; from the package itself when ``part`` is empty."""
        folder, base = posixpath.split(part)
        own = posixpath.join(folder, "_rels", f"{base}.rels")
        if not self.has(own):
            return ()
        links = (link for link in self.xml(own) if link.get("TargetMode") != "External")
        return tuple(_relation(folder, link) for link in links)

    def main_part(self, usual: str) -> str:
        """Return the name of the part that holds the body, or the list of sheets or slides; ``usual`` where the package does not say."""
        return next((link.target for link in self.relations() if link.kind == "officeDocument"), usual)


def open_workbook(source: Source, options: ReadOptions) -> Package:
    """Open a workbook: its sheets, of which no tree is made, may unpack to more than other parts.

    Raises:
        ExtractError: as ``open_package`` does.
    """
    return open_package(source, options, max(options.max_bytes, min(_TIMES_FOR_SHEETS * options.max_bytes, options.max_unpacked)))


def open_package(source: Source, options: ReadOptions, sheets: int = 0) -> Package:
    """Open an Office file, all of whose parts are within the limits and free of document type definitions.

    Args:
        source: the file.
        options: limits.
        sheets: bytes that sheets may unpack to, where they do not count among the other parts.

    Raises:
        ExtractError: if it is not a zip, damaged, encrypted, or unpacks to more than it should.
    """
    data = source.read(options.max_bytes)
    if data.startswith(_OLE_MAGIC):
        raise ExtractError(source.name, _OLD)
    try:
        package = Package(source.name, data, options.max_bytes, open_zip(io.BytesIO(data)))
        fault = next(_faults(package._zip, options.max_bytes, sheets), NOTHING)
    except UNREADABLE as error:
        raise ExtractError(source.name, fill(_NO_OFFICE, why=one_line(error))) from error
    if fault:
        raise ExtractError(source.name, fault)
    return package


def _faults(archive: zipfile.ZipFile, limit: int, sheets: int) -> Iterator[Wording]:
    """Yield what speaks against reading an archive; zipfile never unpacks a member beyond its declared size."""
    members = archive.infolist()
    if len(members) > _MOST_PARTS:
        yield Wording(f"组成部分超过 {_MOST_PARTS:,} 个", f"more than {_MOST_PARTS:,} parts")
    for most in _passed(members, limit, sheets):
        yield Wording(f"解压后超过 {most:,} 字节的上限", f"unpacks to more than the limit of {most:,} bytes")
    if len(set(archive.namelist())) < len(members):
        yield Wording("文件包里有两个部分同名", "two parts of the package have one name")
    for member in members:
        name = member.filename
        if member.flag_bits & _ENCRYPTED_FLAG:
            yield Wording(f"{name}：已加密", f"{name}: encrypted")
        if member.file_size > max(_RATIO_FROM, _MOST_RATIO * member.compress_size):
            yield fill(_BOMB, name=name, size=f"{member.file_size:,}", packed=f"{member.compress_size:,}")
        if _has_doctype(archive, member):
            yield Wording(
                f"{name}：含有 Office 文件不该有的文档类型定义（DTD）", f"{name}: a document type definition, which no Office file has"
            )


def _passed(members: Sequence[zipfile.ZipInfo], limit: int, sheets: int) -> Iterator[int]:
    """Yield the limits on bytes that parts pass together, sheets apart from the others where they have a limit of their own."""
    of_sheets = sum(member.file_size for member in members if sheets and _SHEETS in member.filename)
    of_others = sum(member.file_size for member in members) - of_sheets
    yield from (most for size, most in ((of_sheets, sheets), (of_others, limit)) if size > most)


def _has_doctype(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    """Read a member up to its first element, which a document type would stand before."""
    with archive.open(member) as stream:
        try:
            _, root = next(etree.iterparse(stream, ("start",), resolve_entities=False, no_network=True, load_dtd=False))
        except (etree.XMLSyntaxError, StopIteration):
            return False
    return _doctype(root)


def parse_xml(data: bytes) -> etree._Element:
    """Return the root of somebody else's XML: no entities, no network, no document type.

    Raises:
        ValueError: if it has a document type definition.
        XMLSyntaxError: if it is damaged.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(data, parser)
    if _doctype(root):
        raise ValueError("a document type definition")
    return root


def _doctype(root: etree._Element) -> bool:
    info = root.getroottree().docinfo
    return info is not None and info.internalDTD is not None


def _relation(folder: str, link: etree._Element) -> Relation:
    target = link.get("Target", "")
    path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
    return Relation(link.get("Id", ""), link.get("Type", "").rpartition("/")[2], path)
