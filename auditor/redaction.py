"""Results and documents without personal data: as long as they were, sign for sign, so that every offset stays true.

Findings are made before, so that they are the same; what is written comes after. What a finding underlines stays readable: of
it only numbers, mails and accounts are masked, no names.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias, TypeVar, overload

import ahocorasick_rs
from msgspec import Struct, field
from msgspec.structs import replace

from auditor.model.document import Document, Failure, LazySegments, Segment, Stretch
from auditor.model.evidence import Evidence
from auditor.model.finding import Finding, Ruling
from auditor.model.legal import Citation
from auditor.model.on_demand import OnDemand
from auditor.model.personal import PersonalForm, PersonalKind
from auditor.model.report import DocumentResult, Header, InputFile
from auditor.model.rewrite import Edit, Rewrite, apply
from auditor.model.rule import Rule
from auditor.model.silence import BaselineEntry, Silence
from auditor.model.span import Span
from auditor.model.wording import Wording
from auditor.text.compiled import OutOfTime
from auditor.text.personal import PersonalReader, masked

Whole = TypeVar("Whole", bound=Struct)

REDACTED = Wording("电话、邮箱、账号、身份证号和姓名已用 * 遮盖。", "phone numbers, mails, accounts, ID numbers and names are masked by *.")
_OURS = (Rule, Citation, Wording, Span, Ruling)  # nothing of a text is in them, or they are redacted with what they are of
_MOST_TEXTS = 10_000  # that are remembered: a large table has a name for each row
_FEWEST_SIGNS = 2  # of what is masked again wherever it stands: the surname alone in 王先生 is not


class Redactor:
    """Masks personal data in all that a report is made of.

    Args:
        forms: of the packs.
    """

    def __init__(self, forms: Iterable[PersonalForm]) -> None:
        self.forms = tuple(forms)
        self._reader = PersonalReader(self.forms)
        self._last: tuple[DocumentResult, DocumentResult] | None = None

    def result(self, result: DocumentResult) -> DocumentResult:
        """Return a result without personal data; several reporters in a row may ask for the same."""
        if self._last is None or self._last[0] is not result:
            self._last = (result, _Redaction(self._reader).result(result))
        return self._last[1]

    def document(self, document: Document) -> Document:
        """Return a document without personal data."""
        return _Redaction(self._reader).document(document)

    def input(self, file: InputFile) -> InputFile:
        """Return an input without personal data in its path; its digest still tells which file it is."""
        return replace(file, path=self.text(file.path))

    def entry(self, entry: BaselineEntry) -> BaselineEntry:
        """Return an entry of a baseline without personal data; its fingerprint is not shown, as it could be tried out."""
        return replace(_Redaction(self._reader).entry(entry), fingerprint="")

    def header(self, header: Header) -> Header:
        """Return a header that says that the report is redacted."""
        options = {name: self.text(value) for name, value in header.options.items()}
        return replace(header, options={**options, "redact": "True"}, cautions=(*header.cautions, REDACTED))

    def text(self, text: str) -> str:
        """Return a text without personal data."""
        return _Redaction(self._reader).text(text)


class _Redaction(Struct):
    """The redaction of one document or result; what is personal in one place is so in all others.

    Args:
        reader: finds what is personal.
        known: pieces that were found, to whether they are names.
        segments: by ``id``, as they are and redacted.
        rulings: by ``id`` and the redacted text of their segment, the same.
        texts: as they are, and redacted.
        names: for each piece that is known, whether it is a name, and
        automaton: finds these pieces.
    """

    reader: PersonalReader
    known: dict[str, bool] = field(default_factory=dict)
    segments: dict[int, tuple[Segment, Segment]] = field(default_factory=dict)
    rulings: dict[tuple[int, str], tuple[Ruling, Ruling]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    names: tuple[bool, ...] = ()
    automaton: ahocorasick_rs.AhoCorasick | None = None

    def result(self, result: DocumentResult) -> DocumentResult:
        outcomes = [*result.findings, *result.dismissals, *(silenced.finding for silenced in result.silenced)]
        self._learn({id(outcome.segment): outcome.segment for outcome in outcomes}.values())
        underlined: dict[int, list[Span]] = {}
        for outcome in outcomes:
            underlined.setdefault(id(outcome.segment), []).append(outcome.span)
        for outcome in outcomes:
            self._segment(outcome.segment, underlined[id(outcome.segment)])
        return self._parts(result)

    def entry(self, entry: BaselineEntry) -> BaselineEntry:
        return self._parts(entry)

    def document(self, document: Document) -> Document:
        self._learn(document.segments)
        return self._parts(document)

    def _parts(self, whole: Whole) -> Whole:
        """Return a value with all of its fields redacted: what is added to one later is not forgotten."""
        parts = [(name, getattr(whole, name)) for name in whole.__struct_fields__]
        changed = {name: new for name, part in parts if (new := self._part(part)) is not part}
        return replace(whole, **changed) if changed else whole

    def _part(self, part: Any) -> Any:
        kind = type(part)
        if kind not in _WAYS:
            _WAYS[kind] = _way(kind)
        return _WAYS[kind](self, part)

    def _each(self, parts: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(map(self._part, parts))

    def _lazy(self, segments: LazySegments) -> LazySegments:
        return _RedactedSegments(segments, lambda segment: self._redacted(segment, ()))

    def _failure(self, failure: Failure) -> Failure:
        place, reason = (Wording(self.text(said.zh), self.text(said.en)) for said in (failure.place, failure.reason))
        return replace(failure, source=self.text(failure.source), place=place, reason=reason)

    def _silence(self, silence: Silence) -> Silence:
        """Mask a reason, which somebody wrote and is no statement of ours."""
        reason = Wording(self.text(silence.reason.zh), self.text(silence.reason.en))
        return replace(silence, reason=reason, source=self.text(silence.source), location=self._part(silence.location), entry="")

    def text(self, text: str) -> str:
        """Return a text without personal data; one that was asked for before as it was then."""
        if text not in self.texts:
            if len(self.texts) >= _MOST_TEXTS:
                self.texts.clear()
            self.texts[text] = self._masked(text, "", ())
        return self.texts[text]

    def _learn(self, segments: Iterable[Segment]) -> None:
        """Look through segments for pieces that will be masked wherever they stand."""
        for segment in segments:
            try:
                for piece in self.reader.find(segment.text, _label(segment)):
                    if len(piece.span) >= _FEWEST_SIGNS:
                        self.known.setdefault(piece.span.of(segment.text), piece.kind is PersonalKind.NAME)
            except OutOfTime:  # the segment will be masked as a whole
                continue
        if self.known:
            self.names = tuple(self.known.values())
            self.automaton = ahocorasick_rs.AhoCorasick(list(self.known), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)

    def _masked(self, text: str, label: str, underlined: Iterable[Span]) -> str:
        try:
            found = [(piece.span, piece.kind is PersonalKind.NAME) for piece in self.reader.find(text, label)]
        except OutOfTime:  # what cannot be looked through is not shown
            return masked(text, [Span(0, len(text))])
        kept = bytearray(len(text))
        for span in underlined:
            kept[span.start : span.end] = b"\1" * len(span)
        return masked(text, [span for span, name in (*found, *self._again(text)) if not (name and any(kept[span.start : span.end]))])

    def _again(self, text: str) -> Iterator[tuple[Span, bool]]:
        """Yield where known pieces stand, and whether they are names."""
        if self.automaton:
            for number, start, end in self.automaton.find_matches_as_indexes(text):
                yield Span(start, end), self.names[number]

    def _segment(self, segment: Segment, underlined: Iterable[Span] = ()) -> Segment:
        if id(segment) not in self.segments:
            self.segments[id(segment)] = (segment, self._redacted(segment, underlined))
        return self.segments[id(segment)][1]

    def _redacted(self, segment: Segment, underlined: Iterable[Span]) -> Segment:
        return replace(self._parts(replace(segment, text="")), text=self._masked(segment.text, _label(segment), underlined))

    def _finding(self, finding: Finding) -> Finding:
        segment = self._segment(finding.segment)
        evidence = tuple(self._evidence(piece, finding.segment, segment) for piece in finding.evidence)
        parts = self._parts(replace(finding, evidence=()))
        return replace(parts, evidence=evidence, ruling=self._ruling(finding, segment))

    def _ruling(self, finding: Finding, segment: Segment) -> Ruling:
        """Return what is said of words as a segment shows them; rows of a table that share it still do."""
        key = id(finding.ruling), segment.text
        if key not in self.rulings:
            self.rulings[key] = finding.ruling, self._ruled(finding, segment)
        return self.rulings[key][1]

    def _ruled(self, finding: Finding, segment: Segment) -> Ruling:
        rewriting = OnDemand.known(self._rewrite(finding, segment))
        ruling = replace(self._parts(finding.ruling), rewriting=rewriting, fingerprint=finding.fingerprint)
        shown = replace(finding, segment=segment, ruling=ruling)
        return ruling if shown.clause_text == finding.clause_text else replace(ruling, fingerprint=_fingerprint(shown))

    def _evidence(self, evidence: Evidence, segment: Segment, redacted: Segment) -> Evidence:
        """Return evidence as its segment shows it; what stands elsewhere is looked through for itself."""
        piece = self._parts(evidence)
        stands_here = evidence.span.of(segment.text) == evidence.text
        return replace(piece, text=evidence.span.of(redacted.text)) if stands_here else piece

    def _rewrite(self, finding: Finding, redacted: Segment) -> Rewrite | None:
        """Make the edits of a rewrite in the redacted text."""
        if finding.rewrite is None:
            return None
        edits = tuple(Edit(edit.span, self.text(edit.text)) for edit in finding.rewrite.edits)
        behind = len(redacted.text) - finding.clause.end
        revised = apply(redacted.text, edits)
        return Rewrite(edits, revised[finding.clause.start : len(revised) - behind])


class _RedactedSegments(LazySegments):
    """Segments that are redacted while they are iterated over."""

    def __init__(self, segments: LazySegments, redacted: Callable[[Segment], Segment]) -> None:
        self._segments = segments
        self._redacted = redacted

    def __len__(self) -> int:
        return len(self._segments)

    def __iter__(self) -> Iterator[Segment]:
        return map(self._redacted, self._segments)

    @overload
    def __getitem__(self, index: int) -> Segment: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Segment]: ...
    def __getitem__(self, index: int | slice) -> Segment | Sequence[Segment]:
        found = self._segments[index]
        return self._redacted(found) if isinstance(found, Segment) else tuple(map(self._redacted, found))

    def stretches(self) -> Iterator[Stretch]:
        """Yield stretch by stretch."""
        known: dict[int, tuple[Segment, Segment]] = {}
        for stretch in self._segments.stretches():
            known = known if all(id(segment) in known for segment in stretch.common) else {}
            known.update((id(segment), (segment, self._redacted(segment))) for segment in stretch.common if id(segment) not in known)
            segments = tuple(known[id(segment)][1] if id(segment) in known else self._redacted(segment) for segment in stretch.segments)
            yield replace(stretch, segments=segments, common=tuple(known[id(segment)][1] for segment in stretch.common))


_Way: TypeAlias = Callable[[_Redaction, Any], Any]
_SPECIAL: Mapping[type, _Way] = {
    tuple: _Redaction._each,
    LazySegments: _Redaction._lazy,
    Segment: _Redaction._segment,
    Finding: _Redaction._finding,
    Failure: _Redaction._failure,
    Silence: _Redaction._silence,
}
"""What takes more than its fields one by one."""


_WAYS: dict[type, _Way] = {}
"""By kind; results of a large table have a million parts."""


def _way(kind: type) -> _Way:
    """Return how parts of a kind are redacted."""
    if special := next((way for base, way in _SPECIAL.items() if issubclass(kind, base)), None):
        return special
    if kind is str:  # an enum is a name of ours
        return _Redaction.text
    return _as_it_is if issubclass(kind, _OURS) or not issubclass(kind, Struct) else _Redaction._parts


def _as_it_is(_redaction: _Redaction, part: Any) -> Any:
    return part


def _label(segment: Segment) -> str:
    """Return what says what a segment holds: its header, or the last word of a field's path."""
    return segment.label.text if segment.label else segment.field.rpartition(".")[2]


def _fingerprint(finding: Finding) -> str:
    """Return a fingerprint over what is shown: one over a number could be tried out."""
    content = "\0".join((finding.rule.id, finding.text, finding.clause_text))
    return hashlib.sha256(content.encode(errors="surrogatepass")).hexdigest()[:32]
