"""A marked copy audited again: our own notes are told and set aside, what others wrote is judged."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from auditor.engine import Auditor
from auditor.extract.registry import extract
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Document
from auditor.model.own_notes import CAUTION, OWN_NOTES
from auditor.model.report import DocumentResult
from auditor.revise.marker import Marked

DEMO = Path(__file__).parents[2] / "corpora" / "demo"
Annotate = Callable[[str, bytes], Marked]
OURS = f"涉嫌违法：要求性别 [GEN001]\n限男性\n{CAUTION.zh}"


def audited(auditor: Auditor, name: str, data: bytes) -> DocumentResult:
    (document,) = (item for item in extract(Source(name, data=data), ReadOptions()) if isinstance(item, Document))
    return auditor.audit(document)


def found(result: DocumentResult) -> list[tuple[str, str]]:
    return [(finding.rule.id, finding.text) for finding in result.findings]


@pytest.mark.parametrize("name", ["front-desk.docx", "factory-notice.pdf", "positions.xlsx"])
def test_a_marked_copy_gives_the_same_findings_and_names_what_was_set_aside(auditor: Auditor, annotate: Annotate, name: str) -> None:
    data = (DEMO / name).read_bytes()
    before, after = audited(auditor, name, data), audited(auditor, name, annotate(name, data).data)
    assert before.findings
    assert found(after) == found(before)
    assert set(after.fields_not_read) == {OWN_NOTES}
    assert after.circumstances == before.circumstances


def word(text: str, author: str) -> bytes:
    document, out = docx.Document(), io.BytesIO()
    document.add_comment(document.add_paragraph("招前台。").runs, text, author=author)
    document.save(out)
    return out.getvalue()


def sheet(text: str, author: str) -> bytes:
    book, out = Workbook(), io.BytesIO()
    cell = book.worksheets[0].cell(1, 1, "招前台")
    cell.comment = Comment(text, author)
    book.save(out)
    return out.getvalue()


WRITTEN = {"a.docx": word, "a.xlsx": sheet}


@pytest.mark.parametrize("name", WRITTEN)
@pytest.mark.parametrize(
    ("text", "author", "limits"),
    [
        (OURS, "auditor", []),
        (OURS, "Auditor", [("GEN001", "限男性")]),
        ("限男性", "auditor", [("GEN001", "限男性")]),
        (f"{OURS}\n限男性", "auditor", [("GEN001", "限男性")] * 2),
        (f"限男性\n{CAUTION.zh}", "auditor", [("GEN001", "限男性")]),
    ],
)
def test_a_name_alone_sets_nothing_aside(auditor: Auditor, name: str, text: str, author: str, limits: list[tuple[str, str]]) -> None:
    result = audited(auditor, name, WRITTEN[name](text, author))
    assert found(result) == limits
    assert set(result.fields_not_read) == (set() if limits else {OWN_NOTES})


def test_what_stands_in_the_body_is_judged_whatever_it_says_of_itself(auditor: Auditor) -> None:
    assert found(auditor.audit_text(OURS)) == [("GEN001", "限男性")]
