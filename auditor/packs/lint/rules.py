"""Rules, held to their examples."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.model.context import SectionKind
from auditor.model.legal import Verdict, Verification
from auditor.model.rule import Exemption, Pattern, Rule
from auditor.packs.lint.alternatives import unproved
from auditor.packs.lint.examples import matched_text
from auditor.packs.lint.regexes import lint_regex
from auditor.packs.mutate import MUTATIONS
from auditor.packs.pack import Pack
from auditor.text.compiled import compiled
from auditor.text.literals.rarity import Literals
from auditor.text.literals.required import required_literals
from auditor.text.template.reader import TemplateReader

_FEWEST_PASSED = 2
_SPELLINGS = frozenset(mutation.name for mutation in MUTATIONS)
_FACTS = frozenset(("kind", "direction", "employer", "region", "occupation", "section"))


def lint_rule(rule: Rule, pack: Pack, templates: TemplateReader) -> Iterator[str]:
    """Yield every fault of a rule; its examples are templates, too."""
    for pattern in rule.patterns:
        yield from (f"patterns.{pattern.id}: {fault}" for fault in _lint_pattern(rule, pattern, templates))
    for exemption in rule.exemptions:
        yield from (f"exemptions.{exemption.id}: {fault}" for fault in _lint_exemption(rule, exemption, templates))
    yield from (f"examples.{fault}" for fault in _lint_examples(rule, templates))
    yield from (f"verdicts: {fault}" for fault in _lint_verdicts(rule, pack))


def _lint_pattern(rule: Rule, pattern: Pattern, templates: TemplateReader) -> Iterator[str]:
    yield from lint_regex(pattern.regex)
    texts = (matched_text(templates.print(example.text), example.label) for example in rule.flagged)
    if not any(map(compiled(pattern.regex).search, texts)):
        yield "no flagged example is hit by it"


def _lint_exemption(rule: Rule, exemption: Exemption, templates: TemplateReader) -> Iterator[str]:
    yield from lint_regex(exemption.regex)
    texts = [matched_text(templates.print(passed.text), passed.label) for passed in rule.passed if passed.dismissed_by == exemption.id]
    for alternative in unproved(exemption.regex, texts):
        yield f"no passed example is dismissed by its alternative {alternative!r}"


def _lint_examples(rule: Rule, templates: TemplateReader) -> Iterator[str]:
    if len(rule.passed) < _FEWEST_PASSED:
        yield f"passed: fewer than {_FEWEST_PASSED}"
    demands = [required_literals(pattern.regex) for pattern in rule.patterns]
    if not any(_is_near_miss(matched_text(templates.print(passed.text), passed.label), demands) for passed in rule.passed):
        yield "passed: none is a near miss (holds the literals that one of the rule's own patterns cannot do without)"
    for name in {name for example in rule.examples for name in example.breaks_when} - _SPELLINGS:
        yield f"breaks-when: {name} is none of {', '.join(sorted(_SPELLINGS))}"


def _is_near_miss(text: str, demands: Sequence[Sequence[Literals]]) -> bool:
    """Tell whether the gate would admit one of the patterns to a text; a pattern without literals proves nothing."""
    folded = text.casefold()
    return any(sets and all(any(literal in folded for literal in literals) for literals in sets) for sets in demands)


def _lint_verdicts(rule: Rule, pack: Pack) -> Iterator[str]:
    for fact in {fact for verdict in rule.verdicts for fact in verdict.when} - _FACTS:
        if not any(fact in pattern.facts or any(fact in facts for facts in pattern.captures.values()) for pattern in rule.patterns):
            yield f"no pattern says anything of {fact!r}"
    for verdict in rule.verdicts:
        yield from (f"no section is called {kind!r}" for kind in _unknown_sections(verdict))
        if verdict.severity and not _verified(verdict.basis, pack):
            yield f"{', '.join(verdict.basis) or 'a severity without basis'}: rests on memory alone"


def _unknown_sections(verdict: Verdict) -> list[str]:
    return [kind for kind in verdict.when.get("section", ()) if kind not in set(SectionKind)]


def _verified(refs: tuple[str, ...], pack: Pack) -> bool:
    return any(pack.citations[ref].article.verification in (Verification.TEXT, Verification.SEC) for ref in refs)
