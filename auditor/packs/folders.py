"""Folders of pack files: where they are, what stands in them, and the digest that names them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from auditor.errors import PackError


@dataclass(frozen=True, slots=True)
class PackFile:
    """A file as it was found.

    Args:
        name: the path inside its folder, for messages.
        content: its bytes, line ends folded, so that a checkout on another system is the same.
    """

    name: str
    content: bytes


def built_in_folder() -> Path:
    """Return the folder of the packs that come with the program: inside the wheel, or in the checkout.

    Raises:
        PackError: if neither is there.
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "_patterns", package.parent / "patterns"):
        if folder.is_dir():
            return folder
    raise PackError(str(package), "the built-in pattern packs are missing; install the program again")


def read_folder(folder: Path) -> tuple[PackFile, ...]:
    """Return the YAML files of a folder and the folders in it, in order.

    Raises:
        PackError: if there is no such folder, or a file in it cannot be read.
    """
    if not folder.is_dir():
        raise PackError(str(folder), "no such folder of rules")
    paths = sorted(path for path in folder.rglob("*.yaml") if path.is_file())
    return tuple(_read(path, path.relative_to(folder).as_posix()) for path in paths)


def _read(path: Path, name: str) -> PackFile:
    try:
        return PackFile(name, path.read_bytes().replace(b"\r\n", b"\n"))
    except OSError as error:
        raise PackError(name, f"cannot be read: {error}") from error


def digest_of(folders: Iterable[Sequence[PackFile]]) -> str:
    """Return the digest of names and contents."""
    digest = hashlib.sha256()
    for file in (file for files in folders for file in files):
        digest.update(file.name.encode() + b"\0" + file.content + b"\0")
    return digest.hexdigest()
