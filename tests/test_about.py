"""What is known of an ad beside its text: from records, tables and forms, by usual names or given ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document as Docx
from openpyxl import Workbook

from auditor.about import USUAL_NAMES, AboutReader
from auditor.cli import cli
from auditor.engine import Auditor
from auditor.model.about import NOTHING_ABOUT, About, AdCount
from auditor.model.document import Document, Label, Segment
from auditor.model.location import CellPlace, RecordPlace

READER = AboutReader({})


def record(**values: str) -> Document:
    places = {path: RecordPlace("1", path, 1) for path in values}
    segments = [Segment.at(text, places[path], Label(path.split(".")[-1], places[path]), path) for path, text in values.items()]
    return Document("1", "ads.jsonl", tuple(segments))


def row(number: int, post: str, group: str = "", also: tuple[str, ...] = (), **cells: str) -> list[Segment]:
    place = CellPlace("S", number, 1)
    group = group or f"S!row{number}"
    return [Segment.at(text, place, Label(name, place), "", group, post=post, also=also) for name, text in cells.items()]


def test_usual_names_of_records() -> None:
    document = record(
        公司名称=" 东岸\n木业 ", 工作地点="浙江省宁波市", publish_time="2026-03-05 10:00", 链接="https://a.example/1", 来源="某平台"
    )
    assert READER.read(document).about == About("东岸 木业", "浙江省宁波市", "2026-03-05 10:00", "https://a.example/1", "某平台")
    assert READER.read(document).ads == ()


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("companyName", "employer"),
        ("company_name", "employer"),
        ("job.company.name", "employer"),
        ("用人单位（全称）", "employer"),
        ("公司名称：", "employer"),
        ("fields.招录机关", "employer"),
        ("job-city", "city"),
        ("datePosted", "date"),
        ("Detail URL", "url"),
        ("title", ""),
        ("employer_kind", ""),
        ("部门", ""),
        ("name", ""),
    ],
)
def test_names_are_known_in_every_spelling(path: str, part: str) -> None:
    expected = About(**{part: "x"}) if part else NOTHING_ABOUT
    assert READER.read(record(**{path: "x"})).about == expected


def test_no_usual_name_stands_twice() -> None:
    names = [name for several in USUAL_NAMES.values() for name in several]
    assert len(names) == len(set(names))


def test_the_better_name_wins_wherever_it_stands_and_empty_values_say_nothing() -> None:
    assert READER.read(record(单位="乙", 公司名称="甲", company="丙")).about.employer == "甲"
    assert READER.read(record(公司名称="  ", company="丙")).about.employer == "丙"


def test_long_values_are_cut() -> None:
    assert READER.read(record(公司="甲" * 81)).about.employer == "甲" * 80 + "…"
    assert READER.read(record(公司="甲" * 80)).about.employer == "甲" * 80


def test_a_named_field_replaces_the_usual_ones() -> None:
    reader = AboutReader({"employer": "发布者", "city": "meta.where"})
    known = reader.read(record(**{"发布者": "甲", "公司名称": "乙", "meta.where": "宁波", "城市": "杭州", "来源": "某平台"}))
    assert known.about == About(employer="甲", city="宁波", source="某平台")
    assert AboutReader({"employer": "没有"}).read(record(公司名称="乙")).about == NOTHING_ABOUT


def test_more_names_than_are_remembered_are_still_known() -> None:
    reader = AboutReader({})
    many = record(**{f"tags.{number}": "x" for number in range(9_000)}, 城市="宁波")
    assert [reader.read(many).about.city for _ in range(2)] == ["宁波", "宁波"]
    assert len(reader._slots) <= 4_096


def test_each_row_that_names_a_post_is_an_ad() -> None:
    segments = [
        *row(2, "钳工", 招录机关="甲局", 工作地点="宁波", 链接="https://a.example/1"),
        *row(3, "司机", 招录机关="甲局", 工作地点="宁波", 链接="https://a.example/2"),
        *row(4, "会计", 招录机关="乙局", 工作地点="杭州"),
        *row(9, "", 材料="身份证"),
    ]
    known = READER.read(Document("b.xlsx", "b.xlsx", tuple(segments)))
    assert known.groups is not None
    assert list(known.groups) == ["S!row2", "S!row3", "S!row4"]
    assert known.groups["S!row3"] == About("甲局", "宁波", url="https://a.example/2")
    assert known.ads == (AdCount(About("甲局", "宁波"), 2), AdCount(About("乙局", "杭州"), 1))
    assert known.about == NOTHING_ABOUT


def test_a_merged_cell_speaks_for_its_rows_and_a_title_for_all() -> None:
    place = CellPlace("S", 1, 1)
    segments = [
        Segment.at("丙集团", place, Label("招聘单位", place), "", "S!"),
        *row(2, "钳工", also=("S!row3",), 工作地点="宁波"),
        *row(3, "司机", 岗位="司机"),
    ]
    known = READER.read(Document("b.xlsx", "b.xlsx", tuple(segments)))
    assert known.ads == (AdCount(About("丙集团", "宁波"), 2),)


def test_reports_carry_it(tmp_path: Path, runner: CliRunner) -> None:
    path = tmp_path / "jobs.csv"
    path.write_text("编号,企业名称,城市,发布日期,岗位,性别\n7,东岸木业,宁波,2026-03-05,锯木工,男\n8,,,,文员,不限\n", encoding="utf-8")
    result = runner.invoke(cli, ["scan", str(path), "--format", "jsonl"])
    first, second = map(json.loads, result.output.splitlines())
    known = {"employer": "东岸木业", "city": "宁波", "date": "2026-03-05", "url": None, "source": None}
    assert (first["about"], first["ads"], first["findings"][0]["about"]) == (known, [], known)
    assert set(second["about"].values()) == {None}


def test_a_workbook_tells_whose_post_a_finding_is_about(tmp_path: Path, runner: CliRunner) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for cells in (["招录机关", "岗位名称", "工作地点", "性别"], ["甲局", "钳工", "宁波", "男"], ["乙局", "司机", "杭州", "不限"]):
        sheet.append(cells)
    path = tmp_path / "jobs.xlsx"
    book.save(path)
    line = json.loads(runner.invoke(cli, ["scan", str(path), "--format", "jsonl"]).output)
    assert [(finding["post"], finding["about"]["employer"], finding["group"]) for finding in line["findings"]] == [
        ("钳工", "甲局", "Sheet!row2")
    ]
    assert [(ads["about"]["employer"], ads["about"]["city"], ads["count"]) for ads in line["ads"]] == [
        ("甲局", "宁波", 1),
        ("乙局", "杭州", 1),
    ]


def test_a_form_in_a_text_is_one_ad(tmp_path: Path, runner: CliRunner) -> None:
    docx = Docx()
    table = docx.add_table(rows=3, cols=2)
    for line, cells in zip(table.rows, (("岗位名称", "钳工"), ("招聘单位", "甲厂"), ("性别", "男")), strict=True):
        for cell, text in zip(line.cells, cells, strict=True):
            cell.text = text
    path = tmp_path / "ad.docx"
    docx.save(str(path))
    line = json.loads(runner.invoke(cli, ["scan", str(path), "--format", "jsonl"]).output)
    assert [finding["about"]["employer"] for finding in line["findings"]] == ["甲厂"]
    assert sum(ads["count"] for ads in line["ads"]) <= 1


def test_fields_are_named_on_the_command_line_and_told_in_the_header(tmp_path: Path, runner: CliRunner) -> None:
    path = tmp_path / "ads.jsonl"
    path.write_text(json.dumps({"id": "1", "text": "限男性", "who": "甲", "where": "宁波"}, ensure_ascii=False) + "\n", encoding="utf-8")
    result = runner.invoke(cli, ["scan", str(path), "--employer-field", "who", "--city-field", "where", "--format", "json"])
    report = json.loads(result.output)
    assert report["header"]["options"] == {"employer_field": "who", "city_field": "where"}
    assert report["documents"][0]["about"]["employer"] == "甲"


def test_a_result_made_from_another_document_is_told_of_its_own(auditor: Auditor) -> None:
    first = record(text="限男性", 公司="甲", date="2026-03-05")
    second = record(text="限男性", 公司="甲", date="2026-04-05")
    result = auditor.audit(first)
    told = READER.read(second).tell(result)
    assert (result.about.date, result.findings[0].about.date) == ("2026-03-05", "2026-03-05")
    assert (told.about.date, told.findings[0].about.date) == ("2026-04-05", "2026-04-05")
    assert told == auditor.audit(second)


def test_a_document_added_in_stretches_is_known_as_one() -> None:
    segments = [*row(2, "钳工", 招录机关="甲局"), *row(3, "司机", 工作地点="宁波"), *row(4, "", 招聘单位="丙")]
    whole = READER.read(Document("b.xlsx", "b.xlsx", tuple(segments)))
    found = READER.gather()
    for segment in segments:
        found.add([segment])
    assert found.known == whole
