"""The frozen list of naive patterns."""

from __future__ import annotations

from pathlib import Path

PATH = Path(__file__).with_name("patterns.txt")


def frozen_patterns() -> tuple[str, ...]:
    """Return the 150 patterns in their order."""
    lines = PATH.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if not line.startswith("# "))
