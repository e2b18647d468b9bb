"""CSV as spreadsheet programs and databases read it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import duckdb
from click.testing import Result

from auditor.engine import Auditor
from auditor.model.report import DocumentResult
from auditor.report.csv import written


def rows(report: str) -> list[dict[str, str]]:
    assert report.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(report.removeprefix("\ufeff"), newline="")))


def test_a_row_says_where_what_and_why(reported: Callable[..., str], auditor: Auditor) -> None:
    result = auditor.audit_text("司机，\r\n限男性，\n35岁以下", "ad.txt")
    first, second = rows(reported("csv", result))
    shown = ("类别", "文件", "位置", "行", "列", "末行", "末列", "程度", "事由", "规则", "字词")
    assert [first[name] for name in shown] == ["发现", "ad.txt", "2:1", "2", "1", "2", "4", "涉嫌违法", "性别", "GEN001", "限男性"]
    assert second["行"] == "3"
    assert all(row["提示"] for row in (first, second))


def test_what_is_silenced_and_not_audited_has_rows_of_its_own(
    reported: Callable[..., str], silenced: DocumentResult, hostile: DocumentResult
) -> None:
    kinds = [row["类别"] for row in rows(reported("csv", silenced, hostile))]
    assert kinds == ["发现", "未计入", "未计入", *["发现"] * len(hostile.findings), "未计入", "未能审核", "文中要求忽略，未采纳"]
    assert rows(reported("csv", silenced))[1]["未计入原因"] == "已向主管部门备案（至 2027-01-01） [文中注释 2:1]"


def test_no_cell_is_a_formula_and_none_breaks_out(reported: Callable[..., str], hostile: DocumentResult) -> None:
    listed = rows(reported("csv", hostile))
    assert len(listed) == len(hostile.findings) + 3
    assert written(["=cmd()", "+1", "@x", "－1", "\t=1", 7, None]) == "'=cmd(),'+1,'@x,'－1,'\t=1,7,\r\n"
    for row in listed:
        assert not [cell for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))]
        assert not {"\x07", "\x1b"}.intersection("".join(row.values()))


def test_a_database_reads_it(scan: Callable[..., Result], place_of_every_kind: Path, tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    scan(place_of_every_kind.name, "--report", f"csv={path}", "--lang", "en")
    counted = duckdb.sql(f"SELECT count(*), count(line), min(rule) FROM read_csv('{path.as_posix()}') WHERE kind = 'finding'").fetchall()
    assert counted == [(7, 4, "GEN001")]
    assert path.read_bytes().count(b"\r\n") == 8
