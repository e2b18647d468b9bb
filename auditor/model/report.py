"""What an audit returns: a header, a result for every document, and all that could not be judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum

from msgspec import Struct, field

from auditor.model.about import NOTHING_ABOUT, About, AdCount
from auditor.model.circumstances import Circumstances
from auditor.model.document import Failure
from auditor.model.finding import Dismissal, Finding
from auditor.model.grounds import Severity
from auditor.model.silence import BaselineEntry, Notice, Silenced, SilencedBy
from auditor.model.wording import Wording

SCHEMA_VERSION = "1.5"


class Status(StrEnum):
    """How much of a document could be judged."""

    OK = "ok"
    PARTIAL = "partial"
    FAILED = "failed"


class Occurrence(Struct, frozen=True):
    """Where a text stands: id and source of a document."""

    id: str
    source: str


class DocumentResult(Struct, frozen=True):
    """What was found in one document.

    Args:
        id: the record's own id, or the source path.
        source: the path or name as the user gave it.
        read: whether any of its text was judged.
        fields_not_read: fields of a record that are not known to hold text or a limit, and were left alone.
        circumstances: who was assumed to hire, and where: one for each answer that posts get in which something was found or
            dismissed.
        same_text_as: the first document of the run with the same text, where this is not it.
        about: what is known of it beside its text.
        ads: the posts that its tables name, each an ad of its own, counted by what is known of them; empty for a document that is one ad.
        silenced: findings that suppressions, the baseline or a comparison of versions set aside; they are not among ``findings``.
        notices: what is told of suppressions that set nothing aside.
    """

    id: str
    source: str
    findings: tuple[Finding, ...] = ()
    dismissals: tuple[Dismissal, ...] = ()
    failures: tuple[Failure, ...] = ()
    read: bool = True
    fields_not_read: tuple[str, ...] = ()
    circumstances: tuple[Circumstances, ...] = ()
    same_text_as: Occurrence | None = None
    about: About = NOTHING_ABOUT
    ads: tuple[AdCount, ...] = ()
    silenced: tuple[Silenced, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def status(self) -> Status:
        """``ok`` only when all of it was judged."""
        if not self.failures:
            return Status.OK
        return Status.PARTIAL if self.read else Status.FAILED


class InputFile(Struct, frozen=True):
    """A file that was read: its name, size in bytes, and SHA-256 in hexadecimal."""

    path: str
    size: int
    sha256: str


class Header(Struct, frozen=True):
    """How an audit was made, so that it can be repeated.

    Args:
        pack_digest: SHA-256 over the rule packs.
        as_of: ISO day whose law applies.
        options: option name to value, as used.
        cautions: which bases had another text on that day than the one in the packs.
    """

    tool_version: str
    pack_digest: str
    as_of: str
    options: Mapping[str, str] = field(default_factory=dict)
    cautions: tuple[Wording, ...] = ()
    schema_version: str = SCHEMA_VERSION


_MOST_UNSURE = 10_000  # names that are kept
ANY = "*"
"""Stands for every source."""


class Tally(Struct):
    """Running counts over documents; the only mutable type here, filled while results stream past.

    Attributes:
        entries: findings that entries of the baseline have set aside, by their keys.
        unsure: sources of which something could not be judged; ``*`` stands for any, where they are too many to be kept.
        fixed: entries of the baseline whose findings are gone, as many as are; known at the end.
        expired: those whose last day is past; known at the end.
    """

    documents: int = 0
    with_findings: int = 0
    failed: int = 0
    partial: int = 0
    findings: Counter[Severity] = field(default_factory=Counter)
    grounds: Counter[tuple[str, Severity]] = field(default_factory=Counter)
    dismissals: int = 0
    failures: int = 0
    bugs: int = 0
    repeated: int = 0
    fields_not_read: Counter[str] = field(default_factory=Counter)
    silenced: Counter[SilencedBy] = field(default_factory=Counter)
    notices: int = 0
    excluded: int = 0  # files that the user leaves out; they are no documents
    entries: Counter[str] = field(default_factory=Counter)
    unsure: set[str] = field(default_factory=set)
    fixed: tuple[BaselineEntry, ...] = ()
    expired: tuple[BaselineEntry, ...] = ()

    def add(self, result: DocumentResult) -> None:
        """Count one more document."""
        self.documents += 1
        self.repeated += result.same_text_as is not None
        self.dismissals += len(result.dismissals)
        if result.findings:
            self.with_findings += 1
            self.findings.update(finding.severity for finding in result.findings)
            self.grounds.update((finding.rule.ground.value, finding.severity) for finding in result.findings)
        if result.silenced:
            self.silenced.update(silenced.silence.by for silenced in result.silenced)
            self.entries.update(silenced.silence.entry for silenced in result.silenced if silenced.silence.entry)
        self.notices += len(result.notices)
        if result.failures:
            self.failed += result.status is Status.FAILED
            self.partial += result.status is Status.PARTIAL
            self.failures += len(result.failures)
            self.bugs += sum(failure.bug for failure in result.failures)
            self._doubt({result.source})
        for name in result.fields_not_read:
            self.fields_not_read[name] += 1

    def merge(self, other: Tally) -> None:
        """Count the documents that another has counted."""
        for name in self.__struct_fields__:
            mine, more = getattr(self, name), getattr(other, name)
            if isinstance(mine, Counter):
                mine.update(more)
            elif isinstance(mine, set):
                self._doubt(more)
            else:
                setattr(self, name, mine + more)

    def _doubt(self, sources: set[str]) -> None:
        """Keep the names of sources that were not wholly judged."""
        self.unsure |= sources if len(self.unsure) < _MOST_UNSURE else {ANY}

    @property
    def total(self) -> int:
        """Findings of every severity."""
        return self.findings.total()

    def at_least(self, severity: Severity) -> int:
        """Findings at or above a severity."""
        return sum(count for level, count in self.findings.items() if level.rank >= severity.rank)


class Report(Struct, frozen=True):
    """A whole audit in memory: small batches and the library.

    Args:
        fixed: entries of the baseline whose findings are gone.
        expired: those whose last day is past.
    """

    header: Header
    documents: tuple[DocumentResult, ...]
    inputs: tuple[InputFile, ...] = ()
    excluded: int = 0
    fixed: tuple[BaselineEntry, ...] = ()
    expired: tuple[BaselineEntry, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding, in document order."""
        return tuple(finding for document in self.documents for finding in document.findings)

    @property
    def failures(self) -> tuple[Failure, ...]:
        """Everything that could not be judged."""
        return tuple(failure for document in self.documents for failure in document.failures)

    @property
    def tally(self) -> Tally:
        """Counts over all documents."""
        counts = tally(self.documents)
        counts.excluded = self.excluded
        counts.fixed, counts.expired = self.fixed, self.expired
        return counts


def tally(results: Iterable[DocumentResult]) -> Tally:
    """Count results."""
    counts = Tally()
    for result in results:
        counts.add(result)
    return counts
