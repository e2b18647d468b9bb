"""The hook of .pre-commit-hooks.yaml, run by pre-commit itself as git commits.

The manifest is ours but for its language: with ``system`` pre-commit runs the installed program, where with ``python`` it would
first install it from this checkout, which takes a minute.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from pre_commit.clientlib import load_manifest

from auditor.extract.kinds.kind import Kind
from auditor.extract.kinds.suffixes import PROMISED, TEMPLATES, TEXTS
from tests.repository import Repository

ROOT = Path(__file__).parent.parent.parent
MANIFEST = ROOT / ".pre-commit-hooks.yaml"
CONVERTED = {Kind.DOC, Kind.PPT, Kind.ODP, Kind.RTF}
DATA = {Kind.CSV, Kind.TSV, Kind.JSON, Kind.JSONL, Kind.YAML, Kind.PARQUET}
HOLDING_OTHERS = {Kind.EML, Kind.MSG, Kind.IMAGE, Kind.ZIP, Kind.TAR, Kind.SEVEN_ZIP}


def test_the_manifest_is_valid() -> None:
    (hook,) = load_manifest(MANIFEST)
    assert (hook["id"], hook["language"], hook["entry"]) == ("auditor", "python", "auditor scan")


def test_it_looks_at_all_that_is_written_for_people_and_read_without_another_program() -> None:
    (hook,) = load_manifest(MANIFEST)
    kinds = TEXTS | PROMISED | dict.fromkeys(TEMPLATES, Kind.TEXT)
    asked = {suffix for suffix in kinds if re.search(hook["files"], f"ad{suffix}")}
    assert asked == {suffix for suffix, kind in kinds.items() if suffix and kind not in CONVERTED | DATA | HOLDING_OTHERS}


@pytest.fixture
def recruiting(repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository whose commits the hook looks at."""
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "pre-commit"))
    monkeypatch.setenv("PATH", os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    hooks = Repository(tmp_path / "hooks")
    manifest = MANIFEST.read_text(encoding="utf-8").replace("language: python", "language: system")
    hooks.commit(**{MANIFEST.name: manifest})
    configure(repository, hooks)
    subprocess.run((sys.executable, "-m", "pre_commit", "install"), cwd=repository.top, check=True, capture_output=True)
    return repository


def configure(repository: Repository, hooks: Repository, **settings: object) -> None:
    config = {"repos": [{"repo": str(hooks.top), "rev": hooks("rev-parse", "HEAD"), "hooks": [{"id": "auditor", **settings}]}]}
    repository.write(".pre-commit-config.yaml", yaml.safe_dump(config))


def commit(repository: Repository) -> tuple[int, str]:
    """Commit all; return the exit code and what the hook says."""
    repository("add", "--all")
    done = subprocess.run(("git", "commit", "-m", "a step"), cwd=repository.top, capture_output=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout + done.stderr


def test_a_commit_with_a_limit_is_refused_and_passes_once_it_is_lawful(recruiting: Repository) -> None:
    recruiting.write("ads/a.md", "# 招聘保安\n\n限男性，五险一金。\n")
    code, said = commit(recruiting)
    assert (code, "GEN001" in said, "3:1" in said) == (1, True, True)
    recruiting.write("ads/a.md", "# 招聘保安\n\n男女不限，五险一金。\n")
    code, said = commit(recruiting)
    assert (code, "Passed" in said) == (0, True), said


def test_office_documents_are_looked_at_and_programs_are_not(recruiting: Repository) -> None:
    recruiting.write("jobs.py", 'AD = "限男性"\n')
    code, said = commit(recruiting)
    assert (code, "no files to check" in said) == (0, True), said
    shutil.copy(ROOT / "corpora/demo/front-desk.docx", recruiting.top / "招聘 启事.docx")
    code, said = commit(recruiting)
    assert (code, "招聘 启事.docx" in said) == (1, True), said


def test_with_diff_an_old_limit_lets_a_commit_pass(recruiting: Repository, tmp_path: Path) -> None:
    hooks = Repository(tmp_path / "hooks")
    recruiting.write("ads/a.txt", "招聘保安\n限男性\n")
    recruiting("add", "--all")
    recruiting("commit", "--quiet", "--no-verify", "--message", "what was there")
    configure(recruiting, hooks, args=["--diff", "HEAD"])
    recruiting.write("ads/a.txt", "招聘保安\n限男性\n五险一金\n")
    code, said = commit(recruiting)
    assert code == 0, said
    recruiting.write("ads/a.txt", "招聘保安\n限男性\n五险一金\n年龄35岁以下\n")
    code, said = commit(recruiting)
    assert (code, "AGE" in said, "GEN001" in said) == (1, True, False), said
