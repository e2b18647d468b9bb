"""Audit many inputs, one after the other; what cannot be read is a result like any other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from auditor.batch.inputs import exclusion_of
from auditor.batch.reading import Reading, failure_of, unread
from auditor.errors import ConfigError, ExtractError, ReaderBugError, describe_bug
from auditor.model.collection import without_collection
from auditor.model.document import Document
from auditor.model.report import DocumentResult, Report, Tally, tally
from auditor.silence.silencer import Silencer, silenced
from auditor.silence.silencing import Silencing, silencing_of

if TYPE_CHECKING:
    from auditor.engine import Auditor
    from auditor.model.packed import PackedSheet
    from auditor.model.speaking import Speaking


class Batch:
    """One run over some paths.

    Args:
        auditor: judges the documents.
        paths: files, folders, or ``-`` for standard input.
        silencers: set findings aside, after suppressions and the baseline of the configuration.
        silencing: all that is set aside, in place of what the configuration says.

    Attributes:
        header: how the audit is made.
        inputs: the files read so far.
        exclusion: the files left out so far.
    """

    def __init__(
        self,
        auditor: Auditor,
        paths: Iterable[str],
        silencers: tuple[Silencer, ...] = (),
        silencing: Silencing | None = None,
    ) -> None:
        self._auditor = auditor
        self._paths = tuple(paths)
        self._silencing = silencing or silencing_of(auditor.config, silencers)
        self._silencers = self._silencing.silencers(auditor)
        exclusion = exclusion_of(auditor.config, self._silencing.owns)
        self._reading = Reading(self._paths, auditor.read_options, exclusion, partial(audit_early, auditor))
        self.header = auditor.header
        self.inputs = self._reading.inputs
        self.exclusion = self._reading.exclusion

    def __iter__(self) -> Iterator[DocumentResult]:
        """Yield the result of every document, in order; a file that cannot be read yields one failed result."""
        with self._reading:
            for item in self._reading:
                if isinstance(item, ExtractError):
                    yield silenced(self._silencers, unread(item), failed(item))
                else:
                    yield silenced(self._silencers, item, _audited(self._auditor, item))
        self._auditor.forget_early()

    def settle(self, tally: Tally) -> None:
        """Add to the counts over all results what has become of the baseline."""
        self._silencing.settle(self._auditor.config, tally, self._paths, self.inputs)


@without_collection()
def audit_early(auditor: Auditor, source: str, sheet: PackedSheet) -> None:
    """Audit a part of a sheet of a file while the rest is read; what fails fails again where the document is audited, and is told there."""
    with suppress(Exception):
        auditor.audit_early(source, sheet)


def audited(auditor: Auditor, documents: Sequence[Document]) -> list[DocumentResult]:
    """Audit documents in one go; a fault of ours in one must not cost the results of the others."""
    try:
        heard: Sequence[Speaking | None] = auditor.listen(documents)
    except Exception:  # the one at fault will say so by itself
        heard = [None] * len(documents)
    return [_audited(auditor, document, speaking) for document, speaking in zip(documents, heard, strict=True)]


def _audited(auditor: Auditor, document: Document, speaking: Speaking | None = None) -> DocumentResult:
    try:
        result = auditor.audit(document, speaking)
        for finding in result.findings:
            finding.rewrite  # noqa: B018 - reports tell it: a fault in making it belongs to this document
        return result
    except ConfigError as error:  # of the overrides that hold for the file
        return failed(ExtractError(document.source, error.reason), document.id)
    except Exception as error:
        return failed(ReaderBugError(document.source, *describe_bug(error)), document.id)


def failed(error: ExtractError, id_: str = "") -> DocumentResult:
    """Return the result of a source, or a record of it, that could not be read."""
    return DocumentResult(id_ or error.source, error.source, failures=(failure_of(error),), read=False)


def audit_paths(auditor: Auditor, paths: Iterable[str]) -> Report:
    """Audit some paths into one report in memory."""
    batch = Batch(auditor, paths)
    documents = tuple(batch)
    counts = tally(documents)
    batch.settle(counts)
    return Report(auditor.header, documents, tuple(batch.inputs), batch.exclusion.count, fixed=counts.fixed, expired=counts.expired)
