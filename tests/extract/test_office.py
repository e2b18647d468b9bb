"""Old formats through LibreOffice: nothing is lost, nothing runs or connects, nothing stays behind."""

from __future__ import annotations

import io
import os
import re
import socket
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import olefile
import pptx
import pytest
from openpyxl import Workbook
from openpyxl.drawing.image import Image as Drawn
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.datavalidation import DataValidation
from PIL import Image

from auditor.errors import ExtractError
from auditor.extract.office import converted, soffice
from auditor.extract.office.soffice import Conversion, Office, OfficeError, convert, find_office
from auditor.extract.registry import extract
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Document, Segment
from auditor.model.location import CellPlace, ParagraphPlace

PROGRAM = find_office()
needs_office = pytest.mark.skipif(PROGRAM is None, reason="LibreOffice is not installed")
TO_DOC = Conversion("docx", "MS Word 2007 XML", "doc", "MS Word 97")
TEXT = Conversion("rtf", "Rich Text Format", "txt", "Text")


@pytest.mark.skipif("CI" not in os.environ, reason="only there it must be installed")
def test_libreoffice_is_installed_where_all_tests_are_to_run() -> None:
    assert PROGRAM is not None


def read(name: str, data: bytes) -> tuple[Segment, ...]:
    (found,) = extract(Source(name, data=data), ReadOptions())
    assert isinstance(found, Document)
    assert (found.id, found.source, found.failures) == (name, name, ())
    return found.segments


def told(segments: tuple[Segment, ...]) -> list[tuple[str, object]]:
    return [(segment.text, segment.locate(0)) for segment in segments]


@pytest.fixture(scope="module")
def doc() -> bytes:
    """A binary Word file with a paragraph of which part is bold, a table and a header."""
    document = docx.Document()
    document.add_paragraph("招仓管员，").add_run("限男性").bold = True
    table = document.add_table(2, 2)
    for cell, text in zip([cell for row in table.rows for cell in row.cells], ["工种", "性别", "电工", "男"], strict=True):
        cell.text = text
    document.sections[0].header.paragraphs[0].text = "某厂内部招聘表"
    out = io.BytesIO()
    document.save(out)
    assert PROGRAM
    return convert(PROGRAM, out.getvalue(), TO_DOC)


@needs_office
@pytest.mark.parametrize("name", ["ad.doc", "ad.wps", "ad"])
def test_a_binary_word_file_is_read_like_a_new_one(doc: bytes, name: str) -> None:
    segments = read(name, doc)
    assert told(segments) == [
        ("招仓管员，限男性", ParagraphPlace("body", 1)),
        ("工种", CellPlace("1", 1, 1)),
        ("性别", CellPlace("1", 1, 2)),
        ("电工", CellPlace("1", 2, 1)),
        ("男", CellPlace("1", 2, 2)),
        ("某厂内部招聘表", ParagraphPlace("header", 1)),
    ]
    assert segments[4].label and segments[4].label.text == "性别"


@needs_office
@pytest.mark.parametrize(
    ("name", "conversion"),
    [
        ("ad.xml", Conversion("doc", "MS Word 97", "xml", "MS Word 2003 XML")),
        ("ad.rtf", Conversion("doc", "MS Word 97", "rtf", "Rich Text Format")),
    ],
)
def test_other_old_kinds_of_text_are_read_with_their_tables(doc: bytes, name: str, conversion: Conversion) -> None:
    assert PROGRAM
    segments = read(name, convert(PROGRAM, doc, conversion))
    labels = [(segment.text, segment.label and segment.label.text) for segment in segments]
    assert labels[0] == ("招仓管员，限男性", None)
    assert ("男", "性别") in labels
    assert getattr(segments[-1].locate(0), "part", "") == "header"


def test_xml_with_entities_does_not_reach_libreoffice() -> None:
    xml = (
        "<?xml version='1.0'?><!DOCTYPE w [<!ENTITY a SYSTEM 'file:///etc/hostname'>]><?mso-application progid='Word.Document'?><w>&a;</w>"
    )
    with pytest.raises(ExtractError, match=r"^ad\.xml: damaged: a document type definition$"):
        read("ad.xml", xml.encode())


@needs_office
def test_an_old_presentation_is_read_like_a_new_one() -> None:
    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    assert slide.shapes.title
    slide.shapes.title.text = "前台限女性"
    out = io.BytesIO()
    presentation.save(out)
    assert PROGRAM
    old = convert(PROGRAM, out.getvalue(), Conversion("pptx", "Impress MS PowerPoint 2007 XML", "ppt", "MS PowerPoint 97"))
    found = read("ad.ppt", old)[0]
    assert (found.text, getattr(found.locate(0), "page", None)) == ("前台限女性", 1)


