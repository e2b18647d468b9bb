"""Files and pictures inside Office files: whole documents, what OLE wraps, and pictures large enough to hold a text."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from pathlib import PurePosixPath, PureWindowsPath
from typing import TypeAlias

from auditor.errors import ExtractError
from auditor.extract.kinds import Kind, kind_of
from auditor.extract.ole import OleError, open_ole
from auditor.extract.package import Package
from auditor.extract.source import Source
from auditor.model.document import Failure
from auditor.model.wording import NOTHING, Wording, fill

_WHOLE = frozenset(("package", "aFChunk", "subDocument"))
_WRAPPED = "oleObject"
_READABLE = ("WordDocument", "Workbook", "Book", "PowerPoint Document")
_WITHOUT_WORDS = ("Equation Native",)
_NATIVE = "\x01Ole10Native"
_CONTENTS = ("Package", "CONTENTS")
_UNHEARD = frozenset((Kind.ZIP, Kind.OLE, Kind.UNKNOWN))
_MADE_BY = "\x01CompObj"
_NUMBERED = re.compile(r"\d{1,4}(?=(?:\.\w+)?$)")
_OBJECT = Wording("嵌入对象 {number}", "embedded object {number}")
_NOT_READ = Wording("嵌入的对象{made_by}，未读取", "an embedded object{made_by}, which is not read")

Inner: TypeAlias = Source | Failure


def objects(package: Package, source: Source, part: str) -> Iterator[Inner]:
    """Yield the files that a part of a package holds; one that cannot be taken out is a failure."""
    for link in package.relations(part):
        if link.kind in _WHOLE:
            yield member(package, source, link.target)
        elif link.kind == _WRAPPED:
            found = member(package, source, link.target)
            yield from (found,) if isinstance(found, Failure) else _unwrapped(source, link.target, found.data)


def member(package: Package, source: Source, part: str, is_part: bool = False) -> Inner:
    """Return a part as a file of its own, or as a picture that need not say anything; a failure if it is missing or damaged."""
    try:
        return source.member(part, package.read(part), is_part)
    except ExtractError as error:
        return Failure(error.source, error.place, error.reason)


def _unwrapped(source: Source, name: str, data: bytes) -> Iterator[Inner]:
    """Yield the file that an OLE container holds; formulas hold no words."""
    found = (name, data) if data.startswith(b"PK") else _contents(name, data)
    if found is None:
        yield not_read(source, name, _made_by(data))
    elif found[1]:
        inner = source.member(*found)
        is_known = found[0] != name or kind_of(inner) not in _UNHEARD
        yield inner if is_known else not_read(source, name, _made_by(data))


def not_read(source: Source, part: str, made_by: str = "") -> Failure:
    """Say that an object is not read, by the number that a person can count to and the program that shows it."""
    name = PurePosixPath(part).name
    number = _NUMBERED.search(name)
    known = Wording(f"（{made_by}）", f" ({made_by})") if made_by else NOTHING
    return Failure(source.name, fill(_OBJECT, number=number[0] if number else name), fill(_NOT_READ, made_by=known))


def _made_by(data: bytes) -> str:
    """Return what the program calls the object that it put into an OLE container; empty if that is not told."""
    try:
        with open_ole(data) as container:
            told = container.openstream(_MADE_BY).read(1024)
            (size,) = struct.unpack_from("<I", told, 28)
            name: bytes = told[32 : 32 + min(size, 100)]
            return name.rstrip(b"\0").decode("gb18030", "replace").strip()
    except OleError:
        return ""


def _contents(name: str, data: bytes) -> tuple[str, bytes] | None:
    """Return name and bytes of what a container holds, no bytes for what has no words; None if it is not known."""
    try:
        with open_ole(data) as container:
            if any(map(container.exists, _WITHOUT_WORDS)):
                return name, b""
            if any(map(container.exists, _READABLE)):
                return name, data
            if container.exists(_NATIVE):
                return _native(container.openstream(_NATIVE).read())
            stream = next(filter(container.exists, _CONTENTS), None)
            content = container.openstream(stream).read() if stream else b""
            return (name, content) if content else None
    except OleError:
        return None


def _native(data: bytes) -> tuple[str, bytes]:
    """Return name and bytes of a file wrapped by the Windows packager: label, path, copy's path, bytes."""
    label_end = data.index(b"\0", 6)
    path_end = data.index(b"\0", label_end + 1)
    (copy_size,) = struct.unpack_from("<I", data, path_end + 5)
    (size,) = struct.unpack_from("<I", data, path_end + 9 + copy_size)
    start = path_end + 13 + copy_size
    label = data[6:label_end].decode("gb18030", "replace")
    return PureWindowsPath(label).name or "object", data[start : start + size]


def picture(package: Package, source: Source, part: str, link_id: str) -> Iterator[Inner]:
    """Yield the picture that a part of a package calls by an id, unless it lies outside the package."""
    target = next((link.target for link in package.relations(part) if link.id == link_id), None)
    if target is not None:
        yield member(package, source, target, is_part=True)
