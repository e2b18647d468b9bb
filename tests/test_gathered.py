"""A document judged stretch by stretch gives what it gives as a whole."""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import partial

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from auditor.engine import Auditor
from auditor.extract.registry import extract
from auditor.extract.sheet.packing import SheetPacker
from auditor.extract.source import Early, ReadOptions, Source
from auditor.extract.table import RowMeaning
from auditor.field_auditor import FieldAuditor
from auditor.model.document import Document, Segment
from auditor.model.grounds import Ground
from auditor.model.location import CellPlace
from auditor.model.packed import PackedSegments, PackedSheet, kind_of
from auditor.rows import RowListener

HEADER = ["招聘单位", "岗位名称", "性别", "年龄", "其他条件"]
ROWS = [
    ["第一医院", "护士", "女", "35周岁以下", "本地户籍优先"],
    [None, "保安", "男", "不限", "限．男．性"],
    [None, "文员", "不限", "18-30岁", "□男 □女"],
    ["某某有限公司", "司机", "☑男 □女", "不限", "不限"],
    [None, "保洁", "女性优先", "45岁以下", "同等条件下，男士优先"],
]


def read(book: Workbook) -> Document:
    out = io.BytesIO()
    book.save(out)
    (found,) = extract(Source("jobs.xlsx", data=out.getvalue()), ReadOptions())
    assert isinstance(found, Document)
    return found


def table(title: str, *rows: list[str | None], note: str = "") -> Workbook:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "岗位表"
    for row in ([title], HEADER, *rows, [note]):
        sheet.append(row)
    return book


def merged(book: Workbook) -> Workbook:
    for span in ("A3:A5", "A6:A7"):
        book.worksheets[0].merge_cells(span)
    book.worksheets[0]["C4"].comment = Comment("只要退伍军人", "人事")
    return book


def form_after(book: Workbook) -> Workbook:
    """Add a sheet with the title of a form for applicants, and one with ticks, which are theirs then."""
    book.create_sheet("说明").append(["应聘人员登记表"])
    sheet = book.create_sheet("登记表")
    for row in (["性别", "☑男 □女", "民族", "汉"], ["婚姻状况", "☑未婚 □已婚", "户籍", "本地"]):
        sheet.append(row)
    return book


def cover_before(book: Workbook) -> Workbook:
    """Add a first sheet that holds nothing but who hires."""
    book.create_sheet("封面", 0).append(["某某市人民政府办公室2026年招聘工作人员"])
    return book


def table_below(book: Workbook) -> Workbook:
    """Add the same table again below a gap, its columns in another order."""
    sheet = book.worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2) if row[1].value]
    for row in ([], *([row[4], *row[:4]] for row in rows)):
        sheet.append(row)
    return book


def cut(document: Document, size: int, early: Early | None = None) -> Document:
    """Return a document in stretches of another size."""
    return Document(document.id, document.source, PackedSegments(tuple(sheets(document, size, early))), document.failures)


def sheets(segments: Iterable[Segment], size: int, early: Early | None) -> Iterable[PackedSheet]:
    packers: dict[str, SheetPacker] = {}
    for segment in segments:
        place = segment.locate(0)
        assert isinstance(place, CellPlace)
        packer = packers.setdefault(place.table, SheetPacker(place.table, size, early))
        meaning = RowMeaning([segment.label], [(segment.group, segment.post, segment.also)])
        packer.add(place.row, [place.column], [kind_of(place.part, place.hidden)], [segment.text], meaning)
    return [packer.packed() for packer in packers.values()]


BOOKS = {
    "who hires stands in the title": table("某某市公安局招聘辅警岗位表", *ROWS),
    "who hires stands below all": table(
        "岗位表", *([None, *row[1:]] for row in ROWS), note="注：用人单位为某某市人民政府办公室，工作地点广州市。"
    ),
    "cells over several rows": merged(table("岗位表", *ROWS, *ROWS)),
    "a form of applicants behind": form_after(table("岗位表", *ROWS)),
    "a cover before": cover_before(table("岗位表", *ROWS)),
    "a choice in the title": table("性别：☑男 □女", *ROWS),
    "posts in the title": table("岗位一：保安\n某某市公安局招聘，限男性\n岗位二：文员\n某某科技有限公司招聘，限女性", *ROWS),
    "paragraphs around": table("一、岗位要求如下，限男性：", *ROWS, note="二、以下人员勿扰：孕妇；残疾人；属虎的"),
    "nothing but a title": table("只招女性"),
}


@pytest.mark.parametrize("name", BOOKS)
def test_stretches_give_what_the_whole_gives(auditor: Auditor, name: str) -> None:
    document = read(BOOKS[name])
    whole = auditor.audit(Document(document.id, document.source, tuple(document), document.failures))
    assert whole.findings
    for size in (1, 8, 1_000):
        assert auditor.audit(cut(document, size)) == whole
    assert name == "nothing but a title" or len(list(cut(document, 1).stretches())) > 3


