"""The public door of the library."""

from __future__ import annotations

import doctest
from pathlib import Path

import auditor
import auditor.api


def test_every_public_name_is_there_and_completed() -> None:
    assert dir(auditor) == auditor.__all__
    assert [name for name in auditor.__all__ if not getattr(auditor, name).__doc__] == []


def test_the_examples_come_out() -> None:
    done = doctest.testmod(auditor.api)
    assert (done.attempted, done.failed) == (1, 0)


def test_a_file_that_is_not_there_raises_nothing_and_is_told(tmp_path: Path) -> None:
    report = auditor.audit_file(tmp_path / "nobody.txt")
    assert [failure.told("en")[2] for failure in report.failures] == ["no such file or folder"]
    assert [document.status for document in report.documents] == ["failed"]
