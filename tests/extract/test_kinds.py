"""A file is what it holds, whatever it is called."""

from __future__ import annotations

import io
import zipfile

import pytest

from auditor.extract.kinds import Kind, kind_of, looks_like_text
from auditor.extract.source import Source


def zipped(*names: str, mimetype: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.txt", "招聘".encode(), Kind.TEXT),
        ("a", "招聘".encode(), Kind.TEXT),
        ("a.txt", b"%PDF-1.7\n", Kind.PDF),
        ("a.pdf", b"\n%PDF-1.4\n", Kind.PDF),
        ("a.pdf", b"nothing of the kind", Kind.PDF),
        ("a.doc", zipped("[Content_Types].xml", "word/document.xml"), Kind.DOCX),
        ("a.docx", zipped("[Content_Types].xml", "word/document2.xml"), Kind.DOCX),
        ("a.docx", zipped("xl/workbook.xml"), Kind.XLSX),
        ("a.bin", zipped("xl/workbook.bin"), Kind.XLSB),
        ("a.pptx", zipped("ppt/presentation.xml"), Kind.PPTX),
        ("a.odt", zipped(mimetype="application/vnd.oasis.opendocument.text"), Kind.ODT),
        ("a.zip", zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet"), Kind.ODS),
        ("a.ofd", zipped("OFD.xml"), Kind.OFD),
        ("a.zip", zipped("ad.txt"), Kind.ZIP),
        ("a.docx", zipped("word/document.xml")[:40], Kind.DOCX),
        ("a.doc", b"\xd0\xcf\x11\xe0", Kind.DOC),
        ("a.bin", b"\xd0\xcf\x11\xe0", Kind.OLE),
        ("a.doc", b"{\\rtf1\\ansi", Kind.RTF),
        ("a.xls", b"<html><table><tr><td>1</td></tr></table></html>", Kind.HTML),
        ("a.xls", "岗位\t性别\n".encode(), Kind.TSV),
        ("a.xls", "岗位,性别\n".encode(), Kind.CSV),
        ("a.xls", b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>', Kind.XML_2003),
        ("a.doc", b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n", Kind.MHTML),
        ("mail", b"From: a@example.org\r\nSubject: x\r\n\r\nhello", Kind.EML),
        ("a.txt", b"From: a@example.org\r\nSubject: x\r\n\r\nhello", Kind.TEXT),
        ("a.txt", b"Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x", Kind.EML),
        ("a.txt", b"From: a@example.org\nMIME-Version: 1.0\nContent-Transfer-Encoding: base64\n\n6ZmQ", Kind.EML),
        ("a.html", b"Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n", Kind.MHTML),
        ("a.md", "怎样发邮件\nMIME-Version: 1.0\nContent-Type: multipart/mixed\n".encode(), Kind.MARKDOWN),
        ("a.jpg", b"\x89PNG\r\n\x1a\n", Kind.IMAGE),
        ("a.bin", b"RIFF\0\0\0\0WEBPVP8 ", Kind.IMAGE),
        ("a.heic", b"\0\0\0\x18ftypheic\0\0\0\0", Kind.PHONE_PHOTO),
        ("a.jpg", b"\0\0\0\x1cftypmif1\0\0\0\0", Kind.PHONE_PHOTO),
        ("a.mp4", b"\0\0\0\x18ftypisom\0\0\0\0", Kind.UNKNOWN),
        ("a.rar", b"Rar!\x1a\x07\x01\0", Kind.RAR),
        ("a.bin", b"\0" * 257 + b"ustar\0", Kind.TAR),
        ("a.bin", bytes(range(256)), Kind.UNKNOWN),
        ("a.exe", b"MZ\x90\0", Kind.UNKNOWN),
        ("a.yaml", b"title: x", Kind.YAML),
        ("offer.md.j2", b"# {{ title }}", Kind.MARKDOWN),
        ("offer.html.jinja", b"{% extends 'a' %}", Kind.HTML),
        ("offer.yml.tmpl", b"title: x", Kind.YAML),
        ("offer.j2", b"{% block a %}<p>x</p>{% endblock %}", Kind.HTML),
        ("offer.hbs", b"{{title}}", Kind.TEXT),
        ("offer.2027.j2", b"{{ title }}", Kind.TEXT),
    ],
)
def test_content_tells_what_a_file_is(name: str, data: bytes, kind: Kind) -> None:
    assert kind_of(Source(name, data=data)) is kind


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [("a.txt", b"x", True), ("a.jsonl", b"{}", True), ("a.txt", b"%PDF-", False), ("a.html", b"<p>", False), ("a.doc", b"{\\rtf", False)],
)
def test_plain_text_is_told_without_a_reader(name: str, data: bytes, expected: bool) -> None:
    assert looks_like_text(Source(name, data=data)) is expected
