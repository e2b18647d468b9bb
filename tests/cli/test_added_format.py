"""A report format that another package brings is one like any other to the command."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import auditor.settings.files
from auditor.cli import cli
from auditor.cli.scan import scan
from auditor.errors import ConfigError
from auditor.report.reporter import ENTRY_POINT_GROUP

EXTENSION = Path(__file__).parent.parent / "extension"
DAY = "2026-11-24"
AS_OF = ("--as-of", DAY)
WRITTEN = f"zh {DAY}\nad.txt 1\n1 in 1\n"


@pytest.fixture
def run(tmp_path: Path, runner: CliRunner, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    told = tmp_path / "site" / "count-1.0.dist-info"
    told.mkdir(parents=True)
    (told / "METADATA").write_text("Metadata-Version: 2.1\nName: count\nVersion: 1.0\n", encoding="utf-8")
    (told / "entry_points.txt").write_text(f"[{ENTRY_POINT_GROUP}]\nCount = count_format:CountReporter\n", encoding="utf-8")
    for folder in (told.parent, EXTENSION):
        monkeypatch.syspath_prepend(folder)
    (tmp_path / "ad.txt").write_text("限男性", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delitem(sys.modules, auditor.settings.files.__name__)  # it knows the formats that there were when it was imported

    def run(*arguments: str) -> Result:
        return runner.invoke(cli, ["scan", *arguments])

    return run


@pytest.mark.parametrize("name", ["Count", "count"])
def test_it_is_asked_for_by_its_name(run, name: str) -> None:  # type: ignore[no-untyped-def]
    done = run("ad.txt", *AS_OF, "--format", name)
    assert (done.exit_code, done.output) == (1, WRITTEN)


def test_a_file_may_be_written_beside_another_report(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    done = run("ad.txt", *AS_OF, "--format", "jsonl", "--report", "Count=count.txt")
    assert done.stdout.startswith('{"id": "ad.txt"')
    assert (tmp_path / "count.txt").read_text(encoding="utf-8") == WRITTEN


def test_a_configuration_may_name_it(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "auditor.toml").write_text('format = "Count"\n', encoding="utf-8")
    assert run("ad.txt", *AS_OF).output == WRITTEN


def test_it_sees_what_may_be_shown_only(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "13812345678.txt").write_text("限男性", encoding="utf-8")
    assert "13812345678" not in run("13812345678.txt", *AS_OF, "--format", "count", "--redact").output


def test_its_name_is_offered_and_named_where_another_one_is_wrong(run) -> None:  # type: ignore[no-untyped-def]
    assert "Count" in run("--help").output.replace("\n", "")
    wrong = run("ad.txt", "--format", "cuont")
    assert (wrong.exit_code, "'count'" in wrong.output) == (2, True)
    kind = next(option.type for option in scan.params if option.name == "format_")
    context = scan.make_context("scan", ["ad.txt"], resilient_parsing=True)
    assert [item.value for item in kind.shell_complete(context, scan.params[0], "cou")] == ["count"]


def test_it_takes_objects_and_so_neither_processes_nor_a_state(run) -> None:  # type: ignore[no-untyped-def]
    for option in (("--jobs", "2"), ("--state", "kept")):
        done = run("ad.txt", "--format", "count", *option)
        assert isinstance(done.exception, ConfigError)
        assert done.stdout == ""
