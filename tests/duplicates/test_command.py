"""The command, and what a summary makes of its groups."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from auditor.cli import cli
from auditor.duplicates.index import read_groups
from auditor.errors import ReportError

TEXT = "诚聘仓库理货员，负责货物上架、盘点和打包，限男性，服从安排，月薪{}元，包吃住，联系电话1{}，地址{}，可随时面试。"
OTHER = "招聘前台接待两名，限女性，会普通话，电脑打字熟练，五险一金，双休，有意者请投递简历到公司邮箱。"


@pytest.fixture
def ads(tmp_path: Path) -> Path:
    path = tmp_path / "ads.jsonl"
    texts = [TEXT.format(6_000 + number, "3800000000", city) for number, city in enumerate(("宁波", "杭州", "温州"))]
    rows = [{"id": f"a-{number}", "公司": "甲厂", "text": text} for number, text in enumerate([OTHER, *texts, "招司机，限男性"])]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def run(runner: CliRunner, *arguments: object) -> Any:
    return runner.invoke(cli, [*map(str, arguments)])


def test_a_line_for_each_ad_that_has_others_like_it(ads: Path, runner: CliRunner) -> None:
    result = run(runner, "duplicates", ads)
    members = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(one["group"], one["source"], one["id"]) for one in members] == [(1, str(ads), f"a-{number}") for number in (1, 2, 3)]
    assert members[0]["similarity"] == 1.0
    assert "比较广告 4 份：1 组近似重复，共 3 份。文字过短未比较 1 份；超出 --max-ads 未比较 0 份；未能读取 0 处。" in result.stderr
    assert result.exit_code == 0
    assert "限男性" not in result.stdout


def test_each_is_still_audited_and_counted_once_as_well(ads: Path, runner: CliRunner, tmp_path: Path) -> None:
    groups, report, book = tmp_path / "groups.jsonl", tmp_path / "report.jsonl", tmp_path / "ledger.xlsx"
    run(runner, "duplicates", ads, "-o", groups)
    run(runner, "scan", ads, "--format", "jsonl", "--output", report)
    printed = run(runner, "summary", report, "--duplicates", groups, "--ledger", book).output
    assert "审核广告 5 份，5 份有发现（100.0%，95%区间\n56.6%–100.0%），近似重复的只计一份则为 3 份，共发现 5 处。" in printed
    assert ["甲厂", "5", "5", "3", "100.0%", "56.6–100.0", "5", "2"] in [line.split() for line in printed.splitlines()]
    sheet = load_workbook(book).worksheets[1]
    column = next(cell.column for cell in sheet[1] if cell.value == "近似重复组")
    assert [sheet.cell(row, column).value for row in range(2, 7)] == [None, 1, 1, 1, None]
    summary = json.loads(run(runner, "summary", report, "--duplicates", groups, "--format", "json").output)
    assert (summary["total"]["with_findings"], summary["total"]["distinct"]) == (5, 3)


def test_a_threshold_of_one_takes_only_what_differs_in_numbers(ads: Path, runner: CliRunner) -> None:
    assert run(runner, "duplicates", ads, "--threshold", "1").stdout == ""


def test_what_is_beyond_the_most_or_not_read_is_told(ads: Path, runner: CliRunner) -> None:
    result = run(runner, "duplicates", ads, "--max-ads", "2")
    assert (result.exit_code, "超出 --max-ads 未比较 2 份" in result.stderr) == (3, True)
    missing = run(runner, "duplicates", ads, ads.with_name("gone.txt"))
    assert (missing.exit_code, "未能读取" in missing.stderr, len(missing.stdout.splitlines())) == (3, True, 3)
    ads.write_text(ads.read_text(encoding="utf-8") + "{broken\n", encoding="utf-8")
    assert run(runner, "duplicates", ads).exit_code == 3


def test_nothing_to_compare_is_a_usage_fault(tmp_path: Path, runner: CliRunner) -> None:
    (tmp_path / "empty").mkdir()
    assert run(runner, "duplicates", tmp_path / "empty").exit_code == 2


def test_groups_are_found_by_source_and_id(tmp_path: Path) -> None:
    path = tmp_path / "groups.jsonl"
    names = [("a.jsonl", "1"), ("a.jsonl1", ""), ("b.jsonl", "1"), ("a.jsonl", "限")]
    rows = [{"group": number, "source": source, "id": id_, "similarity": 1.0} for number, (source, id_) in enumerate(names, 1)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    index = read_groups(path)
    assert [index.group_of(*name) for name in names] == [1, 2, 3, 4]
    assert index.group_of("a.jsonl", "2") is None
    path.write_text("", encoding="utf-8")
    assert read_groups(path).group_of("a.jsonl", "1") is None


@pytest.mark.parametrize("line", ["[]", "{}", '{"group": "1", "source": "a", "id": "b"}', '{"group": true, "source": "a", "id": "b"}', "x"])
def test_what_is_no_file_of_groups_is_told_with_its_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "groups.jsonl"
    path.write_text('{"group": 1, "source": "a", "id": "b"}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(ReportError, match=r"groups.jsonl: line 2: not a group of near-duplicates"):
        read_groups(path)


def test_files_are_compared_as_well_as_records(tmp_path: Path, runner: CliRunner) -> None:
    for number, city in enumerate(("宁波", "杭州")):
        (tmp_path / f"{number}.txt").write_text(TEXT.format(5_000, number, city), encoding="utf-8")
    (tmp_path / "2.txt").write_text(OTHER, encoding="utf-8")
    members = [json.loads(line) for line in run(runner, "duplicates", tmp_path).stdout.splitlines()]
    assert [Path(one["id"]).name for one in members] == ["0.txt", "1.txt"]
