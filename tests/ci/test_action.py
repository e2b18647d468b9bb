"""The GitHub action: its schema, and its scripts run as a runner runs them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.repository import Repository

ROOT = Path(__file__).parent.parent.parent
ACTION = ROOT / "action.yml"
EXPRESSION = re.compile(r"\$\{\{ (.*?) \}\}")
LIMITED = "招聘保安\n限男性\n"


def action() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(ACTION.read_text(encoding="utf-8"))
    return loaded


def steps() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = action()["runs"]["steps"]
    return found


def test_the_action_fits_the_schema_of_github() -> None:
    command = (sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-actions", str(ACTION))
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_input_is_written_into_a_script() -> None:
    assert [step["name"] for step in steps() if "${{" in step.get("run", "")] == []


class Runner:
    """Runs the scripts of the action in a folder, as GitHub's runner does.

    Args:
        workspace: the checkout of the job.
        temporary: the runner's own folder.
    """

    def __init__(self, workspace: Path, temporary: Path) -> None:
        temporary.mkdir()
        self._workspace, self._temporary = workspace, temporary
        self._values = {"steps.python.outputs.python-path": sys.executable}
        self.log = ""
        self.summary = temporary / "summary.md"

    def run(self, step: str, **inputs: str) -> int:
        """Run the script of a step with some inputs; return its exit code."""
        given = {name: value["default"] for name, value in action()["inputs"].items()} | {
            name.replace("_", "-"): value for name, value in inputs.items()
        }
        self._values |= {f"inputs.{name}": value for name, value in given.items()}
        return self._step(next(one for one in steps() if one["id"] == step))

    def output(self, name: str) -> str:
        """Return an output of the action."""
        return EXPRESSION.sub(lambda match: self._values[match[1]], action()["outputs"][name]["value"])

    def _step(self, step: dict[str, Any]) -> int:
        told, script = self._temporary / "output", self._temporary / "script.sh"
        told.write_text("", encoding="utf-8")
        script.write_text(step["run"], encoding="utf-8", newline="\n")
        done = subprocess.run(
            ("bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)),
            cwd=self._workspace,
            env=os.environ | self._environment(told) | {name: self._evaluated(value) for name, value in step["env"].items()},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        self.log += done.stdout + done.stderr
        for line in told.read_text(encoding="utf-8").splitlines():
            name, _, value = line.partition("=")
            self._values[f"steps.{step['id']}.outputs.{name}"] = value
        return done.returncode

    def _evaluated(self, value: str) -> str:
        return EXPRESSION.sub(lambda match: self._values[match[1]], value)

    def _environment(self, told: Path) -> dict[str, str]:
        """Return what a runner tells a script; what the package depends on is lent by this environment, so that installing is quick."""
        return {
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_OUTPUT": str(told),
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "GITHUB_WORKSPACE": str(self._workspace),
            "RUNNER_TEMP": str(self._temporary),
            "RUNNER_OS": "Windows" if sys.platform == "win32" else "Linux",
            "PYTHONPATH": sysconfig.get_path("purelib"),
        }


@pytest.fixture
def job(repository: Repository, tmp_path: Path) -> tuple[Repository, Runner]:
    repository.commit(**{"ads/old.txt": LIMITED})
    return repository, Runner(repository.top, tmp_path / "runner")


def test_the_action_installs_itself_and_audits(job: tuple[Repository, Runner]) -> None:
    repository, runner = job
    repository.write("ads/-new & $(x).txt", "年龄35岁以下")
    assert runner.run("install") == 0, runner.log
    assert runner.run("audit", paths="ads/old.txt\n\nads/-new & $(x).txt\n", reports="json=a report.json") == 1, runner.log
    assert "::error file=ads/old.txt,line=2" in runner.log
    assert "::warning file=ads/-new & $(x).txt,line=1" in runner.log
    assert ("限男性" in runner.summary.read_text(encoding="utf-8"), "涉嫌违法" in runner.log) == (True, True)
    (repository.top / "a report.json").unlink()
    assert runner.output("exit-code") == "1"
    assert runner.run("audit", diff="HEAD", args="--employer=soe\n--ignore=age") == 0, runner.log
    assert runner.run("audit", fail_on="never", lang="en") == 0, runner.log
    assert "suspected violation" in runner.log
    told = runner.summary.read_text(encoding="utf-8")
    assert runner.run("audit", summary="false", format="terminal", args="--select=gender") == 1
    assert runner.summary.read_text(encoding="utf-8") == told
    assert runner.run("audit", paths="$(touch pwned)") == 3
    told = runner.summary.read_text(encoding="utf-8")
    assert runner.run("audit", args="--no-such-option") == 2
    assert runner.summary.read_text(encoding="utf-8") == told
    assert not (repository.top / "pwned").exists()
