"""``auditor scan --diff`` and ``--respect-gitignore`` on real repositories."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from auditor.cli import cli
from tests.repository import Repository

OLD = "招聘文员两名\n限女性\n负责整理文件\n"


def scan(runner: CliRunner, *arguments: str) -> Result:
    return runner.invoke(cli, ["scan", *arguments])


def found(runner: CliRunner, *arguments: str, code: int = 1) -> dict[str, list[str]]:
    """Return the findings of each file in a scan that ends with a code."""
    done = scan(runner, *arguments, "--format", "json")
    assert done.exit_code == code, done.output
    report: dict[str, Any] = json.loads(done.stdout)
    return {document["source"]: [finding["text"] for finding in document["findings"]] for document in report["documents"]}


@pytest.fixture
def ads(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> Repository:
    repository.commit(**{"ads/a.txt": OLD, "ads/b.txt": OLD, "notes/c.txt": OLD, ".gitignore": "drafts/\n"})
    monkeypatch.chdir(repository.top)
    return repository


def test_only_changed_files_are_audited_and_only_changed_lines_count(ads: Repository, runner: CliRunner) -> None:
    ads.write("ads/a.txt", OLD + "年龄35岁以下\n")
    ads.write("ads/.hidden.txt", OLD)
    ads.write("drafts/d.txt", OLD)
    ads.write("notes/e.txt", OLD)
    a, e = str(Path("ads/a.txt")), str(Path("notes/e.txt"))
    assert found(runner, "--diff", "HEAD") == {a: ["年龄35岁以下"], e: ["限女性"]}
    assert found(runner, "--diff", "HEAD", "notes") == {e: ["限女性"]}
    assert found(runner, "--diff", "HEAD", "ads/b.txt", "ads/a.txt") == {a: ["年龄35岁以下"]}


def test_lines_of_files_in_a_folder_that_is_called_like_an_archive_are_told_apart(ads: Repository, runner: CliRunner) -> None:
    ads.commit(**{"new!/a.txt": OLD})
    ads.write("new!/a.txt", OLD + "年龄35岁以下\n")
    assert found(runner, "--diff", "HEAD") == {str(Path("new!/a.txt")): ["年龄35岁以下"]}


def test_it_works_from_a_subfolder(ads: Repository, runner: CliRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    ads.write("ads/a.txt", OLD + "年龄35岁以下\n")
    ads.write("notes/c.txt", "限男性\n" + OLD)
    monkeypatch.chdir(ads.top / "ads")
    assert found(runner, "--diff", "HEAD") == {"a.txt": ["年龄35岁以下"]}
    assert found(runner, "--diff", "HEAD", "..") == {str(Path("../ads/a.txt")): ["年龄35岁以下"], str(Path("../notes/c.txt")): ["限男性"]}


def test_a_file_and_its_folder_are_one_file_and_a_hidden_one_counts_where_it_is_named(ads: Repository, runner: CliRunner) -> None:
    for name in ("ads/a.txt", "ads/.hidden.txt"):
        ads.write(name, OLD + "年龄35岁以下\n")
    assert list(found(runner, "--diff", "HEAD", "ads/a.txt", "ads")) == [str(Path("ads/a.txt"))]
    assert list(found(runner, "--diff", "HEAD", "ads/.hidden.txt")) == [str(Path("ads/.hidden.txt"))]


def test_an_old_limit_does_not_fail(ads: Repository, runner: CliRunner) -> None:
    ads.write("ads/a.txt", OLD + "双休\n")
    assert found(runner, "--diff", "HEAD", code=0) == {str(Path("ads/a.txt")): []}


def test_several_processes_and_a_state_give_the_same(ads: Repository, runner: CliRunner, tmp_path: Path) -> None:
    ads.write("ads/a.txt", OLD + "年龄35岁以下\n")
    ads.write("ads/b.txt", "限男性\n" + OLD)
    options = ("--diff", "HEAD", "--state", str(tmp_path / "state"), "--jobs", "2")
    before = {str(Path("ads/a.txt")): ["年龄35岁以下"], str(Path("ads/b.txt")): ["限男性"]}
    assert found(runner, *options) == found(runner, *options) == before
    ads("commit", "--quiet", "--all", "--message", "a step")
    ads.write("ads/a.txt", OLD + "年龄35岁以下\n双休\n")
    assert found(runner, *options, code=0) == {str(Path("ads/a.txt")): []}


@pytest.mark.usefixtures("ads")
def test_where_nothing_has_changed_the_report_is_empty_and_the_scan_succeeds(runner: CliRunner) -> None:
    assert found(runner, "--diff", "HEAD", code=0) == {}
    assert "自 HEAD 以来没有改动过的文件" in scan(runner, "--diff", "HEAD").stderr


@pytest.mark.usefixtures("ads")
def test_a_file_that_is_not_there_is_listed(runner: CliRunner) -> None:
    done = scan(runner, "--diff", "HEAD", "ads/missing.txt")
    assert (done.exit_code, "没有这个文件或文件夹" in done.stdout) == (3, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Missing argument 'PATHS...'"),
        (("--diff", "HEAD", "-"), "standard input"),
        (("--respect-gitignore",), "Missing argument"),
    ],
)
@pytest.mark.usefixtures("ads")
def test_wrong_usage_is_said(runner: CliRunner, arguments: tuple[str, ...], said: str) -> None:
    done = scan(runner, *arguments)
    assert (done.exit_code, said in done.stderr) == (2, True)


@pytest.mark.usefixtures("ads")
def test_paths_outside_the_repository_are_refused(runner: CliRunner, tmp_path: Path) -> None:
    done = scan(runner, "--diff", "HEAD", str(tmp_path))
    assert done.exit_code != 0
    assert "not in the git repository" in str(done.exception)


def test_ignored_files_count_unless_asked(ads: Repository, runner: CliRunner) -> None:
    ads.write("drafts/d.txt", OLD)
    ads.write("ads/new.txt", "双休\n")
    (ads.top / "ads/b.txt").unlink()
    every = {str(Path(name)) for name in ("ads/a.txt", "ads/new.txt", "drafts/d.txt", "notes/c.txt")}
    assert set(found(runner, str(Path()))) == every
    assert set(found(runner, str(Path()), "--respect-gitignore")) == every - {str(Path("drafts/d.txt"))}
    assert set(found(runner, "drafts/d.txt", "--respect-gitignore")) == {"drafts/d.txt"}
