"""Every command of the page on formats runs, from the top of the repository, and writes what it names."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/formats.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\$ (auditor .*)$", PAGE, re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_page_runs(scan: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    shutil.copytree(ROOT / "corpora/demo", tmp_path / "corpora/demo")
    monkeypatch.chdir(tmp_path)
    program, name, *arguments = shlex.split(command)
    assert (program, name) == ("auditor", "scan")
    done = scan(*arguments)
    assert done.exit_code == 1, done.output
    written = re.findall(r"(?:--output |--report \w+=)(\S+)", command)
    assert all(Path(path).stat().st_size for path in written)
    assert written or done.output


def test_every_format_for_machines_has_a_command() -> None:
    used = set(re.findall(r"--format (\w+)|--report (\w+)=", "\n".join(COMMANDS)))
    assert {name for pair in used for name in pair if name} == {"sarif", "github", "gitlab", "junit", "csv", "markdown"}
