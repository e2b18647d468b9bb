"""Which files of some paths are to be scanned, where git has a say."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path, PurePosixPath

from auditor.changes.changed import WHOLE, Changed, Changes
from auditor.changes.git import Git, is_plain_file
from auditor.errors import ConfigError


def changed_files(changes: Changes, paths: Sequence[str]) -> dict[str, Changed]:
    """Return the changed files among some paths, or below them, by the names that a scan of the paths gives them.

    Args:
        changes: of the working tree.
        paths: files and folders. One that is not there stays among the files, so that the scan says so.

    Raises:
        ConfigError: if a path is not in the working tree.
    """
    found: dict[str, Changed] = {}
    for name in paths:
        if Path(name).exists():
            found |= {shown: changes.files[path] for path, shown in _below(changes.top, changes.files, name) if shown not in found}
        else:
            found[name] = WHOLE
    return found


def kept_files(paths: Sequence[str]) -> list[str]:
    """Return paths with folders replaced by the files below them that .gitignore does not leave out.

    Hidden files are left out as ever, and so are links, because git keeps a link as such: what it leads to in the tree is there under its
    own name. A file that is named counts in any case.

    Args:
        paths: files, folders, or ``-`` for standard input.

    Raises:
        ConfigError: if there is no git, or a folder is in no working tree.
    """
    kept: dict[str, None] = {}
    for name in paths:
        kept |= dict.fromkeys(_kept_below(name) if Path(name).is_dir() else [name])
    return list(kept)


def _kept_below(name: str) -> Iterator[str]:
    git = Git(Path(name))
    known = sorted(set(git.files("--cached", "--others", "--exclude-standard")))
    return (shown for path, shown in _below(git.top, known, name) if is_plain_file(git.top / path))


def _below(top: Path, files: Collection[str], name: str) -> Iterator[tuple[str, str]]:
    """Yield the files that are a path, or not hidden below it, each with the name that a scan of the path gives it."""
    inside = _inside(top, name)
    if not Path(name).is_dir():  # hooks name thousands
        yield from [(inside, str(Path(name)))] if inside in files else []
        return
    folder = PurePosixPath(inside)
    for path in files:
        if PurePosixPath(path).is_relative_to(folder):
            rest = PurePosixPath(path).relative_to(folder)
            if not any(part.startswith(".") for part in rest.parts):
                yield path, str(Path(name, rest))


def _inside(top: Path, name: str) -> str:
    path = Path(name).resolve()
    if not path.is_relative_to(top):
        raise ConfigError(f"{name}: not in the git repository {top}")
    return path.relative_to(top).as_posix()
