"""A process that is started ahead is the one that reads, and none is left behind."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from uuid import uuid4

import psutil
import pytest
from docx import Document

from auditor.__main__ import read_apart
from auditor.extract.source import ReadOptions, Source
from auditor.extract.worker import launch
from auditor.extract.worker.isolated import Isolated


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    path = tmp_path / "notice.docx"
    document = Document()
    document.add_paragraph("招聘文员，限女性")
    document.save(str(path))
    return path


@pytest.fixture
def ahead(notice: Path) -> Iterator[subprocess.Popen[bytes]]:
    launch.launch_ahead(str(notice))
    yield launch._AHEAD[-1]
    launch.end_ahead()


def children() -> set[int]:
    return {child.pid for child in psutil.Process().children()}


def test_it_reads_the_first_file(ahead: subprocess.Popen[bytes], notice: Path) -> None:
    before = children()
    with Isolated() as isolated:
        (document,) = isolated(Source("notice.docx", path=notice), ReadOptions())
        assert children() == before
        assert ahead.poll() is None
    assert "限女性" in "".join(segment.text for segment in document.segments)
    assert ahead.poll() is not None


def test_it_ends_where_it_is_not_needed(ahead: subprocess.Popen[bytes]) -> None:
    launch.end_ahead()
    assert ahead.poll() is not None


def test_one_that_has_died_is_not_asked(ahead: subprocess.Popen[bytes], notice: Path) -> None:
    ahead.kill()
    ahead.wait()
    with Isolated() as isolated:
        assert list(isolated(Source("notice.docx", path=notice), ReadOptions()))


@pytest.mark.parametrize("other", ["none.docx", "\0", ""])
def test_it_reads_another_file_than_was_foreseen(notice: Path, other: str) -> None:
    launch.launch_ahead(other)
    with Isolated() as isolated:
        assert list(isolated(Source("notice.docx", path=notice), ReadOptions()))
    assert not launch._AHEAD


def test_a_program_that_cannot_start_itself_starts_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    launch.launch_ahead("notice.docx")
    assert not launch._AHEAD


def test_a_python_that_is_gone_is_told_of_later(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    launch.launch_ahead("notice.docx")
    assert not launch._AHEAD


@pytest.mark.parametrize(
    ("content", "expected"), [(b"PK\3\4\0\0", True), (b"%PDF-1.7\n", True), ("招聘文员".encode(), False), (b"", False)]
)
def test_what_is_read_apart_is_told_by_content(tmp_path: Path, content: bytes, expected: bool) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    assert read_apart(["scan", "--format", "json", str(path)]) == (str(path) if expected else "")


def test_folders_options_and_files_that_are_not_there_name_nothing(tmp_path: Path) -> None:
    assert not read_apart(["scan", str(tmp_path), "--fail-on", "never", "-", "", str(tmp_path / "none.xlsx")])


@pytest.mark.parametrize("arguments", [("scan",), ("scan", "--jobs", "2"), ("extract",), ("scan", "--help")])
def test_the_program_leaves_none_behind(notice: Path, arguments: tuple[str, ...]) -> None:
    mark = {"AUDITOR_TEST_STARTED_BY": uuid4().hex}
    command = [sys.executable, "-m", "auditor", *arguments, str(notice)]
    done = subprocess.run(command, capture_output=True, env=os.environ | mark, encoding="utf-8", timeout=60, check=False)
    assert "限女性" in done.stdout or "--help" in arguments
    assert not done.stderr
    deadline = time.monotonic() + 10
    while any(map(partial(is_of, mark), psutil.process_iter())) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(partial(is_of, mark), psutil.process_iter()))


def is_of(mark: dict[str, str], process: psutil.Process) -> bool:
    try:
        return mark.items() <= process.environ().items()
    except psutil.Error:
        return False
