"""Results as JSON objects, written item by item."""

from __future__ import annotations

import json

import pytest

from auditor.engine import Auditor
from auditor.model.report import DocumentResult, Occurrence
from auditor.report.objects import ObjectRenderer
from auditor.report.plain import plain_result
from auditor.report.reporter import whole

FIRST = Occurrence("\ud83d", "甲.txt")


@pytest.mark.parametrize("first", [None, FIRST], ids=["first", "repeats"])
@pytest.mark.parametrize("text", ["", "仓管员：限男性，女性勿扰，不限户籍。", "\ud83d限女性"])
def test_an_object_is_written_as_if_it_were_written_in_one_go(text: str, first: Occurrence | None, auditor: Auditor) -> None:
    found = auditor.audit_text(text)
    result = DocumentResult(found.id, found.source, found.findings, found.dismissals, same_text_as=first)
    expected = json.dumps(plain_result(result, "zh"), ensure_ascii=False)
    assert whole(ObjectRenderer("zh", "<", "}>"), result) == f"<{expected}>".encode("utf-8", "backslashreplace")


def test_no_piece_holds_more_than_one_finding(auditor: Auditor) -> None:
    result = auditor.audit_text("限男性。\n未婚者优先。\n限本地户籍。")
    pieces = list(ObjectRenderer("en").render(result).before)
    assert len(result.findings) == 3
    assert [piece.count('"fingerprint"') for piece in pieces if '"fingerprint"' in piece] == [1, 1, 1]
