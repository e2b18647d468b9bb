"""Scans of many inputs: by several processes, with a state, with texts that repeat. The bytes of the report are the same."""

from __future__ import annotations

import csv
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

import psutil
import pytest
from click.testing import CliRunner

from auditor.cli import cli as main

MAIN = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from auditor.cli import main; main()"
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals are those of POSIX")
TRADES = ("保安", "厨工", "收银员", "电工", "文员", "司机", "保洁", "裁床工")
LIMITS = ("", "，限男性", "，年龄35周岁以下", "，女士优先", "，男女不限", "，五官端正", "，限本地户籍")


def ads(count: int, seed: int = 1) -> list[dict[str, str]]:
    choose = random.Random(seed)
    return [
        {
            "id": f"n{number}",
            "text": f"招{choose.choice(TRADES)}{choose.randrange(2, 90)}名{choose.choice(LIMITS)}。",
            "公司": f"甲{number}店",
        }
        for number in range(count)
    ]


def write_jsonl(path: Path, records: Sequence[dict[str, str]]) -> Path:
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8", newline="\n")
    return path


def start(folder: Path, *arguments: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", MAIN, "scan", *map(str, arguments), "--no-progress", "--as-of", "2026-11-26"]
    environment = os.environ | {"LC_ALL": "zh_CN.UTF-8"}
    return subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def scan(folder: Path, *arguments: object) -> tuple[int, bytes, str]:
    with start(folder, *arguments) as popen:
        try:
            out, error = popen.communicate(timeout=100)
        finally:
            popen.kill()  # one that hangs is not left behind
    return popen.returncode, out, error.decode("utf-8")


Scan: TypeAlias = Callable[..., tuple[int, bytes, str]]


@pytest.fixture
def scan_here(tmp_path: Path, runner: CliRunner, monkeypatch: pytest.MonkeyPatch) -> Scan:
    """The same command without a program of its own, in one process."""

    def run(*arguments: object) -> tuple[int, bytes, str]:
        monkeypatch.chdir(tmp_path)
        done = runner.invoke(main, ["scan", *map(str, arguments), "--jobs", "1", "--as-of", "2026-11-26"])
        return done.exit_code, done.stdout_bytes, done.stderr

    return run


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with files of records that are cut, whole files, and what cannot be read."""
    folder = tmp_path_factory.mktemp("mixed") / "in"
    folder.mkdir()
    records = ads(1300)
    write_jsonl(folder / "a.jsonl", records)
    with (folder / "a.jsonl").open("ab") as stream:
        stream.write('{"id": 7,\n\n{"id": "last", "text": "限女性"}'.encode())
    with (folder / "b.csv").open("w", encoding="gb18030", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(["编号", "岗位", "要求"])
        table.writerows([record["id"], f"第{record['id']}\n号岗", record["text"]] for record in records[:600])
    (folder / "c.txt").write_text("招收银员，限女性，25岁以下。", encoding="utf-8")
    (folder / "empty.jsonl").write_text("\n \n", encoding="utf-8")
    (folder / "sub").mkdir()
    write_jsonl(folder / "sub" / "d.jsonl", records[:3])
    (folder / "sub" / "e.docx").write_bytes(b"PK\x03\x04 cut")
    return folder


def test_two_jobs_write_the_same_bytes_as_one(mixed: Path) -> None:
    names = {"jsonl": "r.jsonl", "json": "r.json", "terminal": "r.txt"}
    written = {}
    for jobs in (1, 2):
        out = mixed.parent / f"out{jobs}"
        out.mkdir()
        reports = [option for name, path in names.items() for option in ("--report", f"{name}={out / path}")]
        code, _, error = scan(mixed.parent, "in", "--jobs", jobs, "--format", "jsonl", "--output", out / "x", *reports)
        assert (code, error) == (3, "")
        written[jobs] = {path.name: path.read_bytes() for path in out.iterdir()}
    assert written[1] == written[2]
    lines = [json.loads(line) for line in written[1]["r.jsonl"].splitlines()]
    report = json.loads(written[1]["r.json"])
    assert [{key: line[key] for key in document} for line, document in zip(lines, report["documents"], strict=True)] == report["documents"]
    assert report["summary"]["documents"] == len(lines) == 1302 + 600 + 1 + 1 + 3 + 1
    assert [Path(file["path"]).name for file in report["inputs"]] == ["a.jsonl", "b.csv", "c.txt", "empty.jsonl", "d.jsonl", "e.docx"]
    failed = [(line["source"], line["failures"][0]["place"], line["failures"][0]["reason"]) for line in lines if line["failures"]]
    assert [f"{Path(source).name}: {place}" for source, place, _ in failed] == ["a.jsonl: 第1301行", "empty.jsonl: ", "e.docx: "]
    assert failed[1][2] == "文件里没有记录"
    assert {line["id"] for line in lines if line["source"].endswith("a.jsonl")} >= {"n0", "n1299", "last"}


def test_a_summary_counts_what_all_processes_found(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "a.jsonl", ads(1200))
    one, two = (scan(tmp_path, "a.jsonl", "--format", "jsonl", "--output", f"r{jobs}", "--summary", "--jobs", jobs) for jobs in (1, 2))
    assert one == two
    assert "1,200" in one[2] or "1200" in one[2]


def test_sharing_changes_nothing_but_the_mark(mixed: Path, scan_here: Scan) -> None:
    _, shared, _ = scan_here(mixed, "--format", "jsonl")
    _, alone, _ = scan_here(mixed, "--format", "jsonl", "--no-share")
    marked = [json.loads(line) for line in shared.splitlines()]
    plain = [json.loads(line) for line in alone.splitlines()]
    assert not any(line["same_text_as"] for line in plain)
    assert [line | {"same_text_as": None} for line in marked] == plain


def test_a_repeated_text_names_the_first_that_had_it(tmp_path: Path, scan_here: Scan) -> None:
    record = {"id": "1", "text": "招保安，限男性（18-40岁）", "公司": "某店"}
    others = [
        record | {"id": "2"},
        record | {"id": "3", "text": "招保安，限男性(１8－40岁)"},
        record | {"id": "4", "公司": "某市公安局"},
        record | {"id": "5", "text": "招保安，限男性（18-40岁）。"},
    ]
    write_jsonl(tmp_path / "a.jsonl", [record, *others])
    write_jsonl(tmp_path / "b.jsonl", [record | {"id": "6"}])
    _, out, _ = scan_here("a.jsonl", "b.jsonl", "--format", "jsonl")
    lines = [json.loads(line) for line in out.splitlines()]
    first = {"id": "1", "source": "a.jsonl"}
    assert [line["same_text_as"] for line in lines] == [None, first, first, None, None, first]
    assert [(line["findings"][0]["location"]["record"], line["findings"][0]["location"]["line"]) for line in lines] == [
        *(("1", 1), ("2", 2), ("3", 3), ("4", 4), ("5", 5), ("6", 1))
    ]
    assert lines[2]["findings"][0]["clause"].endswith("限男性(１8－40岁)")
    assert lines[3]["circumstances"] != lines[0]["circumstances"]
    code, printed, _ = scan_here("a.jsonl")
    assert code == 1
    assert printed.decode("utf-8").count("文本同 a.jsonl · 1\n") == 2
    assert "其中 2 份与前面某份文本相同" in printed.decode("utf-8")


@POSIX
def test_killed_at_any_moment_a_scan_goes_on_to_the_same_bytes(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "a.jsonl", ads(2000))
    _, whole, _ = scan(tmp_path, "a.jsonl", "--format", "jsonl", "--jobs", 1)
    options = ("a.jsonl", "--format", "jsonl", "--state", "kept", "--output", "r.jsonl")
    for moment, jobs in enumerate((1, 2, 2)):
        popen = start(tmp_path, *options, "--jobs", jobs)
        family = _killed_after(popen, tmp_path / "kept", random.Random(moment).uniform(0.02, 0.6))
        _, alive = psutil.wait_procs(family, timeout=20)
        assert not [process for process in alive if process.status() != psutil.STATUS_ZOMBIE]
    assert not (tmp_path / "r.jsonl").exists()
    assert scan(tmp_path, *options, "--jobs", 2)[::2] == (1, "")
    assert (tmp_path / "r.jsonl").read_bytes() == whole
    assert scan(tmp_path, *options, "--jobs", 1)[::2] == (1, "")
    assert (tmp_path / "r.jsonl").read_bytes() == whole


def _killed_after(popen: subprocess.Popen[bytes], state: Path, seconds: float) -> list[psutil.Process]:
    """Kill a scan some time after it has begun to keep results; return the processes that it had."""
    family = [psutil.Process(popen.pid)]
    while not any(state.glob("*-wal")) and popen.poll() is None:
        time.sleep(0.01)
    time.sleep(seconds)
    family += family[0].children(recursive=True)
    popen.kill()
    popen.communicate()
    return family


def test_only_what_changed_is_audited_again(tmp_path: Path, scan_here: Scan) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    old = time.time() - 60
    for number in range(4):
        (folder / f"{number}.txt").write_text(f"招{TRADES[number]}，限男性", encoding="utf-8")
        os.utime(folder / f"{number}.txt", (old, old))
    options = ("in", "--format", "json")
    with_state = (*options, "--state", "kept")
    assert scan_here(*options)[1] == scan_here(*with_state)[1] == scan_here(*with_state)[1]
    assert kept(tmp_path) == {"part": 4, "file": 4}
    (folder / "2.txt").write_text("招电工，限女性，限男性", encoding="utf-8")
    (folder / "3.txt").unlink()
    assert scan_here(*with_state)[1] == scan_here(*options)[1]
    assert kept(tmp_path)["part"] == 3
    assert scan_here(*with_state, "--ignore", "gender")[1] == scan_here(*options, "--ignore", "gender")[1]


def test_results_that_are_kept_are_used(tmp_path: Path, scan_here: Scan) -> None:
    """What stands in the state is what is written: nothing was audited again."""
    import sqlite3

    write_jsonl(tmp_path / "a.jsonl", ads(700))
    options = ("a.jsonl", "--format", "jsonl", "--state", "kept")
    first = scan_here(*options)[1]
    with sqlite3.connect(tmp_path / "kept" / "auditor-state.sqlite3") as base:
        rows = base.execute("SELECT rowid, data FROM chunk").fetchall()
        base.executemany("UPDATE chunk SET data = ? WHERE rowid = ?", [(data.replace(b"n699", b"N699"), row) for row, data in rows])
    base.close()
    assert scan_here(*options)[1] == first.replace(b"n699", b"N699") != first
    with (tmp_path / "a.jsonl").open("ab") as stream:
        stream.write('{"id": "new", "text": "限女性"}\n'.encode())
    grown = scan_here(*options)[1]
    assert grown.startswith(first.split(b'{"id": "n512"')[0])
    assert b"N699" not in grown
    assert grown.count(b"\n") == 701


def kept(folder: Path) -> dict[str, int]:
    import sqlite3

    base = sqlite3.connect(folder / "kept" / "auditor-state.sqlite3")
    counts = {table: base.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("part", "file")}
    base.close()
    return counts


def test_a_state_that_another_scan_uses_or_that_is_none_is_told(tmp_path: Path) -> None:
    import sqlite3

    write_jsonl(tmp_path / "a.jsonl", ads(3))
    (tmp_path / "kept").mkdir()
    base = sqlite3.connect(tmp_path / "kept" / "auditor-state.sqlite3")
    base.execute("BEGIN EXCLUSIVE")
    code, _, error = scan(tmp_path, "a.jsonl", "--state", "kept")
    assert (code, error) == (2, "auditor: --state kept: cannot be used: another scan uses it\n")
    base.close()
    (tmp_path / "kept" / "auditor-state.sqlite3").write_bytes(b"no base at all" * 90)
    code, _, error = scan(tmp_path, "a.jsonl", "--state", "kept")
    assert (code, error) == (2, "auditor: --state kept: cannot be used: file is not a database\n")


@POSIX
@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_ends_a_scan_cleanly(tmp_path: Path, jobs: int) -> None:
    write_jsonl(tmp_path / "a.jsonl", ads(120_000))
    popen = start(tmp_path, "a.jsonl", "--format", "jsonl", "--jobs", jobs, "--state", "kept", "--output", "r.jsonl")
    while not any((tmp_path / "kept").glob("*-wal")) and popen.poll() is None:
        time.sleep(0.01)
    time.sleep(0.3)
    children = psutil.Process(popen.pid).children(recursive=True)
    assert len(children) == (jobs if jobs > 1 else 0)
    popen.send_signal(signal.SIGINT)
    out, error = popen.communicate(timeout=30)
    assert (popen.returncode, out) == (130, b"")
    assert error.decode("utf-8") == "auditor: 已停止；已审核的结果保存在 kept，重新运行同一命令即可继续。\n"
    assert not psutil.wait_procs(children, timeout=10)[1]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jsonl", "kept"]


@POSIX
def test_a_process_that_is_killed_costs_one_part(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "a.jsonl", ads(5_000))
    popen = start(tmp_path, "a.jsonl", "--format", "jsonl", "--jobs", 2, "--output", "r.jsonl", "--no-share")
    while len(children := psutil.Process(popen.pid).children()) < 2 or not (tmp_path / ".r.jsonl.unfinished").stat().st_size:
        time.sleep(0.05)
    children[0].kill()
    _, error = popen.communicate(timeout=100)
    lines = [json.loads(line) for line in (tmp_path / "r.jsonl").read_text(encoding="utf-8").splitlines()]
    failed = [line["failures"][0] for line in lines if line["failures"]]
    assert [failure["reason"] for failure in failed] == ["审核这一部分时程序异常退出（signal 9）"]
    begin, _, end = failed[0]["place"].strip("第行").partition("-")
    ids = [line["id"] for line in lines if not line["failures"]]
    lost = [f"n{number}" for number in range(int(begin) - 1, int(end))]
    assert len(set(ids)) == len(ids)
    assert [id_ for id_ in ids if id_ not in lost] == [f"n{number}" for number in range(5_000) if f"n{number}" not in lost]
    assert (popen.returncode, error) == (4, b"")


def test_options_that_cannot_be_used_are_told_once_by_many_processes(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "a.jsonl", ads(3))
    for options, said in (
        (("--select", "nobody"), "没有名为 'nobody' 的规则"),
        (("--jobs", "none"), "'none' is neither auto nor a number"),
    ):
        code, out, error = scan(tmp_path, "a.jsonl", "--jobs", 2, *options)
        assert (code, out) == (2, b"")
        assert said in error
        assert "Traceback" not in error
