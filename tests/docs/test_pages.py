"""The pages of docs/: their commands run, their links lead somewhere, both languages say the same, and the site builds."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from pre_commit.clientlib import load_config, load_manifest

from tests.docs.pages import DOCS, PAGES, ROOT, blocks, follow, is_what_was_said, steps

INSTALLING = ("pip install ", "python3 -m venv ", "py -m venv ", ".venv/bin/pip install ", "source .venv/bin/activate", ".venv\\Scripts\\")
READ = {"text", "json", "yaml", "toml", "html", "markdown", "jinja"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_what_a_page_says_comes_out(page: Path, tmp_path: Path) -> None:
    (tmp_path / "reader").mkdir()
    assert list(follow(page, tmp_path / "reader")) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_no_command_is_left_out(page: Path) -> None:
    for block in blocks(page):
        if block.language == "sh":
            lines = [part.strip() for line in block.text.splitlines() for part in line.split("&&")]
            assert all(line.startswith(INSTALLING) for line in lines), f"{page.name}:{block.line} is not run: call it console"
        elif not block.file:
            assert block.language in READ | {"console", "python"}, f"{page.name}:{block.line}: {block.language}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_no_page_says_what_is_another_tomorrow(page: Path) -> None:
    said = [line for block in blocks(page) if block.language == "console" for step in steps(block) for line in step.printed]
    assert [line for line in said if re.search(r"\b[0-9a-f]{12}|\?$|\b20\d\d-\d\d-\d\d 的规定|law as of", line)] == []


def commands(page: Path) -> list[str]:
    """Return the commands of a page, without what is said behind them."""
    return [re.sub(r" +# .*", "", step.command) for block in blocks(page) if block.language == "console" for step in steps(block)]


@pytest.mark.parametrize("page", sorted((DOCS / "en").rglob("*.md")), ids=lambda page: page.name)
def test_both_languages_have_the_same_commands(page: Path) -> None:
    assert commands(page) == commands(DOCS / page.relative_to(DOCS / "en"))


def test_what_was_said_is_told_from_what_was_not() -> None:
    assert is_what_was_said(["a", "…", "d 12… e"], "a\nb\nc\nd 123 e\n")
    assert is_what_was_said(["…", "z"], "z\n")
    assert not is_what_was_said(["a", "c"], "a\nb\nc\n")
    assert not is_what_was_said(["a.c"], "abc\n")
    assert not is_what_was_said(["a…c"], "a\nc\n")


def test_the_site_builds_without_a_warning(tmp_path: Path) -> None:
    command = (sys.executable, "-m", "properdocs", "build", "--strict", "--site-dir", str(tmp_path / "site"))
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "site/en/index.html").exists()


@pytest.mark.parametrize("page", [DOCS / "ci.md", DOCS / "en/ci.md"], ids=lambda page: page.parent.name)
def test_the_recipes_fit_the_schemas_of_those_who_read_them(page: Path, tmp_path: Path) -> None:
    recipes = {block.example: block.text for block in blocks(page) if block.example}
    (tmp_path / "workflow.yml").write_text(recipes["github"], encoding="utf-8")
    (tmp_path / "pre-commit.yaml").write_text(recipes["pre-commit"], encoding="utf-8")
    command = (sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", str(tmp_path / "workflow.yml"))
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (repo,) = load_config(tmp_path / "pre-commit.yaml")["repos"]
    assert [hook["id"] for hook in repo["hooks"]] == [hook["id"] for hook in load_manifest(ROOT / ".pre-commit-hooks.yaml")]


@pytest.mark.parametrize("page", [DOCS / "ci.md", DOCS / "en/ci.md"], ids=lambda page: page.parent.name)
def test_the_recipe_for_github_gives_only_inputs_that_the_action_has(page: Path) -> None:
    recipe = next(block.text for block in blocks(page) if block.example == "github")
    (step,) = [step for step in yaml.safe_load(recipe)["jobs"]["auditor"]["steps"] if "clause-auditor" in step["uses"]]
    assert set(step["with"]) <= set(yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["inputs"])
