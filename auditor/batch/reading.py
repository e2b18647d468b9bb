"""Read many inputs into documents, one after the other; what cannot be read is an item like any other."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, suppress
from functools import partial
from itertools import takewhile
from types import TracebackType

from auditor.batch.inputs import STDIN, Exclusion, describe_input, find_sources, stamp
from auditor.errors import ExtractError, ReaderBugError
from auditor.extract.nesting import read
from auditor.extract.reasons import CHANGED
from auditor.extract.source import ReadOptions, Source
from auditor.extract.worker.isolated import EarlyOf, Isolated
from auditor.model.document import Document, Failure
from auditor.model.report import InputFile

_LOG = logging.getLogger(__name__)


class Reading(AbstractContextManager["Reading"]):
    """Reads some paths; a context, because processes that read end with it.

    Args:
        paths: files, folders, or ``-`` for standard input.
        options: limits.
        exclusion: files to leave out; none where it is not given.
        early: is told of parts of large sheets while the rest is read.

    Attributes:
        inputs: the files read so far.
        exclusion: the files left out so far.
    """

    def __init__(
        self, paths: Iterable[str], options: ReadOptions, exclusion: Exclusion | None = None, early: EarlyOf | None = None
    ) -> None:
        self._paths = tuple(paths)
        self._options = options
        self._isolated = Isolated()
        self._extractor = partial(self._isolated, early=early)
        self.inputs: list[InputFile] = []
        self.exclusion = exclusion or Exclusion()

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
            yield from read(source, self._options, self._extractor)
            if stamp(source) != before:
                yield ExtractError(source.name, CHANGED)
        except ExtractError as error:
            yield error


def reading_ahead(paths: Iterable[str], options: ReadOptions, exclusion: Exclusion) -> Isolated:
    """Return what reads files in processes; one has begun to read the first file that is to be audited, if that needs a process.

    Args:
        paths: files and folders; nothing is begun behind standard input, which is not to be taken yet.
        options: limits.
        exclusion: files that are left out, and not opened.
    """
    isolated = Isolated()
    first = next(find_sources(takewhile(lambda path: path != STDIN, paths), 0, exclusion), None)
    if isinstance(first, Source):
        with suppress(ExtractError):  # it is told when the file is asked for
            isolated.prepare(first, options)
    return isolated


def failure_of(error: ExtractError) -> Failure:
    """Return what a report says of an error; the traceback of a bug goes to the log."""
    if isinstance(error, ReaderBugError):
        _LOG.error("%r: a bug in auditor\n%s", error.source, error.trace)
    return Failure(error.source, error.place, error.reason, bug=isinstance(error, ReaderBugError))


def unread(error: ExtractError) -> Document:
    """Return a document that holds nothing but why it could not be read."""
    return Document(error.source, error.source, (), (failure_of(error),))
