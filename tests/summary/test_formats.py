"""What is written is opened by the programs it is meant for, and nothing of an ad runs in them."""

from __future__ import annotations

import csv
import datetime
import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from msgspec.structs import replace
from openpyxl import load_workbook

from auditor.model.about import About
from auditor.model.location import LinePlace
from auditor.model.report import Status
from auditor.report.cells import BOM, guarded
from auditor.summary.counts import Counts, Dimension
from auditor.summary.delimited import CsvLedger, write_counts
from auditor.summary.ledger import CHECKED, COLUMNS, Ledger, LedgerOptions, Line
from auditor.summary.parquet import ParquetLedger
from auditor.summary.summary import Summary
from auditor.summary.told import Audited, Entry
from auditor.summary.workbook import WorkbookLedger

HOSTILE = (
    '=HYPERLINK("http://evil.example","x")',
    "+1-2",
    "-限本地",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "＝1+1",
    "  =1",
    "#N/A",
    "TRUE",
    "1e5",
    "http://evil.example",
    "mailto:a@evil.example",
    "_x000D_",
    "a\x00b\x0bc\ud800",
    "两行\n文字",
    "长" * 40_000,
    '"引号",逗号',
    "{=1}",
    "'限男",
    "",
)
ABOUT = About("东岸木业", "浙江省宁波市", "2026年3月5日", "https://a.example/1", "某平台")


def lines(*texts: str) -> Iterator[Line]:
    for number, text in enumerate(texts, 1):
        entry = Entry(
            *("GEN001", "限定性别", "gender", "violation"),
            replace(ABOUT, employer=text or "东岸木业"),
            *("锯木工", "", text, text, LinePlace(1, 2), ("某法第1条", "某条例第2条"), "涉嫌违法：限定性别", "", "删去", "0" * 32),
        )
        yield Line(number, Audited(f"a-{number}", "ads.jsonl", Status.OK, ABOUT, (), (entry,)), entry)


def written(ledger: Ledger, *texts: str) -> Summary:
    summary = Summary(Counts())
    for line in lines(*texts):
        summary.counts.add(line.document)
        ledger.add(line)
    ledger.end(summary)
    return summary


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.xlsx"
    written(WorkbookLedger(path, LedgerOptions("zh")), *HOSTILE)
    return path


def test_a_workbook_holds_real_tables_with_filter_and_frozen_header(book: Path) -> None:
    sheets = load_workbook(book).worksheets
    assert [sheet.title for sheet in sheets] == ["汇总", "明细", "事由", "程度", "规则", "用人单位", "城市", "月份", "来源"]
    heads = [*(column.title.zh for column in COLUMNS), *(title.zh for title in CHECKED)]
    assert [cell.value for cell in sheets[1][1]] == heads
    for sheet in sheets[1:]:
        (table,) = sheet.tables.values()
        assert (table.ref, table.autoFilter.ref) == (sheet.dimensions, sheet.dimensions)
        assert [column.name for column in table.tableColumns] == [cell.value for cell in sheet[1]]
    assert (sheets[1].freeze_panes, sheets[2].freeze_panes) == ("D2", "B2")
    assert sheets[1].column_dimensions["B"].width == 26
    assert len({table.displayName for sheet in sheets for table in sheet.tables.values()}) == 8


def test_cells_of_a_workbook_are_typed_and_no_text_is_a_formula_or_link(book: Path) -> None:
    sheet = load_workbook(book).worksheets[1]
    first = {str(head.value): cell for head, cell in zip(sheet[1], sheet[2], strict=True)}
    assert (first["序号"].value, first["发布日"].value) == (1, datetime.datetime(2026, 3, 5))
    assert (first["城市"].value, first["工作地点（原文）"].value, first["日期（原文）"].value) == ("宁波", "浙江省宁波市", "2026年3月5日")
    assert (first["程度"].value, first["事由"].value, first["依据"].value) == ("涉嫌违法", "性别", "某法第1条；某条例第2条")
    assert (first["核实结果"].value, first["备注"].value) == (None, None)
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "inlineStr", "n", "d"}
    assert not any(cell.hyperlink for row in sheet.iter_rows() for cell in row)
    texts = [sheet.cell(row, 10).value for row in range(2, 2 + len(HOSTILE))]
    expected = [*HOSTILE]
    expected[13] = "_x005F_x000D_"  # as Excel wants it, or it takes the signs for a line end
    expected[14], expected[16], expected[20] = "a�b�c�", "长" * 32_766 + "…", None  # type: ignore[call-overload]
    assert [text and text.replace("\r", "") for text in texts] == [text and text.replace("\r", "") for text in expected]


