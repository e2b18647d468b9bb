"""What a cell of a table holds that means no more than that the same stands above it."""

from __future__ import annotations

DITTOS = frozenset(("〃", "″", "”", "“", '"', '""', "''", "″″", "同上", "（同上）", "(同上)", "同上。", "同前"))
