from __future__ import annotations

import io
import zipfile
from random import Random

import docx
import pytest

from auditor.errors import ExtractError
from auditor.extract.package import open_package, open_workbook
from auditor.extract.source import ReadOptions, Source

LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha">%s]><d>&l9;</d>""" % b"".join(
    b'<!ENTITY l%d "%s">' % (n, b"&%s;" % (b"l%d" % (n - 1) if n else b"a") * 10) for n in range(10)
)


def ad() -> bytes:
    document = docx.Document()
    document.add_paragraph("招钳工，限男性。")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(ad())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        new.writestr(name, content)
    return out.getvalue()


def fault(data: bytes, options: ReadOptions | None = None) -> str:
    with pytest.raises(ExtractError) as caught:
        open_package(Source("ad.docx", data=data), options or ReadOptions())
    assert str(caught.value).startswith("ad.docx: ")
    assert "\n" not in str(caught.value)
    return caught.value.reason.en


def test_a_sound_package_opens_and_knows_its_main_part() -> None:
    package = open_package(Source("ad.docx", data=ad()), ReadOptions())
    (main,) = (link.target for link in package.relations() if link.kind == "officeDocument")
    assert main == "word/document.xml"
    assert str(package.xml(main).tag).endswith("}document")


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_encrypted_and_old_files_are_told(suffix: str) -> None:
    with pytest.raises(ExtractError, match="encrypted or an old binary format"):
        open_package(Source(f"ad{suffix}", data=b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)), ReadOptions())


@pytest.mark.parametrize("keep", [10, 2_000, -30])
def test_a_file_cut_short_is_told(keep: int) -> None:
    assert "not an Office file, or cut short" in fault(ad()[:keep])


def test_an_empty_file_is_told() -> None:
    assert fault(b"") == "the file is empty"


def test_a_damaged_member_is_told() -> None:
    data = bytearray(with_part("word/document.xml", b"<a>" + bytes(range(33, 60)) * 400 + b"</a>"))
    start = data.rindex(b"word/document.xml", 0, data.rindex(b"PK\x01\x02")) + 17
    data[start : start + 40] = bytes(40)
    with pytest.raises(ExtractError):
        open_package(Source("ad.docx", data=bytes(data)), ReadOptions()).xml("word/document.xml")


def test_the_unpacked_size_is_limited() -> None:
    data = with_part("word/media/a.bin", bytes(range(256)) * 4_000)
    assert fault(data, ReadOptions(max_bytes=500_000)) == "unpacks to more than the limit of 500,000 bytes"


def test_the_sheets_of_a_workbook_may_unpack_to_more() -> None:
    source = Source(
        "posts.xlsx", data=with_part("xl/worksheets/sheet1.xml", b"<a>" + Random(1).randbytes(600_000).hex().encode() + b"</a>")
    )
    limits = {"max_bytes": 1_000_000, "max_unpacked": 1_700_000}
    package = open_workbook(source, ReadOptions(**limits))
    assert len(package.read("xl/worksheets/sheet1.xml")) > 1_000_000
    with pytest.raises(ExtractError, match=r"xl/worksheets/sheet1\.xml: larger than the limit of 1,000,000 bytes"):
        package.xml("xl/worksheets/sheet1.xml")
    for most, told in ((1_100_000, "1,100,000"), (10, "1,000,000")):
        with pytest.raises(ExtractError, match=f"unpacks to more than the limit of {told} bytes"):
            open_workbook(source, ReadOptions(**limits | {"max_unpacked": most}))
    strings = Source("posts.xlsx", data=with_part("xl/sharedStrings.xml", b"<a>" + Random(1).randbytes(600_000).hex().encode() + b"</a>"))
    with pytest.raises(ExtractError, match="unpacks to more than the limit of 1,000,000 bytes"):
        open_workbook(strings, ReadOptions(**limits))


def test_a_part_that_packs_to_much_is_read() -> None:
    noise = Random(1).randbytes(9 << 20)
    package = open_workbook(Source("posts.xlsx", data=with_part("xl/worksheets/sheet1.xml", noise)), ReadOptions())
    assert package.read("xl/worksheets/sheet1.xml") == noise


def test_a_zip_bomb_is_refused_before_it_unpacks() -> None:
    assert "word/bomb.xml: a zip bomb" in fault(with_part("word/bomb.xml", b" " * 30_000_000))


def test_very_many_parts_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for number in range(10_001):
            new.writestr(f"{number}", b"")
    assert fault(out.getvalue()) == "more than 10,000 parts"


def test_two_parts_of_one_name_are_refused() -> None:
    out = io.BytesIO(ad())
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(out, "a") as new:
        new.writestr("word/document.xml", b"<other/>")
    assert fault(out.getvalue()) == "two parts of the package have one name"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_xml_bomb_is_refused_wherever_it_stands(encoding: str) -> None:
    for part in ("word/document.xml", "customXml/hidden.dat"):
        assert fault(with_part(part, LAUGHS.decode().encode(encoding))) == f"{part}: a document type definition, which no Office file has"


def test_an_entity_from_a_file_is_refused() -> None:
    bomb = b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><d>&x;</d>'
    assert "a document type definition" in fault(with_part("word/document.xml", bomb))


def test_links_stay_inside_the_package() -> None:
    links = b"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
    <Relationship Id="rId1" Type="http://x/officeDocument" Target="../../../../etc/passwd"/>
    <Relationship Id="rId2" Type="http://x/header" Target="http://example.invalid/h.xml" TargetMode="External"/>
    </Relationships>"""
    package = open_package(Source("ad.docx", data=with_part("_rels/.rels", links)), ReadOptions())
    (link,) = package.relations()
    with pytest.raises(ExtractError, match="the package lacks this part"):
        package.xml(link.target)


def test_a_part_that_is_not_xml_is_told() -> None:
    package = open_package(Source("ad.docx", data=with_part("word/document.xml", b"<a><b></a>")), ReadOptions())
    with pytest.raises(ExtractError, match=r"ad\.docx: word/document\.xml: damaged"):
        package.xml("word/document.xml")
