"""Names of sources: the file on disk, and what is packed into it."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.extract.source import parted


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        ("a.txt", ("a.txt", "")),
        ("a.zip!/b/c.txt", ("a.zip", "b/c.txt")),
        ("a.zip!/b.zip!/c.txt", ("a.zip", "b.zip!/c.txt")),
        ("new!/a.txt", ("new!/a.txt", "")),
        ("new!/a.zip!/b.txt", ("new!/a.zip", "b.txt")),
        ("gone.zip!/b.zip!/c.txt", ("gone.zip", "b.zip!/c.txt")),
        ("<stdin>!/b.txt", ("<stdin>", "b.txt")),
        (f"<stdin>!/{'甲' * 3000}", ("<stdin>", "甲" * 3000)),
    ],
)
def test_the_first_name_that_is_a_file_is_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, parts: tuple[str, str]
) -> None:
    (tmp_path / "new!").mkdir()
    for name in ("a.zip", "new!/a.txt", "new!/a.zip"):
        (tmp_path / name).touch()
    monkeypatch.chdir(tmp_path)
    assert parted(source) == parts
