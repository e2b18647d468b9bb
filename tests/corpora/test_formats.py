"""An ad gives the same findings in whatever format it comes."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from auditor.engine import Auditor

sys.path.insert(0, str(Path(__file__).parent.parent.parent / "corpora"))

from compare_formats import compare
from formats import FORMATS, SEEN


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in SEEN])
def test_a_format_with_text_gives_the_findings_of_its_text(name: str, auditor: Auditor, tmp_path: Path) -> None:
    expected, met, differences = compare(auditor, name, 8, tmp_path)
    assert expected > 10
    assert (met, differences) == (expected, [])


@pytest.mark.parametrize("name", sorted(SEEN))
def test_a_picture_gives_the_findings_of_its_text(name: str, auditor: Auditor, tmp_path: Path) -> None:
    expected, met, differences = compare(auditor, name, 2, tmp_path)
    assert expected > 3
    assert met >= expected - 1, differences
