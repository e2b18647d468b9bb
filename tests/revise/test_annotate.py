"""The door: what is written, what is refused, and what the exit code tells."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from openpyxl import Workbook

from auditor.cli import cli
from auditor.engine import Auditor
from auditor.errors import ConfigError
from auditor.extract.registry import extract
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Document
from auditor.revise.annotate import annotate as write_copy
from auditor.revise.marker import Marked
from auditor.revise.notes import notes
from auditor.revise.sheet.sheet import mark as mark_sheet
from auditor.revise.word.word import mark as mark_word

DEMO = Path(__file__).parents[2] / "corpora" / "demo"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "ad.html"
    path.write_text("<p>招前台，仅限女性。</p>", encoding="utf-8")
    return path


def run(runner: CliRunner, *arguments: str | Path) -> tuple[int, str]:
    done = runner.invoke(cli, ["annotate", *map(str, arguments)])
    assert not done.stdout
    return done.exit_code, done.stderr


def test_the_copy_is_written_and_the_original_stays(runner: CliRunner, page: Path, tmp_path: Path) -> None:
    before, out = page.read_bytes(), tmp_path / "out.html"
    assert run(runner, page, "-o", out) == (1, f"已标出 1 处：{out}\n")
    assert "<mark " in out.read_text(encoding="utf-8")
    assert page.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ad.html", "out.html"]


def test_options_of_the_audit_and_exit_codes_are_those_of_scan(runner: CliRunner, page: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.html"
    assert run(runner, page, "-o", out, "--ignore", "gender") == (0, f"已标出 0 处：{out}\n")
    assert out.read_bytes() == page.read_bytes()
    assert run(runner, page, "-o", out, "--force", "--fail-on", "never")[0] == 0
    assert run(runner, page, "-o", out, "--force", "--lang", "en") == (1, f"marked: 1, in {out}\n")
    assert "suspected violation" in out.read_text(encoding="utf-8")


def test_nothing_is_overwritten_unasked_and_the_document_itself_never(page: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.html"
    out.write_text("x", encoding="utf-8")
    with pytest.raises(ConfigError, match="--force replaces it"):
        write_copy(Auditor(), page, out, "zh")
    assert out.read_text(encoding="utf-8") == "x"
    (tmp_path / "sub").mkdir()
    with pytest.raises(ConfigError, match="would overwrite the document itself"):
        write_copy(Auditor(), page, tmp_path / "sub" / ".." / "ad.html", "zh", force=True)


def test_kinds_without_marks_are_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "ad.csv"
    path.write_text("岗位,性别\n前台,女\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"marks can be put into \.docx, \.xlsx, \.pdf, \.html, not into this kind of file \(csv\)"):
        write_copy(Auditor(), path, tmp_path / "out.csv", "zh")
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize("name", ["out.pdf", "out.DOCX", "out.xlsx"])
def test_a_copy_is_not_called_another_kind(page: Path, tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigError, match=f"the copy is a .html file like the document, and cannot be called {Path(name).suffix}"):
        write_copy(Auditor(), page, tmp_path / name, "en")
    assert [path.name for path in tmp_path.iterdir()] == ["ad.html"]


@pytest.mark.parametrize("name", ["out.htm", "out", "out.marked", "out.doc"])
def test_a_copy_may_have_any_suffix_that_promises_nothing_else_that_takes_marks(
    runner: CliRunner, page: Path, tmp_path: Path, name: str
) -> None:
    assert run(runner, page, "-o", tmp_path / name)[0] == 1
    assert "<mark " in (tmp_path / name).read_text(encoding="utf-8")


def test_a_folder_that_is_not_there_is_an_error_that_names_the_copy(page: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be written"):
        write_copy(Auditor(), page, tmp_path / "none" / "out.html", "zh")


def test_a_file_that_cannot_be_read_gives_no_copy(runner: CliRunner, tmp_path: Path) -> None:
    path, out = tmp_path / "ad.docx", tmp_path / "out.docx"
    path.write_bytes(b"PK\x03\x04 cut")
    code, said = run(runner, path, "-o", out)
    assert code == 3
    assert said.startswith(f"未能审核: {path}")
    assert not out.exists()


def test_a_file_read_in_part_is_marked_and_says_what_was_not_read(runner: CliRunner, tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    path, out = tmp_path / "ad.pdf", tmp_path / "out.pdf"
    canvas = Canvas(str(path), invariant=1)
    canvas.drawString(60, 700, "Cashier wanted, females only, no experience needed.")
    canvas.showPage()
    canvas.rect(10, 10, 500, 500, fill=1)
    canvas.save()
    code, said = run(runner, path, "-o", out, "--ocr", "never")
    assert code == 3
    assert said.startswith("已标出 1 处：")
    assert "第2页" in said
    assert out.read_bytes().startswith(path.read_bytes())


@pytest.mark.parametrize("name", ["front-desk.docx", "positions.xlsx", "factory-notice.pdf", "campus.html"])
def test_demo_documents_read_again_as_before(name: str, auditor: Auditor, tmp_path: Path) -> None:
    out = tmp_path / name
    done = write_copy(auditor, DEMO / name, out, "zh")
    assert done.unmarked == ()
    said = [note.text for note in notes(done.report.findings, "zh")] if name.endswith(".pdf") else []
    assert told(auditor, name, out.read_bytes(), said) == told(auditor, name, (DEMO / name).read_bytes())


def told(auditor: Auditor, name: str, data: bytes, said: Sequence[str] = ()) -> tuple[list[object], list[object]]:
    """The text of a document and what is found in it, comments and notes aside."""
    (document,) = extract(Source(name, data=data), ReadOptions())
    assert isinstance(document, Document)
    document = replace(document, segments=tuple(one for one in document if not any(one.text in note for note in said)))
    findings = auditor.audit(document).findings
    texts = [(segment.text, segment.anchors, segment.label) for segment in document if _is_text(segment.locate(0))]
    return texts, [(finding.rule.id, finding.text, finding.location) for finding in findings if _is_text(finding.location)]


def _is_text(place: object) -> bool:
    return getattr(place, "part", "") != "comment"


_WORDS = st.lists(
    st.sampled_from(
        ("仅限女性", "有耐心", "，", "。", "35周岁以下", "\t", " ", "本市户籍优先", "身高160cm以上", "男女不限", "党员优先", "𠮷")
    ),
    max_size=9,
)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_WORDS, min_size=1, max_size=4), st.integers(1, 5))
def test_invented_word_files_read_again_as_before(auditor: Auditor, paragraphs: list[list[str]], length: int) -> None:
    document = docx.Document()
    document.add_paragraph("招聘启事")
    for words in paragraphs:
        text = "".join(words)
        paragraph = document.add_paragraph()
        for start in range(0, len(text), length):
            paragraph.add_run(text[start : start + length]).bold = bool(start % 2)
        document.add_table(1, 1).cell(0, 0).text = text
    out = io.BytesIO()
    document.save(out)
    done = remarked(auditor, "ad.docx", out.getvalue(), mark_word)
    assert told(auditor, "ad.docx", done.data) == told(auditor, "ad.docx", out.getvalue())
    assert done.unmarked == ()


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(_WORDS, min_size=1, max_size=3), min_size=1, max_size=4))
def test_invented_workbooks_read_again_as_before(auditor: Auditor, rows: list[list[list[str]]]) -> None:
    book = Workbook()
    book.worksheets[0].append(["岗位", "要求", "备注"])
    for row in rows:
        book.worksheets[0].append(["".join(words).strip() or None for words in row])
    out = io.BytesIO()
    book.save(out)
    done = remarked(auditor, "jobs.xlsx", out.getvalue(), mark_sheet)
    assert told(auditor, "jobs.xlsx", done.data) == told(auditor, "jobs.xlsx", out.getvalue())
    assert done.unmarked == ()


def remarked(auditor: Auditor, name: str, data: bytes, mark: object) -> Marked:
    source = Source(name, data=data)
    (document,) = extract(source, ReadOptions())
    assert isinstance(document, Document)
    return mark(source, ReadOptions(), notes(auditor.audit(document).findings, "zh"), "zh")  # type: ignore[operator, no-any-return]
