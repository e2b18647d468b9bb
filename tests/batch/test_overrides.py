"""Files under other options, and files left out, in every way that a scan is run."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

import auditor
from auditor.cli import cli

AD = "招聘文员一名，限女性，18-35岁。"
CONFIG = """
exclude = ["drafts/", "*.bak.txt"]
[[overrides]]
files = ["campus/**"]
ignore = ["age"]
employer = "school"
"""


@pytest.fixture
def ads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "auditor.toml").write_text(CONFIG, encoding="utf-8")
    for name in ("a.txt", "b.txt", "campus/c.txt", "campus/d.txt", "drafts/e.txt", "f.bak.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(AD, encoding="utf-8")
    return tmp_path


def scan(runner: CliRunner, *arguments: str) -> dict[str, Any]:
    done = runner.invoke(cli, ["scan", ".", "--format", "json", *arguments])
    assert done.exit_code == 1, done.output
    return json.loads(done.stdout)


def rules(report: dict[str, Any]) -> dict[str, list[str]]:
    return {document["source"]: [finding["rule"] for finding in document["findings"]] for document in report["documents"]}


EXPECTED = {
    "a.txt": ["GEN001", "AGE001"],
    "b.txt": ["GEN001", "AGE001"],
    str(Path("campus/c.txt")): ["GEN001"],
    str(Path("campus/d.txt")): ["GEN001"],
}


@pytest.mark.usefixtures("ads")
@pytest.mark.parametrize("arguments", [(), ("--jobs", "2"), ("--no-share",), ("--no-gate",)], ids=" ".join)
def test_each_file_is_audited_under_its_options(runner: CliRunner, arguments: tuple[str, ...]) -> None:
    report = scan(runner, *arguments)
    assert rules(report) == EXPECTED
    assert report["summary"]["excluded"] == 2
    assert report["summary"]["failures"] == 0  # the configuration itself is nothing to audit


@pytest.mark.usefixtures("ads")
def test_a_text_is_shared_only_between_files_that_are_audited_alike(runner: CliRunner) -> None:
    same = {document["source"]: (document["same_text_as"] or {}).get("source") for document in scan(runner)["documents"]}
    assert same == {"a.txt": None, "b.txt": "a.txt", str(Path("campus/c.txt")): None, str(Path("campus/d.txt")): str(Path("campus/c.txt"))}


def test_records_of_one_file_are_shared_under_its_options(runner: CliRunner, ads: Path) -> None:
    lines = "".join(json.dumps({"id": str(number), "text": AD}) + "\n" for number in range(3))
    for name in ("a.jsonl", "campus/a.jsonl"):
        (ads / name).write_text(lines, encoding="utf-8")
    report = scan(runner)
    assert [len(document["findings"]) for document in report["documents"] if document["source"].endswith(".jsonl")] == [2, 2, 2, 1, 1, 1]


def test_a_state_is_of_its_options(runner: CliRunner, ads: Path) -> None:
    state = ("--state", str(ads.parent / f"{ads.name}-state"))
    assert rules(scan(runner, *state)) == EXPECTED
    assert rules(scan(runner, *state)) == EXPECTED
    changed = CONFIG.replace('ignore = ["age"]', 'ignore = ["gender"]')
    (ads / "auditor.toml").write_text(changed, encoding="utf-8")
    assert rules(scan(runner, *state))[str(Path("campus/c.txt"))] == ["AGE001"]
    (ads / "auditor.toml").write_text(changed.replace("campus/**", "a.txt"), encoding="utf-8")
    assert rules(scan(runner, *state))["a.txt"] == ["AGE001"]


@pytest.mark.usefixtures("ads")
def test_the_library_audits_as_the_command_does() -> None:
    report = auditor.audit_file(".", auditor.load_config())
    assert {document.source: [finding.rule.id for finding in document.findings] for document in report.documents} == EXPECTED
    assert report.tally.excluded == 2


@pytest.mark.usefixtures("ads")
def test_a_file_that_is_named_is_left_out_too(runner: CliRunner) -> None:
    done = runner.invoke(cli, ["scan", "drafts/e.txt"])
    assert done.exit_code == 0
    assert "按配置排除、未读取的文件 1 个。" in done.output
    assert "没有可审核的内容。" in done.output


@pytest.mark.usefixtures("ads")
def test_the_terminal_tells_what_was_left_out_and_by_what_options(runner: CliRunner) -> None:
    output = " ".join(runner.invoke(cli, ["scan", ".", "--lang", "en"]).output.split())
    assert "Files excluded by the configuration, and not read: 2." in output
    assert "exclude=drafts/, *.bak.txt; overrides=campus/**: ignore=age employer=school; read_from=auditor.toml" in output


@pytest.mark.usefixtures("ads")
def test_an_option_leaves_files_out_in_place_of_the_file(runner: CliRunner) -> None:
    report = scan(runner, "--exclude", "campus/", "--exclude", "a.txt")
    assert set(rules(report)) == {"b.txt", str(Path("drafts/e.txt")), "f.bak.txt"}
    assert report["summary"]["excluded"] == 3


def test_names_inside_an_archive_decide_nothing(runner: CliRunner, ads: Path) -> None:
    with zipfile.ZipFile(ads / "z.zip", "w") as archive:
        for name in ("campus/x.txt", "drafts/y.txt"):
            archive.writestr(name, AD)
        archive.writestr("auditor.toml", 'ignore = ["gender", "age"]')
    report = json.loads(runner.invoke(cli, ["scan", "z.zip", "--format", "json"]).stdout)
    found = rules(report)
    assert found["z.zip!/campus/x.txt"] == found["z.zip!/drafts/y.txt"] == ["GEN001", "AGE001"]


def test_a_folder_may_be_called_like_an_archive(runner: CliRunner, ads: Path) -> None:
    (ads / "campus" / "new!").mkdir()
    (ads / "campus" / "new!" / "d.txt").write_text(AD, encoding="utf-8")
    (ads / "auditor.toml").write_text(CONFIG.replace("campus/**", "d.txt"), encoding="utf-8")
    found = rules(scan(runner))
    assert {source for source, names in found.items() if names == ["GEN001"]} == {
        str(Path("campus/d.txt")),
        str(Path("campus/new!/d.txt")),
    }


def test_overrides_that_leave_no_rule_are_a_file_not_audited(runner: CliRunner, ads: Path) -> None:
    more = '[[overrides]]\nfiles = ["campus/c.txt"]\nselect = ["age"]\n'
    (ads / "auditor.toml").write_text(CONFIG + more, encoding="utf-8")
    done = runner.invoke(cli, ["scan", ".", "--format", "json"])
    assert done.exit_code == 3
    (failed,) = [document for document in json.loads(done.stdout)["documents"] if document["failures"]]
    assert failed["source"] == str(Path("campus/c.txt"))
    assert failed["failures"][0]["reason"] == "select 和 ignore 没有留下任何规则"
    assert not failed["failures"][0].get("bug")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_workbook_without_rules_costs_no_other_file(runner: CliRunner, ads: Path, jobs: str) -> None:
    """Parts of it are audited while it is read: what fails there is told where the document is audited."""
    book = Workbook()
    for row in (["岗位名称", "性别"], ["收银员", "女"], ["理货员", "男"]):
        book.worksheets[0].append(row)
    for name in ("a.xlsx", "b.xlsx"):
        book.save(ads / name)
    (ads / "auditor.toml").write_text('[[overrides]]\nfiles = ["a.xlsx"]\nselect = ["age"]\nignore = ["age"]\n', encoding="utf-8")
    done = runner.invoke(cli, ["scan", "a.xlsx", "b.xlsx", "--format", "json", "--jobs", jobs])
    documents = {document["source"]: document for document in json.loads(done.stdout)["documents"]}
    assert [failure["reason"] for failure in documents["a.xlsx"]["failures"]] == ["select 和 ignore 没有留下任何规则"]
    assert [finding["text"] for finding in documents["b.xlsx"]["findings"]] == ["女", "男"]


@pytest.mark.usefixtures("ads")
def test_what_is_left_out_is_not_extracted(runner: CliRunner) -> None:
    shown = runner.invoke(cli, ["extract", ".", "--format", "jsonl"])
    assert shown.exit_code == 0
    assert len(shown.stdout.splitlines()) == 4


def test_a_report_that_is_left_out_may_be_written_again(runner: CliRunner, ads: Path) -> None:
    reports = '[reports]\njson = "drafts/report.json"\n'
    (ads / "auditor.toml").write_text(CONFIG.replace("[[", f"{reports}[[", 1), encoding="utf-8")
    for _ in range(2):
        assert runner.invoke(cli, ["scan", "."]).exit_code == 1
    assert rules(json.loads((ads / "drafts" / "report.json").read_text(encoding="utf-8"))) == EXPECTED
    (ads / "auditor.toml").write_text(CONFIG.replace("[[", f"{reports.replace('drafts/', '')}[[", 1), encoding="utf-8")
    assert runner.invoke(cli, ["scan", "."]).exit_code == 1
    assert "would overwrite what is audited" in str(runner.invoke(cli, ["scan", "."]).exception)
