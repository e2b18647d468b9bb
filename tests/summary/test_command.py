"""The command as a user runs it."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner
from rich.cells import cell_len

from auditor.cli import cli
from auditor.summary import terminal

SCHEMA = json.loads(files("auditor.summary").joinpath("summary.schema.json").read_text(encoding="utf-8"))


def test_the_terminal_shows_shares_with_intervals_and_bars(reports: dict[str, Path], summary: Callable[..., Any]) -> None:
    printed = summary(reports["jsonl"]).output
    assert "审核广告 4 份，3 份有发现（75.0%，95%区间 30.1%–95.4%），共发现 4 处。" in printed
    rows = [line.split() for line in printed.splitlines()]
    assert ["甲厂", "2", "2", "100.0%", "34.2–100.0", "3", "3", "█" * 10] in rows
    assert ["宁波", "2", "2", "100.0%", "34.2–100.0", "3", "█" * 10] in rows
    assert ["杭州", "1", "0", "0.0%", "0.0–79.3", "0"] in rows
    assert ["2026-03", "2", "2", "100.0%", "34.2–100.0", "3", "█" * 10] in rows
    assert ["GEN001", "限定性别", "2", "50.0%", "15.0–85.0", "2", "█" * 10] in rows
    assert "威尔逊法" in printed
    assert "供人工核实判断" in printed
    assert "违法" not in printed.replace("涉嫌违法", "")


def test_english_and_eighty_columns(reports: dict[str, Path], summary: Callable[..., Any]) -> None:
    for language in ("zh", "en"):
        printed = summary(reports["json"], "--lang", language).output
        assert max(map(cell_len, printed.splitlines())) <= 80
        assert not any(line.endswith(" ") for line in printed.splitlines())
    assert "Ads audited: 4, with findings: 3 (75.0%, 95% interval 30.1%–95.4%); findings: 4." in printed
    assert "suspected violation" in printed


def test_both_formats_and_the_scan_itself_count_the_same(reports: dict[str, Path], summary: Callable[..., Any], runner: CliRunner) -> None:
    from_json, from_lines = (summary(reports[name], "--top", "5").output for name in ("json", "jsonl"))
    scanned = runner.invoke(cli, ["scan", str(reports["json"].with_name("ads.jsonl")), "--format", "summary"]).output
    assert from_json == from_lines == scanned


def test_a_scan_may_end_with_the_summary(reports: dict[str, Path], runner: CliRunner) -> None:
    ads = str(reports["json"].with_name("ads.jsonl"))
    on_terminal = runner.invoke(cli, ["scan", ads, "--summary"])
    assert on_terminal.stdout.index("共 4 份：3 份有发现") < on_terminal.stdout.index("审核广告 4 份")
    beside = runner.invoke(cli, ["scan", ads, "--summary", "--format", "jsonl"])
    assert len([json.loads(line) for line in beside.stdout.splitlines()]) == 4
    assert "审核广告 4 份" in beside.stderr


def test_what_is_counted_by_and_how_much_of_it_is_chosen(reports: dict[str, Path], summary: Callable[..., Any]) -> None:
    report = json.loads(summary(reports["json"], "--by", "city,employer", "--top", "1", "--format", "json").output)
    assert [(by, [row["value"] for row in rows]) for by, rows in report["by"].items()] == [("city", ["宁波"]), ("employer", ["甲厂"])]
    assert "另有 2 项" in summary(reports["json"], "--by", "city", "--top", "1").output
    wrong = summary(reports["json"], "--by", "weather")
    assert wrong.exit_code != 0


def test_what_is_asked_for_is_shown_even_if_nothing_is_known(tmp_path: Path, runner: CliRunner, summary: Callable[..., Any]) -> None:
    (tmp_path / "ad.txt").write_text("限男性", encoding="utf-8")
    report = tmp_path / "r.jsonl"
    runner.invoke(cli, ["scan", str(tmp_path / "ad.txt"), "--format", "jsonl", "--output", str(report)])
    assert "（未知）" in summary(report, "--by", "employer").output
    assert "用人单位" not in summary(report).output


def test_json_fits_its_schema(reports: dict[str, Path], summary: Callable[..., Any], tmp_path: Path) -> None:
    out = tmp_path / "s.json"
    assert summary(reports["json"], reports["jsonl"], "--format", "json", "-o", out).exit_code == 0
    report = json.loads(out.read_text(encoding="utf-8"))
    jsonschema.validate(report, SCHEMA)
    assert report["total"] == {
        **{"ads": 8, "with_findings": 6, "distinct": None, "share": 0.75, "low": 0.409275, "high": 0.928521, "findings": 8},
        "wordings": None,
    }
    assert report["by"]["employer"][-1]["value"] is None
    assert report["documents"] == {"all": 8, "failed": 0, "partial": 0}


def test_csv_may_start_with_a_byte_order_mark(reports: dict[str, Path], summary: Callable[..., Any], tmp_path: Path) -> None:
    out = tmp_path / "s.csv"
    summary(reports["json"], "--format", "csv", "--bom", "-o", out)
    assert out.read_bytes().startswith("\ufeff按,值".encode())


def test_standard_input(reports: dict[str, Path], summary: Callable[..., Any]) -> None:
    result = summary("-", input=reports["jsonl"].read_bytes())
    assert (result.exit_code, "审核广告 4 份" in result.output) == (0, True)


def test_a_damaged_report_is_told_and_the_others_are_counted(reports: dict[str, Path], summary: Callable[..., Any], tmp_path: Path) -> None:
    cut = tmp_path / "cut.jsonl"
    cut.write_bytes(reports["jsonl"].read_bytes()[:-30])
    result = summary(cut, reports["json"], tmp_path / "gone")
    assert result.exit_code == 3
    assert "审核广告 7 份" in result.stdout
    assert "报告未能读完" in result.stdout
    for part in ("cut.jsonl: 第4行: 报告到中途就断了", "gone: "):
        assert part in result.stderr


@pytest.mark.parametrize(
    "options",
    [("--ledger", "x.pdf"), ("--ledger", "x"), ("--ledger", "no-folder/x.csv"), ("-o", "REPORT"), ("--ledger", "a.csv", "-o", "a.csv")],
)
def test_wrong_usage(reports: dict[str, Path], tmp_path: Path, options: tuple[str, ...]) -> None:
    import os
    import subprocess
    import sys

    before = reports["json"].read_bytes()
    arguments = [str(reports["json"]) if option == "REPORT" else option for option in options]
    done = subprocess.run(
        [sys.executable, "-c", "from auditor.cli import main; main()", "summary", str(reports["json"]), *arguments],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env=os.environ | {"LC_ALL": "zh_CN.UTF-8"},
    )
    assert done.returncode == 2, done.stderr
    assert done.stderr.count("\n") == 1
    assert reports["json"].read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ads.jsonl", "report.json", "report.jsonl"]


@pytest.mark.parametrize(
    ("width", "row"),
    [(80, "甲厂 2 2 100.0% 34.2–100.0 3 3 ██████████"), (50, "甲厂 2 2 100.0% 3"), (40, "甲厂 2 2 3"), (28, "甲厂 2 3")],
)
def test_a_narrow_terminal_shows_fewer_columns_and_cuts_no_number(
    reports: dict[str, Path], summary: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, width: int, row: str
) -> None:
    monkeypatch.setattr(terminal, "_PIPED_WIDTH", width)
    printed = summary(reports["json"], "--by", "employer", "--lang", "en").output
    assert row in [" ".join(line.split()) for line in printed.splitlines()]
    assert "…" not in printed
    assert max(map(cell_len, printed.splitlines())) <= width


def test_names_of_employers_are_no_markup_and_do_not_move_the_terminal(
    tmp_path: Path, runner: CliRunner, summary: Callable[..., Any]
) -> None:
    ads, report = tmp_path / "ads.jsonl", tmp_path / "r.jsonl"
    ads.write_text(json.dumps({"id": "1", "公司": "[red]甲[/red]\x1b[2J\u202e厂", "text": "限男性"}) + "\n", encoding="utf-8")
    runner.invoke(cli, ["scan", str(ads), "--format", "jsonl", "--output", str(report)])
    printed = summary(report).output
    assert "[red]甲[/red]" in printed
    assert not set(printed) & {"\x1b", "\u202e"}
