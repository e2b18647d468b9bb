"""Find what is to be read: files, folders, standard input."""

from __future__ import annotations

import hashlib
import io
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import cast

from msgspec import Struct

from auditor.config import Config
from auditor.errors import ExtractError, system_fault
from auditor.extract.names import is_left_out
from auditor.extract.source import Source
from auditor.globs import Globs
from auditor.model.report import InputFile
from auditor.model.wording import Wording

STDIN = "-"
_NOWHERE = Wording("链接指向的文件不存在", "a link that leads nowhere")
_NONE = Wording("没有这个文件或文件夹", "no such file or folder")
_LEADS_OUT = Wording("链接指向文件夹之外；要审核请直接写明目标", "a link that leads out of the folder; name its target to audit it")
_IRREGULAR = Wording("不是普通文件", "not a regular file")


class Exclusion(Struct):
    """The files that the user leaves out of what is audited.

    Args:
        globs: what they are called.
        own: files of the configuration itself, which are nothing to audit, and
        is_own: tells further ones, such as those that are heard beside another file.

    Attributes:
        count: how many were left out so far.
    """

    globs: tuple[Globs, ...] = ()
    own: frozenset[Path] = frozenset()
    is_own: Callable[[Path], bool] = lambda _: False
    count: int = 0

    def takes(self, path: Path) -> bool:
        """Tell whether a file is left out; if so, count it."""
        taken = any(globs.fit(path) for globs in self.globs)
        self.count += taken
        return taken or self.is_own(path) or (bool(self.own) and Path(os.path.abspath(path)) in self.own)  # noqa: PTH100 - links stay links


def exclusion_of(config: Config, is_own: Callable[[Path], bool] = lambda _: False) -> Exclusion:
    """Return which files a configuration leaves out, and those that are told to be the user's own."""
    own = (*config.read_from, *([config.baseline] if config.baseline else ()))
    return Exclusion(config.exclude, frozenset(Path(os.path.abspath(path)) for path in own), is_own)  # noqa: PTH100 - links stay links


def find_sources(paths: Iterable[str], max_bytes: int, exclusion: Exclusion | None = None) -> Iterator[Source | ExtractError]:
    """Yield every file named, every file below a folder named in order of name, and standard input for ``-``.

    Hidden files and folders below a folder are left out, and what systems and open programs leave there. What cannot be read as
    a file, such as a pipe, a link that leads nowhere or out of the folder, or a folder without permission, is yielded as an error.

    Args:
        paths: as the user gave them.
        max_bytes: most that is taken from standard input; one byte more tells that there was more.
        exclusion: files to leave out, also those that are named, because hooks name all files that have changed.
    """
    exclusion = exclusion or Exclusion()
    for name in paths:
        if name == STDIN:
            yield Source("<stdin>", data=sys.stdin.buffer.read(max_bytes + 1))
        elif os.path.isdir(name):  # noqa: PTH112 - unlike Path.is_dir it never raises
            yield from _files_below(Path(name), exclusion)
        elif not name:  # as of a variable that a script has not set
            yield ExtractError('""', _NONE)
        elif not exclusion.takes(Path(name)):
            yield _file(Path(name), name)


def _files_below(folder: Path, exclusion: Exclusion) -> Iterator[Source | ExtractError]:
    refused: list[OSError] = []
    inside = folder.resolve()
    for parent, folders, files in os.walk(folder, onerror=refused.append):
        folders[:] = sorted(name for name in folders if not is_left_out(name))
        links = [name for name in folders if Path(parent, name).is_symlink()]
        for name in sorted([*files, *links]):
            if not is_left_out(name) and not exclusion.takes(Path(parent, name)):
                yield _file(Path(parent, name), str(Path(parent, name)), inside)
    for error in refused:
        yield ExtractError(str(error.filename), system_fault(error))


def _file(path: Path, name: str, inside: Path | None = None) -> Source | ExtractError:
    try:
        mode = path.stat().st_mode
        leads_out = inside is not None and not path.resolve().is_relative_to(inside)
    except FileNotFoundError:
        return ExtractError(name, _NOWHERE if path.is_symlink() else _NONE)
    except (OSError, RuntimeError) as error:
        return ExtractError(name, system_fault(error))
    if leads_out:
        return ExtractError(name, _LEADS_OUT)
    return Source(name, path) if stat.S_ISREG(mode) else ExtractError(name, _IRREGULAR)


def describe_input(source: Source) -> InputFile:
    """Return name, size and SHA-256 of a source.

    Raises:
        ExtractError: if it cannot be read.
    """
    with source.open() as stream:
        digest = hashlib.file_digest(cast(io.BufferedReader, stream), "sha256").hexdigest()
    size = source.path.stat().st_size if source.path else len(source.data)
    return InputFile(source.name, size, digest)


def stamp(source: Source) -> tuple[int, ...]:
    """Return what is another after a file has been changed or replaced; empty for what is no file, or has gone."""
    return source.stamp