LONG = {
    "plain rows": table("岗位表", *ROWS[::4] * 9),
    "choices in some rows": table("岗位表", *ROWS * 6),
    "places that end like a box": table("某某市招聘", *([None, "汉口店店长", "女", "30岁以下", f"限男性{n}"] for n in range(15))),
    "cells over several rows": merged(table("岗位表", *ROWS * 6)),
    "who hires stands below all": table("岗位表", *([None, *row[1:]] for row in ROWS * 6), note="注：用人单位为某某市人民政府办公室。"),
    "choices in every other row": table(
        "岗位表", *[["某公司", "学徒", "☑男", "不限", "□女"], ["某局", "文员", "女", "不限", "限本地户籍"]] * 9
    ),
    "the same table below": table_below(table("岗位表", *[["某某市财政局", "文员", "女", "35周岁以下", "限本地户籍"]] * 20)),
    "templates": table("岗位表", *[["某公司", "{{ post }}", "{{ sex }}", "{% if a %}限男性{% endif %}", "限女性[性别]"]] * 9),
    "paragraphs around": table("一、岗位要求如下，限男性：", *ROWS * 6, note="二、以下人员勿扰：孕妇；残疾人；属虎的"),
    "a form of applicants behind": form_after(table("岗位表", *ROWS * 6)),
}


@pytest.mark.parametrize("size", [1, 12])
@pytest.mark.parametrize("name", LONG)
def test_rows_in_which_nothing_is_said_need_no_look(auditor: Auditor, name: str, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    document = read(LONG[name])
    whole = auditor.audit(Document(document.id, document.source, tuple(document), document.failures))
    assert whole.findings
    monkeypatch.setattr("auditor.hearing._WORTH_LISTENING", 0)
    by_rows: list[bool] = []
    monkeypatch.setattr(RowListener, "listen", lambda *given: by_rows.append((heard := LISTEN(*given)) is not None) or heard)
    assert auditor.audit(cut(document, size)) == whole
    assert any(by_rows) or (name, size) == ("choices in every other row", 12)


@pytest.mark.parametrize("name", LONG)
def test_parts_that_are_audited_early_come_to_the_same(auditor: Auditor, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.hearing._WORTH_LISTENING", 0)
    document = read(LONG[name])
    late = auditor.audit(cut(document, 12))
    assert auditor.audit(cut(document, 12, partial(auditor.audit_early, document.source))) == late


@pytest.mark.parametrize(
    ("name", "source", "again"),
    [
        ("plain rows", "jobs.xlsx", False),
        ("plain rows", "others.xlsx", True),
        ("who hires stands below all", "jobs.xlsx", True),
    ],
)
def test_what_was_audited_early_counts_where_nothing_else_bears_on_it(
    auditor: Auditor, name: str, source: str, again: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("auditor.hearing._WORTH_LISTENING", 0)
    listened: list[object] = []
    document = cut(read(LONG[name]), 12, partial(auditor.audit_early, source))
    monkeypatch.setattr(RowListener, "listen", lambda *given: listened.append(given) or LISTEN(*given))
    assert auditor.audit(document).findings
    assert bool(listened) == again
    listened.clear()
    auditor.audit(document)
    assert listened, "it counts once"


def test_the_name_of_a_sheet_is_told_at_one_place(auditor: Auditor, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is cited where its first cell stands, which names a column here."""
    book = table_below(table("x", *[["某某市财政局", "文员", "女", "35周岁以下", "不限"]] * 4))
    book.worksheets[0].title = "深圳市"
    book.worksheets[0].delete_rows(1)
    monkeypatch.setattr("auditor.hearing._WORTH_LISTENING", 0)
    findings = auditor.audit(cut(read(book), 1)).findings
    assert len(findings) == 16
    assert {one.circumstances.region.evidence[0].location.reference for one in findings} == {"A1"}


LISTEN = RowListener.listen
KNOWN = FieldAuditor.known


def test_rows_of_which_all_is_known_are_told_at_their_own_places(auditor: Auditor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.hearing._WORTH_LISTENING", 0)
    rows: list[bool] = []
    monkeypatch.setattr(FieldAuditor, "known", lambda *given: rows.append((told := KNOWN(*given)) is not None) or told)
    result = auditor.audit(cut(read(LONG["the same table below"]), 12))
    sexes = [finding for finding in result.findings if finding.rule.ground is Ground.GENDER]
    assert [[piece.location.reference for piece in one.evidence] for one in (sexes[0], sexes[20])] == [["C3", "C2"], ["D26", "D25"]]
    assert [one.circumstances.employer.evidence[0].location.reference for one in (sexes[1], sexes[21])] == ["A4", "B27"]
    assert rows.count(True) > 30
