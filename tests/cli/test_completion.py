"""What ``auditor completion`` prints, taken by the shells themselves."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from auditor.cli import cli

TYPE = """
source completion
COMP_WORDS=({words}) COMP_CWORD={last}
_auditor_completion auditor
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


@pytest.fixture
def bash(tmp_path: Path) -> Path:
    program = shutil.which("bash")
    assert program, "bash is needed"
    (tmp_path / "completion").write_text(CliRunner().invoke(cli, ["completion", "bash"]).stdout, encoding="utf-8", newline="\n")
    return tmp_path


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["auditor", "sc"], ["scan"]),
        (["auditor", "scan", "--fail-on", "p"], ["policy"]),
        (["auditor", "scan", "--respect"], ["--respect-gitignore"]),
        (["auditor", "completion", ""], ["bash", "zsh", "fish", "powershell"]),
    ],
)
def test_bash_completes(bash: Path, words: list[str], offered: list[str]) -> None:
    program = TYPE.format(words=" ".join(f"'{word}'" for word in words), last=len(words) - 1)
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        ("bash", "-c", program), cwd=bash, capture_output=True, encoding="utf-8", check=False, env=os.environ | {"PATH": path}
    )
    assert done.stdout.split() == offered, done.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_every_shell_has_a_script_that_asks_the_program(shell: str) -> None:
    done = CliRunner().invoke(cli, ["completion", shell])
    assert (done.exit_code, "_AUDITOR_COMPLETE" in done.stdout) == (0, True)
