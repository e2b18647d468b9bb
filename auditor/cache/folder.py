"""Where the cache is, and whether what stands there is the user's own."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

VARIABLE = "AUDITOR_CACHE"
"""Names the environment variable that moves the cache into another folder, or turns it off."""
OFF = "off"
_OWN = "clause-auditor"


def cache_folder() -> Path | None:
    """Return the folder of the cache, which need not exist; None if there is to be no cache."""
    given = os.environ.get(VARIABLE, "")
    if given.lower() == OFF:
        return None
    base = Path(given) if given else _usual()
    return base / _OWN if base else None


def _usual() -> Path | None:
    """Return where programs of this system keep such things; None for a user without a home."""
    name, below = {"win32": ("LOCALAPPDATA", "AppData/Local"), "darwin": ("", "Library/Caches")}.get(
        sys.platform, ("XDG_CACHE_HOME", ".cache")
    )
    told = Path(os.environ.get(name, ""))
    try:
        return told if told.is_absolute() else Path.home() / below
    except RuntimeError:
        return None


def is_own(path: Path) -> bool:
    """Tell whether a file or folder is the user's own and nobody else may write to it; where there are no owners, it is.

    What is read from the cache is trusted, so that another user must not be able to put it there.

    Raises:
        OSError: if it is not there.
    """
    status = path.lstat()
    if not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)):
        return False
    if sys.platform == "win32":  # the folder of the user's own data is closed to others, and modes say nothing
        return True
    return status.st_uid == os.geteuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