def rewritten(doc: bytes, old: bytes, new: bytes) -> bytes:
    """Replace bytes in the main stream."""
    out = io.BytesIO(doc)
    with olefile.OleFileIO(out, write_mode=True) as container:
        stream = container.openstream("WordDocument").read()
        assert old in stream
        container.write_stream("WordDocument", stream.replace(old, new))
    return out.getvalue()


@needs_office
def test_text_that_wps_marks_as_not_hidden_is_not_dropped(doc: bytes) -> None:
    marked = rewritten(doc, b"\x35\x08\x01", b"\x02\x08\x00")
    assert read("ad.doc", marked)[0].text == "招仓管员，限男性"


@needs_office
def test_an_encrypted_or_damaged_file_is_told(doc: bytes) -> None:
    head = olefile.OleFileIO(doc).openstream("WordDocument").read(12)
    with pytest.raises(ExtractError, match=r"^ad\.doc: encrypted: needs a password$"):
        read("ad.doc", rewritten(doc, head, head[:11] + bytes([head[11] | 1])))
    with pytest.raises(ExtractError, match=r"^ad\.doc: damaged, or cut short"):
        read("ad.doc", doc[:4_000])
    with pytest.raises(ExtractError, match=r"^ad\.doc: "):
        read("ad.doc", doc[:3_000] + bytes(len(doc) - 3_000))


@pytest.mark.parametrize(("name", "part"), [("ad.doc", "writer"), ("ad.rtf", "writer"), ("ad.ppt", "impress")])
def test_without_libreoffice_it_is_told_what_to_install(name: str, part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(converted, "find_office", lambda: None)
    reader = {"doc": converted.extract_doc, "rtf": converted.extract_rtf, "ppt": converted.extract_ppt}[name[3:]]
    with pytest.raises(ExtractError) as caught:
        list(reader(Source(name, data=b"{\\rtf1}"), ReadOptions()))
    assert caught.value.reason.en.startswith(f"reading {name[2:]} needs LibreOffice: install it (apt install libreoffice-{part}-nogui, ")


@pytest.fixture
def listener() -> Iterator[tuple[int, list[bytes]]]:
    """A port, and what has been asked of it."""
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            while True:
                try:
                    client, _ = server.accept()
                except OSError:
                    return
                asked.append(client.recv(1_000))
                client.close()

        threading.Thread(target=answer, daemon=True).start()
        yield server.getsockname()[1], asked
        server.shutdown(socket.SHUT_RDWR)


@needs_office
def test_no_link_is_followed(listener: tuple[int, list[bytes]], tmp_path: Path) -> None:
    port, asked = listener
    (tmp_path / "secret.txt").write_text("SECRET")
    at = f"http://127.0.0.1:{port}"
    field = r"{{\field{{\*\fldinst {}}}{{\fldrslt old}}}}"
    fields = [f'INCLUDEPICTURE "{at}/a.png" \\\\d', f'INCLUDETEXT "{at}/a.txt"', f'INCLUDETEXT "{(tmp_path / "secret.txt").as_uri()}"']
    rtf = r"{\rtf1\ansi\ansicpg936 {\*\template " + at + r"/a.dot}\'cf\'de\'c4\'d0" + "".join(map(field.format, fields)) + r"\par}"
    assert read("ad.rtf", rtf.encode())[0].text == "限男oldoldold"
    flat = Conversion("fodt", "OpenDocument Text Flat XML", "doc", "MS Word 97")
    assert PROGRAM
    linked = convert(PROGRAM, LINKED.replace("AT", at).encode(), flat)
    assert f"{at}/b.png".encode() in linked
    assert read("ad.doc", linked)[0].text == "看图"
    assert asked == []


LINKED = """<?xml version="1.0" encoding="UTF-8"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"
 office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text><text:p>看图<draw:frame svg:width="3cm"
 svg:height="3cm" text:anchor-type="as-char"><draw:image xlink:href="AT/b.png" xlink:type="simple"/></draw:frame></text:p>
 </office:text></office:body></office:document>"""


@needs_office
def test_one_process_reads_many_files_and_is_replaced_when_it_ends_or_a_file_takes_too_long() -> None:
    assert PROGRAM
    assert convert(PROGRAM, rb"{\rtf1 a}", TEXT).endswith(b"a\n")
    first = soffice._RUNNING[0]
    assert convert(PROGRAM, rb"{\rtf1 b}", TEXT).endswith(b"b\n")
    assert soffice._RUNNING[0] is first
    first._keeper.terminate()
    first._keeper.wait(30)  # until then it may still take a file
    assert convert(PROGRAM, rb"{\rtf1 c}", TEXT).endswith(b"c\n")
    assert not first.folder.exists()
    first = soffice._RUNNING[0]
    with pytest.raises(OfficeError, match="LibreOffice took longer than 0 seconds"):
        convert(PROGRAM, rb"{\rtf1 c}", TEXT, seconds=0.001)
    assert not first.folder.exists()
    assert convert(PROGRAM, rb"{\rtf1 d}", TEXT).endswith(b"d\n")
    assert soffice._RUNNING[0] is not first


TO_ODS = Conversion("xlsx", "Calc MS Excel 2007 XML", "ods", "calc8")
TO_ODT = Conversion("docx", "MS Word 2007 XML", "odt", "writer8")


def dot() -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, "PNG")
    return out


