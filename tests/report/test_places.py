from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from auditor.cli import cli
from auditor.model.location import CellPlace, Location
from auditor.model.wording import Language
from auditor.report.words import describe


@pytest.mark.parametrize(
    ("place", "language", "words"),
    [
        (CellPlace("岗位表", 17, 8), "zh", "岗位表!H17"),
        (CellPlace("岗位表", 17, 28), "en", "岗位表!AB17"),
        (CellPlace("岗位表", 2, 702, "comment"), "zh", "批注 岗位表!ZZ2"),
        (CellPlace("岗位表", 2, 1, hidden=True), "zh", "岗位表!A2（隐藏）"),
        (CellPlace("岗位表", 2, 1, hidden=True), "en", "岗位表!A2 (hidden)"),
        (CellPlace("2", 3, 4), "zh", "表2 第3行第4列"),
        (CellPlace("2", 3, 4), "en", "table 2 row 3 column 4"),
    ],
)
def test_where_a_cell_is(place: Location, language: Language, words: str) -> None:
    assert describe(place, language) == words


def test_reports_name_cell_and_post(tmp_path: Path, runner: CliRunner) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "岗位表"
    for row in (["岗位名称", "岗位代码", "性别"], ["钳工", "A07", "男"], ["司机", "A08", "女"]):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    path = tmp_path / "jobs.xlsx"
    book.save(path)
    printed = runner.invoke(cli, ["scan", str(path), "--report", f"json={tmp_path / 'report.json'}"]).output
    assert "岗位表!C2 · 钳工 A07" in printed
    assert "岗位表!C3（隐藏） · 司机 A08" in printed
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    jsonschema.validate(report, json.loads(files("auditor.report").joinpath("report.schema.json").read_text(encoding="utf-8")))
    findings = report["documents"][0]["findings"]
    assert [(finding["post"], finding["location"]["hidden"]) for finding in findings] == [("钳工 A07", False), ("司机 A08", True)]


def test_text_without_posts_has_none(tmp_path: Path, runner: CliRunner) -> None:
    path = tmp_path / "ad.txt"
    path.write_text("前台，限女性。", encoding="utf-8")
    report = json.loads(runner.invoke(cli, ["scan", str(path), "--format", "json"]).output)
    assert report["documents"][0]["findings"][0]["post"] is None


def test_records_name_their_post(tmp_path: Path, runner: CliRunner) -> None:
    path = tmp_path / "jobs.csv"
    path.write_text("编号,公司,岗位,性别\n7,东岸木业,锯木工,男\n", encoding="utf-8")
    report = json.loads(runner.invoke(cli, ["scan", str(path), "--format", "json"]).output)
    assert report["documents"][0]["findings"][0]["post"] == "锯木工"
