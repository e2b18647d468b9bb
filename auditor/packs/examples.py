"""Run the examples that stand in the rule files. Every example runs against all rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from auditor.model.document import Document, Label, Segment
from auditor.model.finding import Finding
from auditor.model.location import LinePlace
from auditor.model.report import DocumentResult
from auditor.model.rewrite import Phrase, Style
from auditor.model.rule import Flagged, Passed, Rule
from auditor.model.span import Span
from auditor.packs.mutate import spellings

Audit = Callable[[Document], DocumentResult]


class Mismatch(Struct, frozen=True):
    """An example that does not come out as its file says."""

    rule: Rule
    text: str
    problem: str

    def __str__(self) -> str:
        """One line that names file, example and problem."""
        return f"{self.rule.place}: {self.text!r}: {self.problem}"


def run_examples(rules: Iterable[Rule], audit: Audit) -> Iterator[Mismatch]:
    """Yield every example that fails.

    Args:
        rules: whose examples are run.
        audit: an audit with all rules.
    """
    for rule in rules:
        for flagged in rule.flagged:
            for problem in _check_flagged(rule, flagged, audit(example_document(flagged))):
                yield Mismatch(rule, flagged.text, problem)
        for passed in rule.passed:
            for problem in _check_passed(rule, passed, audit(example_document(passed))):
                yield Mismatch(rule, passed.text, problem)


def example_document(example: Flagged | Passed | Phrase) -> Document:
    """Return the document that an example stands for: its text, in the field that its label names."""
    place = LinePlace(1, 1)
    label = Label(example.label, place) if example.label else None
    return Document("example", "example", (Segment.at(example.text, place, label),))


def run_rewrites(style: Style, audit: Audit) -> Iterator[str]:
    """Yield every example of a phrase whose sentence is not rewritten as its file says."""
    for phrase in style.phrases:
        findings = audit(example_document(phrase)).findings
        rewrites = {finding.rewrite.text if finding.rewrite else None for finding in findings if _is_for(phrase, finding)}
        if rewrites != {phrase.rewrite}:
            yield f"{phrase.place}: {phrase.text!r}: should become {phrase.rewrite!r}, becomes {sorted(map(str, rewrites)) or 'no finding'}"


def _is_for(phrase: Phrase, finding: Finding) -> bool:
    return not phrase.grounds or finding.rule.ground in phrase.grounds


def _check_flagged(rule: Rule, example: Flagged, result: DocumentResult) -> Iterator[str]:
    found = tuple(finding.text for finding in result.findings if finding.rule.id == rule.id)
    if found != example.match:
        yield f"{rule.id} should find {list(example.match)}, finds {list(found)}{_because(rule, result)}"
    yield from _check_others(rule, example.also, result)


def _check_passed(rule: Rule, example: Passed, result: DocumentResult) -> Iterator[str]:
    found = [finding.text for finding in result.findings if finding.rule.id == rule.id]
    if found:
        yield f"{rule.id} should find nothing, finds {found}"
    dismissed_by = {dismissal.by for dismissal in result.dismissals if dismissal.rule.id == rule.id}
    if example.dismissed_by and example.dismissed_by not in dismissed_by:
        yield f"{rule.id} should be dismissed by {example.dismissed_by}, is dismissed by {sorted(dismissed_by) or 'nothing'}"
    yield from _check_others(rule, example.also, result)


def _check_others(rule: Rule, also: tuple[str, ...], result: DocumentResult) -> Iterator[str]:
    others = {finding.rule.id: finding.text for finding in result.findings if finding.rule.id != rule.id}
    if set(others) != set(also):
        yield f"other rules should find {sorted(also)}, find {others}"


def _because(rule: Rule, result: DocumentResult) -> str:
    reasons = [f"{dismissal.text} by {dismissal.by}" for dismissal in result.dismissals if dismissal.rule.id == rule.id]
    return f" (dismissed: {'; '.join(reasons)})" if reasons else ""


def run_spellings(rules: Iterable[Rule], audit: Audit) -> Iterator[Mismatch]:
    """Yield every mutation of an example that changes what its rule finds, unless the example says that it must.

    Args:
        rules: whose examples are mutated.
        audit: an audit with all rules.
    """
    for rule in rules:
        for example in rule.examples:
            yield from _check_spellings(rule, example, audit)


def _check_spellings(rule: Rule, example: Flagged | Passed, audit: Audit) -> Iterator[Mismatch]:
    found = _found(rule, example, audit(example_document(example)))
    places = found if isinstance(example, Flagged) else [Span(0, len(example.text))]
    for mutation, spelling in spellings(example.text, places, field=bool(example.label)):
        now = _found(rule, example, audit(example_document(replace(example, text=spelling.text))))
        due = [spelling.place(span) for span in found] if isinstance(example, Flagged) else []
        if (now == due) is (mutation.name in example.breaks_when):
            yield Mismatch(rule, spelling.text, _problem(mutation.name, spelling.text, due, now))


def _found(rule: Rule, example: Flagged | Passed, result: DocumentResult) -> list[Span]:
    """Return where something is found: of the rule's ground for a flagged example, by the rule itself for a passed one."""
    ground = isinstance(example, Flagged)
    return [each.span for each in result.findings if each.rule.id == rule.id or (ground and each.rule.ground is rule.ground)]


def _problem(name: str, text: str, due: list[Span], now: list[Span]) -> str:
    if now == due:
        return f"{name} is listed under breaks-when, but changes nothing"
    return f"{name}: should find {[span.of(text) for span in due]}, finds {[span.of(text) for span in now]}"
