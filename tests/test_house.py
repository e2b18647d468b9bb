"""What holds for the whole tree: style, types, import layers, the wheel, and what the README says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from auditor.cli import cli

ROOT = Path(__file__).parent.parent


def run(*command: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False, env=os.environ | environment)


@pytest.mark.parametrize(
    "command",
    [("ruff", "check", "."), ("ruff", "format", "--check", "."), ("mypy",)],
    ids=["ruff", "format", "mypy"],
)
def test_tools_are_content(command: tuple[str, ...]) -> None:
    done = run(sys.executable, "-m", *command)
    assert done.returncode == 0, done.stdout + done.stderr


def test_imports_point_one_way() -> None:
    done = run(sys.executable, "-c", "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())")
    assert done.returncode == 0, done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    done = run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT))
    assert done.returncode == 0, done.stderr
    return next(folder.glob("clause_auditor-*.whl"))


def test_the_wheel_holds_packs_schema_and_type_marker(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    packs = {path.relative_to(ROOT / "patterns").as_posix() for path in (ROOT / "patterns").rglob("*.yaml")}
    assert {f"auditor/_patterns/{name}" for name in packs} <= names
    pages = {path.relative_to(ROOT).as_posix() for path in (ROOT / "auditor/report/html/page").iterdir()}
    assert {"auditor/py.typed", "auditor/report/report.schema.json", *pages} <= names


def test_the_wheel_works_away_from_the_checkout(wheel: Path, tmp_path: Path) -> None:
    target = tmp_path / "installed"
    done = run(sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(target), str(wheel))
    assert done.returncode == 0, done.stderr
    program = "import auditor, sys; print(auditor.__file__); from auditor.cli import main; sys.argv[1:] = ['rules', 'list']; main()"
    listed = run(sys.executable, "-c", program, cwd=Path(target.anchor), PYTHONPATH=str(target))
    assert listed.stdout.splitlines()[0].startswith(str(target))
    assert "GEN001" in listed.stdout


def test_every_rule_file_is_in_the_folder_of_its_family() -> None:
    from auditor.packs.loader import load_pack

    for rule in load_pack().rules:
        assert rule.place == f"{rule.family}/{rule.id}.yaml"


def block(readme: str, mark: str) -> str:
    text = (ROOT / readme).read_text(encoding="utf-8")
    found = re.search(rf"<!-- {mark} -->\n```\w*\n(.*?)```", text, re.DOTALL)
    assert found, f"{readme} has no block {mark}"
    return found[1]


@pytest.mark.parametrize(("readme", "language"), [("README.md", "en"), ("README.zh.md", "zh")])
def test_the_report_in_the_readme_is_what_the_program_prints(readme: str, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    shown = block(readme, "report")
    command, _, report = shown.partition("\n")
    assert command.startswith("$ auditor ")
    printed = CliRunner().invoke(cli, [*command.split()[2:], "--lang", language]).output
    assert _stable(report) == _stable(printed)


def _stable(report: str) -> list[str]:
    """Leave out the line that names versions and the day."""
    return [line.rstrip() for line in report.strip().splitlines() if not re.search(r"[0-9a-f]{12}", line)]


def test_the_library_example_in_the_readme_runs() -> None:
    done = run(sys.executable, "-c", block("README.md", "library"))
    assert done.returncode == 0, done.stderr
    assert "GEN" in done.stdout


def test_the_changelog_knows_the_version() -> None:
    from importlib.metadata import version

    from auditor import __version__

    assert __version__ == version("clause-auditor")
    assert f"## [{__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_library_and_the_command_agree(tmp_path: Path) -> None:
    import json

    import auditor
    from auditor.report.plain import plain_result

    for name in sorted(path.name for path in (ROOT / "corpora/demo").iterdir()):
        path = ROOT / "corpora/demo" / name
        report = auditor.audit_file(path)
        out = tmp_path / "out.jsonl"
        CliRunner().invoke(cli, ["scan", str(path), "--format", "jsonl", "--output", str(out), "--lang", "zh"])
        lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
        library = [json.loads(json.dumps(plain_result(result, "zh"))) for result in report.documents]
        assert [{key: line[key] for key in library[0]} for line in lines] == library
