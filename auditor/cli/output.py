"""Files that commands write."""

from __future__ import annotations

import errno
import io
import os
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, cast

from auditor.batch.inputs import Exclusion
from auditor.errors import ConfigError, not_written
from auditor.model.wording import Wording

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})
"""Numbers of the system's errors that say of a disk or device what no program can help."""

_BUFFER = 1 << 18  # bytes: reports of tables come in very many pieces
_INPUT = Wording("会覆盖要审核的文件", "would overwrite what is audited")
_TWICE = Wording("两份报告写到同一个文件", "two reports have the same path")
_NO_FILE = Wording("不是普通文件", "not a regular file")


def refuse_overwriting(inputs: tuple[str, ...], outputs: list[Path], exclusion: Exclusion | None = None) -> None:
    """See that no output takes the place of an input, of a file below an input folder that is there, or of another output.

    Args:
        inputs: files and folders that are read.
        outputs: files that are written.
        exclusion: files below input folders that are not read, and may be replaced.

    Raises:
        ConfigError: if one does.
    """
    read = [Path(name).resolve() for name in inputs if name != "-"]
    written = {path: path.resolve() for path in outputs}
    for given, path in written.items():
        below = path.exists() and any(folder in path.parents for folder in read)
        if path in read or (below and not (exclusion and exclusion.takes(path))):
            raise ConfigError(_INPUT, str(given))
    if len(set(written.values())) < len(outputs):
        raise ConfigError(_TWICE)


def open_output(stack: ExitStack, path: Path) -> TextIO:
    """Open a file that takes its place only when all of it is written; a device or a pipe is written to as it is.

    Raises:
        ConfigError: if it cannot be written.
    """
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        if path.exists() and not path.is_file():
            return stack.enter_context(_text(_Output(path, path)))
        stream = _text(_Output(unfinished, path))
    except OSError as error:
        raise not_written(path, error) from error
    stack.push(lambda fault, *_: _finish(stream, unfinished, path, whole=fault is None))
    return stream


def output_or_stdout(stack: ExitStack, path: Path | None) -> TextIO:
    """Open a file that takes its place only when all of it is written; without one return standard output.

    Raises:
        ConfigError: if it cannot be written.
    """
    return open_output(stack, path) if path else cast(TextIO, sys.stdout)


class _Output(io.FileIO):
    """A file that is written; an error that is raised while it is tells its name.

    Args:
        path: of what is opened.
        told: the path that the user gave.
    """

    def __init__(self, path: Path, told: Path) -> None:
        super().__init__(path, "w")
        self._told = told

    def write(self, data: ReadableBuffer, /) -> int:
        """Write what there is room for."""
        try:
            return super().write(data)
        except OSError as error:
            error.filename = str(self._told)
            raise


def _text(file: io.FileIO) -> TextIO:
    return io.TextIOWrapper(io.BufferedWriter(file, _BUFFER), encoding="utf-8", newline="\n", errors="backslashreplace")


def _finish(stream: TextIO, unfinished: Path, path: Path, whole: bool) -> None:
    try:
        stream.close()
    except OSError:
        unfinished.unlink()
        raise
    _take_place(unfinished, path, whole)


def replaced(stack: ExitStack, path: Path) -> Path:
    """Return the path to write a file at that takes its place only when all of it is written, for what opens files itself.

    Raises:
        ConfigError: if a device, a pipe or a folder stands there.
    """
    if path.exists() and not path.is_file():
        raise ConfigError(_NO_FILE, str(path))
    unfinished = path.with_name(f".{path.name}.unfinished")
    stack.push(lambda fault, *_: _take_place(unfinished, path, whole=fault is None))
    return unfinished


def _take_place(unfinished: Path, path: Path, whole: bool) -> None:
    if whole:
        unfinished.replace(path)
    else:
        unfinished.unlink(missing_ok=True)


def give_up_output() -> None:
    """Write no more to standard output, whose reader has gone; not at exit, either."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
