"""What a zip or an OLE container holds: an Office file, or just files."""

from __future__ import annotations

import re
import zipfile
from typing import BinaryIO

from auditor.extract.kinds.kind import Kind
from auditor.extract.ole import OleError, open_ole
from auditor.extract.zip_list import UNREADABLE, open_zip

_MOST_NAMES = 20_000
# The stream or storage that only one kind of old Office file has.
_STREAMS = (
    ("EncryptedPackage", Kind.ENCRYPTED_OFFICE),
    ("WordDocument", Kind.DOC),
    ("Workbook", Kind.XLS),
    ("Book", Kind.XLS),
    ("PowerPoint Document", Kind.PPT),
    ("__properties_version1.0", Kind.MSG),
    ("MatOST", Kind.DOC),  # Works
)
_PARTS = (
    ("word/document.xml", Kind.DOCX),
    ("xl/workbook.bin", Kind.XLSB),
    ("xl/workbook.xml", Kind.XLSX),
    ("ppt/presentation.xml", Kind.PPTX),
    ("OFD.xml", Kind.OFD),
)
_MIME = (
    (b"application/vnd.oasis.opendocument.text", Kind.ODT),
    (b"application/vnd.oasis.opendocument.spreadsheet", Kind.ODS),
    (b"application/vnd.oasis.opendocument.presentation", Kind.ODP),
)
_MAIN_PART = re.compile(r"(word|xl|ppt)/[^/]+\.(?:xml|bin)")
_MAIN_FOLDER = {"word": Kind.DOCX, "xl": Kind.XLSX, "ppt": Kind.PPTX}


def zip_kind(stream: BinaryIO) -> Kind | None:
    """Return the kind of Office file a zip is, or that it is an archive; None if it is damaged."""
    try:
        with open_zip(stream) as archive:
            names = archive.namelist()[:_MOST_NAMES]
            mime = _mime_of(archive) if "mimetype" in names else b""
    except UNREADABLE:
        return None
    for prefix, kind in _MIME:
        if mime.startswith(prefix):
            return kind
    known = set(names)
    for part, kind in _PARTS:
        if part in known:
            return kind
    return _by_main_folder(names) if "[Content_Types].xml" in known else Kind.ZIP


def _mime_of(archive: zipfile.ZipFile) -> bytes:
    try:
        with archive.open("mimetype") as stream:
            return stream.read(100)
    except UNREADABLE:
        return b""


def _by_main_folder(names: list[str]) -> Kind:
    """Return the kind of a package whose main part has an unusual name."""
    found = (match[1] for match in map(_MAIN_PART.fullmatch, names) if match)
    return _MAIN_FOLDER.get(next(found, ""), Kind.ZIP)


def ole_kind(stream: BinaryIO) -> Kind | None:
    """Return the kind of Office file an OLE container is; None if it is none, or damaged."""
    try:
        with open_ole(stream) as container:
            return next((kind for name, kind in _STREAMS if container.exists(name)), None)
    except OleError:
        return None
