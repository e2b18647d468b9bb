"""Hostile, damaged and mislabelled files through the whole audit: each is read, or fails with a reason; none is passed off as clean."""

from __future__ import annotations

import io
import json
import os
import struct
import subprocess
import sys
import threading
import time
import zipfile
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from docx import Document as Docx

from auditor.batch.run import audit_paths
from auditor.config import Config
from auditor.engine import Auditor
from auditor.model.report import DocumentResult, Status

LIMIT = "限男性"


@pytest.fixture(scope="module")
def strict() -> Auditor:
    """An auditor whose limits a hostile file would reach within the time of a test."""
    return Auditor(Config(max_seconds=20, max_memory=1 << 30, select=("gender",)))


def audited(auditor: Auditor, path: Path, data: bytes | None = None) -> DocumentResult:
    if data is not None:
        path.write_bytes(data)
    start = time.monotonic()
    (result,) = audit_paths(auditor, [str(path)]).documents
    assert time.monotonic() - start < 30
    assert not any(failure.bug for failure in result.failures), result.failures
    return result


def words(result: DocumentResult) -> list[str]:
    return [finding.text for finding in result.findings]


def reason(result: DocumentResult) -> str:
    assert result.status is Status.FAILED
    (failure,) = result.failures
    return f"{failure.place.en}: {failure.reason.en}"


def docx(*paragraphs: str) -> bytes:
    document = Docx()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    whole = io.BytesIO()
    document.save(whole)
    return whole.getvalue()


def xlsx(text: str) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append([text])  # type: ignore[union-attr]
    whole = io.BytesIO()
    book.save(whole)
    return whole.getvalue()


def pdf(text: str) -> bytes:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    whole = io.BytesIO()
    canvas = Canvas(whole)
    canvas.setFont("STSong-Light", 12)
    canvas.drawString(72, 700, text)
    canvas.save()
    return whole.getvalue()


def with_part(package: bytes, name: str, content: bytes) -> bytes:
    """Put another part in place of one of a package."""
    whole = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            new.writestr(member, content if member == name else old.read(member))
    return whole.getvalue()


