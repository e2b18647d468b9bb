"""Word and Excel files saved as one XML file."""

from __future__ import annotations

import base64
import io
import re
import zipfile
from collections.abc import Callable

import docx
import pytest
from openpyxl import Workbook

from auditor.errors import ExtractError
from auditor.extract.registry import extract
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Document
from auditor.model.location import CellPlace, ParagraphPlace

PACKAGE = 'xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"'


def flat(data: bytes, program: str, binary: tuple[str, ...] = ()) -> bytes:
    """An Office file as Word and Excel save it in one XML file."""
    out = [f'<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="{program}"?><pkg:package {PACKAGE}>']
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if name == "[Content_Types].xml":
                continue
            content = package.read(name)
            is_xml = name.endswith((".xml", ".rels")) and name not in binary
            inner = re.sub(r"<\?xml.*?\?>", "", content.decode(), count=1) if is_xml else base64.encodebytes(content).decode()
            kind = "xmlData" if is_xml else "binaryData"
            out.append(f'<pkg:part pkg:name="/{name}" pkg:contentType="x"><pkg:{kind}>{inner}</pkg:{kind}></pkg:part>')
    return "".join([*out, "</pkg:package>"]).encode()


def told(name: str, data: bytes) -> list[tuple[str, object]]:
    (found,) = (item for item in extract(Source(name, data=data), ReadOptions()) if isinstance(item, Document))
    assert (found.id, found.failures) == (name, ())
    return [(segment.text, segment.locate(0)) for segment in found]


def word() -> bytes:
    document = docx.Document()
    document.add_paragraph("仓管：限男性")
    document.sections[0].header.paragraphs[0].text = "内部 A&B"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("binary", [(), ("word/document.xml",)])
def test_a_word_file_in_one_xml_file(binary: tuple[str, ...]) -> None:
    assert told("ad.xml", flat(word(), "Word.Document", binary)) == [
        ("仓管：限男性", ParagraphPlace("body", 1)),
        ("内部 A&B", ParagraphPlace("header", 1)),
    ]


def test_a_workbook_in_one_xml_file() -> None:
    book = Workbook()
    book.worksheets[0].append(["限女性"])
    out = io.BytesIO()
    book.save(out)
    assert told("ad.xml", flat(out.getvalue(), "Excel.Sheet")) == [("限女性", CellPlace("Sheet", 1, 1))]


def test_a_part_counts_once_and_base64_may_hold_comments() -> None:
    data = flat(word(), "Word.Document", ("word/document.xml",))
    again = b'<pkg:part pkg:name="/word/document.xml" pkg:contentType="a/b"><pkg:binaryData>AAAA</pkg:binaryData></pkg:part></pkg:package>'
    changed = data.replace(b"</pkg:package>", again).replace(b"<pkg:binaryData>", b"<pkg:binaryData><!-- a -->")
    assert told("ad.xml", changed)[0] == ("仓管：限男性", ParagraphPlace("body", 1))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda data: data[:-20], "damaged"),
        (lambda data: data.replace(b"<pkg:package", b'<!DOCTYPE x [<!ENTITY a "b">]><pkg:package'), "document type"),
        (lambda data: re.sub(rb"(<pkg:binaryData>)[^<]*", rb"\1A", data), "damaged"),
        (lambda data: data.replace(b'pkg:name="/word/document.xml"', b'pkg:name="/"'), "damaged"),
        (lambda data: data.replace(b'pkg:name="/word/document.xml"', b'pkg:name="/' + b"a" * 70_000 + b'"'), "damaged"),
    ],
)
def test_what_is_wrong_with_one_is_told(change: Callable[[bytes], bytes], reason: str) -> None:
    data = flat(word(), "Word.Document", ("word/document.xml",))
    with pytest.raises(ExtractError, match=reason):
        list(extract(Source("ad.xml", data=change(data)), ReadOptions()))


@pytest.mark.parametrize("start", ['<?xml version="1.0" encoding="UTF-8"?>', ""])
def test_a_package_in_one_file_without_the_name_of_its_program(start: str) -> None:
    data = flat(word(), "Word.Document").decode()
    data = start + data[data.index("<pkg:package") :]
    assert told("ad.xml", data.encode())[0] == ("仓管：限男性", ParagraphPlace("body", 1))
    assert told("ad.doc", data.encode())[0] == ("仓管：限男性", ParagraphPlace("body", 1))
