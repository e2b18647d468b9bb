"""Files that take their place only when they are whole, and never that of what they were made from unless asked to."""

from __future__ import annotations

import os
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from auditor.errors import ConfigError, ExtractError, not_written
from auditor.extract.reasons import CHANGED
from auditor.extract.source import Source
from auditor.model.wording import Wording, fill

IS_THERE = Wording("已有这个文件；加 --force 覆盖", "is there already; --force replaces it")
_INPUT = Wording("会覆盖要读的文件；要改原文件请用 --in-place", "would overwrite what is read; --in-place does")
_NO_FOLDER = Wording("不是文件夹；多个副本要写到文件夹里", "is no folder, which several copies need")
_INSIDE = Wording("在要读的文件夹里面", "lies in a folder that is read")
_OUTSIDE = Wording("指向 {folder} 之外", "leads out of {folder}")
_FOLDS_CASE = ("win32", "darwin")
_LINK = Wording("是链接：要改写请直接写明它指向的文件", "a link: name the file that it leads to, to have that written")


def write_whole(out: Path, data: bytes, like: Path | None = None) -> None:
    """Write a file that takes its place only when it is whole.

    Args:
        out: where; what is there is replaced.
        data: all of it.
        like: a file whose permissions it gets.

    Raises:
        ConfigError: if it cannot be written.
    """
    unfinished = out.with_name(f".{out.name}.unfinished")
    try:
        unfinished.unlink(missing_ok=True)
        with unfinished.open("xb") as stream:  # a link that waits there under this name is not followed
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if like is not None:
            shutil.copymode(like, unfinished)
        unfinished.replace(out)
    except OSError as error:
        with suppress(OSError):  # what waits there under this name may be a folder
            unfinished.unlink(missing_ok=True)
        raise not_written(out, error) from error


def same_name(out: Path) -> str:
    """Return a name that two files share which are one on this system, whose names may be read without regard to case."""
    return unicodedata.normalize("NFC", str(out)).casefold() if sys.platform in _FOLDS_CASE else os.path.normcase(out)


def write_over(path: Path, before: bytes, data: bytes) -> None:
    """Write a file over itself, if it is still what it was.

    Raises:
        ExtractError: if it is a link, or was changed or taken away meanwhile.
        ConfigError: if it cannot be written.
    """
    if path.is_symlink():
        raise ExtractError(str(path), _LINK)
    with Source(str(path), path).open() as stream:
        changed = stream.read() != before
    if changed:
        raise ExtractError(str(path), CHANGED)
    write_whole(path, data, like=path)


class Copies(Struct, frozen=True):
    """Where copies are written: one file, or a folder that repeats the folders of the input.

    Args:
        out: the file or folder.
        is_folder: which of them it is.
        force: whether a file that is there may be replaced.
    """

    out: Path
    is_folder: bool
    force: bool

    @classmethod
    def to(cls, out: Path, inputs: Sequence[Path], force: bool) -> Copies:
        """Tell where the copies of some inputs go: several of them, or those of a folder, into a folder.

        Raises:
            ConfigError: if the copies would stand among the inputs.
        """
        is_folder = out.is_dir() or len(inputs) > 1 or any(path.is_dir() for path in inputs)
        if is_folder and out.exists() and not out.is_dir():
            raise ConfigError(_NO_FOLDER, str(out))
        whole = out.resolve()
        if any(path.is_dir() and whole.is_relative_to(path.resolve()) for path in inputs):
            raise ConfigError(_INSIDE, str(out))
        return cls(out, is_folder, force)

    def place(self, path: Path, given: Path, inputs: Iterable[Path]) -> Path:
        """Return where the copy of a file goes.

        Args:
            path: the file.
            given: as what it was given: itself, or a folder above it.
            inputs: all that was given; none of them is ever replaced.

        Raises:
            ConfigError: if something stands there that must not be replaced, or the way there leads out of the folder.
        """
        out = self.out / (path.name if path == given else path.relative_to(given)) if self.is_folder else self.out
        if any(out.exists() and one.is_file() and out.samefile(one) for one in (path, *inputs)):
            raise ConfigError(_INPUT, str(out))
        if self.is_folder and not out.parent.resolve().is_relative_to(self.out.resolve()):
            raise ConfigError(fill(_OUTSIDE, folder=self.out), str(out))
        if (out.exists() or out.is_symlink()) and not self.force:
            raise ConfigError(IS_THERE, str(out))
        return out


def write_copy(out: Path, data: bytes) -> None:
    """Write a copy, with the folders that it stands in.

    Raises:
        ConfigError: if it cannot be written.
    """
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise not_written(out, error) from error
    write_whole(out, data)
