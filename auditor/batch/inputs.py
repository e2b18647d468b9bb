"""Find what is to be read: files, folders, standard input."""

from __future__ import annotations

import hashlib
import io
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import cast

from auditor.errors import ExtractError
from auditor.extract.source import Source
from auditor.model.report import InputFile

STDIN = "-"


def find_sources(paths: Iterable[str]) -> Iterator[Source | ExtractError]:
    """Yield every file named, every file below a folder named in order of name, and standard input for ``-``.

    Hidden files and folders below a folder are left out, and links that lead out of it are not followed. What is not
    there is yielded as an error in its place.
    """
    for name in paths:
        path = Path(name)
        if name == STDIN:
            yield Source("<stdin>", data=sys.stdin.buffer.read())
        elif path.is_dir():
            yield from (Source(str(file), file) for file in _files_below(path))
        elif path.exists():
            yield Source(name, path)
        else:
            yield ExtractError(name, "no such file or folder")


def _files_below(folder: Path) -> Iterator[Path]:
    root = folder.resolve()
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and path.is_file() and path.resolve().is_relative_to(root):
            yield path


def describe_input(source: Source) -> InputFile:
    """Return name, size and SHA-256 of a source.

    Raises:
        ExtractError: if it cannot be read.
    """
    with source.open() as stream:
        digest = hashlib.file_digest(cast(io.BufferedReader, stream), "sha256").hexdigest()
    size = source.path.stat().st_size if source.path else len(source.data)
    return InputFile(source.name, size, digest)
