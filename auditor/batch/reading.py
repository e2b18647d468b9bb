"""Read many inputs into documents, one after the other; what cannot be read is an item like any other."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from types import TracebackType

from auditor.batch.inputs import STDIN, Exclusion, describe_input, find_sources, stamp
from auditor.errors import ExtractError, ReaderBugError
from auditor.extract.nesting import read
from auditor.extract.reasons import CHANGED
from auditor.extract.source import ReadOptions, Source
from auditor.extract.worker.isolated import Isolated
from auditor.model.document import Document, Failure
from auditor.model.report import InputFile

_LOG = logging.getLogger(__name__)


class Reading(AbstractContextManager["Reading"]):
    """Reads some paths; a context, because processes that read end with it.

    Args:
        paths: files, folders, or ``-`` for standard input.
        options: limits.
        exclusion: files to leave out; none where it is not given.

    Attributes:
        inputs: the files read so far.
        exclusion: the files left out so far.
    """

    def __init__(self, paths: Iterable[str], options: ReadOptions, exclusion: Exclusion | None = None) -> None:
        self._paths = tuple(paths)
        self._options = options
        self._isolated = Isolated()
        self.inputs: list[InputFile] = []
        self.exclusion = exclusion or Exclusion()

    def prepare(self) -> None:
        """Start the process that reads, if the first file will need it, while the program does something else."""
        begin(self._isolated, self._paths, self._options)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None) -> None:
        self._isolated.close()

    def __iter__(self) -> Iterator[Document | ExtractError]:
        """Yield documents in order; a file that cannot be read, or a file inside it, yields an error in its place."""
        for source in find_sources(self._paths, self._options.max_bytes, self.exclusion):
            if isinstance(source, ExtractError):
                yield source
            else:
                yield from self._read(source)

    def _read(self, source: Source) -> Iterator[Document | ExtractError]:
        try:
            before = stamp(source)
            self.inputs.append(describe_input(source))
            yield from read(source, self._options, self._isolated)
            if stamp(source) != before:
                yield ExtractError(source.name, CHANGED)
        except ExtractError as error:
            yield error


def started(paths: Sequence[str], options: ReadOptions) -> Isolated:
    """Return what reads files in processes; one has begun to read the first file of some paths, if that needs it."""
    isolated = Isolated()
    begin(isolated, paths, options)
    return isolated


def begin(isolated: Isolated, paths: Sequence[str], options: ReadOptions) -> None:
    """Have a process begin to read the first file of some paths, if that needs one."""
    first = () if STDIN in paths[:1] else paths[:1]
    source = next(find_sources(first, 0), None)
    if isinstance(source, Source):
        with suppress(ExtractError):
            isolated.prepare(source, options)


def failure_of(error: ExtractError) -> Failure:
    """Return what a report says of an error; the traceback of a bug goes to the log."""
    if isinstance(error, ReaderBugError):
        _LOG.error("%r: a bug in auditor\n%s", error.source, error.trace)
    return Failure(error.source, error.place, error.reason, bug=isinstance(error, ReaderBugError))


def unread(error: ExtractError) -> Document:
    """Return a document that holds nothing but why it could not be read."""
    return Document(error.source, error.source, (), (failure_of(error),))
