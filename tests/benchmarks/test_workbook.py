"""The comparison with a spreadsheet program: both read all that there is."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from auditor.extract.office.soffice import find_office
from benchmarks import workbook
from benchmarks.workbook import CSV, HEADER, Office, files, main, rows, run


@pytest.fixture
def office(tmp_path: Path) -> Office:
    program = find_office()
    assert program, "LibreOffice is needed"
    (tmp_path / "out").mkdir()
    return Office(program, tmp_path / "out")


@pytest.fixture
def two_sheets(tmp_path: Path) -> Path:
    book = Workbook()
    book.active.title = "职位表"  # type: ignore[union-attr]
    book.active.append(["职位", "性别"])  # type: ignore[union-attr]
    book.create_sheet("说明").append(["限男性", 1.5])
    book.save(path := tmp_path / "given.xlsx")
    return path


def test_every_sheet_is_converted(office: Office, two_sheets: Path) -> None:
    run(office.command(CSV, two_sheets))
    written = {path.name: path.read_text(encoding="utf-8").strip() for path in office.folder.glob("*.csv")}
    assert written == {"given-职位表.csv": "职位,性别", "given-说明.csv": "限男性,1.5"}


def test_files_may_be_given(two_sheets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "ROUNDS", 1)
    told = tmp_path / "RESULTS.md"
    done = CliRunner().invoke(main, [str(two_sheets), "--markdown", str(told)])
    assert done.exit_code == 0, done.output
    lines = [line.split("|")[1].strip() for line in told.read_text(encoding="utf-8").splitlines() if line.startswith("| given")]
    assert lines == ["given.xlsx, LibreOffice, to CSV", "given.xlsx, auditor scan"]
    assert "`python -m benchmarks.workbook given.xlsx`" in told.read_text(encoding="utf-8")


def test_a_table_is_invented_in_each_form(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(workbook, "ROUNDS", 1)
    told = tmp_path / "RESULTS.md"
    done = CliRunner().invoke(main, ["--rows", "20", "--markdown", str(told)])
    assert done.exit_code == 0, done.output
    lines = [line.split("|")[1].strip() for line in told.read_text(encoding="utf-8").splitlines() if line.startswith("| posts")]
    assert [line.partition(",")[0] for line in lines] == [
        name for name in ("posts.xlsx", "posts.xls", "posts-inline.xlsx") for _ in range(2)
    ]


def test_office_programs_keep_a_list_of_the_words(office: Office, tmp_path: Path) -> None:
    saved, _, written = files(tmp_path, 20, office)
    assert "xl/sharedStrings.xml" in ZipFile(saved).namelist()
    assert "xl/sharedStrings.xml" not in ZipFile(written).namelist()


def test_a_file_that_is_no_table_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "ROUNDS", 1)
    (tmp_path / "broken.xlsx").write_bytes(b"PK\3\4 no table")
    done = CliRunner().invoke(main, [str(tmp_path / "broken.xlsx")])
    assert (done.exit_code, "broken.xlsx: LibreOffice could not convert it" in done.output) == (1, True)


def test_invented_posts_are_the_same_each_time() -> None:
    assert list(rows(20)) == list(rows(20))
    assert {len(row) for row in rows(20)} == {len(HEADER)}