def word_xml(body: str, doctype: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return f'<?xml version="1.0" encoding="UTF-8"?>{doctype}<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'.encode()


PARAGRAPH = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
MAIN_PART = {"docx": "word/document.xml", "xlsx": "xl/worksheets/sheet1.xml"}


@pytest.mark.parametrize(("suffix", "data"), [("docx", docx(LIMIT)), ("xlsx", xlsx(LIMIT)), ("pdf", pdf(LIMIT))])
@pytest.mark.parametrize("keep", [0, 4, 10, 0.3, 0.7, 0.97])
def test_a_file_cut_short_is_never_clean(strict: Auditor, tmp_path: Path, suffix: str, data: bytes, keep: float) -> None:
    assert words(audited(strict, tmp_path / f"whole.{suffix}", data)) == [LIMIT]
    part = data[: keep if isinstance(keep, int) else int(len(data) * keep)]
    result = audited(strict, tmp_path / f"part.{suffix}", part)
    assert result.failures or words(result) == [LIMIT]


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("word.pdf", docx(LIMIT), [LIMIT]),
        ("sheet.docx", xlsx(LIMIT), [LIMIT]),
        ("page.docx", pdf(LIMIT), [LIMIT]),
        ("text.docx", LIMIT.encode(), [LIMIT]),
        ("web.xls", f"<html><body><p>{LIMIT}</p></body></html>".encode(), [LIMIT]),
        ("word", docx(LIMIT), [LIMIT]),
        ("picture.docx", b"\x89PNG\r\n\x1a\n" + bytes(50), []),
        ("program.docx", b"MZ" + bytes(range(256)) * 4, []),
        ("program.txt", b"\x7fELF" + bytes(range(256)) * 4, []),
    ],
)
def test_a_file_is_what_its_content_says(strict: Auditor, tmp_path: Path, name: str, data: bytes, found: list[str]) -> None:
    result = audited(strict, tmp_path / name, data)
    assert words(result) == found
    assert (result.status is Status.OK) == bool(found)


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """A web server that notes what is asked of it."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(LIMIT.encode())

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as web:
        threading.Thread(target=web.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{web.server_port}", asked
        web.shutdown()


ENTITIES = {
    "laughs": "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else LIMIT}">' for n in range(10)),
    "file": '<!ENTITY e9 SYSTEM "{file}">',
    "web": '<!ENTITY e9 SYSTEM "{web}/entity">',
    "parameter": '<!ENTITY % p SYSTEM "{web}/parameter"> %p; <!ENTITY e9 "x">',
}


@pytest.mark.parametrize("entity", ENTITIES)
@pytest.mark.parametrize("suffix", ["docx", "xlsx", "html", "xhtml"])
def test_entities_are_neither_multiplied_nor_fetched(
    strict: Auditor, tmp_path: Path, server: tuple[str, list[str]], suffix: str, entity: str
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(LIMIT, encoding="utf-8")
    doctype = f"<!DOCTYPE x [{ENTITIES[entity]}]>".replace("{file}", secret.as_uri()).replace("{web}", server[0])
    if suffix in MAIN_PART:
        package = docx("x") if suffix == "docx" else xlsx("x")
        result = audited(
            strict, tmp_path / f"a.{suffix}", with_part(package, MAIN_PART[suffix], word_xml(PARAGRAPH.format("&e9;"), doctype))
        )
        assert "document type definition" in reason(result)
    else:
        page = f'<?xml version="1.0"?>{doctype}<html xmlns="http://www.w3.org/1999/xhtml"><body><p>招聘&e9;</p></body></html>'
        assert words(audited(strict, tmp_path / f"a.{suffix}", page.encode())) == []
    assert server[1] == []


def test_nothing_a_page_links_to_is_fetched(strict: Auditor, tmp_path: Path, server: tuple[str, list[str]]) -> None:
    tags = (
        "<link rel=stylesheet href={0}/a><script src={0}/b></script><img src={0}/c><iframe src={0}/d></iframe><object data={0}/e></object>"
    )
    page = f"<html><head><base href={server[0]}></head><body>{tags.format(server[0])}<p>{LIMIT}</p></body></html>"
    assert words(audited(strict, tmp_path / "a.html", page.encode())) == [LIMIT]
    assert server[1] == []


def test_a_zip_bomb_is_told_and_not_unpacked(strict: Auditor, tmp_path: Path) -> None:
    part = PARAGRAPH.format(LIMIT).encode() * 800_000
    result = audited(strict, tmp_path / "a.docx", with_part(docx("x"), "word/document.xml", part))
    assert "a zip bomb" in reason(result) or "unpacks to more" in reason(result)


def test_a_part_that_lies_about_its_size_is_refused(strict: Auditor, tmp_path: Path) -> None:
    data = bytearray(with_part(docx("x"), "word/document.xml", word_xml(PARAGRAPH.format(LIMIT) * 9000)))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = data.find(b"word/document.xml", 30 if signature[2] == 3 else data.find(b"PK\x01\x02"))
        start = data.rfind(signature, 0, place)
        data[start + offset : start + offset + 4] = struct.pack("<I", 100)
    assert "Bad CRC-32" in reason(audited(strict, tmp_path / "a.docx", bytes(data)))


def test_a_locked_office_file_and_a_locked_member_are_told(strict: Auditor, tmp_path: Path) -> None:
    data = bytearray(docx(LIMIT))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(signature) + offset] |= 1
    assert "encrypted" in reason(audited(strict, tmp_path / "member.docx", bytes(data)))
    for suffix in ("docx", "xlsx"):
        assert "encrypted: needs a password" in reason(audited(strict, tmp_path / f"whole.{suffix}", container("EncryptedPackage")))


def container(stream: str) -> bytes:
    """Return an old binary container that holds one stream: a header, a sector of the table, and one of the directory."""
    name = stream.encode("utf-16-le")
    free, end = 0xFFFFFFFF, 0xFFFFFFFE
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<5H6x9I", *(0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096), *(end, 0, end, 0))
    )
    header += struct.pack("<I", 0) + b"\xff" * 432
    table = struct.pack("<II", 0xFFFFFFFD, end) + b"\xff" * 504

    def entry(name: bytes, kind: int, child: int) -> bytes:
        size = len(name) + 2 if name else 0
        return name.ljust(64, b"\0") + struct.pack("<HBBIII", size, kind, 1, free, free, child) + bytes(36) + struct.pack("<IQ", end, 0)

    entries = entry("Root Entry".encode("utf-16-le"), 5, 1) + entry(name, 2, free) + entry(b"", 0, free) * 2
    return header + table + entries


def test_a_picture_that_claims_to_be_huge_is_not_decoded(strict: Auditor, tmp_path: Path) -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0))
    data = b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(300_001))) + chunk(b"IEND", b"")
    assert reason(audited(strict, tmp_path / "a.png", data))


TABLE = "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>"


@pytest.mark.parametrize("depth", [60, 5_000])
def test_tables_nested_in_word_files(strict: Auditor, tmp_path: Path, depth: int) -> None:
    before, after = TABLE.split("{}")
    xml = word_xml(before * depth + PARAGRAPH.format(LIMIT) + after * depth)
    result = audited(strict, tmp_path / "a.docx", with_part(docx("x"), "word/document.xml", xml))
    assert words(result) == [LIMIT] if depth < 100 else "depth" in reason(result)


@pytest.mark.parametrize("tag", ["div", "b", "table><tr><td", "ul><li", "blockquote", "select", "p", "unknown"])
def test_elements_nested_in_pages(strict: Auditor, tmp_path: Path, tag: str) -> None:
    page = f"<html><body><p>{LIMIT}</p>{f'<{tag}>' * 100_000}限女性</body></html>"
    result = audited(strict, tmp_path / "a.html", page.encode())
    assert result.failures or words(result) == [LIMIT, "限女性"]


@pytest.mark.parametrize("line", ["[" * 100_000, '{"a":' * 100_000, '{"text": "x", "n": ' + "9" * 100_000 + "}"])
def test_records_nested_or_long(strict: Auditor, tmp_path: Path, line: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f'{line}\n{{"id": "2", "text": "{LIMIT}"}}\n', encoding="utf-8")
    report = audit_paths(strict, [str(path)])
    assert [finding.text for finding in report.findings] == [LIMIT]
    assert not any(failure.bug for failure in report.failures)
    assert report.failures or len(report.documents) == 2


@pytest.mark.parametrize("sign", ["> ", "- ", "[", "*", "`", "| ", "#", "<b>", "![", "**["])
def test_marks_nested_in_markdown(strict: Auditor, tmp_path: Path, sign: str) -> None:
    result = audited(strict, tmp_path / "a.md", f"{sign * 20_000}{LIMIT}\n".encode())
    assert result.failures or words(result) == [LIMIT]


@pytest.mark.usefixtures("extension")
def test_what_changes_or_goes_while_it_is_read_is_told(strict: Auditor, tmp_path: Path) -> None:
    changing, going = tmp_path / "a.trap", tmp_path / "b.trap"
    changing.write_text(f"say {LIMIT}\nwrite {changing}", encoding="utf-8")
    going.write_text(f"say {LIMIT}\nremove {tmp_path / 'c.txt'}\nremove {going}", encoding="utf-8")
    (tmp_path / "c.txt").write_text(LIMIT, encoding="utf-8")
    report = audit_paths(strict, [str(path) for path in (changing, going, tmp_path / "c.txt")])
    assert [(Path(result.source).name, words(result)) for result in report.documents if result.read] == [
        ("a.trap", [LIMIT]),
        ("b.trap", [LIMIT]),
    ]
    assert [(Path(failure.source).name, failure.reason.en) for failure in report.failures] == [
        ("a.trap", "changed while it was read: audit it again"),
        ("b.trap", "changed while it was read: audit it again"),
        ("c.txt", "no such file or folder"),
    ]


NAMES = ("新\n行.txt".encode(), "报\x1b[2J警.txt".encode(), "倒\u202etxt.txt".encode(), b"\xb9\xe3\xb8\xe6.txt")


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", "from auditor.cli import main; main()", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False)


def test_names_that_play_tricks_are_harmless_in_every_report(tmp_path: Path) -> None:
    folder = tmp_path / "ads"
    folder.mkdir()
    try:
        for name in NAMES:
            Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text(LIMIT, encoding="utf-8")
    except OSError:
        pytest.skip("this system has no such names")
    scanned = run(folder, "scan", ".", "--no-share", "--report", "json=../a.json", "--report", "jsonl=../a.jsonl")
    extracted = run(folder, "extract", ".")
    assert (scanned.returncode, extracted.returncode, scanned.stderr + extracted.stderr) == (1, 0, b"")
    for printed in (scanned.stdout.decode("utf-8"), extracted.stdout.decode("utf-8")):
        assert printed.count(LIMIT) == len(NAMES)
        assert not any(ord(sign) < 32 and sign != "\n" for sign in printed)
        assert "\u202e" not in printed
        assert sum(".txt" in line for line in printed.splitlines()) == len(NAMES)
    lines = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()]
    for documents in (lines, json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["documents"]):
        assert {os.fsencode(document["source"]) for document in documents} == set(NAMES)


def test_a_terminal_report_turns_no_text_round(tmp_path: Path) -> None:
    """Signs that reverse the writing could show a person other words than those that are judged."""
    (tmp_path / "a.jsonl").write_text(
        json.dumps({"id": "\u202e号\x1b]0;x\x07", "text": f"\u202e{LIMIT}\u2066\x9b2J", "\u202e栏": "x" * 20}) + "\n", encoding="utf-8"
    )
    done = run(tmp_path, "scan", "a.jsonl")
    printed = done.stdout.decode("utf-8")
    assert (done.returncode, done.stderr) == (1, b"")
    assert f"【{LIMIT}】" in printed
    assert [sign for sign in printed if not sign.isprintable() and sign not in "\n\u3000"] == []
