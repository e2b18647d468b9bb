"""Folders of pack files: where they are, what stands in them, and the digest that names them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True)
class PackFolder:
    """A folder as it was found.

    Args:
        name: as the user gave it, for messages; empty for the built-in packs, whose files go by their own names.
        files: its YAML files, in order.
    """

    name: str = field(compare=False)
    files: tuple[PackFile, ...]

    def naming(self, fault: PackError) -> PackError:
        """Return a fault of one of the files as one that says in which folder it is."""
        return PackError(f"{self.name}/{fault.place}", fault.reason) if self.name else fault


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


def read_folder(given: Path) -> PackFolder:
    """Return the YAML files of a folder and the folders in it, in order.

    Args:
        given: a folder of rules, or ``installed:NAME`` for that of a pack that another package brings.

    Raises:
        PackError: if there is no such folder or pack, it holds no rules, or a file in it cannot be read.
    """
    name = str(given)
    folder = installed_folder(name.removeprefix(INSTALLED)) if name.startswith(INSTALLED) else given
    if not folder.is_dir():
        raise PackError(name, "no such folder of rules")
    if misnamed := min(folder.rglob("*.yml"), default=None):
        raise PackError(str(misnamed), "only .yaml files are read; rename it")
    paths = sorted(path for path in folder.rglob("*.yaml") if path.is_file())
    if not paths:
        raise PackError(name, "holds no .yaml files, so no rules")
    files = tuple(_read(path, path.relative_to(folder).as_posix()) for path in paths)
    return PackFolder("" if folder == built_in_folder() else name, files)


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
        raise PackError(str(path), f"cannot be read: {error.strerror}") from error


def digest_of(folders: Iterable[PackFolder]) -> str:
    """Return the digest of names and contents."""
    digest = hashlib.sha256()
    for file in (file for folder in folders for file in folder.files):
        digest.update(file.name.encode() + b"\0" + file.content + b"\0")
    return digest.hexdigest()
