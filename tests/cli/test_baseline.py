"""``auditor baseline`` and scans that know one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from click.testing import CliRunner

from auditor.cli import cli
from auditor.errors import AuditorError

Run: TypeAlias = Callable[..., tuple[int, str, str]]
FILE = "auditor-baseline.json"


@pytest.fixture
def run(tmp_path: Path, runner: CliRunner, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: str) -> tuple[int, str, str]:
        done = runner.invoke(cli, [*arguments, "--as-of", "2026-11-26"])
        assert done.exception is None or isinstance(done.exception, (SystemExit, AuditorError)), done.exception
        return 2 if isinstance(done.exception, AuditorError) else done.exit_code, done.stdout, done.stderr

    return invoke


def write(name: str, text: str) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def entries() -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = json.loads(Path(FILE).read_text(encoding="utf-8"))["entries"]
    return listed


def summary(run: Run, *arguments: str) -> dict[str, Any]:
    _, out, _ = run("scan", *arguments, "--format", "json", "--baseline", FILE)
    told: dict[str, Any] = json.loads(out)["summary"]
    return told


def test_only_what_is_new_counts(run: Run) -> None:
    write("ads/a.md", "保安，限男性。\n")
    assert run("scan", "ads", "--jobs", "1")[0] == 1
    code, _, error = run("baseline", "create", "ads")
    assert (code, error) == (0, f"{FILE}：共 1 条，1 处\n")
    assert [(entry["path"], entry["rule"], entry["text"], entry["count"]) for entry in entries()] == [("ads/a.md", "GEN001", "限男性", 1)]
    code, out, _ = run("scan", "ads", "--baseline", FILE)
    assert code == 0
    assert "另有 1 处未计入：基线中的已知问题 1（加 --show-silenced 列出）。" in out.replace("\n", "")
    assert "除未计入的以外，未发现限制性条款。" in out.replace("\n", "")
    write("ads/a.md", "招聘启事\n\n年龄35岁以下。\n保安，限男性。\n")
    code, out, _ = run("scan", "ads", "--baseline", FILE)
    assert code == 1
    assert "【年龄35岁以下】" in out
    assert "限男性" not in out


def test_what_is_set_aside_is_listed_with_the_reason_that_was_written_by_hand(run: Run) -> None:
    write("a.md", "保安，限男性。\n")
    run("baseline", "create", "a.md")
    text = Path(FILE).read_text(encoding="utf-8").replace('"count": 1', '"count": 1, "reason": "夜班岗位，人事已核", "until": "2099-01-01"')
    write(FILE, text)
    _, out, _ = run("scan", "a.md", "--baseline", FILE, "--show-silenced")
    assert "保安，【限男性】" in out
    assert "夜班岗位，人事已核（至 2099-01-01） [基线中的已知问题]" in out
    assert run("baseline", "update")[0] == 0
    assert Path(FILE).read_text(encoding="utf-8") == text


def test_what_is_fixed_is_told_and_taken_out(run: Run) -> None:
    write("ads/a.md", "保安，限男性。\n\n文员，限女性。\n")
    write("ads/b.md", "限本地户籍。\n")
    run("baseline", "create", "ads")
    write("ads/a.md", "保安，限男性。\n")
    told = summary(run, "ads/a.md")
    assert [entry["text"] for entry in told["baseline"]["fixed"]] == ["限女性"]
    _, out, _ = run("scan", "ads", "--baseline", FILE)
    assert "基线中的 1 处已不再出现，可用 auditor baseline update 删去。\n ads/a.md  GEN001 限女性\n" in out
    code, _, error = run("baseline", "update", "ads/a.md")
    assert (code, error) == (0, f"{FILE}：共 2 条，2 处\n新增 0 处，删去 1 处\n")
    assert [entry["text"] for entry in entries()] == ["限男性", "限本地户籍"]


def test_new_findings_are_added_only_where_that_is_asked_for(run: Run) -> None:
    write("a.md", "保安，限男性。\n")
    run("baseline", "create", "a.md")
    write("a.md", "保安，限男性。\n\n保安，限男性。\n\n文员，限女性。\n")
    assert "另有 2 处新发现未加入" in run("baseline", "update", "a.md")[2]
    assert [entry["count"] for entry in entries()] == [1]
    assert "新增 2 处" in run("baseline", "update", "a.md", "--add")[2]
    assert [(entry["text"], entry["count"]) for entry in entries()] == [("限女性", 1), ("限男性", 2)]
    assert summary(run, "a.md")["findings"] == {}


def test_a_file_that_moves_takes_its_entries_and_reasons_along(run: Run) -> None:
    write("ads/a.md", "保安，限男性。\n")
    run("baseline", "create", "ads")
    write(FILE, Path(FILE).read_text(encoding="utf-8").replace('"count": 1', '"count": 1, "reason": "夜班"'))
    Path("ads/a.md").rename("ads/z.md")
    assert summary(run, "ads")["findings"] == {}
    run("baseline", "update", "ads")
    assert [(entry["path"], entry["reason"]) for entry in entries()] == [("ads/z.md", "夜班")]
    Path("ads/z.md").unlink()
    assert [entry["path"] for entry in summary(run, "ads")["baseline"]["fixed"]] == ["ads/z.md"]


def test_files_that_the_baseline_names_are_looked_up_in_folders_called_like_archives(run: Run) -> None:
    write("new!/a.md", "保安，限男性。\n")
    run("baseline", "create", ".")
    write("new!/a.md", "双休。\n")
    assert "删去 1 处" in run("baseline", "update")[2]
    assert entries() == []


def test_an_entry_whose_day_is_past_is_told_and_does_nothing(run: Run) -> None:
    write("a.md", "保安，限男性。\n")
    run("baseline", "create", "a.md")
    write(FILE, Path(FILE).read_text(encoding="utf-8").replace('"count": 1', '"count": 1, "until": "2020-01-01"'))
    code, out, _ = run("scan", "a.md", "--baseline", FILE, "--as-of", "2019-01-01")
    assert code == 1
    assert "基线中的 1 处已到期，不再起作用。\n a.md  GEN001 限男性（至 2020-01-01）\n" in out
    run("baseline", "update")
    assert [entry["until"] for entry in entries()] == ["2020-01-01"]


def test_paths_begin_in_the_folder_of_the_baseline(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write("ads/a.md", "保安，限男性。\n").absolute()
    run("baseline", "create", "ads")
    monkeypatch.chdir("ads")
    for name in ("a.md", ".", str(path)):
        _, out, _ = run("scan", name, "--format", "json", "--baseline", f"../{FILE}")
        assert json.loads(out)["summary"]["silenced"] == {"baseline": 1}


def test_records_are_told_apart_by_id_or_by_their_text(run: Run) -> None:
    one, other = '{"id": "7", "text": "保安，限男性"}\n', '{"text": "保安，限男性"}\n'
    write("ads.jsonl", one + other)
    run("baseline", "create", "ads.jsonl")
    assert sorted(len(entry["document"]) for entry in entries()) == [1, 16]
    new = '{"id": "8", "text": "保安，限男性"}\n'
    write("ads.jsonl", '{"text": "双休"}\n' + new + other + one)
    _, out, _ = run("scan", "ads.jsonl", "--format", "jsonl", "--baseline", FILE)
    assert [line["id"] for line in map(json.loads, out.splitlines()) if line["findings"]] == ["8"]


def test_the_same_is_silent_in_other_processes_and_from_a_state(run: Run) -> None:
    write("ads/a.md", "保安，限男性。\n")
    write("ads/b.md", "保安，限男性。\n文员，年龄35岁以下。\n")
    run("baseline", "create", "ads/a.md")
    options = ("ads", "--format", "jsonl", "--baseline", FILE)
    first = run("scan", *options, "--jobs", "1")
    assert first[0] == 1
    assert run("scan", *options, "--jobs", "2") == first
    assert run("scan", *options, "--state", "state", "--jobs", "1") == first
    assert run("scan", *options, "--state", "state", "--jobs", "1") == first
    run("baseline", "update", "ads", "--add")
    assert run("scan", *options, "--state", "state", "--jobs", "1")[0] == 0


def test_counts_of_what_is_known_come_from_a_state_too(run: Run) -> None:
    write("a.md", "保安，限男性。\n文员，限女性。\n")
    run("baseline", "create", "a.md")
    write("a.md", "保安，限男性。\n")
    for _ in range(2):
        told = summary(run, "a.md", "--state", "state")
        assert ([entry["text"] for entry in told["baseline"]["fixed"]], told["silenced"]) == (["限女性"], {"baseline": 1})


def test_what_could_not_be_judged_is_neither_known_nor_gone(run: Run) -> None:
    write("ads/a.md", "保安，限男性。\n")
    write("ads/b.xyz", "?")
    assert run("baseline", "create", "ads")[0] == 3
    Path("ads/a.md").write_bytes(b"\0\xff\0\xff")
    assert summary(run, "ads")["baseline"]["fixed"] == []
    run("baseline", "update", "ads")
    assert len(entries()) == 1


def test_rules_that_are_not_applied_leave_their_entries(run: Run) -> None:
    write("a.md", "保安，限男性，年龄35岁以下。\n")
    run("baseline", "create", "a.md")
    assert summary(run, "a.md", "--select", "age")["baseline"]["fixed"] == []
    run("baseline", "update", "a.md", "--select", "age")
    assert len(entries()) == 2


def test_rules_that_an_override_leaves_out_for_a_file_leave_its_entries(run: Run) -> None:
    write("a.md", "保安，限男性。\n")
    run("baseline", "create", "a.md")
    write("auditor.toml", '[[overrides]]\nfiles = ["a.md"]\nignore = ["gender"]\n')
    assert summary(run, "a.md")["baseline"]["fixed"] == []
    run("baseline", "update", "a.md")
    assert len(entries()) == 1


def test_a_baseline_is_not_replaced_unasked(run: Run) -> None:
    write("a.md", "保安，限男性。\n")
    write(FILE, "mine")
    code, *_ = run("baseline", "create", "a.md")
    assert (code, Path(FILE).read_text(encoding="utf-8")) == (2, "mine")
    assert run("baseline", "create", "a.md", "--force")[0] == 0


def test_the_baseline_is_nothing_to_audit(run: Run) -> None:
    write("a.md", "保安，限男性。\n")
    run("baseline", "create", ".")
    write(FILE, Path(FILE).read_text(encoding="utf-8").replace('"count": 1', '"count": 1, "reason": "限女性"'))
    for jobs in ("1", "2"):
        assert run("scan", ".", "--baseline", f"./{FILE}", "--jobs", jobs)[0] == 0
    run("baseline", "update", ".", "--add")
    assert [entry["path"] for entry in entries()] == ["a.md"]
    run("baseline", "create", ".", "--force")
    assert [entry["path"] for entry in entries()] == ["a.md"]


@pytest.mark.parametrize("command", [("scan", "a.md", "--baseline", "none.json"), ("baseline", "update", "--baseline", "none.json")])
def test_one_that_is_not_there_is_a_fault_of_usage(run: Run, command: tuple[str, ...]) -> None:
    write("a.md", "保安，限男性。\n")
    code, out, _ = run(*command)
    assert (code, out) == (2, "")


def test_a_redacted_report_shows_no_fingerprints_and_no_names_of_the_baseline(run: Run) -> None:
    write("a.md", "保安，限男性。\n")
    run("baseline", "create", "a.md")
    write(FILE, Path(FILE).read_text(encoding="utf-8").replace('"count": 1', '"count": 1, "reason": "致电13912345678核实"'))
    _, out, _ = run("scan", "a.md", "--baseline", FILE, "--format", "json", "--redact")
    assert "1391234" not in out
    write("a.md", "双休。\n")
    told = summary(run, "a.md", "--redact")["baseline"]["fixed"]
    assert [(entry["fingerprint"], "1391234" in entry["reason"]) for entry in told] == [(None, False)]
