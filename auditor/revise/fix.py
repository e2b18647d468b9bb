"""Fix a document: write the sentences in which something was found again, where that is sure, and audit what comes of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from typing import cast

from msgspec import Struct
from msgspec.structs import replace

from auditor.batch.reading import failure_of
from auditor.batch.run import audited, failed
from auditor.engine import Auditor
from auditor.errors import ExtractError
from auditor.extract.kinds import kind_of
from auditor.extract.nesting import read
from auditor.extract.registry import Extractor, added
from auditor.extract.source import Source
from auditor.model.document import Document, Failure, Segment
from auditor.model.finding import Finding
from auditor.model.grounds import Severity
from auditor.model.report import DocumentResult
from auditor.model.wording import Wording, fill
from auditor.revise.composed import apart, compose
from auditor.revise.lone_values import filled
from auditor.revise.repair import ALONE, CHANGES_MORE, PACKED, UNPLACED, Left, Repair, plan
from auditor.revise.sentences import OnlyHeadingError
from auditor.revise.writer import WRITERS, RefusedError, Writer
from auditor.silence.silencer import Silencer, silenced

_ROUNDS = 5  # of fixing what was fixed; two are enough for all that is known
_OTHER_KIND = Wording("这种文件（{kind}）不能改写", "this kind of file ({kind}) is not written")


class Fix(Struct, frozen=True):
    """What became of a file.

    Args:
        source: the file, with its bytes.
        data: the file as it is to be; its own bytes where nothing is changed.
        before: its lines as they are, to compare; empty for kinds of files that are not written.
        after: its lines as they are to be.
        repairs: the sentences that are written again.
        left: what is found and stays.
        results: of the audit of the file as it is.
        results_after: of the audit of the file as it is to be.
        cautions: what the person who opens it should know.
    """

    source: Source
    data: bytes
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    repairs: tuple[Repair, ...] = ()
    left: tuple[Left, ...] = ()
    results: tuple[DocumentResult, ...] = ()
    results_after: tuple[DocumentResult, ...] = ()
    cautions: tuple[Wording, ...] = ()

    @property
    def can_be_written(self) -> bool:
        """Whether it is of a kind of file that is written."""
        return bool(self.before)

    @property
    def changed(self) -> bool:
        """Whether anything is changed."""
        return bool(self.repairs)


class Fixer(Struct, frozen=True):
    """Fixes files.

    Args:
        auditor: judges them; its rewrites are those that are made.
        extractor: reads one level of a file.
        least: lowest severity for the sake of which a sentence is written again.
        tracked: whether changes in Word files are tracked.
        silencers: set findings aside; a sentence that holds one of these stays as it is.
    """

    auditor: Auditor
    extractor: Extractor
    least: Severity = Severity.POLICY
    tracked: bool = True
    silencers: tuple[Silencer, ...] = ()

    def fix(self, source: Source) -> Fix:
        """Fix a file in memory; nothing is written.

        Raises:
            ExtractError: if it cannot be opened.
        """
        options = self.auditor.read_options
        if (kind := kind_of(source)) not in WRITERS or source.suffix in added():
            results = tuple(self._all_results(source))
            reason = fill(_OTHER_KIND, kind=source.suffix or kind.value)
            left = tuple(Left(finding, reason) for result in results for finding in result.findings)
            return Fix(source, b"", left=left, results=results, results_after=results)
        source = Source(source.name, data=source.read(options.max_bytes))
        return _Run(self, source, WRITERS[kind]).fix()

    def audit(self, documents: Sequence[Document]) -> Sequence[DocumentResult]:
        """Audit documents, and set aside what is silenced."""
        results = zip(documents, audited(self.auditor, documents), strict=True)
        return [silenced(self.silencers, document, result) for document, result in results]

    def read(self, source: Source) -> tuple[list[Document], tuple[Failure, ...]]:
        """Read a file and what is packed into it."""
        items = list(read(source, self.auditor.read_options, self.extractor))
        failures = tuple(failure_of(item) for item in items if isinstance(item, ExtractError))
        return [item for item in items if isinstance(item, Document)], failures

    def _all_results(self, source: Source) -> Iterable[DocumentResult]:
        documents, failures = self.read(source)
        yield from self.audit(documents)
        yield from _unread(source, failures)


class _State(Struct, frozen=True):
    """A file on its way, and what is found in it.

    Args:
        own: the document that is the file itself; None where no text of it could be read.
        result: of its audit.
        others: of files packed into it, and what could not be read.
    """

    source: Source
    writer: Writer
    own: Document | None
    result: DocumentResult | None
    others: tuple[DocumentResult, ...]

    @property
    def segments(self) -> tuple[Segment, ...]:
        """What the file itself says."""
        return tuple(self.own or ())

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is found in it."""
        return self.result.findings if self.result else ()

    @property
    def results(self) -> tuple[DocumentResult, ...]:
        """Of all audits."""
        return (*([self.result] if self.result else ()), *self.others)