def test_the_parts_of_a_workbook_hold_no_formula_no_link_and_nothing_outside(book: Path) -> None:
    with zipfile.ZipFile(book) as archive:
        for name in archive.namelist():
            tree = etree.fromstring(archive.read(name))
            assert not tree.xpath("//*[local-name()='f' or local-name()='hyperlink' or @TargetMode='External']"), name


def test_what_does_not_fit_on_a_sheet_goes_on_to_the_next(tmp_path: Path) -> None:
    path = tmp_path / "ledger.xlsx"
    written(WorkbookLedger(path, LedgerOptions("en"), most_rows=4), *("a", "b", "c", "d", "e", "f", "g"))
    sheets = {sheet.title: sheet for sheet in load_workbook(path).worksheets}
    assert [title for title in sheets if title.startswith("Findings")] == ["Findings", "Findings 2", "Findings 3"]
    found = [sheets[name].cell(row, 10).value for name in list(sheets)[1:4] for row in range(2, sheets[name].max_row + 1)]
    assert found == ["a", "b", "c", "d", "e", "f", "g"]
    assert [next(iter(sheets[name].tables.values())).ref for name in list(sheets)[1:4]] == ["A1:Z4", "A1:Z4", "A1:Z2"]


def test_a_workbook_without_findings_opens(tmp_path: Path) -> None:
    path = tmp_path / "ledger.xlsx"
    written(WorkbookLedger(path, LedgerOptions("zh")))
    sheets = load_workbook(path).worksheets
    assert [sheet.title for sheet in sheets] == ["汇总", "明细"]
    assert next(iter(sheets[1].tables.values())).ref == "A1:Z2"
    assert [row[0] for row in sheets[0].iter_rows(values_only=True)] == [
        "审核广告 0 份，0 份有发现，共发现 0 处。",
        "以上为程序提示，供人工核实判断；不构成法律结论。",
    ]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_reads_the_workbook_as_it_was_meant(book: Path, tmp_path: Path) -> None:
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "ods", str(book)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(tmp_path / "ledger.ods") as archive:
        tree = etree.fromstring(archive.read("content.xml"))
    names = {prefix: uri for prefix, uri in tree.nsmap.items() if prefix}
    assert not tree.xpath("//@table:formula", namespaces=names)
    assert not tree.xpath("//text:a", namespaces=names)
    ranges = tree.xpath("//table:database-range/@table:target-range-address", namespaces=names)
    assert len(ranges) >= 8
    texts = {"".join(cell.itertext()) for cell in tree.iter(f"{{{names['table']}}}table-cell")}
    assert {'=HYPERLINK("http://evil.example","x")', "+1-2", "_x000D_", "2026-03-05"} <= texts


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_of_a_csv_starts_like_a_formula(text: str) -> None:
    cell = guarded(text)
    assert isinstance(cell, str)
    assert cell.lstrip(" ")[:1] not in {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"}
    assert cell in {text, f"'{text}"}


def test_numbers_and_dates_of_a_csv_are_left_alone() -> None:
    assert [guarded(cell) for cell in (-1, None, datetime.date(2026, 3, 5), "35岁")] == [-1, None, datetime.date(2026, 3, 5), "35岁"]


@pytest.mark.parametrize("bom", [False, True])
def test_a_csv_ledger_comes_back_row_by_row(tmp_path: Path, bom: bool) -> None:
    path = tmp_path / "ledger.csv"
    written(CsvLedger(path, LedgerOptions("zh", bom)), *HOSTILE)
    data = path.read_bytes()
    assert data.startswith("\ufeff序号".encode() if bom else "序号".encode())
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == len(HOSTILE)
    assert [row["字词"].removeprefix("'") for row in rows[:4]] == list(HOSTILE[:4])
    assert (rows[0]["发布日"], rows[15]["字词"], rows[16]["字词"]) == ("2026-03-05", "两行\n文字", "长" * 40_000)
    assert {row["提示"] for row in rows} == {"以上为程序提示，供人工核实判断；不构成法律结论。"}


def test_counts_as_csv() -> None:
    summary = Summary(Counts(), by=(Dimension.EMPLOYER, Dimension.GROUND))
    for line in lines("=1", "=1", "甲"):
        summary.counts.add(replace(line.document, about=line.entry.about))
    stream = io.StringIO()
    write_counts(summary, stream, "zh", bom=True)
    head, *rows = csv.reader(stream.getvalue().removeprefix(BOM).splitlines())
    assert head == ["按", "值", "广告数", "有发现", "占比", "下限", "上限", "处数", "不同写法"]
    assert rows == [
        ["用人单位", "'=1", "2", "2", "1.000000", "0.342380", "1.000000", "2", "1"],
        ["用人单位", "甲", "1", "1", "1.000000", "0.206549", "1.000000", "1", "1"],
        ["事由", "性别", "3", "3", "1.000000", "0.438503", "1.000000", "3", ""],
    ]


def test_parquet_has_typed_columns_under_stable_names(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    path = tmp_path / "ledger.parquet"
    texts = [text for text in HOSTILE if "\ud800" not in text]
    written(ParquetLedger(path, LedgerOptions("zh")), *texts)
    table = pq.read_table(path)
    assert table.column_names == [column.key for column in COLUMNS]
    assert {str(table.schema.field(name).type) for name in ("number", "near_duplicates")} == {"int64"}
    assert str(table.schema.field("day").type) == "date32[day]"
    rows = table.to_pylist()
    assert [row["text"] for row in rows] == texts
    assert (rows[0]["ground"], rows[0]["severity"], rows[0]["day"]) == ("gender", "violation", datetime.date(2026, 3, 5))
    metadata = pq.read_metadata(path).metadata
    assert metadata[b"caution"].decode() == "以上为程序提示，供人工核实判断；不构成法律结论。"
    assert json.loads(metadata[b"totals"])["total"]["ads"] == len(texts)


def test_parquet_is_written_in_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pyarrow.parquet as pq

    monkeypatch.setattr("auditor.summary.parquet._ROWS", 3)
    path = tmp_path / "ledger.parquet"
    written(ParquetLedger(path, LedgerOptions("en")), *("a", "b", "c", "d", "e", "f", "g"))
    metadata = pq.read_metadata(path)
    assert [metadata.row_group(index).num_rows for index in range(metadata.num_row_groups)] == [3, 3, 1]


def test_duckdb_reads_the_ledger(tmp_path: Path) -> None:
    import duckdb

    path = tmp_path / "ledger.parquet"
    written(ParquetLedger(path, LedgerOptions("zh")), "限男", "限男", "限女")
    counted = duckdb.sql(f"select text, count(*) n from '{path.as_posix()}' group by text order by n desc").fetchall()
    assert counted == [("限男", 2), ("限女", 1)]


def test_titles_of_columns_are_distinct_in_both_languages() -> None:
    for language in ("zh", "en"):
        titles = [title.get(language) for title in (*(column.title for column in COLUMNS), *CHECKED)]  # type: ignore[arg-type]
        assert len(titles) == len(set(titles))
    assert len({column.key for column in COLUMNS}) == len(COLUMNS)


def test_the_command_writes_all_ledgers_of_one_pass(reports: dict[str, Path], summary: Callable[..., Any], tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    paths = [tmp_path / f"out.{kind}" for kind in ("xlsx", "csv", "parquet")]
    result = summary(reports["json"], *(part for path in paths for part in ("--ledger", path)))
    assert result.exit_code == 0
    book, text, table = paths
    found = pq.read_table(table).column("text").to_pylist()
    assert found == ["限男性", "35岁以下", "限女性", "形象好"]
    assert [row[9] for row in load_workbook(book).worksheets[1].iter_rows(min_row=2, values_only=True)] == found
    with text.open(encoding="utf-8", newline="") as stream:
        assert [row["字词"] for row in csv.DictReader(stream)] == found
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        *("ads.jsonl", "out.csv", "out.parquet", "out.xlsx", "report.json", "report.jsonl")
    ]
