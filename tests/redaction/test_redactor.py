"""Results and documents without personal data: the same findings at the same places, and nothing personal in anything written."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from openpyxl import Workbook

from auditor.engine import Auditor
from auditor.extract.registry import extract
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Anchor, Document, Failure, Label, Segment
from auditor.model.location import CellPlace, LinePlace, RecordPlace
from auditor.model.report import DocumentResult, InputFile, Tally
from auditor.packs.folders import built_in_folder
from auditor.packs.personal import load_personal
from auditor.redaction import Redactor
from auditor.report.reading import FORMATS as READINGS
from auditor.report.reporter import ReportOptions, formats, make_reporter

AD = "店员6名，限女性，联系人：林小满，电话13812345678。\n面试找林小满，不限户籍；夜班限男士，13900001111张经理"


@pytest.fixture(scope="module")
def redactor() -> Redactor:
    return Redactor(load_personal([built_in_folder()]))


def written(auditor: Auditor, redactor: Redactor, result: DocumentResult) -> dict[str, str]:
    """Return what every format writes."""
    streams = {}
    for name in formats():
        streams[name] = io.StringIO()
        reporter = make_reporter(name, streams[name], ReportOptions("zh", show_dismissed=True, redactor=redactor))
        tally = Tally()
        tally.add(result)
        reporter.begin(auditor.header)
        reporter.add(result)
        reporter.end(tally, [InputFile(result.source, 1, "0" * 64)])
    return {name: stream.getvalue() for name, stream in streams.items()}


def test_findings_keep_their_places_and_words(auditor: Auditor, redactor: Redactor) -> None:
    result = auditor.audit_text(AD)
    shown = redactor.result(result)
    assert [(one.rule.id, one.span, one.clause, one.text) for one in shown.findings] == [
        (one.rule.id, one.span, one.clause, one.text) for one in result.findings
    ]
    assert [finding.text for finding in shown.findings] == ["限女性", "限男士"]
    assert (
        shown.findings[0].segment.text
        == "店员6名，限女性，联系人：***，电话***********。\n面试找***，不限户籍；夜班限男士，************经理"
    )


def test_a_rewrite_is_made_in_the_redacted_text(auditor: Auditor, redactor: Redactor) -> None:
    plain, shown = (one.findings[0].rewrite for one in (auditor.audit_text(AD), redactor.result(auditor.audit_text(AD))))
    assert plain is not None
    assert shown is not None
    assert plain.text == "店员6名，联系人：林小满，电话13812345678"
    assert shown.text == "店员6名，联系人：***，电话***********"
    assert shown.edits == plain.edits


def test_words_of_a_finding_lose_numbers_only(auditor: Auditor, redactor: Redactor) -> None:
    shown = redactor.result(auditor.audit_text("招工，限女性或请电13812345678王女士"))
    assert shown.findings[0].text.startswith("限女性")
    result = auditor.audit_text("不要姓王的，联系人：王小明")
    assert [one.text for one in redactor.result(result).findings] == [one.text for one in result.findings] != []


def test_fingerprints_tell_of_what_is_shown(auditor: Auditor, redactor: Redactor) -> None:
    def fingerprints(text: str) -> list[str]:
        return [finding.fingerprint for finding in redactor.result(auditor.audit_text(text)).findings]

    assert fingerprints("店员限女性，电话13812345678") == fingerprints("店员限女性，电话13912345678")
    assert fingerprints("店员限女性") == [finding.fingerprint for finding in auditor.audit_text("店员限女性").findings]


def test_names_ids_places_and_reasons_are_redacted(auditor: Auditor, redactor: Redactor) -> None:
    place = RecordPlace("hr@example.com", "text", 3)
    label = Label("岗位要求（电话13812345678）", place)
    segment = Segment("限女性", (Anchor(0, place),), label, "text", "13812345678!1", "导购 13812345678", ("13812345678",))
    document = Document(
        "hr@example.com", "13812345678/联系人：林小满.jsonl", (segment,), (Failure("13812345678", "hr@example.com", "bad 13812345678"),)
    )
    shown = redactor.result(auditor.audit(document))
    assert (shown.id, shown.source) == ("**************", "***********/联系人：***.jsonl")
    assert shown.failures[0] == Failure("***********", "**************", "bad ***********")
    again = redactor.document(document)
    assert "13812345678" not in repr(again)
    assert "example" not in repr(again)
    assert redactor.input(InputFile("13812345678.txt", 3, "ab")).path == "***********.txt"


def test_a_contact_in_a_cell_is_known_by_its_header_and_then_everywhere(redactor: Redactor) -> None:
    place = CellPlace("Sheet1", 2, 1)
    cells = (Segment.at("林小满", place, Label("联系人", place)), Segment.at("复试也由林小满主持", CellPlace("林小满", 2, 2)))
    shown = redactor.document(Document("a.xlsx", "a.xlsx", cells))
    assert [segment.text for segment in shown] == ["***", "复试也由***主持"]
    assert shown.segments[1].anchors[0].location == CellPlace("***", 2, 2)


def test_what_takes_too_long_is_masked_as_a_whole(redactor: Redactor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.text.compiled.SECONDS", 1e-9)
    shown = redactor.text("联系人：林小满，电话13812345678，" * 200)
    assert set(shown) == {"*"}


def test_a_report_says_that_it_is_redacted(auditor: Auditor, redactor: Redactor) -> None:
    result = auditor.audit_text(AD)
    outputs = written(auditor, redactor, result)
    assert '"redact": "True"' in outputs["json"]
    assert "遮盖" in outputs["terminal"]


def test_without_it_nothing_is_masked(auditor: Auditor) -> None:
    stream = io.StringIO()
    reporter = make_reporter("jsonl", stream, ReportOptions("zh"))
    reporter.begin(auditor.header)
    reporter.add(auditor.audit_text(AD))
    assert "13812345678" in stream.getvalue()
    assert "林小满" in stream.getvalue()


PHONES = ["13812345678", "138 1234 5678", "１３８１２３４５６７８", "+86-138-1234-5678", "0571-87654321", "400-123-4567"]
PIECES = st.sampled_from(
    ["店员限女性", "年龄35周岁以下", "不限户籍", "联系人：林小满", "，", "。", "\n", "；", "夜班限男士", "张经理", *PHONES]
)


def numbers(text: str) -> Iterator[str]:
    """Yield what could be a phone number in what was written, without the separators in it."""
    for run in re.findall(r"[0-9０-９][0-9０-９ \-]{8,}[0-9０-９]", text):
        yield re.sub(r"[ \-]", "", run)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, min_size=1, max_size=10), st.sampled_from(["，", "/", " 或 "]), st.sampled_from(PHONES))
def test_no_phone_survives_in_any_output(auditor: Auditor, redactor: Redactor, pieces: list[str], between: str, phone: str) -> None:
    segment = Segment.at(between.join(pieces), LinePlace(1, 1), post=phone)
    document = Document(f"{phone}号", f"ads/{phone}.txt", (segment,), (Failure(phone, phone, f"cannot read {phone}"),))
    result = auditor.audit(document)
    shown = redactor.result(result)
    for before, after in zip(result.findings, shown.findings, strict=True):
        assert len(before.segment.text) == len(after.segment.text)
        assert (before.span, before.clause, before.location) == (after.span, after.clause, after.location)
        assert [piece.span for piece in before.evidence] == [piece.span for piece in after.evidence]
    reading = io.StringIO()
    for make in READINGS.values():
        writer = make(reading, "zh")
        writer.add(redactor.document(document))
        writer.end()
    for output in [*written(auditor, redactor, result).values(), reading.getvalue()]:
        hidden = {re.sub(r"[ \-+]", "", known)[-7:] for known in (*PHONES, *(phone.translate(WIDE) for phone in PHONES))}
        squeezed = re.sub(r"[ \-\n]", "", re.sub(r"[0-9a-f]{12,64}", "", output))
        assert not [digits for digits in hidden if digits in squeezed]


WIDE = {0x30 + digit: 0xFF10 + digit for digit in range(10)}


def test_rows_with_the_same_words_share_what_is_said_of_them(auditor: Auditor, redactor: Redactor) -> None:
    texts = ("男", "男", "限女性，请拨13812345678", "限女性，请拨13812345678")
    cells = [
        Segment.at(text, place := CellPlace("表", row, 1), Label("性别", replace(place, row=1)), group=f"表!{row}")
        for row, text in enumerate(texts, 2)
    ]
    findings = auditor.audit(Document("a.xlsx", "a.xlsx", tuple(cells))).findings
    assert [one.ruling is findings[0].ruling for one in findings] == [True, True, False, False]
    shown = redactor.result(DocumentResult("a.xlsx", "a.xlsx", findings)).findings
    for first, second in (shown[:2], shown[2:]):
        assert first.ruling is second.ruling
    assert [one.segment.text for one in shown] == ["男", "男", "限女性，请拨***********", "限女性，请拨***********"]


def test_several_reporters_share_one_redaction(auditor: Auditor, redactor: Redactor) -> None:
    result = auditor.audit_text(AD)
    assert redactor.result(result) is redactor.result(result)
    assert redactor.result(replace(result, id="other")).id == "other"


def test_the_cells_of_a_workbook_are_redacted_as_they_are_unpacked(redactor: Redactor, tmp_path: Path) -> None:
    book = Workbook()
    for row in (["岗位", "联系人", "电话"], ["文员", "林小满", "13812345678"], ["保安", "程远", "87654321"]):
        book.active.append(row)  # type: ignore[union-attr]
    book.save(path := tmp_path / "posts.xlsx")
    (document,) = extract(Source("posts.xlsx", path), ReadOptions())
    assert isinstance(document, Document)
    shown = redactor.document(document)
    due = ["岗位", "联系人", "电话", "文员", "***", "***********", "保安", "**", "********"]
    assert [segment.text for segment in shown] == due
    assert [shown.segments[index].text for index in range(len(shown.segments))] == due
    assert [segment.text for segment in shown.segments[4:6]] == due[4:6]
    assert [segment.text for stretch in shown.stretches() for segment in stretch.segments] == due
