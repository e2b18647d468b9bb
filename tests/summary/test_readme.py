"""What the README shows of a summary is what the program prints."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from auditor.cli import cli

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(("readme", "language"), [("README.md", "en"), ("README.zh.md", "zh")])
def test_the_summary_in_the_readme(readme: str, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    found = re.search(r"<!-- summary -->\n```console\n(.*?)```", (ROOT / readme).read_text(encoding="utf-8"), re.DOTALL)
    assert found
    lines = found[1].splitlines()
    printed = ""
    for command in (line for line in lines if line.startswith("$ auditor ")):
        arguments = [str(tmp_path / part) if part == "report.jsonl" else part for part in command.split()[2:]]
        printed += CliRunner().invoke(cli, [*arguments, "--lang", language]).output
    assert [line for line in lines if not line.startswith("$ ")] == printed.splitlines()
