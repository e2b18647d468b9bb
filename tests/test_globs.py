"""Patterns of file names, from the folder of their file."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.globs import Globs, fault_in


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("campus/**", "campus/a.txt", True),
        ("campus/**", "old/campus/a.txt", False),
        ("**/campus/**", "old/campus/a.txt", True),
        ("drafts/", "a/drafts/b/c.txt", True),
        ("drafts/", "drafts", False),
        ("*.bak", "a/b.bak", True),
        ("/top.txt", "a/top.txt", False),
    ],
)
def test_patterns_start_from_the_folder(tmp_path: Path, pattern: str, path: str, fits: bool) -> None:
    assert Globs((pattern,), tmp_path).fit(tmp_path / path) is fits


def test_the_last_pattern_counts(tmp_path: Path) -> None:
    globs = Globs(("*.txt", "!keep.txt"), tmp_path)
    assert globs.fit(tmp_path / "a.txt")
    assert not globs.fit(tmp_path / "b" / "keep.txt")
    assert not Globs((), tmp_path).fit(tmp_path / "a.txt")


def test_a_relative_path_starts_from_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path / "sub")
    globs = Globs(("/campus/**",), tmp_path)
    assert globs.fit("../campus/a.txt")
    assert not globs.fit("campus/a.txt")


def test_outside_the_folder_only_patterns_without_a_slash_count(tmp_path: Path) -> None:
    outside = tmp_path / "elsewhere" / "campus" / "a.bak"
    inside = tmp_path / "project"
    first = outside.relative_to(outside.anchor).parts[0]
    assert Globs(("*.bak",), inside).fit(outside)
    assert Globs(("campus/",), inside).fit(outside)
    assert not Globs(("campus/**",), inside).fit(outside)
    assert not Globs((f"{first}/**",), inside).fit(outside)


@pytest.mark.parametrize("pattern", ["", " ", "# note", "!", "/", "a\\"])
def test_a_pattern_that_means_nothing_is_a_fault(pattern: str) -> None:
    assert fault_in(pattern)


@pytest.mark.parametrize("pattern", ["a", "!a", "**", "a/[bc]/", "\\#a"])
def test_other_patterns_are_none(pattern: str) -> None:
    assert not fault_in(pattern)
