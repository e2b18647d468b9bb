"""What tells entries apart: the same for equal values, another one for another program, library or value."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.cache.stamp import digest_of, installed, stamp


def test_equal_values_have_one_digest_and_others_another() -> None:
    word = "限男性"
    assert digest_of((word, word, 1)) == digest_of(("限男" + word[2:], word, 1))
    assert len({digest_of(value) for value in ((word, 1), (word, 2), (word,), ((word,), 1), [word, 1])}) == 5


def test_an_install_is_told_from_another_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "in_place").mkdir()
    assert installed("not_there") is None
    assert installed("in_place") is None  # a folder of no package has no file that could tell
    (tmp_path / "one_module.py").write_text("A = 1\n", encoding="utf-8")
    before = installed("one_module")
    (tmp_path / "one_module.py").write_text("A = 10\n", encoding="utf-8")
    assert before != installed("one_module") is not None


def test_nothing_is_kept_where_a_version_is_not_known() -> None:
    assert stamp("1", None) is None
    assert stamp("1", "2") not in (None, stamp("2", "1"))
