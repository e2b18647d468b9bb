"""The command when files, libraries or users do their worst. Whole programs throughout."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

LIMITED = "搬运工：限男性，年龄35周岁以下。"
# A test run in the background has Ctrl-C ignored, and hands that down.
MAIN = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from auditor.cli import main; main()"
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals are those of POSIX")


def environment(extension: tuple[Path, Path]) -> dict[str, str]:
    paths = (*map(str, extension), *filter(None, [os.environ.get("PYTHONPATH")]))
    return os.environ | {"LC_ALL": "zh_CN.UTF-8", "PYTHONPATH": os.pathsep.join(paths)}


def run(extension: tuple[Path, Path], folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", MAIN, *arguments],
        cwd=folder,
        env=environment(extension),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_each_bad_file_costs_only_itself(extension: tuple[Path, Path], tmp_path: Path) -> None:
    traps = {"a": "crash", "b": "hang", "c": "speak 乱\n", "d": "leave 3", "e": "eat", "f": "dig", "g": "start child\nhang"}
    for name, deed in traps.items():
        (tmp_path / f"{name}.trap").write_text(f"say {LIMITED}\n{deed}", encoding="utf-8")
    (tmp_path / "z.txt").write_text(LIMITED, encoding="utf-8")
    done = run(extension, tmp_path, "scan", ".", "--format", "jsonl", "--max-seconds", "2", "--max-memory", "300", "--lang", "en")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    found = [(line["source"], [finding["text"] for finding in line["findings"]]) for line in lines if line["status"] == "ok"]
    assert found == [(name, ["限男性", "年龄35周岁以下"]) for name in (*(f"{trap}.trap" for trap in traps), "z.txt")]
    said = {line["source"][0]: line["failures"][0]["reason"] for line in lines if line["failures"]}
    crashed = "the reader crashed (signal 11) at this file" if sys.platform != "win32" else said["a"]
    assert said == {
        "a": crashed,
        "b": "took longer than 2 seconds",
        "d": "the reader crashed (exit code 3) at this file",
        "e": "needed more than 300 MiB of memory",
        "f": "nested too deeply",
        "g": "took longer than 2 seconds",
    }
    assert (done.returncode, done.stderr) == (3, "")
    assert not lives(int((tmp_path / "child").read_text(encoding="utf-8")))


def test_a_file_that_is_left_out_is_not_read_ahead(extension: tuple[Path, Path], tmp_path: Path) -> None:
    ads = tmp_path / "ads"
    ads.mkdir()
    for name in ("a", "b"):
        (ads / f"{name}.trap").write_text(f"write {tmp_path / name}\nsay {LIMITED}", encoding="utf-8")
    done = run(extension, tmp_path, "scan", "ads", "--exclude", "a.trap", "--jobs", "1", "--format", "jsonl")
    assert [Path(json.loads(line)["source"]).name for line in done.stdout.splitlines()] == ["b.trap"]
    assert [name for name in ("a", "b") if (tmp_path / name).exists()] == ["b"]


def test_a_file_that_an_earlier_scan_knows_is_not_read_ahead(extension: tuple[Path, Path], tmp_path: Path) -> None:
    note = tmp_path / "read"
    ad = tmp_path / "a.trap"
    ad.write_text(f"write {note}\nsay {LIMITED}", encoding="utf-8")
    os.utime(ad, (0, 0))  # it has not changed just now
    arguments = ("scan", "a.trap", "--state", "kept", "--jobs", "1", "--format", "jsonl")
    first = run(extension, tmp_path, *arguments).stdout
    note.unlink()
    assert run(extension, tmp_path, *arguments).stdout == first
    assert not note.exists()


def test_a_bug_is_told_on_standard_error_with_its_traceback(extension: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "a.trap").write_text("blunder zero", encoding="utf-8")
    (tmp_path / "b.trap").write_text("exit 0", encoding="utf-8")
    (tmp_path / "c.trap").write_text(f"say {LIMITED}", encoding="utf-8")
    done = run(extension, tmp_path, "extract", ".", "--format", "jsonl")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(len(line["segments"]), len(line["failures"])) for line in lines] == [(0, 1), (0, 1), (1, 0)]
    assert done.returncode == 4
    assert "in blunder\n    raise ZeroDivisionError(rest)" in done.stderr


def lives(pid: int) -> bool:
    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE


def started(extension: tuple[Path, Path], folder: Path, *arguments: str) -> tuple[subprocess.Popen[bytes], list[int]]:
    """Start the command, wait until its file has noted a child, and return it with the processes below it."""
    popen = subprocess.Popen(
        [sys.executable, "-c", MAIN, *arguments], cwd=folder, env=environment(extension), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    note = folder / "child"
    deadline = time.monotonic() + 60
    while not (note.exists() and note.read_text(encoding="utf-8")) and time.monotonic() < deadline:
        time.sleep(0.05)
    return popen, [child.pid for child in psutil.Process(popen.pid).children(recursive=True)]


def wait_for_end(pids: list[int]) -> list[int]:
    deadline = time.monotonic() + 15
    while any(map(lives, pids)) and time.monotonic() < deadline:
        time.sleep(0.05)
    return [pid for pid in pids if lives(pid)]


@POSIX
@pytest.mark.parametrize(("sign", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, -15), (getattr(signal, "SIGKILL", 9), -9)])
def test_nothing_is_left_when_the_program_is_stopped(extension: tuple[Path, Path], tmp_path: Path, sign: int, code: int) -> None:
    (tmp_path / "a.trap").write_text("start child\nhang", encoding="utf-8")
    popen, below = started(extension, tmp_path, "extract", "a.trap")
    assert len(below) == 2
    popen.send_signal(sign)
    _, said = popen.communicate(timeout=30)
    assert popen.returncode == code
    assert said.decode().strip() == ("auditor: stopped" if code == 130 else "")
    assert wait_for_end(below) == []


@POSIX
def test_nothing_is_left_when_the_reader_of_the_report_goes(extension: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "a.trap").write_text("start child\n" + f"say {LIMITED}\n" * 3000, encoding="utf-8")
    popen, below = started(extension, tmp_path, "extract", "a.trap", "--format", "jsonl")
    assert popen.stdout
    popen.stdout.readline()
    popen.stdout.close()
    assert popen.stderr
    assert popen.stderr.read() == b""
    assert popen.wait(30) == 3
    assert wait_for_end(below) == []


def test_a_script_without_a_main_guard_is_not_run_again(tmp_path: Path) -> None:
    from docx import Document as Docx

    document = Docx()
    document.add_paragraph(LIMITED)
    document.save(str(tmp_path / "ad.docx"))
    script = tmp_path / "script.py"
    script.write_text("import auditor\nprint('once')\nprint([f.text for f in auditor.audit_file('ad.docx').findings])\n", encoding="utf-8")
    (tmp_path / "zipfile.py").write_text("raise SystemExit('the wrong module')", encoding="utf-8")  # beside a file, not beside a script
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    script = script.rename(folder / "script.py")
    done = subprocess.run([sys.executable, str(script)], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.stdout.splitlines(), done.stderr) == (["once", "['限男性', '年龄35周岁以下']"], "")
