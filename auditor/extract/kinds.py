"""What a file is, by its content. Its suffix only decides between kinds of text, which all look alike."""

from __future__ import annotations

import re
import zipfile
from enum import StrEnum
from typing import BinaryIO

from auditor.extract.source import Source
from auditor.extract.zip_list import UNREADABLE, open_zip

_HEAD = 8_192  # bytes that are looked at
_MOST_NAMES = 20_000


class Kind(StrEnum):
    """Kinds of files that can be told apart, read or not."""

    TEXT = "text"
    MARKDOWN = "markdown"
    CSV = "csv"
    TSV = "tsv"
    JSONL = "jsonl"
    JSON = "json"
    HTML = "html"
    MHTML = "mhtml"
    EML = "eml"
    RTF = "rtf"
    XML_2003 = "Office XML of 2003"
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    XLSB = "xlsb"
    PPTX = "pptx"
    ODT = "odt"
    ODS = "ods"
    ODP = "odp"
    OFD = "ofd"
    DOC = "doc"
    XLS = "xls"
    PPT = "ppt"
    MSG = "msg"
    ENCRYPTED_OFFICE = "encrypted Office file"
    OLE = "old binary container"
    PARQUET = "parquet"
    IMAGE = "image"
    ZIP = "zip"
    TAR = "tar"
    SEVEN_ZIP = "7z"
    RAR = "rar"
    UNKNOWN = "unknown"


_MAGIC = (
    (b"PK\x03\x04", Kind.ZIP),
    (b"PK\x05\x06", Kind.ZIP),
    (b"\xd0\xcf\x11\xe0", Kind.OLE),
    (b"{\\rtf", Kind.RTF),
    (b"\x89PNG\r\n\x1a\n", Kind.IMAGE),
    (b"\xff\xd8\xff", Kind.IMAGE),
    (b"II*\0", Kind.IMAGE),
    (b"MM\0*", Kind.IMAGE),
    (b"GIF8", Kind.IMAGE),
    (b"7z\xbc\xaf\x27\x1c", Kind.SEVEN_ZIP),
    (b"Rar!\x1a\x07", Kind.RAR),
    (b"\x1f\x8b", Kind.TAR),
    (b"BZh", Kind.TAR),
    (b"\xfd7zXZ\0", Kind.TAR),
    (b"PAR1", Kind.PARQUET),
)
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
_SUFFIXES = {
    "": Kind.TEXT,
    ".txt": Kind.TEXT,
    ".text": Kind.TEXT,
    ".md": Kind.MARKDOWN,
    ".markdown": Kind.MARKDOWN,
    ".csv": Kind.CSV,
    ".tsv": Kind.TSV,
    ".tab": Kind.TSV,
    ".jsonl": Kind.JSONL,
    ".ndjson": Kind.JSONL,
    ".json": Kind.JSON,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".xhtml": Kind.HTML,
    ".mht": Kind.MHTML,
    ".mhtml": Kind.MHTML,
    ".eml": Kind.EML,
}
# Believed of bytes that say nothing, so that the reader of that format says what is wrong with them.
_PROMISED = {
    ".docx": Kind.DOCX,
    ".dotx": Kind.DOCX,
    ".docm": Kind.DOCX,
    ".xlsx": Kind.XLSX,
    ".xlsm": Kind.XLSX,
    ".xlsb": Kind.XLSB,
    ".pptx": Kind.PPTX,
    ".odt": Kind.ODT,
    ".fodt": Kind.ODT,
    ".ods": Kind.ODS,
    ".ofd": Kind.OFD,
    ".doc": Kind.DOC,
    ".wps": Kind.DOC,
    ".dot": Kind.DOC,
    ".ppt": Kind.PPT,
    ".odp": Kind.ODP,
    ".xls": Kind.XLS,
    ".et": Kind.XLS,
    ".msg": Kind.MSG,
    ".pdf": Kind.PDF,
    ".rtf": Kind.RTF,
    ".parquet": Kind.PARQUET,
    ".png": Kind.IMAGE,
    ".jpg": Kind.IMAGE,
    ".jpeg": Kind.IMAGE,
    ".webp": Kind.IMAGE,
    ".tif": Kind.IMAGE,
    ".tiff": Kind.IMAGE,
    ".gif": Kind.IMAGE,
    ".bmp": Kind.IMAGE,
    ".zip": Kind.ZIP,
    ".tar": Kind.TAR,
    ".7z": Kind.SEVEN_ZIP,
}
# Suffixes that promise what their content then is not: web exports are often called .xls or .doc.
_TABLE_SUFFIXES = frozenset((".xls", ".xlsx", ".et", ".xlsb"))
_TEXT_SUFFIXES = frozenset((".doc", ".docx", ".wps", ".dot", ".dotx", ".rtf", ".log"))
_HTML = re.compile(rb"<(?:!doctype\s{1,9}html|html|head|body|table|meta)[\s>]", re.IGNORECASE)
_XML_2003 = re.compile(rb"mso-application|schemas-microsoft-com:office:spreadsheet|schemas\.microsoft\.com/office/word/2003")
_FLAT_ODT = re.compile(rb"mimetype=[\"']application/vnd\.oasis\.opendocument\.text")
_MAIL = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\n]{0,998}\r?\n(?:[ \t][^\n]{0,998}\r?\n){0,99}){2}")
_MAIL_FIELD = re.compile(
    rb"^(?:Received|Return-Path|Delivered-To|Message-ID|MIME-Version|From|Date|Subject):", re.IGNORECASE | re.MULTILINE
)
_WEB_ARCHIVE = re.compile(rb"^Content-Type:\s{0,9}multipart/related", re.IGNORECASE | re.MULTILINE)


