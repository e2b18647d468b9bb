"""An extractor that has others work in processes: what a file can do to them costs that file only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, TypeAlias

from auditor.errors import ExtractError, ReaderBugError, describe_bug, system_fault
from auditor.extract.kinds import looks_like_text
from auditor.extract.reasons import NOT_STARTED
from auditor.extract.registry import added, extract
from auditor.extract.source import ReadOptions, Source
from auditor.extract.worker.launch import can_launch
from auditor.model.document import Document
from auditor.model.wording import fill

if TYPE_CHECKING:
    from auditor.extract.worker.process import Process
    from auditor.model.packed import PackedSheet


EarlyOf: TypeAlias = "Callable[[str, PackedSheet], None]"
"""Is told of the name of a source and of a part of one of its large sheets."""


class Isolated:
    """Reads one level of a source in a process that is kept for the next one; plain text is read here.

    Plain text needs no parser but ours and the standard library's, whose time and memory grow with the size of the text.

    A file inside a file is read while the outer one waits, so there is a process for each depth. All end when it is closed.
    """

    def __init__(self) -> None:
        self._processes: dict[int, Process] = {}

    def __enter__(self) -> Isolated:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the processes."""
        for process in self._processes.values():
            process.end()

    def __call__(self, source: Source, options: ReadOptions, early: EarlyOf | None = None) -> Iterator[Document | Source]:
        """Read one level of a source.

        Args:
            source: to be read.
            options: how.
            early: is told of parts of its large sheets while a process reads the rest.

        Raises:
            ExtractError: if it cannot be read, also because its process crashed or passed a limit.
        """
        if _is_read_here(source, options):
            yield from _extract_here(source, options)
        else:
            yield from self._process(source, options).extract(source, options, early and partial(early, source.name))

    def prepare(self, source: Source, options: ReadOptions) -> None:
        """Start the process that a source will need, and let it begin to read it.

        Raises:
            ExtractError: if the source cannot be opened, or the process not started.
        """
        if not _is_read_here(source, options):
            self._process(source, options).read_ahead(source, options)

    def _process(self, source: Source, options: ReadOptions) -> Process:
        """Return a process that is free, or has begun with this very source."""
        process = self._processes.get(source.depth)
        if process is not None and (process.is_ahead_with(source, options) or not (process.is_ahead or process.ended)):
            return process
        if process is not None:
            process.end()
        from auditor.extract.worker.process import Process

        try:
            process = self._processes[source.depth] = Process()
        except OSError as error:
            raise ExtractError(source.name, fill(NOT_STARTED, why=system_fault(error))) from error
        return process


def _extract_here(source: Source, options: ReadOptions) -> Iterator[Document | Source]:
    try:
        yield from extract(source, options)
    except ExtractError:
        raise
    except Exception as error:
        raise ReaderBugError(source.name, *describe_bug(error)) from error


def _is_read_here(source: Source, options: ReadOptions) -> bool:
    if not options.isolate or not can_launch():
        return True
    return looks_like_text(source) and source.suffix not in added()  # in this order: it takes longer to ask what is installed
