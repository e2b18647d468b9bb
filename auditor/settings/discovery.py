"""Find the configuration file of a working directory. What is scanned is never asked: an ad may try to silence its own findings."""

from __future__ import annotations

import os
from pathlib import Path

from auditor.extract.names import CONFIG_FILE
from auditor.settings.source import PROJECT, has_table


def find_config(start: Path) -> Path | None:
    """Return the nearest configuration file of a folder or one around it.

    Args:
        start: where to look first.

    Returns:
        ``auditor.toml``, or ``pyproject.toml`` with a table ``[tool.auditor]``; None where there is neither.

    Raises:
        ConfigError: if a pyproject.toml that speaks of us cannot be read.
    """
    folder = Path(os.path.abspath(start))  # noqa: PTH100 - links stay links
    for around in (folder, *folder.parents):
        for path in (around / CONFIG_FILE, around / PROJECT):
            if _is_file(path) and (path.name == CONFIG_FILE or has_table(path)):
                return path
    return None


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False
