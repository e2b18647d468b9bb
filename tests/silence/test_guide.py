"""What the guide shows works as it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docx import Document

from auditor.api import audit_file
from auditor.config import Config

DOCS = Path(__file__).parents[2] / "docs"


def blocks(name: str, kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", (DOCS / name).read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("name", ["silence.md", "en/silence.md"])
def test_the_examples_of_the_guide_set_findings_aside(name: str, tmp_path: Path) -> None:
    (comment,), (sidecar,) = blocks(name, "markdown"), blocks(name, "toml")
    (tmp_path / "a.md").write_text(comment, encoding="utf-8")
    offer = Document()
    offer.add_paragraph("更衣室管理员，限女性。")
    offer.save(str(tmp_path / "offer.docx"))
    (tmp_path / "offer.docx.auditor.toml").write_text(sidecar, encoding="utf-8")
    report = audit_file(tmp_path, Config(suppressions=True))
    assert [(len(each.findings), len(each.silenced), each.notices) for each in report.documents] == [(0, 1, ())] * 2


@pytest.mark.parametrize("name", ["silence.md", "en/silence.md"])
def test_the_guide_itself_silences_nothing_and_attempts_nothing(name: str) -> None:
    (document,) = audit_file(DOCS / name).documents
    assert document.notices == ()
