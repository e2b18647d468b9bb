"""Settle each candidate into a finding or a dismissal with its reason."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from auditor.model.circumstances import NOTHING_KNOWN, Circumstances
from auditor.model.clause import Clause
from auditor.model.context import CueHit
from auditor.model.evidence import Evidence
from auditor.model.finding import Candidate, Dismissal, Finding, Ruling
from auditor.model.grounds import SEVERITY_NAMES, Employer, Severity
from auditor.model.legal import Citation, LegalException
from auditor.model.rule import Exemption, Reach, Rule
from auditor.model.span import Span
from auditor.model.wording import Wording, fill
from auditor.text.around import lines_around
from auditor.text.compiled import find, found
from auditor.text.gate import Gate, LiteralGate, MakesGate
from auditor.text.normalise import Normalised
from auditor.text.sections import NOWHERE, Standing
from auditor.verdict_table import Row, VerdictTables

_SET = Wording("严重程度由配置定为“{now}”，依规则是“{by_rule}”", "severity set to {now} by the configuration; by the rule it is {by_rule}")
_ELSEWHERE = (Reach.SECTION, Reach.DOCUMENT, Reach.LINES)
_REMEMBERED = 2_048  # exemptions in clauses


class Reading(Struct, frozen=True):
    """A clause as the judge sees it.

    Args:
        clause: the raw clause.
        text: its folded text, after the canonical label and a colon where it has a label.
        prefix: code points of that label and colon; 0 without a label.
        post: folded text of all that tells of the same post.
        circumstances: who is assumed to hire for the post, and where.
        standing: tells what the part of the text that it stands in is about, and the words of that part's heading.
    """

    clause: Clause
    text: str
    folded: Normalised
    prefix: int
    post: str
    circumstances: Circumstances = NOTHING_KNOWN
    standing: Standing = NOWHERE


def reread(reading: Reading, raw: str, fold: Callable[[Clause], Normalised]) -> Reading:
    """Return the reading of a clause whose raw text is another one, in the same place of the same post."""
    segment = replace(reading.clause.segment, text=raw, anchors=reading.clause.segment.anchors[:1])
    clause = replace(reading.clause, segment=segment, span=Span(0, len(raw)))
    folded = fold(clause)
    return replace(reading, clause=clause, text=reading.text[: reading.prefix] + folded.text, folded=folded)


class Judge:
    """Applies exemptions, cues, statutory exceptions and verdict tables.

    Args:
        citations: every legal basis by ref.
        exceptions: statutory exceptions.
        as_of: ISO day whose law applies.
        gate: makes the gates before exemptions.
        severities: those that the user has set, by the id of the rule; findings say what they were by the rule.
        post_gate: makes the gate before what the exceptions are shown by; like the other ones unless it is given.
    """

    def __init__(
        self,
        citations: Mapping[str, Citation],
        exceptions: Iterable[LegalException],
        as_of: str,
        gate: MakesGate = LiteralGate,
        *,
        severities: Mapping[str, Severity] | None = None,
        post_gate: MakesGate | None = None,
    ) -> None:
        self._severities = severities or {}
        self._tables = VerdictTables(citations, as_of)
        self._cues = [(exception, cue) for exception in exceptions for cue in exception.cues]
        self._gate = (post_gate or gate)([cue for _, cue in self._cues])
        self._gate_of_exemptions = gate
        self._exemptions: dict[str, Gate] = {}  # by the id of their rule
        self._last: tuple[str | None, Sequence[tuple[LegalException, Sequence[str]]], dict[str, bool]] = (None, (), {})

    def settle(self, reading: Reading, candidate: Candidate, cues: Sequence[CueHit]) -> Finding | Dismissal:
        """Uphold or dismiss one candidate.

        Raises:
            OutOfTime: if an exemption or exception takes too long.
        """
        for exemption in self._exemptions_near(reading, candidate.rule):
            if _reaches(exemption, reading, candidate):
                return _dismissal(reading, candidate, exemption.id, exemption.why)
        if kind := reading.standing.text:
            return _dismissal(reading, candidate, kind.id, kind.why)
        if cues:
            return _dismissal(reading, candidate, cues[0].cue.id, cues[0].cue.why)
        table = self._tables.of(candidate.rule, candidate.facts)
        place = {name: self._fact(name, reading, candidate) for name in table.asks}
        row = table.row(place)
        if row.severity is None:
            return _dismissal(reading, candidate, _lawful_by(row, place), row.why, row.cautions)
        return self._finding(reading, candidate, row, row.severity)

    def _exemptions_near(self, reading: Reading, rule: Rule) -> Sequence[Exemption]:
        """Return the exemptions of a rule that may stand in a clause, or are looked for elsewhere."""
        if not rule.exemptions:
            return ()
        if rule.id not in self._exemptions:
            self._exemptions[rule.id] = self._gate_of_exemptions([exemption.regex for exemption in rule.exemptions])
        here = self._exemptions[rule.id].admits(reading.text)
        return [one for number, one in enumerate(rule.exemptions) if number in here or one.reach in _ELSEWHERE]

    def _fact(self, name: str, reading: Reading, candidate: Candidate) -> Set[str]:
        """Return the values of a fact about the place of a candidate."""
        match name:
            case "employer":
                return {*(reading.circumstances.employer.values or (Employer.UNKNOWN.value,))}
            case "region":
                return {*reading.circumstances.region.values}
            case "section":
                return {reading.standing.section[0].value}
            case _:
                return {*self._occupations(reading, candidate)}

    def _occupations(self, reading: Reading, candidate: Candidate) -> Iterator[str]:
        """Yield the exceptions whose post the text shows and that cover the ground and the bound."""
        for exception, cues in self._may_show(reading.post):
            covered = candidate.rule.ground in exception.grounds and _covers_age(exception, candidate)
            if covered and self._shows(exception, cues, reading.post):
                yield exception.id

    def _shows(self, exception: LegalException, cues: Sequence[str], post: str) -> bool:
        """Tell whether the text that was last looked at shows the post of an exception."""
        answers = self._last[2]
        if exception.id not in answers:
            answers[exception.id] = any(found(cue, post, f"exception {exception.id}") for cue in cues)
        return answers[exception.id]

    def _may_show(self, post: str) -> Sequence[tuple[LegalException, Sequence[str]]]:
        """Return the exceptions that a text may show, with their cues there; candidates come post by post, so the last answer is kept."""
        if self._last[0] != post:
            near: dict[str, tuple[LegalException, list[str]]] = {}
            for exception, cue in (self._cues[number] for number in self._gate.admits(post)):
                near.setdefault(exception.id, (exception, []))[1].append(cue)
            self._last = (post, tuple(near.values()), {})
        return self._last[1]

    def _finding(self, reading: Reading, candidate: Candidate, row: Row, severity: Severity) -> Finding:
        as_set = self._severities.get(candidate.rule.id, severity)
        told = () if as_set is severity else (fill(_SET, now=SEVERITY_NAMES[as_set], by_rule=SEVERITY_NAMES[severity]),)
        evidence = tuple(_evidence(reading, candidate))
        ruling = Ruling(
            rule=candidate.rule,
            severity=as_set,
            span=evidence[0].span,
            clause=reading.clause.span,
            citations=row.citations,
            why=row.why,
            fingerprint=_fingerprint(reading, candidate),
            cautions=(*row.cautions, *told),
        )
        return Finding(ruling, reading.clause.segment, evidence, reading.circumstances)


def _lawful_by(row: Row, place: Mapping[str, Set[str]]) -> str:
    """Name what made a wording lawful: the statutory exception, or the kind of wording."""
    exceptions = sorted(place.get("occupation", frozenset()) & {*row.when.get("occupation", ())})
    return exceptions[0] if exceptions else f"lawful-{row.kind or 'wording'}"


def _covers_age(exception: LegalException, candidate: Candidate) -> bool:
    """Tell whether an exception covers the upper bound; one without bounds of its own covers any."""
    high = candidate.ages[1]
    return not exception.max_ages or high is None or high in exception.max_ages


def _reaches(exemption: Exemption, reading: Reading, candidate: Candidate) -> bool:
    if exemption.sections and not reading.standing.is_in(exemption.sections):
        return False
    part = f"exemption {exemption.id}"
    if exemption.reach is Reach.SECTION:
        return found(exemption.regex, reading.standing.section[1], part)
    if exemption.reach is Reach.DOCUMENT:
        return found(exemption.regex, reading.post, part)
    if exemption.reach is Reach.LINES:
        return _reaches_over_lines(exemption.regex, reading, candidate.span, part)
    return any(_near(exemption.reach, span, candidate.span) for span in _excuses(exemption.regex, reading.text, part))


def _reaches_over_lines(regex: str, reading: Reading, hit: Span, part: str) -> bool:
    """Tell whether an exemption covers a candidate in the lines around it; what stands over a clause has no such lines."""
    if hit.end <= reading.prefix:
        return False
    before, behind = lines_around(reading.clause.segment.text, reading.clause.span, reading.standing.beside)
    said = Span(max(hit.start, reading.prefix), hit.end).shift(len(before) - reading.prefix)
    return any(excuse.covers(said) for excuse in _excuses(regex, before + reading.text[reading.prefix :] + behind, part))


@lru_cache(maxsize=_REMEMBERED)
def _excuses(regex: str, text: str, part: str) -> tuple[Span, ...]:
    """Return where an exemption stands in a clause; the cells of a table repeat themselves."""
    return tuple(Span(*match.span()) for match in find(regex, text, part))


def _near(reach: Reach, excuse: Span, hit: Span) -> bool:
    if reach is Reach.COVER:
        return excuse.covers(hit)
    if reach is Reach.BEFORE:
        return excuse.end == hit.start
    if reach is Reach.AFTER:
        return excuse.start == hit.end
    return True


def _dismissal(reading: Reading, candidate: Candidate, by: str, why: Wording, cautions: tuple[Wording, ...] = ()) -> Dismissal:
    first = next(_evidence(reading, candidate))
    return Dismissal(candidate.rule, reading.clause.segment, first.span, reading.clause.span, first.location, by, why, cautions)


def _evidence(reading: Reading, candidate: Candidate) -> Iterator[Evidence]:
    """Yield the pieces that a candidate rests on: its words, then the label that gives them their meaning."""
    segment, label = reading.clause.segment, reading.clause.segment.label
    span = raw_span(reading, candidate.span)
    yield Evidence(segment.locate(span.start), span, span.of(segment.text))
    if label is not None and reading.prefix:
        yield Evidence(label.location, Span(0, len(label.text)), label.text, role="label")
    lead = reading.clause.lead
    if lead is not None:
        role = "label" if reading.clause.label else "heading"
        yield Evidence(lead.segment.locate(lead.span.start), lead.span, lead.text, role)


def raw_span(reading: Reading, span: Span) -> Span:
    """Return the code points of the segment's raw text that a span of the folded text stands for.

    A match that lies in the label alone stands for the whole clause.
    """
    inner = Span(max(span.start, reading.prefix) - reading.prefix, max(span.end, reading.prefix) - reading.prefix)
    if not len(inner):
        return reading.clause.span
    return reading.folded.raw(inner).shift(reading.clause.span.start)


def _fingerprint(reading: Reading, candidate: Candidate) -> str:
    content = "\0".join((candidate.rule.id, candidate.span.of(reading.text), reading.text))
    return hashlib.sha256(content.encode(errors="surrogatepass")).hexdigest()[:32]
