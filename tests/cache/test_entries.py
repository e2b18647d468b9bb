"""What is kept is given back whole or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from auditor.cache import entries
from auditor.cache.entries import read_entry, write_entry
from auditor.cache.folder import OFF, VARIABLE, cache_folder

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="no owners and modes")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    return tmp_path / "clause-auditor"


def test_what_is_written_is_read(folder: Path) -> None:
    write_entry("one", b"first")
    write_entry("one", b"second")
    assert read_entry("one") == b"second"
    assert read_entry("other") is None
    assert [path.name for path in folder.iterdir()] == ["one"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[:-1],
        lambda content: content + b"x",
        lambda content: content.replace(b"payload", b"pAyload"),
        lambda content: b"clause-auditor cache 0" + content[22:],
        lambda content: content[:10],
        lambda _: b"",
        lambda _: b"foreign",
    ],
)
def test_damage_is_not_read(folder: Path, damage: object) -> None:
    write_entry("one", b"payload")
    path = folder / "one"
    path.write_bytes(damage(path.read_bytes()))  # type: ignore[operator]
    assert read_entry("one") is None
    write_entry("one", b"payload")
    assert read_entry("one") == b"payload"


def test_a_folder_in_the_place_of_an_entry_is_passed_over(folder: Path) -> None:
    (folder / "one").mkdir(parents=True)
    write_entry("one", b"payload")
    assert read_entry("one") is None
    assert [path.name for path in folder.iterdir()] == ["one"]


@pytest.mark.parametrize("place", ["", "clause-auditor"])
def test_a_file_in_the_place_of_the_folder_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    (tmp_path / "base").mkdir()
    monkeypatch.setenv(VARIABLE, str(tmp_path / "base" / ("file" if not place else "")))
    (tmp_path / "base" / (place or "file")).write_text("mine", encoding="utf-8")
    write_entry("one", b"payload")
    assert read_entry("one") is None
    assert (tmp_path / "base" / (place or "file")).read_text(encoding="utf-8") == "mine"


@POSIX
@pytest.mark.parametrize("mode", [0o666, 0o620, 0o602])
def test_what_others_may_write_is_not_read(folder: Path, mode: int) -> None:
    write_entry("one", b"payload")
    (folder / "one").chmod(mode)
    assert read_entry("one") is None


@POSIX
def test_a_folder_that_others_may_write_to_is_neither_read_nor_written(folder: Path) -> None:
    write_entry("one", b"payload")
    folder.chmod(0o777)
    assert read_entry("one") is None
    write_entry("two", b"payload")
    assert [path.name for path in folder.iterdir()] == ["one"]


@POSIX
def test_what_another_user_owns_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    write_entry("one", b"payload")
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert read_entry("one") is None


@POSIX
def test_a_link_and_a_pipe_are_not_read(folder: Path) -> None:
    write_entry("one", b"payload")
    (folder / "link").symlink_to(folder / "one")
    os.mkfifo(folder / "pipe")
    assert read_entry("link") is None
    assert read_entry("pipe") is None


@POSIX
def test_only_the_user_can_look_into_it(folder: Path) -> None:
    old = os.umask(0)
    try:
        write_entry("one", b"payload")
    finally:
        os.umask(old)
    assert [path.stat().st_mode & 0o077 for path in (folder, folder / "one")] == [0, 0]


def test_a_disk_that_cannot_be_written_to_costs_nothing_but_the_entry(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_entry("one", b"first")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    write_entry("one", b"second")
    assert read_entry("one") == b"first"
    assert [path.name for path in folder.iterdir()] == ["one"]


def test_switched_off_it_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, OFF)
    write_entry("one", b"payload")
    assert read_entry("one") is None
    assert list(tmp_path.iterdir()) == []
    assert cache_folder() is None


def test_the_oldest_go(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entries, "_MOST_FILES", 2)
    for age, name in enumerate(("new", "middle", "old")):
        write_entry(name, b"payload")
        os.utime(folder / name, (1_000_000 - age, 1_000_000 - age))
    write_entry("newest", b"payload")
    assert sorted(path.name for path in folder.iterdir()) == ["new", "newest"]


@pytest.mark.skipif(sys.platform != "linux", reason="the usual place on Linux")
@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"XDG_CACHE_HOME": "/caches", "HOME": "/home/her"}, "/caches/clause-auditor"),
        ({"XDG_CACHE_HOME": "relative", "HOME": "/home/her"}, "/home/her/.cache/clause-auditor"),
        ({"HOME": "/home/her"}, "/home/her/.cache/clause-auditor"),
    ],
)
def test_the_usual_place(monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], expected: str) -> None:
    for name in (VARIABLE, "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert str(cache_folder()) == expected


def test_writers_at_once_leave_one_whole_entry(folder: Path) -> None:
    program = (
        "import sys\nfrom auditor.cache.entries import write_entry\nfor _ in range(50): write_entry('one', sys.argv[1].encode() * 100_000)"
    )
    writers = [subprocess.Popen([sys.executable, "-c", program, sign]) for sign in "abc"]
    seen = set()
    while any(writer.poll() is None for writer in writers):
        content = read_entry("one")
        if content is not None:
            seen.add((content[:1], len(content), len(set(content))))
    assert [writer.returncode for writer in writers] == [0, 0, 0]
    assert seen <= {(sign, 100_000, 1) for sign in (b"a", b"b", b"c")}
    assert read_entry("one") is not None
    assert [path.name for path in folder.iterdir()] == ["one"]
