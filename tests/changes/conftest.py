"""A real repository to change."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest


class Repository:
    """A git repository in a folder of its own, whose settings are those of nobody."""

    def __init__(self, top: Path) -> None:
        self.top = top
        self("init", "--quiet", "--initial-branch=main")
        for name, value in {
            "user.name": "tests",
            "user.email": "tests@example.invalid",
            "commit.gpgsign": "false",
            "core.autocrlf": "false",
        }.items():
            self("config", name, value)

    def __call__(self, *arguments: str) -> str:
        done = subprocess.run(("git", *arguments), cwd=self.top, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def commit(self, **files: str | bytes) -> str:
        for name, content in files.items():
            self.write(name, content)
        self("add", "--all")
        self("commit", "--quiet", "--allow-empty", "--message", "a step")
        return self("rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "no-settings"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GIT_PREFIX"):  # the tests may run in a hook themselves
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "repository").mkdir()
    return Repository(tmp_path / "repository")
