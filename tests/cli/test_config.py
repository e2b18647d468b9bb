"""Configuration at the command line: where it comes from, what wins, how it is shown."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from auditor.cli import cli
from auditor.errors import ConfigError

AD = "招聘文员一名，限女性，18-35岁。"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "work" / "ads").mkdir(parents=True)
    (tmp_path / "work" / "ads" / "a.txt").write_text(AD, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "work"


def found(runner: CliRunner, *arguments: str) -> set[str]:
    done = runner.invoke(cli, ["scan", "ads/a.txt", "--format", "json", *arguments])
    return {finding["rule"] for document in json.loads(done.stdout)["documents"] for finding in document["findings"]}


def values(runner: CliRunner, *arguments: str) -> dict[str, Any]:
    done = runner.invoke(cli, ["config", "show", "--json", *arguments])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)["values"]


def test_a_configuration_around_the_working_folder_is_in_force(runner: CliRunner, folder: Path) -> None:
    (folder.parent / "auditor.toml").write_text('ignore = ["age"]', encoding="utf-8")
    assert found(runner) == {"GEN001"}


def test_a_configuration_among_the_ads_is_not_in_force(runner: CliRunner, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in (("auditor.toml", 'ignore = ["gender", "age"]'), ("pyproject.toml", '[tool.auditor]\nignore = ["gender"]')):
        (folder / "ads" / name).write_text(text, encoding="utf-8")
    assert found(runner) == {"GEN001", "AGE001"}
    done = runner.invoke(cli, ["scan", "ads", "--format", "json"])
    documents = {document["source"]: document for document in json.loads(done.stdout)["documents"]}
    assert [finding["rule"] for finding in documents[str(Path("ads/a.txt"))]["findings"]] == ["GEN001", "AGE001"]
    reason = documents[str(Path("ads/auditor.toml"))]["failures"][0]["reason"]
    assert reason == "这里的配置文件不生效，也没有读取：只有工作目录及其上层的才算"
    monkeypatch.chdir(folder / "ads")  # who works there has chosen it
    (folder / "ads" / "auditor.toml").write_text('ignore = ["gender"]', encoding="utf-8")
    done = runner.invoke(cli, ["scan", "a.txt", "--format", "json"])
    assert json.loads(done.stdout)["header"]["options"] == {"ignore": "gender", "read_from": "auditor.toml"}


def test_the_command_line_beats_the_file(runner: CliRunner, folder: Path) -> None:
    (folder / "auditor.toml").write_text('ignore = ["age"]\nfail-on = "never"\nformat = "jsonl"', encoding="utf-8")
    assert found(runner, "--ignore", "gender") == {"AGE001"}
    assert found(runner, "--no-config") == {"GEN001", "AGE001"}
    assert runner.invoke(cli, ["scan", "ads/a.txt"]).exit_code == 0
    assert json.loads(runner.invoke(cli, ["scan", "ads/a.txt"]).stdout)["source"] == "ads/a.txt"
    assert runner.invoke(cli, ["scan", "ads/a.txt", "--fail-on", "violation"]).exit_code == 1


def test_a_file_that_is_named_is_in_force_alone(runner: CliRunner, folder: Path) -> None:
    (folder / "auditor.toml").write_text('ignore = ["age"]', encoding="utf-8")
    (folder / "other.toml").write_text('ignore = ["gender"]', encoding="utf-8")
    assert found(runner, "--config", "other.toml") == {"AGE001"}
    for both in (["--no-config", "--config", "other.toml"], ["--config", "other.toml", "--no-config"]):
        assert isinstance(runner.invoke(cli, ["scan", "ads/a.txt", *both]).exception, ConfigError)
    none = runner.invoke(cli, ["scan", "ads/a.txt", "--config", "none.toml"])
    assert isinstance(none.exception, ConfigError)
    assert none.exception.say("zh") == "none.toml: 没有这个文件或文件夹"


def test_all_that_scan_takes_comes_from_the_file(runner: CliRunner, folder: Path) -> None:
    (folder / "auditor.toml").write_text(
        'lang = "en"\nsummary = true\nshow-dismissed = true\njobs = 1\nshare = false\nstate = "kept"\nprogress = false\nredact = true\n'
        'max-size = 3\n[reports]\njson = "out.json"\n[fields]\ntext = "body"\n',
        encoding="utf-8",
    )
    (folder / "ads" / "b.jsonl").write_text(json.dumps({"body": f"{AD}电话13800138000"}) + "\n", encoding="utf-8")
    done = runner.invoke(cli, ["scan", "ads"])
    assert done.exit_code == 1
    assert "suspected violation" in done.stdout
    report = json.loads((folder / "out.json").read_text(encoding="utf-8"))
    assert len(report["documents"]) == 2
    assert report["header"]["options"] == {
        "max_bytes": str(3 << 20),
        "text_field": "body",
        "read_from": "auditor.toml",
        "redact": "True",
    }
    assert "13800138000" not in json.dumps(report)
    assert (folder / "kept").is_dir()


def test_other_commands_go_by_the_file_too(runner: CliRunner, folder: Path) -> None:
    (folder / "auditor.toml").write_text('lang = "en"\nformat = "jsonl"\nignore = ["gender"]\npacks = ["rules"]', encoding="utf-8")
    made = ["rules", "new", "SHOP001", "shop-clerk-sex", "--ground", "gender", "--folder", "rules"]
    assert runner.invoke(cli, made).exit_code == 0
    assert "SHOP001" in runner.invoke(cli, ["rules", "list"]).output
    assert "SHOP001" not in runner.invoke(cli, ["rules", "list", "--no-config"]).output
    (folder / "ads" / "a.html").write_text(f"<p>{AD}</p>", encoding="utf-8")
    done = runner.invoke(cli, ["annotate", "ads/a.html", "-o", "marked.html"])
    assert done.exit_code == 1, done.output
    assert "marked: 1, in marked.html" in done.output
    shown = runner.invoke(cli, ["extract", "ads/a.txt"])
    assert shown.exit_code == 0  # the format is that of reports of an audit
    assert not shown.output.startswith("{")


def test_show_tells_every_value_and_where_it_comes_from(runner: CliRunner, folder: Path) -> None:
    (folder / "house.toml").write_text('fail-on = "risk"\nselect = ["gender"]\n[severity]\ngender = "note"\n', encoding="utf-8")
    (folder / "auditor.toml").write_text(
        'extends = "house.toml"\nselect = ["age"]\n[[overrides]]\nfiles = ["a/"]\nemployer = "soe"\n', encoding="utf-8"
    )
    shown = values(runner, "--employer", "school", "--severity", "AGE001=risk")
    via = ["auditor.toml:1"]
    assert shown["fail-on"] == {"value": "risk", "origin": "file", "place": "house.toml:1", "via": via}
    assert shown["select"] == {"value": ["age"], "origin": "file", "place": "auditor.toml:2", "via": []}
    assert shown["employer"] == {"value": "school", "origin": "command line", "place": None, "via": []}
    assert shown["severity.gender"] == {"value": "note", "origin": "file", "place": "house.toml:4", "via": via}
    assert shown["severity.AGE001"] == {"value": "risk", "origin": "command line", "place": None, "via": []}
    assert shown["max-pages"] == {"value": 2000, "origin": "default", "place": None, "via": []}
    assert shown["region"] == {"value": None, "origin": "default", "place": None, "via": []}
    assert shown["overrides.0"]["value"] == {"files": ["a/"], "employer": "soe"}
    assert shown["overrides.0"]["place"] == "auditor.toml:3"


def test_show_speaks_to_people(runner: CliRunner, folder: Path) -> None:
    assert runner.invoke(cli, ["config", "show", "--no-config"]).output.startswith("# 没有配置文件\nselect = 全部  # 默认\n")
    (folder / "house.toml").write_text("jobs = 2\n", encoding="utf-8")
    (folder / "auditor.toml").write_text('extends = "house.toml"\n', encoding="utf-8")
    lines = runner.invoke(cli, ["config", "show", "--lang", "en", "--ocr", "never"]).output.splitlines()
    assert lines[0] == "# configuration files: house.toml → auditor.toml"
    assert "jobs = 2  # house.toml:1 ← auditor.toml:1" in lines
    assert 'ocr = "never"  # command line' in lines
    assert "as-of = today  # default" in lines


@pytest.mark.usefixtures("folder")
def test_every_option_of_scan_that_a_file_can_give_is_shown(runner: CliRunner) -> None:
    from auditor.cli.configured import parameter_of
    from auditor.cli.scan import scan

    told = {parameter_of(key) for key in values(runner, "--no-config")}
    apart = {"paths", "output", "no_gate", "settings", "no_config", "diff", "respect_gitignore"}
    assert {option.name for option in scan.params} - apart <= told


def test_a_fault_is_one_line_in_the_language_of_the_user(folder: Path) -> None:
    import os
    import subprocess
    import sys

    (folder / "auditor.toml").write_text('# mine\nignroe = ["age"]\n', encoding="utf-8")
    command = [sys.executable, "-c", "from auditor.cli import main; main()", "scan", "ads/a.txt"]
    for locale, more, told in (
        ("zh_CN.UTF-8", [], "auditor: auditor.toml:2: ignroe: 没有这一项，是否想写 ignore？"),
        ("zh_CN.UTF-8", ["--lang", "en"], "auditor: auditor.toml:2: ignroe: there is no such key; did you mean ignore?"),
    ):
        done = subprocess.run([*command, *more], capture_output=True, encoding="utf-8", check=False, env=os.environ | {"LC_ALL": locale})
        assert (done.returncode, done.stdout, done.stderr.splitlines()) == (2, "", [told])


def test_an_unknown_rule_is_told_with_its_place_by_processes_too(folder: Path) -> None:
    import os
    import subprocess
    import sys

    (folder / "auditor.toml").write_text('ignore = ["age", "GEN0001"]\n', encoding="utf-8")
    command = [sys.executable, "-c", "from auditor.cli import main; main()", "scan", "ads/a.txt", "--jobs", "2"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, env=os.environ | {"LC_ALL": "zh_CN.UTF-8"})
    assert done.returncode == 2
    assert done.stderr.startswith("auditor: auditor.toml:1: ignore.1: 没有名为 'GEN0001' 的规则、事由或类别，是否想写 GEN001？")


def test_init_writes_a_file_that_changes_nothing(runner: CliRunner, folder: Path) -> None:
    assert runner.invoke(cli, ["config", "init"]).exit_code == 0
    text = (folder / "auditor.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text) == {}
    assert found(runner) == {"GEN001", "AGE001"}
    again = runner.invoke(cli, ["config", "init"])
    assert isinstance(again.exception, ConfigError)
    assert again.exception.say("en") == "auditor.toml: is there already"


def test_all_that_init_suggests_is_right(runner: CliRunner, folder: Path) -> None:
    runner.invoke(cli, ["config", "init"])
    lines = (folder / "auditor.toml").read_text(encoding="utf-8").splitlines()[3:]
    (folder / "auditor.toml").write_text("\n".join(line.removeprefix("# ") for line in lines), encoding="utf-8")
    shown = values(runner)
    assert {shown[key]["origin"] for key in ("employer", "ignore", "fail-on", "exclude", "severity.GEN001", "overrides.0")} == {"file"}


@pytest.mark.usefixtures("folder")
def test_a_severity_option_says_how_it_is_written(runner: CliRunner) -> None:
    assert found(runner, "--severity", "GEN001=note") == {"GEN001", "AGE001"}
    for wrong in ("GEN001", "GEN001=violation", "=note"):
        done = runner.invoke(cli, ["scan", "ads/a.txt", "--severity", wrong])
        assert done.exit_code == 2
        assert "write NAME=LEVEL, the level one of note, risk, policy" in " ".join(done.output.split())


def test_a_summary_speaks_the_language_of_the_file(runner: CliRunner, folder: Path) -> None:
    runner.invoke(cli, ["scan", "ads", "--format", "jsonl", "--output", "report.jsonl"])
    (folder / "auditor.toml").write_text('lang = "en"\nformat = "jsonl"\n[reports]\njson = "other.json"\n', encoding="utf-8")
    done = runner.invoke(cli, ["summary", "report.jsonl"])
    assert done.exit_code == 0, done.output
    assert "gender" in done.output


def test_the_terminal_tells_options_only_where_a_file_gave_some(runner: CliRunner, folder: Path) -> None:
    assert "选项" not in runner.invoke(cli, ["scan", "ads", "--select", "gender"]).output
    (folder / "auditor.toml").write_text('ignore = ["age"]\n', encoding="utf-8")
    assert "选项 select=gender；ignore=age；read_from=auditor.toml" in runner.invoke(cli, ["scan", "ads", "--select", "gender"]).output
