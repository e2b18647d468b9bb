"""What is said beside marked words: one note for all the findings on them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from auditor.model.document import Segment
from auditor.model.evidence import REPEAT, Evidence
from auditor.model.finding import Finding
from auditor.model.grounds import Severity
from auditor.model.location import Location
from auditor.model.own_notes import CAUTION
from auditor.model.span import Span
from auditor.model.wording import Language, Wording
from auditor.report.words import describe, law, message

_LAW = Wording("依据：", "Law: ")
_FIELD = Wording("所在栏目：", "Under: ")
_CHECK = Wording("注意：", "Caution: ")
_ADVICE = Wording("建议：", "Advice: ")
_LONGEST = 400  # code points of a quotation or a rewritten clause
_UNSHOWN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


class Note(Struct, frozen=True):
    """Some words of a document, and what is said of them.

    Args:
        segment: where they stand.
        span: which they are, in code points of the segment's text.
        severity: the gravest of the findings.
        lines: for people to read; free of signs that XML cannot hold or that turn text around.
        location: where the words start.
        words: the words as they may be quoted, in one line.
    """

    segment: Segment
    span: Span
    severity: Severity
    lines: tuple[str, ...]
    location: Location
    words: str

    @property
    def text(self) -> str:
        """All that is said, line by line."""
        return "\n".join(self.lines)

    def listed(self, language: Language) -> tuple[str, ...]:
        """Return what is said where the words themselves cannot be marked: place and words first."""
        place = describe(self.location, language)
        quoted = f"【{place}】“{self.words}”" if language == "zh" else f"[{place}] “{self.words}”"
        return (quoted, *self.lines)


def notes(findings: Sequence[Finding], language: Language, quoted: Sequence[Finding] | None = None) -> list[Note]:
    """Return a note for each stretch of words that something was found in, in order of the findings.

    Args:
        findings: as they were made; they tell where the words stand.
        language: of the notes.
        quoted: the same findings as they may be quoted, such as without personal data; by default as they are.
    """
    grouped: dict[tuple[int, Span], list[tuple[Finding, Finding]]] = {}
    for finding, shown_as in zip(findings, findings if quoted is None else quoted, strict=True):
        grouped.setdefault((id(finding.segment), finding.span), []).append((finding, shown_as))
    sayings = _Sayings(language)
    return [_note(group[0][0], [shown_as for _, shown_as in group], sayings) for group in grouped.values()]


def shown(text: str) -> str:
    """Return a text without signs that cannot be written into a document, or would turn what stands around them; cut if very long."""
    text = _UNSHOWN.sub("\ufffd", text)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def _note(found: Finding, quoted: Sequence[Finding], sayings: _Sayings) -> Note:
    severity = max((finding.severity for finding in quoted), key=lambda severity: severity.rank)
    words = shown(" ".join(quoted[0].text.split()))
    return Note(found.segment, found.span, severity, sayings.of(quoted), found.location, words)


class _Sayings:
    """What is said of words, made once for all rows of a table that hold them under the same header; findings must outlive it."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._known: dict[tuple[object, ...], tuple[str, ...]] = {}

    def of(self, quoted: Sequence[Finding]) -> tuple[str, ...]:
        """Return what is said of the words that some findings share, line by line."""
        key = tuple((id(finding.ruling), *(piece.text for piece in _around(finding))) for finding in quoted)
        if key not in self._known:
            self._known[key] = tuple(map(shown, dict.fromkeys(self._lines(quoted))))
        return self._known[key]

    def _lines(self, quoted: Sequence[Finding]) -> Iterator[str]:
        for finding in quoted:
            yield from _lines(finding, self._language)
        if quoted[0].rewrite:  # the same for all findings of a clause
            yield _ADVICE.get(self._language) + quoted[0].rewrite.wording.get(self._language)
        yield CAUTION.get(self._language)


def _around(finding: Finding) -> list[Evidence]:
    """Return the pieces that a finding rests on beside its words, which the words themselves do not show."""
    return [piece for piece in finding.evidence if piece.role not in ("text", REPEAT)]


def _lines(finding: Finding, language: Language) -> Iterable[str]:
    """Yield what is said of one finding."""
    yield f"{message(finding, language)} [{finding.rule.id}]"
    if finding.citations:
        yield _LAW.get(language) + law(finding, language)
    for piece in _around(finding):
        yield f"{_FIELD.get(language)}“{' '.join(piece.text.split())}”"
    for caution in finding.cautions:
        yield _CHECK.get(language) + caution.get(language)
    if not finding.rewrite:
        yield _ADVICE.get(language) + finding.rule.suggestion.get(language)
