"""``--redact`` as a user gives it."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result
from docx.document import Document as Docx

from auditor.cli import cli

AD = "店员6名，限女性，联系人：林小满，电话13812345678。"
PERSONAL = ("林小满", "13812345678")


def run(runner: CliRunner, *arguments: str | Path) -> Result:
    return runner.invoke(cli, [*map(str, arguments)])


@pytest.fixture
def ad(tmp_path: Path) -> Path:
    path = tmp_path / "13812345678.txt"
    path.write_text(AD, encoding="utf-8")
    return path


@pytest.mark.parametrize("format_", ["terminal", "json", "jsonl"])
def test_a_scan_masks_what_it_writes(runner: CliRunner, ad: Path, format_: str) -> None:
    done = run(runner, "scan", ad, "--redact", "--format", format_, "--show-dismissed")
    assert done.exit_code == 1
    assert "限女性" in done.output
    assert not [word for word in PERSONAL if word in done.output]


def test_every_report_of_a_scan_is_masked_and_findings_are_the_same(runner: CliRunner, ad: Path, tmp_path: Path) -> None:
    plain, masked = tmp_path / "plain.json", tmp_path / "masked.json"
    run(runner, "scan", ad, "--report", f"json={plain}")
    run(runner, "scan", ad, "--report", f"json={masked}", "--redact")
    before, after = (json.loads(path.read_text(encoding="utf-8"))["documents"][0]["findings"] for path in (plain, masked))
    assert [(one["rule"], one["start"], one["end"], one["text"], len(one["clause"])) for one in after] == [
        (one["rule"], one["start"], one["end"], one["text"], len(one["clause"])) for one in before
    ]


@pytest.mark.parametrize("format_", ["text", "json", "jsonl"])
def test_extract_masks_what_it_writes(runner: CliRunner, ad: Path, format_: str) -> None:
    done = run(runner, "extract", ad, "--redact", "--format", format_)
    assert done.exit_code == 0
    assert "店员6名，限女性，联系人：***，电话***********。" in done.output
    assert not [word for word in PERSONAL if word in done.output]


def test_notes_in_a_copy_are_masked_and_its_text_is_not(runner: CliRunner, tmp_path: Path) -> None:
    document: Docx = docx.Document()
    document.add_paragraph(AD)
    path, out = tmp_path / "ad.docx", tmp_path / "marked.docx"
    document.save(str(path))
    done = run(runner, "annotate", path, "-o", out, "--redact")
    assert done.exit_code == 1
    copy: Docx = docx.Document(str(out))
    assert copy.paragraphs[0].text == AD
    said = "\n".join(comment.text for comment in copy.comments)
    assert "改为“店员6名，联系人：***，电话***********" in said
    assert not [word for word in PERSONAL if word in said]


def test_failures_are_masked(runner: CliRunner, tmp_path: Path) -> None:
    path = tmp_path / "13812345678.jsonl"
    path.write_text('{"text": "限女性", "id": "hr@example.com"}\n{broken\n', encoding="utf-8")
    done = run(runner, "scan", path, "--redact", "--format", "jsonl")
    assert done.exit_code == 3
    assert "13812345678" not in done.output
    assert "example" not in done.output
