"""Versions of what made an entry of the cache: another program, Python or library makes another entry."""

from __future__ import annotations

import hashlib
import marshal
import sys
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).resolve().parent.parent


def stamp(*versions: str | None) -> str | None:
    """Return a short digest of versions, and of the Python and the machine that run; None where a version is not known."""
    if None in versions:
        return None
    python = (sys.implementation.cache_tag, sys.version, sys.platform, sys.byteorder, sys.maxsize)
    return hashlib.sha256("\0".join(map(str, (*python, *versions))).encode()).hexdigest()[:24]


def digest_of(value: Any) -> str:
    """Return a digest of plain values, the same for equal ones; version 0 of the format writes no value as one that came before."""
    return hashlib.sha256(marshal.dumps(value, 0)).hexdigest()


def code_version(names: Iterable[str]) -> str | None:
    """Return a digest of modules of ours: an edit changes it where the program's version stays the same.

    Args:
        names: modules and packages as paths below ``auditor``, such as ``text/literals.py`` or ``model``.

    Returns:
        None where the program came without its sources.
    """
    digest = hashlib.sha256()
    for name in names:
        try:
            sources = [path.read_bytes() for path in _files(_PACKAGE / name)]
        except OSError:
            return None
        if not sources:
            return None
        digest.update(b"\0".join([name.encode(), *sources, b""]))
    return digest.hexdigest()


def installed(name: str) -> str | None:
    """Tell installs of a package apart, by its file: to look up its version takes longer than most of what is kept here; None without one.

    Args:
        name: of the package, as it is imported.
    """
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        return None
    try:
        status = Path(spec.origin).stat()
    except OSError:
        return None
    return f"{spec.origin} {status.st_size} {status.st_mtime_ns}"


def _files(path: Path) -> list[Path]:
    return sorted(path.glob("*.py")) if path.is_dir() else [path]
