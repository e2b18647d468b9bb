"""Suppressions as scans, summaries and marked copies know them."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import jsonschema
import pytest
from click.testing import CliRunner

from auditor.cli import cli
from auditor.report.json import JsonReporter

Run: TypeAlias = Callable[..., tuple[int, str]]
QUIET = "<!-- auditor: ignore GEN001 reason=夜班岗位 until=2099-01-01 -->\n保安，限男性。\n"


@pytest.fixture
def run(tmp_path: Path, runner: CliRunner, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: str, given: str | None = None) -> tuple[int, str]:
        done = runner.invoke(cli, [*arguments], input=given)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.exit_code, done.stdout

    return invoke


def results(run: Run, *arguments: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run("scan", *arguments, "--format", "jsonl")[1].splitlines()]


def test_a_comment_counts_only_where_the_user_allows_it(run: Run) -> None:
    Path("a.md").write_text(QUIET, encoding="utf-8")
    code, out = run("scan", "a.md")
    assert code == 1
    assert "文中要求忽略，未采纳  1:1" in out
    assert "不起作用的忽略标注 1 条。" in out
    code, out = run("scan", "a.md", "--suppressions")
    assert code == 0
    assert "a.md" not in out
    assert "另有 1 处未计入：文中注释 1（加 --show-silenced 列出）。" in out
    _, out = run("scan", "a.md", "--suppressions", "--show-silenced")
    assert "保安，【限男性】\n   理由 夜班岗位（至 2099-01-01） [文中注释 1:1]" in out


def test_reports_of_what_is_silent_keep_to_the_schema(run: Run) -> None:
    Path("a.md").write_text(QUIET + "\n<!-- auditor: ignore AGE001 reason=无 -->\n双休。\n", encoding="utf-8")
    schema = json.loads((Path(JsonReporter.__init__.__code__.co_filename).parent / "report.schema.json").read_text(encoding="utf-8"))
    for option in ("--suppressions", "--no-suppressions"):
        report = json.loads(run("scan", "a.md", option, "--format", "json")[1])
        jsonschema.validate(report, schema)
    _, out = run("scan", "a.md", "--suppressions", "--format", "json")
    (document,) = json.loads(out)["documents"]
    assert [(each["by"], each["reason"], each["until"], each["source"]) for each in document["silenced"]] == [
        ("comment", "夜班岗位", "2099-01-01", None)
    ]
    assert [(notice["kind"], notice["location"]["line"]) for notice in document["notices"]] == [("unused", 4)]
    assert json.loads(out)["header"]["options"]["suppressions"] == "True"


def test_texts_that_repeat_are_silent_one_by_one(run: Run) -> None:
    Path("ads").mkdir()
    for name in ("a.txt", "b.txt"):
        Path("ads", name).write_text("保安，限男性。\n", encoding="utf-8")
    Path("ads/b.txt.auditor.toml").write_text('[[ignore]]\nrule = "GEN001"\nreason = "夜班岗位"\n', encoding="utf-8")
    found = results(run, "ads", "--suppressions")
    assert [(result["source"], len(result["findings"]), len(result["silenced"])) for result in found] == [
        (str(Path("ads/a.txt")), 1, 0),
        (str(Path("ads/b.txt")), 0, 1),
    ]
    assert found[1]["same_text_as"]["id"] == str(Path("ads/a.txt"))


def test_a_sidecar_that_changes_gives_no_stale_results(run: Run) -> None:
    Path("a.txt").write_text("保安，限男性。\n", encoding="utf-8")
    options = ("scan", "a.txt", "--suppressions", "--state", "state", "--jobs", "1")
    sidecar = Path("a.txt.auditor.toml")
    assert run(*options)[0] == 1
    sidecar.write_text('[[ignore]]\nrule = "GEN001"\nreason = "夜班岗位"\n', encoding="utf-8")
    assert [run(*options)[0] for _ in range(2)] == [0, 0]
    sidecar.write_text('[[ignore]]\nrule = "GEN001"\nreason = "夜班岗位"\nuntil = 2020-01-01\n', encoding="utf-8")
    assert run(*options)[0] == 1
    sidecar.unlink()
    assert run(*options)[0] == 1


def test_processes_and_state_give_the_same_report(run: Run) -> None:
    Path("ads").mkdir()
    for number in range(4):
        Path("ads", f"{number}.md").write_text(f"# 岗位{number}\n\n{QUIET}\n文员，限女性。\n", encoding="utf-8")
    first = run("scan", "ads", "--suppressions", "--jobs", "1")
    assert first[0] == 1
    for options in (("--jobs", "2"), ("--state", "state"), ("--state", "state")):
        assert run("scan", "ads", "--suppressions", *options) == first
    assert run("scan", "ads", "--state", "state")[1] != first[1]


def test_standard_input_and_packed_files_have_comments_too(run: Run) -> None:
    assert run("scan", "-", "--suppressions", given=QUIET)[0] == 0
    assert run("scan", "-", given=QUIET)[0] == 1
    with zipfile.ZipFile("ads.zip", "w") as archive:
        archive.writestr("a.md", QUIET)
    assert [run("scan", "ads.zip", *options)[0] for options in ((), ("--suppressions",))] == [1, 0]


def test_a_summary_counts_no_silent_findings(run: Run) -> None:
    Path("a.md").write_text(QUIET + "\n文员，限女性。\n", encoding="utf-8")
    run("scan", "a.md", "--suppressions", "--format", "jsonl", "--output", "report.jsonl")
    assert json.loads(run("summary", "report.jsonl", "--format", "json")[1])["total"]["findings"] == 1


def test_a_marked_copy_has_no_mark_on_what_is_silent(run: Run) -> None:
    Path("a.html").write_text("<p>保安，限男性<!-- auditor: ignore GEN001 reason=夜班岗位 --></p>\n<p>文员，限女性</p>\n", encoding="utf-8")
    assert run("annotate", "a.html", "-o", "b.html", "--suppressions")[0] == 1
    marked = Path("b.html").read_text(encoding="utf-8")
    assert "保安，限男性<!--" in marked
    assert "<mark" in marked


@pytest.mark.usefixtures("run")
def test_who_has_a_copy_marked_or_mended_is_told_what_does_not_count(runner: CliRunner) -> None:
    quiet = "<p>保安，限男性<!-- auditor: ignore GEN001 reason=夜班岗位 --></p>\n<!-- auditor: ignore AGE001 -->\n<p>文员，双休</p>\n"
    Path("a.html").write_text(quiet, encoding="utf-8")
    Path("b.html").write_text(quiet, encoding="utf-8")
    marked = runner.invoke(cli, ["annotate", "a.html", "-o", "marked.html", "--suppressions", "--lang", "zh"]).stderr
    assert "无效的忽略标注: 2:1: “ignore AGE001”：没有写明理由（reason=…）\n" in marked
    mended = runner.invoke(cli, ["fix", ".", "--suppressions", "--lang", "zh", "--exclude", "b.html", "--exclude", "marked.html"]).stderr
    for told in (marked, mended):
        assert "另有 1 处未计入：文中注释 1。\n不起作用的忽略标注 1 条。\n" in told
    assert "按配置排除、未读取的文件 2 个。\n" in mended


@pytest.mark.usefixtures("run")
@pytest.mark.parametrize("command", ["extract", "duplicates"])
def test_what_is_left_out_is_told_by_whatever_reads(runner: CliRunner, command: str) -> None:
    for name in ("a.txt", "b.txt"):
        Path(name).write_text("保安，双休，包吃住，每月十五日发放工资。\n", encoding="utf-8")
    assert "按配置排除、未读取的文件 1 个。\n" in runner.invoke(cli, [command, ".", "--exclude", "b.*", "--lang", "zh"]).stderr


def test_a_redacted_report_masks_reasons(run: Run) -> None:
    quiet = "<!-- auditor: ignore GEN001 reason=致电13912345678核实 -->\n保安，限男性。\n"
    Path("a.md").write_text(quiet, encoding="utf-8")
    for option in ("--suppressions", "--no-suppressions"):
        _, out = run("scan", "a.md", option, "--redact", "--format", "json")
        assert "致电" in out
        assert "1391234" not in out


def test_annotations_stand_in_the_file_beside_that_they_are_about(run: Run) -> None:
    Path("a.txt").write_text("保安，双休。\n", encoding="utf-8")
    Path("a.txt.auditor.toml").write_text('\n[[ignore]]\nrule = "GEN001"\nreason = "夜班岗位"\n', encoding="utf-8")
    _, out = run("scan", "a.txt", "--suppressions", "--format", "github")
    assert "file=a.txt.auditor.toml,line=2" in out
    _, out = run("scan", "a.txt", "--suppressions", "--format", "gitlab")
    assert [issue["location"]["path"] for issue in json.loads(out)] == ["a.txt.auditor.toml"]
    _, out = run("scan", "a.txt", "--suppressions", "--format", "sarif")
    (told,) = json.loads(out)["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    place = told["locations"][0]["physicalLocation"]
    assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == ("a.txt.auditor.toml", 2)
