"""Audit many inputs, one after the other; what cannot be read is a result like any other."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator

from auditor.batch.inputs import describe_input, find_sources
from auditor.engine import Auditor
from auditor.errors import ExtractError
from auditor.extract.nesting import read
from auditor.extract.source import Source
from auditor.model.document import Failure
from auditor.model.report import DocumentResult, InputFile, Report

_LOG = logging.getLogger(__name__)


class Batch:
    """One run over some paths.

    Args:
        auditor: judges the documents.
        paths: files, folders, or ``-`` for standard input.

    Attributes:
        header: how the audit is made.
        inputs: the files read so far.
    """

    def __init__(self, auditor: Auditor, paths: Iterable[str]) -> None:
        self._auditor = auditor
        self._paths = tuple(paths)
        self.header = auditor.header
        self.inputs: list[InputFile] = []

    def __iter__(self) -> Iterator[DocumentResult]:
        """Yield the result of every document, in order; a file that cannot be read yields one failed result."""
        for source in find_sources(self._paths, self._auditor.config.max_bytes):
            if isinstance(source, ExtractError):
                yield failed(source)
            else:
                yield from self._audit(source)

    def _audit(self, source: Source) -> Iterator[DocumentResult]:
        try:
            self.inputs.append(describe_input(source))
            for item in read(source, self._auditor.read_options):
                yield failed(item) if isinstance(item, ExtractError) else self._auditor.audit(item)
        except ExtractError as error:
            yield failed(error)
        except Exception as error:  # a fault of ours in one file must not cost the results of the others
            _LOG.exception("%s: a bug in auditor", source.name)
            reason = f"a bug in auditor: {type(error).__name__}: {error}"
            yield DocumentResult(source.name, source.name, failures=(Failure(source.name, "", reason, bug=True),), read=False)


def failed(error: ExtractError) -> DocumentResult:
    """Return the result of a source that could not be read."""
    failure = Failure(error.source, error.place, error.reason)
    return DocumentResult(error.source, error.source, failures=(failure,), read=False)


def audit_paths(auditor: Auditor, paths: Iterable[str]) -> Report:
    """Audit some paths into one report in memory."""
    batch = Batch(auditor, paths)
    documents = tuple(batch)
    return Report(auditor.header, documents, tuple(batch.inputs))
