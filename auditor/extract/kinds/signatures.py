"""What the first bytes of a file say of it."""

from __future__ import annotations

import re

from auditor.extract.kinds.kind import Kind

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
_PHONE_PHOTOS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif", b"avis")
_HTML = re.compile(rb"<(?:!doctype\s{1,9}html|html|head|body|table|meta)[\s>]", re.IGNORECASE)
_MARKUP = re.compile(rb"</(?:div|p|li|ul|ol|dl|td|tr|span|h[1-6]|section|body|html|table|strong|a)\s{0,9}>", re.IGNORECASE)
_OFFICE_XML = re.compile(
    rb"mso-application|schemas-microsoft-com:office:spreadsheet|schemas\.microsoft\.com/office/(?:word/2003|2006/xmlPackage)"
)
_XML_STARTS = (b"<?xml", b"<pkg:package")
_FLAT_ODT = re.compile(rb"mimetype=[\"']application/vnd\.oasis\.opendocument\.text")
_MAIL = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\n]{0,998}\r?\n(?:[ \t][^\n]{0,998}\r?\n){0,99}){2}")
_MAIL_FIELD = re.compile(
    rb"^(?:Received|Return-Path|Delivered-To|Message-ID|MIME-Version|From|Date|Subject):", re.IGNORECASE | re.MULTILINE
)
_MIME_VERSION = re.compile(rb"^MIME-Version:", re.IGNORECASE | re.MULTILINE)
_ENCODED = re.compile(
    rb"^Content-(?:Type:\s{0,9}multipart/|Transfer-Encoding:\s{0,9}(?:base64|quoted-printable))", re.IGNORECASE | re.MULTILINE
)
_WEB_ARCHIVE = re.compile(rb"^Content-Type:\s{0,9}multipart/related", re.IGNORECASE | re.MULTILINE)


def by_magic(head: bytes) -> Kind | None:
    """Return the kind that a file begins like; None where it has no sign of its own, as texts have none."""
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Kind.IMAGE
    if head[4:8] == b"ftyp" and head[8:12] in _PHONE_PHOTOS:
        return Kind.PHONE_PHOTO
    if head[:2] == b"BM" and head[6:10] == b"\0\0\0\0":
        return Kind.IMAGE
    return Kind.TAR if head[257:262] == b"ustar" else None


def holds_markup(head: bytes) -> bool:
    """Tell whether a text, of which the beginning need not be there, is a piece of a page."""
    return _MARKUP.search(head) is not None


def marked_kind(head: bytes) -> Kind | None:
    """Return the kind of a text that says itself what it is."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(_XML_STARTS) and _OFFICE_XML.search(start):
        return Kind.XML_2003
    if start.startswith(b"<?xml") and _FLAT_ODT.search(start):
        return Kind.ODT
    if start.startswith(b"<") and _HTML.search(start):
        return Kind.HTML
    return _mail_kind(start)


def encoded_mail_kind(head: bytes) -> Kind | None:
    """Return the kind of a mail that cannot be read as the text it looks like, because of what is encoded in it."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return _mail_kind(start) if _MIME_VERSION.search(start) and _ENCODED.search(start) else None


def _mail_kind(start: bytes) -> Kind | None:
    if _MAIL.match(start) and _MAIL_FIELD.search(start):
        return Kind.MHTML if _WEB_ARCHIVE.search(start) else Kind.EML
    return None