@needs_office
def test_prompts_and_texts_in_place_of_drawings_in_open_sheets() -> None:
    book, out = Workbook(), io.BytesIO()
    sheet = book.worksheets[0]
    for row in (["工种", "性别"], ["电工", "不限"]):
        sheet.append(row)
    prompt = DataValidation("list", formula1='"男,女"', showInputMessage=True, promptTitle="性别", prompt="只填男", showErrorMessage=True)
    prompt.error, prompt.sqref = "女性不收", MultiCellRange("B2:B9")
    quiet = DataValidation(
        "whole", formula1="1", formula2="9", showInputMessage=False, prompt="未婚", sqref="A2:A9", showErrorMessage=False
    )
    sheet.add_data_validation(prompt)
    sheet.add_data_validation(quiet)
    sheet.add_image(Drawn(dot()), "D4")
    book.save(out)
    assert PROGRAM
    drawing = "xl/drawings/drawing1.xml"
    segments = read("ad.ods", convert(PROGRAM, described(out.getvalue(), drawing, "海报：限本地人"), TO_ODS))
    parts = {segment.locate(0).part: segment for segment in segments if isinstance(segment.locate(0), CellPlace)}
    assert parts["prompt"].text == "性别\n只填男\n女性不收"
    assert parts["prompt"].locate(0) == CellPlace("Sheet", 2, 2, "prompt")
    assert parts["alt"].text == "海报：限本地人"
    assert not [segment for segment in segments if "未婚" in segment.text]


@needs_office
def test_texts_in_place_of_drawings_in_open_texts() -> None:
    document, out = docx.Document(), io.BytesIO()
    document.add_paragraph("诚聘").add_run().add_picture(dot())
    document.add_table(1, 1).cell(0, 0).paragraphs[0].add_run().add_picture(dot())
    for number, drawing in enumerate(document.element.body.iter("{*}docPr")):
        drawing.set("descr", ("海报：限本地人", "图片 2")[number])
    document.save(out)
    assert PROGRAM
    assert told(read("ad.odt", convert(PROGRAM, out.getvalue(), TO_ODT))) == [
        ("诚聘", ParagraphPlace("body", 1)),
        ("海报：限本地人", ParagraphPlace("alt", 1)),
    ]


def described(data: bytes, part: str, text: str) -> bytes:
    """Return a package with a text in place of the first drawing of a part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            held = old.read(name)
            new.writestr(name, re.sub(rb' descr="[^"]*"', f' descr="{text}"'.encode(), held, count=1) if name == part else held)
    return out.getvalue()


@needs_office
@pytest.mark.skipif(sys.platform == "win32", reason="looks at Unix processes")
def test_a_killed_program_leaves_nothing_behind(tmp_path: Path) -> None:
    lines = [
        "import os, signal, sys",
        "from auditor.extract.office.soffice import Office, find_office",
        "print(Office(find_office()).folder, flush=True)",
        "os.kill(os.getpid(), signal.SIGKILL)",
    ]
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)], check=False, env=os.environ | {"TMPDIR": str(tmp_path)}, capture_output=True, text=True
    )
    folder = Path(done.stdout.strip())
    assert folder.name.startswith("auditor-office-")
    for _ in range(100):
        if not folder.exists():
            break
        time.sleep(0.1)
    assert not list(tmp_path.glob("auditor-office-*"))
    assert not [line for line in running() if str(folder) in line]


def running() -> list[str]:
    return subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout.splitlines()


@needs_office
def test_the_end_clears_folder_and_process() -> None:
    assert PROGRAM
    office = Office(PROGRAM)
    assert office.runs
    office.close()
    assert not office.runs
    assert not office.folder.exists()
    office.close()