class _Run:
    """The fixing of one file."""

    def __init__(self, fixer: Fixer, source: Source, writer: str) -> None:
        self._fixer = fixer
        self._module, _, self._name = writer.partition(":")
        self._first = source

    def fix(self) -> Fix:
        try:
            first = state = self._read(self._first)
        except ExtractError as error:
            results = (failed(error),)
            return Fix(self._first, self._first.data, results=results, results_after=results)
        repairs: list[Repair] = []
        left: list[Left] = []
        for _ in range(_ROUNDS):
            state, made, left = self._round(state)
            repairs += made
            if not made:
                break
        packed = [Left(finding, PACKED) for result in state.others for finding in result.findings]
        return Fix(
            self._first,
            state.source.data,
            _lines(first),
            _lines(state),
            tuple(repairs),
            (*left, *packed),
            first.results,
            state.results,
            state.writer.cautions,
        )

    def _read(self, source: Source) -> _State:
        make = getattr(import_module(self._module), self._name)
        writer = cast(Writer, make(source, self._fixer.auditor.read_options, self._fixer.tracked))
        documents, failures = self._fixer.read(source)
        results = list(self._fixer.audit(documents))
        pairs = list(zip(documents, results, strict=True))
        own = next((pair for pair in pairs if pair[0].source == source.name), None)
        others = (*(result for pair, result in zip(pairs, results, strict=True) if pair is not own), *_unread(source, failures))
        return _State(source, writer, own[0] if own else None, own[1] if own else None, others)

    def _round(self, state: _State) -> tuple[_State, list[Repair], list[Left]]:
        """Make all the repairs that can be made; those that overlap others wait for the next round."""
        planned = list(plan(state.result, self._fixer.least)) if state.result else []
        left = [item for item in planned if isinstance(item, Left)]
        repairs = apart([item for item in planned if isinstance(item, Repair)])
        repairs = filled(state.segments, repairs, self._fixer.auditor.pack.fields.label_named)
        attempt = _Attempt(self._read, state)
        made = attempt.make(repairs)
        refused = [Left(finding, attempt.reasons[id(repair)]) for repair in repairs if repair not in made for finding in repair.findings]
        return attempt.best, made, [*left, *refused]


class _Attempt:
    """Finds out which repairs hold together, with as few audits as it takes.

    Args:
        read: reads and audits a file.
        state: the file as it is.

    Attributes:
        best: the file with all the repairs that hold.
        reasons: why others do not, by their ``id``.
    """

    def __init__(self, read: Callable[[Source], _State], state: _State) -> None:
        self._read = read
        self._state = state
        self.best = state
        self.reasons: dict[int, Wording] = {}

    def make(self, repairs: Sequence[Repair], kept: Sequence[Repair] = ()) -> list[Repair]:
        """Return the repairs that hold beside those that are kept: all, or those of the halves."""
        if not repairs:
            return []
        outcome = self._outcome([*kept, *repairs])
        if isinstance(outcome, _State):
            self.best = outcome
            return list(repairs)
        if len(repairs) == 1:
            self.reasons[id(repairs[0])] = outcome
            return []
        half = len(repairs) // 2
        first = self.make(repairs[:half], kept)
        return [*first, *self.make(repairs[half:], [*kept, *first])]

    def _outcome(self, repairs: Sequence[Repair]) -> _State | Wording:
        """Return the file with repairs; the reason where one of them does not hold."""
        state = self._state
        try:
            changes = compose(state.segments, repairs)
            after = self._read(replace(state.source, data=state.writer.write(changes)))
        except OnlyHeadingError:
            return ALONE
        except RefusedError as error:
            return error.reason
        except ExtractError:
            return UNPLACED
        by_id = {id(change.segment): change.text for change in changes}
        said = _bare(by_id.get(id(segment), segment.text) for segment in state.segments)
        if _bare(segment.text for segment in after.segments) != said:
            return CHANGES_MORE
        fixed = Counter(_print(finding) for repair in repairs for finding in repair.findings)
        allowed = Counter(map(_print, state.findings)) - fixed
        return CHANGES_MORE if Counter(map(_print, after.findings)) - allowed else after


def _unread(source: Source, failures: tuple[Failure, ...]) -> tuple[DocumentResult, ...]:
    return (DocumentResult(source.name, source.name, failures=failures, read=False),) if failures else ()


def _lines(state: _State) -> tuple[str, ...]:
    return tuple(state.writer.lines(state.own)) if state.own else ()


def _print(finding: Finding) -> str:
    return f"{finding.rule.id} {finding.fingerprint}"


def _bare(texts: Iterable[str]) -> str:
    """Return all that is said, without the gaps that lines and columns make."""
    return "".join("".join(text.split()) for text in texts)
