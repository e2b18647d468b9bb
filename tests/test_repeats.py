"""A cell that says 同上 is evidence, too: whoever looks for the row of its post finds the limit named there."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import docx
import jsonschema
import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from auditor.changes.unchanged import lines_of
from auditor.cli import cli
from auditor.config import Config
from auditor.engine import Auditor
from auditor.extract.registry import extract
from auditor.extract.source import ReadOptions, Source
from auditor.model.finding import Finding
from auditor.model.location import CellPlace, RecordPlace
from auditor.report.words import place

ROWS = [["岗位", "性别", "备注"], ["钳工", "限男性", "限本地户口"], ["焊工", "同上", "无"], ["司机", "〃", "无"], ["文员", "不限", "无"]]
AUDITOR = Auditor(Config(as_of="2026-11-24"))


def found(data: bytes, name: str) -> list[Finding]:
    documents = [document for document in extract(Source(name, data=data), ReadOptions()) if not isinstance(document, Source)]
    return [finding for document in documents for finding in AUDITOR.audit(document).findings]


def in_sheet(rows: list[list[str]]) -> list[Finding]:
    book, out = Workbook(), io.BytesIO()
    assert book.active
    for row in rows:
        book.active.append(row)
    book.save(out)
    return found(out.getvalue(), "posts.xlsx")


def in_text(rows: list[list[str]]) -> list[Finding]:
    document, out = docx.Document(), io.BytesIO()
    table = document.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.save(out)
    return found(out.getvalue(), "posts.docx")


def places(finding: Finding) -> list[tuple[str, str, tuple[int, int]]]:
    pieces = [(piece.role, piece.text, piece.location) for piece in finding.evidence if piece.role != "label"]
    return [(role, text, (where.row, where.column)) for role, text, where in pieces if isinstance(where, CellPlace)]


@pytest.mark.parametrize("read", [in_sheet, in_text])
def test_a_finding_names_the_cells_that_repeat_its_words(read: Callable[[list[list[str]]], list[Finding]]) -> None:
    sex, household = read(ROWS)
    assert places(sex) == [("text", "限男性", (2, 2)), ("repeat", "同上", (3, 2)), ("repeat", "〃", (4, 2))]
    assert places(household) == [("text", "限本地户口", (2, 3))]
    assert sex.post == "钳工、焊工、司机"


def test_rows_of_a_large_sheet_name_them_as_those_of_a_small_one() -> None:
    some = [[name, "不限", "无"] for name in "甲乙丙丁戊己庚辛壬癸"] * 60
    sex, *_ = in_sheet([*ROWS[:1], *some, *ROWS[1:]])
    assert places(sex) == [("text", "限男性", (602, 2)), ("repeat", "同上", (603, 2)), ("repeat", "〃", (604, 2))]


def test_what_only_looks_like_a_repeated_cell_is_none() -> None:
    assert places(in_sheet([ROWS[0], ["钳工", "限男性", "同上"], ["焊工", "不限", "同上"]])[0]) == [("text", "限男性", (2, 2))]


def test_rows_of_a_file_of_records_find_their_limit_above_and_themselves() -> None:
    rows = "\n".join(map(",".join, ROWS)) + "\n"
    findings = [one for one in found(rows.encode(), "posts.csv") if one.rule.id == "GEN001"]
    assert [one.post for one in findings] == ["钳工", "焊工", "司机"]
    last = findings[2]
    assert [(piece.text, piece.location) for piece in last.evidence if piece.role != "label"] == [
        ("限男性", RecordPlace("posts.csv:2", "性别", 2)),
        ("〃", RecordPlace("posts.csv:4", "性别", 4)),
    ]
    assert range(4, 5) in list(lines_of(last))  # so it is new where only this row is


def test_reports_name_a_few_of_the_places() -> None:
    sex = in_sheet([*ROWS[:3], ["司机", "同上", ""], ["库管", "同上", ""], ["门卫", "同上", ""]])[0]
    assert place(sex, "zh").startswith("Sheet!B2（Sheet!B3、Sheet!B4、Sheet!B5…同此）")
    assert place(sex, "en").startswith("Sheet!B2 (repeated at Sheet!B3, Sheet!B4, Sheet!B5…)")


def test_the_report_for_machines_names_them_as_its_schema_says(tmp_path: Path, runner: CliRunner) -> None:
    path = tmp_path / "posts.csv"
    path.write_text("".join(",".join(row) + "\n" for row in ROWS), encoding="utf-8")
    report = json.loads(runner.invoke(cli, ["scan", str(path), "--format", "json"]).output)
    jsonschema.validate(report, json.loads(files("auditor.report").joinpath("report.schema.json").read_text(encoding="utf-8")))
    roles = [[piece["role"] for piece in finding["evidence"]] for document in report["documents"] for finding in document["findings"]]
    assert ["text", "label", "repeat"] in roles
