"""Files that commands write take the place of files only."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from contextlib import ExitStack
from pathlib import Path
from typing import IO

import pytest

from auditor.cli.output import open_output, replaced
from auditor.errors import ConfigError


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes among files here")
def test_a_pipe_is_written_to_and_stays_one(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[str] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_text(encoding="utf-8")))
    reader.start()
    with ExitStack() as stack:
        open_output(stack, pipe).write("限男性")
    reader.join(timeout=60)
    assert (got, pipe.is_fifo()) == (["限男性"], True)
    with ExitStack() as stack, pytest.raises(ConfigError, match="not a regular file"):
        replaced(stack, pipe)


def test_a_file_is_replaced_only_when_all_is_written(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"old")
    with pytest.raises(RuntimeError), ExitStack() as stack:
        replaced(stack, path).write_bytes(b"half")
        raise RuntimeError
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("a.bin", b"old")]
    with ExitStack() as stack:
        replaced(stack, path).write_bytes(b"new")
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("a.bin", b"new")]


def _run(program: str, *arguments: str, stdout: int | IO[bytes] = subprocess.PIPE) -> tuple[int, str]:
    command = [sys.executable, "-c", f"{program}\nfrom auditor.cli import main; main()", *arguments, "--lang", "en"]
    done = subprocess.run(command, stdout=stdout, stderr=subprocess.PIPE, text=True, check=False)
    return done.returncode, done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("command", [("scan", "corpora/demo/poster.txt"), ("explain", "GEN001"), ("extract", "corpora/demo/poster.txt")])
def test_a_full_device_is_told_in_one_line(command: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        assert _run("", *command, stdout=full) == (2, "auditor: <stdout>: cannot be written: No space left on device\n")


@pytest.mark.skipif(sys.platform == "win32", reason="no limits on what a process writes")
def test_a_report_that_has_no_room_is_named_and_leaves_the_old_one(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    report.write_text("old", encoding="utf-8")
    program = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))"
    done = _run(program, "scan", "corpora/demo/poster.txt", "--format", "json", "-o", str(report))
    assert done == (2, f"auditor: {report}: cannot be written: File too large\n")
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("report.json", b"old")]


@pytest.mark.skipif(sys.platform == "win32", reason="a closed pipe is told in another way")
def test_a_reader_that_has_gone_is_no_bug() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as pipe:
        assert _run("", "explain", "GEN001", stdout=pipe) == (3, "")