def kind_of(source: Source) -> Kind:
    """Return what a source is.

    Raises:
        ExtractError: if it cannot be opened.
    """
    with source.open() as stream:
        head = stream.read(_HEAD)
        kind = _by_magic(head)
        if kind is Kind.ZIP:
            return _zip_kind(stream) or _PROMISED.get(source.suffix, Kind.ZIP)
        if kind is Kind.OLE:
            return _ole_kind(stream) or _PROMISED.get(source.suffix, Kind.OLE)
    return kind or _text_kind(head, source.suffix) or _PROMISED.get(source.suffix, Kind.UNKNOWN)


def looks_like_text(source: Source) -> bool:
    """Tell from the first bytes and the suffix whether a source is text that is read as it stands, such as .txt or .jsonl.

    Raises:
        ExtractError: if it cannot be opened.
    """
    with source.open() as stream:
        head = stream.read(_HEAD)
    plain = (Kind.TEXT, Kind.MARKDOWN, Kind.CSV, Kind.TSV, Kind.JSONL, Kind.JSON)
    return _by_magic(head) is None and _text_kind(head, source.suffix) in plain


def _by_magic(head: bytes) -> Kind | None:
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Kind.IMAGE
    if head[:2] == b"BM" and head[6:10] == b"\0\0\0\0":
        return Kind.IMAGE
    return Kind.TAR if head[257:262] == b"ustar" else None


def _zip_kind(stream: BinaryIO) -> Kind | None:
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


def _ole_kind(stream: BinaryIO) -> Kind | None:
    import olefile

    try:
        with olefile.OleFileIO(stream) as container:
            return next((kind for name, kind in _STREAMS if container.exists(name)), None)
    except Exception:  # olefile raises whatever a damaged file leads to
        return None


def _text_kind(head: bytes, suffix: str) -> Kind | None:
    """Return the kind of a text; None for what is no text, or has the suffix of something else."""
    known = _SUFFIXES.get(suffix)
    if known and known is not Kind.TEXT:
        return known
    marked = _marked_kind(head)
    if known:
        return marked if marked in (Kind.EML, Kind.MHTML) and not suffix else Kind.TEXT
    if marked:
        return marked
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    if suffix in _TABLE_SUFFIXES:
        return Kind.TSV if b"\t" in head else Kind.CSV
    return Kind.TEXT if suffix in _TEXT_SUFFIXES else None


def _marked_kind(head: bytes) -> Kind | None:
    """Return the kind of a text that says itself what it is."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _XML_2003.search(start) and start.startswith(b"<?xml"):
        return Kind.XML_2003
    if start.startswith(b"<?xml") and _FLAT_ODT.search(start):
        return Kind.ODT
    if start.startswith(b"<") and _HTML.search(start):
        return Kind.HTML
    if _MAIL.match(start) and _MAIL_FIELD.search(start):
        return Kind.MHTML if _WEB_ARCHIVE.search(start) else Kind.EML
    return None
