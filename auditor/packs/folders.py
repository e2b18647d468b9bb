"""Folders of pack files: where they are, what stands in them, and the digest that names them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct

from auditor.errors import PackError

ENTRY_POINT_GROUP = "auditor.packs"
INSTALLED = "installed:"


class PackFile(Struct, frozen=True):
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

    Args:
        folder: of rules, or ``installed:NAME`` for that of a pack that another package brings.

    Raises:
        PackError: if there is no such folder or pack, or a file in it cannot be read.
    """
    if str(folder).startswith(INSTALLED):
        folder = installed_folder(str(folder).removeprefix(INSTALLED))
    if not folder.is_dir():
        raise PackError(str(folder), "no such folder of rules")
    paths = sorted(path for path in folder.rglob("*.yaml") if path.is_file())
    return tuple(_read(path, path.relative_to(folder).as_posix()) for path in paths)


def installed_folder(name: str) -> Path:
    """Return the folder of an installed pack: that of the package which its entry point names; no code of it is run.

    Args:
        name: of the entry point; its value is a package, such as ``acme_rules``, or a folder in one, such as ``acme_rules:rules``.

    Raises:
        PackError: if no such pack is installed, or it has no folder.
    """
    from importlib.metadata import entry_points
    from importlib.util import find_spec

    points = {point.name: point for point in entry_points(group=ENTRY_POINT_GROUP)}
    if name not in points:
        raise PackError(f"{INSTALLED}{name}", f"no such pack is installed; there are {', '.join(sorted(points)) or 'none'}")
    try:
        spec = find_spec(points[name].module)
    except ImportError:
        spec = None
    places = (spec.submodule_search_locations if spec else None) or ()
    for place in places:
        return Path(place, *(points[name].attr or "").split("."))  # there need be none
    raise PackError(f"{INSTALLED}{name}", f"{points[name].module} is no package that is installed")


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
