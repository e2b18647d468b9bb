"""A memo remembers from run to run; here each run is a memo of its own with the same name."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.cache import memo as module
from auditor.cache.entries import write_entry
from auditor.cache.folder import VARIABLE
from auditor.cache.memo import Memo
from auditor.cache.pickles import to_bytes


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    return tmp_path / "clause-auditor"


def run(*texts: str, stamp: str | None = "1") -> list[str]:
    """Ask for the length of some texts, and return those for which it had to be made."""
    made: list[str] = []

    def make(text: str) -> int:
        made.append(text)
        return len(text)

    memo: Memo[int] = Memo("lengths", lambda: stamp)
    assert [memo.get(text, make) for text in texts] == [len(text) for text in texts]
    memo.save()
    return made


def test_a_value_is_made_once_for_all_runs(folder: Path) -> None:
    assert run("a", "bb", "a") == ["a", "bb"]
    assert run("a", "ccc") == ["ccc"]
    assert run("a", "bb", "ccc") == []
    assert len(list(folder.iterdir())) == 1


def test_another_version_makes_it_anew() -> None:
    run("a")
    assert run("a", stamp="2") == ["a"]


def test_without_a_known_version_nothing_is_remembered(folder: Path) -> None:
    assert run("a", stamp=None) == ["a"]
    assert run("a", stamp=None) == ["a"]
    assert not folder.exists()


def test_a_run_keeps_what_another_has_written_meanwhile() -> None:
    first: Memo[int] = Memo("lengths", lambda: "1")
    first.get("a", len)
    assert run("bb") == ["bb"]
    first.save()
    assert run("a", "bb") == []


@pytest.mark.parametrize("payload", [b"no pickle", to_bytes(["a list"])])
def test_a_foreign_file_is_passed_over_and_replaced(payload: bytes) -> None:
    write_entry("lengths-1", payload)
    assert run("a") == ["a"]
    assert run("a") == []


def test_what_grows_too_large_keeps_what_the_last_run_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    run("old" * 100)
    monkeypatch.setattr(module, "_MOST_BYTES", 200)
    run("new")
    assert run("new") == []
    assert run("old" * 100) == ["old" * 100]


def test_a_run_that_is_killed_has_kept_what_it_made_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_EVERY", 0.0)
    killed: Memo[int] = Memo("lengths", lambda: "1")
    assert [killed.get(text, len) for text in ("a", "bb")] == [1, 2]
    assert run("a", "bb") == []


def test_an_error_is_not_remembered() -> None:
    memo: Memo[int] = Memo("lengths", lambda: "1")

    def fail(_: str) -> int:
        raise ValueError

    with pytest.raises(ValueError):
        memo.get("a", fail)
    memo.save()
    assert run("a") == ["a"]


@pytest.mark.parametrize(("stamp", "made_again"), [("1", []), (None, ["a", "bb"])])
def test_what_a_memo_forgets_it_reads_again_and_makes_again_only_without_a_cache(stamp: str | None, made_again: list[str]) -> None:
    made: list[str] = []
    memo: Memo[str] = Memo("echoes", lambda: stamp)

    def make(text: str) -> str:
        made.append(text)
        return text * 2

    first = [memo.get(text, make) for text in ("a", "bb")]
    memo.forget()
    made.clear()
    assert [memo.get(text, make) for text in ("a", "bb")] == first == ["aa", "bbbb"]
    assert made == made_again
