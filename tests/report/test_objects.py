"""Results as JSON objects, written item by item."""

from __future__ import annotations

import json

import pytest

from auditor.batch.chunk import in_utf8
from auditor.engine import Auditor
from auditor.model.document import Anchor, Document, Label, Segment
from auditor.model.location import CellPlace
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
    assert b"".join(whole(ObjectRenderer("zh", "<", "}>"), result)) == f"<{expected}>".encode("utf-8", "backslashreplace")


@pytest.mark.parametrize("sheet", ["职位表", 'a "row": 0, "column": 0', ""])
@pytest.mark.parametrize(("group", "post"), [("", ""), ("表!row7", '"甲"')], ids=["of no post", "of a post"])
def test_cells_are_written_as_if_they_were_written_in_one_go(sheet: str, group: str, post: str, auditor: Auditor) -> None:
    places = [CellPlace(sheet, 7, 3), CellPlace(sheet, 8, 3, hidden=True), CellPlace(sheet, 9, 0, "comment")]
    label = Label("性别", CellPlace(sheet, 0, 0))
    document = Document("表", "表", tuple(Segment("限男性", (Anchor(0, place),), label, "", group, post) for place in places))
    result = auditor.audit(document)
    assert len(result.findings) == len(places)
    assert b"".join(whole(ObjectRenderer("zh"), result)) == json.dumps(plain_result(result, "zh"), ensure_ascii=False).encode()


def test_no_piece_holds_more_than_one_finding(auditor: Auditor) -> None:
    result = auditor.audit_text("限男性。\n未婚者优先。\n限本地户籍。")
    pieces = list(map(in_utf8, ObjectRenderer("en").render(result).before))
    assert len(result.findings) == 3
    assert [piece.count(b'"fingerprint"') for piece in pieces if b'"fingerprint"' in piece] == [1, 1, 1]
