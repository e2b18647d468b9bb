"""Results and documents, part by part: each kind of value is known to hold nothing personal, or is looked through."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from types import NoneType
from typing import Any, TypeAlias, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from auditor.model.document import Document, Failure, LazySegments, Segment
from auditor.model.evidence import Evidence
from auditor.model.finding import Finding, Ruling
from auditor.model.legal import Citation
from auditor.model.on_demand import OnDemand
from auditor.model.report import DocumentResult
from auditor.model.rewrite import Edit, Rewrite, apply
from auditor.model.rule import Rule
from auditor.model.silence import BaselineEntry, Notice, Silence
from auditor.model.span import Span
from auditor.model.wording import Wording
from auditor.redaction.masking import Masking
from auditor.redaction.segments import RedactedSegments

Whole = TypeVar("Whole", bound=Struct)

_OURS = (Rule, Citation, Wording, Span, Enum, int, float, NoneType)  # nothing of a text is in them


class Redaction(Struct):
    """The redaction of one document or result.

    Args:
        masking: of its texts.
        segments: by ``id``, as they are and redacted.
        rulings: by ``id`` and the redacted text of their segment, the same.
    """

    masking: Masking
    segments: dict[int, tuple[Segment, Segment]] = field(default_factory=dict)
    rulings: dict[tuple[int, str], tuple[Ruling, Ruling]] = field(default_factory=dict)

    def result(self, result: DocumentResult) -> DocumentResult:
        """Return a result without personal data."""
        outcomes = [*result.findings, *result.dismissals, *(silenced.finding for silenced in result.silenced)]
        self.masking.learn({id(outcome.segment): outcome.segment for outcome in outcomes}.values())
        underlined: dict[int, list[Span]] = {}
        for outcome in outcomes:
            underlined.setdefault(id(outcome.segment), []).append(outcome.span)
        for outcome in outcomes:
            self._segment(outcome.segment, underlined[id(outcome.segment)])
        return self._parts(result)

    def entry(self, entry: BaselineEntry) -> BaselineEntry:
        """Return an entry of a baseline without personal data."""
        return self._parts(entry)

    def document(self, document: Document) -> Document:
        """Return a document without personal data."""
        self.masking.learn(document.segments)
        return self._parts(document)

    def _parts(self, whole: Whole, **redacted: Any) -> Whole:
        """Return a value with all of its fields redacted: what is added to one later is not forgotten.

        Args:
            whole: the value.
            redacted: fields that have been.
        """
        parts = [(name, getattr(whole, name)) for name in whole.__struct_fields__ if name not in redacted]
        redacted.update((name, new) for name, part in parts if (new := self._part(part)) is not part)
        return replace(whole, **redacted) if redacted else whole

    def _part(self, part: Any) -> Any:
        kind = type(part)
        if kind not in _WAYS:
            _WAYS[kind] = _way(kind)
        return _WAYS[kind](self, part)

    def _each(self, parts: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(map(self._part, parts))

    def _listed(self, parts: list[Any]) -> list[Any]:
        return list(map(self._part, parts))

    def _text(self, text: str) -> str:
        return self.masking.text(text)

    def _lazy(self, segments: LazySegments) -> LazySegments:
        return RedactedSegments(segments, lambda segment: self._redacted(segment, ()))

    def _failure(self, failure: Failure) -> Failure:
        return self._parts(failure, place=self.masking.wording(failure.place), reason=self.masking.wording(failure.reason))

    def _notice(self, notice: Notice) -> Notice:
        return self._parts(notice, message=self.masking.wording(notice.message))

    def _silence(self, silence: Silence) -> Silence:
        """Mask a reason, which somebody wrote and is no statement of ours."""
        return self._parts(silence, reason=self.masking.wording(silence.reason), until=silence.until, entry="")

    def _segment(self, segment: Segment, underlined: Iterable[Span] = ()) -> Segment:
        if id(segment) not in self.segments:
            self.segments[id(segment)] = (segment, self._redacted(segment, underlined))
        return self.segments[id(segment)][1]

    def _redacted(self, segment: Segment, underlined: Iterable[Span]) -> Segment:
        return self._parts(segment, text=self.masking.text_of(segment, underlined))

    def _finding(self, finding: Finding) -> Finding:
        segment = self._segment(finding.segment)
        evidence = tuple(self._evidence(piece, finding.segment, segment) for piece in finding.evidence)
        return self._parts(finding, segment=segment, evidence=evidence, ruling=self._ruling(finding, segment))

    def _ruling(self, finding: Finding, segment: Segment) -> Ruling:
        """Return what is said of words as a segment shows them; rows of a table that share it still do."""
        key = id(finding.ruling), segment.text
        if key not in self.rulings:
            self.rulings[key] = finding.ruling, self._ruled(finding, segment)
        return self.rulings[key][1]

    def _ruled(self, finding: Finding, segment: Segment) -> Ruling:
        rewriting = OnDemand.known(self._rewrite(finding, segment))
        ruling = self._parts(finding.ruling, rewriting=rewriting, fingerprint=finding.fingerprint)
        shown = replace(finding, segment=segment, ruling=ruling)
        return ruling if shown.clause_text == finding.clause_text else replace(ruling, fingerprint=_fingerprint(shown))

    def _evidence(self, evidence: Evidence, segment: Segment, redacted: Segment) -> Evidence:
        """Return evidence as its segment shows it; what stands elsewhere is looked through for itself."""
        stands_here = evidence.span.of(segment.text) == evidence.text
        return self._parts(evidence, text=evidence.span.of(redacted.text)) if stands_here else self._parts(evidence)

    def _rewrite(self, finding: Finding, redacted: Segment) -> Rewrite | None:
        """Make the edits of a rewrite in the redacted text."""
        if finding.rewrite is None:
            return None
        edits = tuple(Edit(edit.span, self.masking.text(edit.text)) for edit in finding.rewrite.edits)
        behind = len(redacted.text) - finding.clause.end
        revised = apply(redacted.text, edits)
        return Rewrite(edits, revised[finding.clause.start : len(revised) - behind])


_Way: TypeAlias = Callable[[Redaction, Any], Any]
_SEQUENCES: Mapping[type, _Way] = {tuple: Redaction._each, list: Redaction._listed}  # these alone: others take more than their parts
_SPECIAL: Mapping[type, _Way] = {
    LazySegments: Redaction._lazy,
    Segment: Redaction._segment,
    Finding: Redaction._finding,
    Failure: Redaction._failure,
    Notice: Redaction._notice,
    Silence: Redaction._silence,
}
"""What takes more than its fields one by one."""


_WAYS: dict[type, _Way] = {}
"""By kind; results of a large table have a million parts."""


def _way(kind: type) -> _Way:
    """Return how parts of a kind are redacted.

    Raises:
        TypeError: if they are of a kind that cannot be looked through: they would be shown as they are.
    """
    if kind in _SEQUENCES:
        return _SEQUENCES[kind]
    if special := next((way for base, way in _SPECIAL.items() if issubclass(kind, base)), None):
        return special
    if issubclass(kind, _OURS):  # asked before str: an enum is a name of ours
        return _as_it_is
    if issubclass(kind, str):
        return Redaction._text
    if issubclass(kind, Struct):
        return Redaction._parts
    raise TypeError(f"{kind.__qualname__} cannot be looked through for personal data")


def _as_it_is(_redaction: Redaction, part: Any) -> Any:
    return part


def _fingerprint(finding: Finding) -> str:
    """Return a fingerprint over what is shown: one over a number could be tried out."""
    content = "\0".join((finding.rule.id, finding.text, finding.clause_text))
    return hashlib.sha256(content.encode(errors="surrogatepass")).hexdigest()[:32]
