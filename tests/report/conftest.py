"""For tests of formats: reports of results, texts that try to break out of them, and a folder with every kind of place."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result
from docx.document import Document as Docx
from msgspec.structs import replace
from openpyxl import Workbook

from auditor.cli import cli
from auditor.engine import Auditor
from auditor.model.document import Failure
from auditor.model.location import LinePlace
from auditor.model.report import DocumentResult, tally
from auditor.model.silence import Notice, NoticeKind, Silence, Silenced, SilencedBy
from auditor.model.span import Span
from auditor.model.wording import Wording, same
from auditor.report.reporter import ReportOptions, make_reporter

HOSTILE = (
    "::error file=x.txt,line=1::ours\n##[error]ours\n]]><script>alert(1)</script><!-- --> | \\| \\\\| `a` ``b`` ~~c~~\n"
    "@someone #1 https://evil.example www.evil.example [点这里](https://evil.example) \\](https://evil.example) {0} ${{ x }} %0A %25\n"
    "=cmd|' /C calc'!A0\t\x07\x1b[2J\u202e\u200b\ud800&amp; <details> </details> 限男性"
)
HOSTILE_NAME = "岗位|`a`,b:c%0A::error ::<b>@someone\ud800.txt"

Reported = Callable[..., str]


@pytest.fixture
def reported(auditor: Auditor) -> Reported:
    """Return what writes a report of some results in a format."""

    def written(format_: str, *results: DocumentResult, options: ReportOptions | None = None) -> str:
        stream = io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n")
        reporter = make_reporter(format_, stream, options or ReportOptions())
        reporter.begin(auditor.header)
        for result in results:
            reporter.add(result)
        reporter.end(tally(results), ())
        stream.flush()
        return stream.buffer.getvalue().decode()  # type: ignore[attr-defined]

    return written


@pytest.fixture
def hostile(auditor: Auditor) -> DocumentResult:
    """A result all of whose texts are hostile: the words of findings, what could not be read, what silences."""
    result = auditor.audit_text(HOSTILE, HOSTILE_NAME)
    finding = result.findings[0].ruled(span=Span(0, len(HOSTILE)), clause=Span(0, len(HOSTILE)))
    return replace(
        result,
        findings=(finding, *result.findings),
        silenced=(Silenced(finding, Silence(SilencedBy.COMMENT, same(HOSTILE), location=LinePlace(1, 1))),),
        notices=(Notice(NoticeKind.ATTEMPT, LinePlace(2, 1), HOSTILE, Wording("文中试图抑制审核结果", "tries to silence the audit")),),
        failures=(Failure(HOSTILE_NAME, same(HOSTILE), same(HOSTILE)),),
    )


@pytest.fixture
def silenced(auditor: Auditor) -> DocumentResult:
    """A result with one finding, and one that is set aside in each way."""
    result = auditor.audit_text("文员，限女性。\n司机，限男性，35岁以下。", "ad.txt")
    kept, aside = result.findings[0], result.findings[1]
    silences = (
        Silence(SilencedBy.COMMENT, same("已向主管部门备案"), "2027-01-01", LinePlace(2, 1)),
        Silence(SilencedBy.BASELINE, same("基线")),
    )
    return replace(result, findings=(kept,), silenced=tuple(Silenced(aside, silence) for silence in silences))


@pytest.fixture
def place_of_every_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with one file for each kind of place, each with ``限男性`` in it."""
    folder = tmp_path / "ads"
    folder.mkdir()
    (folder / "plain text.txt").write_text("司机\n  限男性。", encoding="utf-8")
    (folder / "page.html").write_text("<html><body>\n<p>司机，限<b>男</b>性。</p></body></html>", encoding="utf-8")
    (folder / "records.jsonl").write_text('{"id": "r1", "text": "文员"}\n{"id": "r2", "text": "司机，限男性"}\n', encoding="utf-8")
    (folder / "mail.eml").write_bytes("From: a@example.com\nSubject: 司机，限男性\n\n正文\n".encode())
    with zipfile.ZipFile(folder / "packed.zip", "w") as archive:
        archive.writestr("内/岗位.txt", "司机\n限男性。")
    document: Docx = docx.Document()
    document.add_paragraph("司机，限男性")
    document.save(str(folder / "letter.docx"))
    book = Workbook()
    for row in (["岗位", "性别"], ["司机", "限男性"]):
        book.worksheets[0].append(row)
    book.worksheets[0].title = "岗位表"
    book.save(folder / "sheet.xlsx")
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.fixture
def scan(runner: CliRunner) -> Callable[..., Result]:
    def run(*arguments: object) -> Result:
        return runner.invoke(cli, ["scan", *map(str, arguments)])

    return run
