"""Real repositories for tests."""

from __future__ import annotations

import subprocess
from pathlib import Path


class Repository:
    """A git repository in a folder of its own.

    Args:
        top: made where it is not there.
    """

    def __init__(self, top: Path) -> None:
        top.mkdir(exist_ok=True)
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
