"""What a pack must be beyond loading: every pattern and exemption proved by an example, no regex that cannot work here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from auditor.model.circumstances import CircumstanceCue, CircumstanceCues
from auditor.model.context import ChoiceForms, Cue, PostForms, PostHeading, SectionKind, TextKind
from auditor.model.legal import Citation, Verdict, Verification
from auditor.model.personal import PersonalForm
from auditor.model.rewrite import MARK, Style
from auditor.model.rule import Exemption, Pattern, Rule
from auditor.packs.mutate import MUTATIONS
from auditor.packs.pack import Pack
from auditor.packs.regex_lint import lint_regex
from auditor.packs.template_lint import lint_templates
from auditor.text.choices import Choices
from auditor.text.compiled import compiled
from auditor.text.draft import Draft, tidied
from auditor.text.forms import FilledIn
from auditor.text.literals.rarity import Literals
from auditor.text.literals.required import required_literals
from auditor.text.normalise import normalise
from auditor.text.personal import PersonalReader
from auditor.text.posts import headings
from auditor.text.shown import find
from auditor.text.template.reader import TemplateReader
from auditor.text.titles import Titles

_FEWEST_PASSED = 2
_SPELLINGS = frozenset(mutation.name for mutation in MUTATIONS)
_FACTS = frozenset(("kind", "direction", "employer", "region", "occupation", "section"))


def lint(pack: Pack) -> Iterator[str]:
    """Yield every fault as one line that names file and rule part."""
    yield from _lint_names(pack)
    yield from _lint_repeated(pack)
    templates = TemplateReader(pack.templates)
    for rule in pack.rules:
        yield from (f"{rule.place}: {fault}" for fault in _lint_rule(rule, pack, templates))
    yield from (f"context: templates: {fault}" for fault in lint_templates(pack.templates, templates))
    choices = Choices(pack.choices)
    for cue in pack.cues:
        yield from _lint_cue(cue, choices)
    yield from (f"context: choices: {fault}" for fault in _lint_choices(pack.choices, choices))
    for heading in pack.post_forms.headings:
        yield from (f"context: {heading.id}: {fault}" for fault in _lint_heading(heading, pack.post_forms))
    for text_kind in pack.text_kinds:
        yield from (f"context: {text_kind.id}: {fault}" for fault in _lint_text_kind(text_kind, pack))
    for kind in (pack.employers, pack.regions):
        for shown in kind.cues:
            yield from (f"context: {shown.id}: {fault}" for fault in _lint_circumstance(shown, kind))
    yield from _lint_style(pack.style)


def lint_personal(forms: Sequence[PersonalForm]) -> Iterator[str]:
    """Yield every fault of the forms of personal data; an example holds for all forms together."""
    every = PersonalReader(forms)
    for form in forms:
        yield from (f"personal: {form.id}: {fault}" for fault in _lint_personal(form, every))


def _lint_personal(form: PersonalForm, every: PersonalReader) -> Iterator[str]:
    yield from lint_regex(form.regex)
    alone = PersonalReader([form])
    for text, words in form.examples:
        found = sorted({piece.span for piece in every.find(text)})
        longest = [span for span in found if not any(other != span and other.covers(span) for other in found)]
        if [span.of(text) for span in longest] != list(words):
            yield f"finds {[span.of(text) for span in longest]} in {text!r}, not {list(words)}"
        if not any(True for _ in alone.find(text)):
            yield f"its example {text!r} is not hit by it"
    for text in form.near_misses:
        if found := sorted({piece.span for piece in every.find(text)}):
            yield f"the near miss {text!r} has {[span.of(text) for span in found]}"


def _lint_names(pack: Pack) -> Iterator[str]:
    names: dict[str, str] = {}
    for rule in pack.rules:
        for name in (rule.name, *rule.aliases):
            if name in names:
                yield f"{rule.place}: name: {name} is taken by {names[name]}"
            names[name] = rule.id


def _lint_repeated(pack: Pack) -> Iterator[str]:
    """An example proves one thing; what stands twice proves nothing more."""
    seen: dict[tuple[str, str], str] = {}
    for rule in pack.rules:
        for example in rule.examples:
            key = (example.label, normalise(example.text).text)
            if key in seen:
                yield f"{rule.place}: examples: {example.text!r} stands in {seen[key]} already"
            seen[key] = rule.id


def _lint_rule(rule: Rule, pack: Pack, templates: TemplateReader) -> Iterator[str]:
    for pattern in rule.patterns:
        yield from (f"patterns.{pattern.id}: {fault}" for fault in _lint_pattern(rule, pattern, templates))
    for exemption in rule.exemptions:
        yield from (f"exemptions.{exemption.id}: {fault}" for fault in _lint_exemption(rule, exemption, templates))
    yield from (f"examples.{fault}" for fault in _lint_examples(rule, templates))
    yield from (f"verdicts: {fault}" for fault in _lint_verdicts(rule, pack))


def _lint_examples(rule: Rule, templates: TemplateReader) -> Iterator[str]:
    if len(rule.passed) < _FEWEST_PASSED:
        yield f"passed: fewer than {_FEWEST_PASSED}"
    demands = [required_literals(pattern.regex) for pattern in rule.patterns]
    if not any(_is_near_miss(_matched_text(templates.print(passed.text), passed.label), demands) for passed in rule.passed):
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


def _lint_pattern(rule: Rule, pattern: Pattern, templates: TemplateReader) -> Iterator[str]:
    yield from lint_regex(pattern.regex)
    texts = (_matched_text(templates.print(example.text), example.label) for example in rule.flagged)
    if not any(map(compiled(pattern.regex).search, texts)):
        yield "no flagged example is hit by it"


def _lint_exemption(rule: Rule, exemption: Exemption, templates: TemplateReader) -> Iterator[str]:
    yield from lint_regex(exemption.regex)
    texts = [_matched_text(templates.print(passed.text), passed.label) for passed in rule.passed if passed.dismissed_by == exemption.id]
    for alternative in _alternatives(exemption.regex):
        if not any(compiled(alternative).search(text) for text in texts):
            yield f"no passed example is dismissed by its alternative {alternative!r}"


def _lint_cue(cue: Cue, choices: Choices) -> Iterator[str]:
    for fault in chain(lint_regex(cue.regex), lint_regex(cue.terminator)):
        yield f"context: {cue.id}: {fault}"
    for alternative in _alternatives(cue.regex):
        if not any(compiled(alternative).search(choices.read_aloud(example)) for example in cue.examples):
            yield f"context: {cue.id}: no example has its alternative {alternative!r}"
    if cue.is_force and cue.sections:
        yield f"context: {cue.id}: sections: a force holds in all sections"
    if cue.dismisses and not cue.passed:
        yield f"context: {cue.id}: passed: no text that holds the cue and in which a finding stands"
    for text in cue.passed:
        if not compiled(cue.regex).search(choices.read_aloud(text)) and not _shares_signs(text, cue.examples):
            yield f"context: {cue.id}: passed: no near miss, neither the cue nor two signs of an example stand in {text!r}"


def _lint_choices(forms: ChoiceForms, choices: Choices) -> Iterator[str]:
    for pattern in (forms.whatever, forms.applicants, forms.employers, *(kind.regex for kind in forms.kinds)):
        yield from lint_regex(pattern)
    for kind in forms.kinds:
        for text, due in kind.examples:
            if (read := choices.read_aloud(text)) != due:
                yield f"{kind.id}: {text!r} should be read as {due!r}, is read as {read!r}"
            if not any(compiled(kind.regex).search(normalise(field.of(text)).text) for field in choices.read(text).fields):
                yield f"{kind.id}: no choice of {text!r} is of this kind"
        yield from (f"{kind.id}: the near miss {text!r} is read as choices" for text in kind.near_misses if choices.read(text).edits)
    filled_in = FilledIn(forms)
    for line, opens in forms.examples:
        if filled_in.goes_on(line, False) is not opens:
            yield f"{line!r} should {'' if opens else 'not '}open a form that applicants fill in"


def _lint_circumstance(cue: CircumstanceCue, cues: CircumstanceCues) -> Iterator[str]:
    yield from lint_regex(cue.regex)
    for alternative in _alternatives(cue.regex):
        if not any(compiled(alternative).search(normalise(text).text) for text, _ in cue.examples):
            yield f"no example has its alternative {alternative!r}"
    for text, words in cue.examples:
        folded = normalise(text).text
        found = [one.span.of(folded) for one in find([cue], folded)]
        if words not in found:
            yield f"finds {found} in {text!r}, not {words!r}"
    rivals = [other for other in cues.cues if set(other.values) & set(cue.values)]
    for text in cue.near_misses:
        if found := [f"{one.cue.id}: {one.span.of(normalise(text).text)}" for one in find(rivals, normalise(text).text)]:
            yield f"the near miss {text!r} has {found}"


def _lint_heading(heading: PostHeading, forms: PostForms) -> Iterator[str]:
    yield from lint_regex(heading.regex)
    yield from lint_regex(heading.sign)
    alone = PostForms((heading,), forms.no_post)
    for text, name in heading.examples:
        if not compiled(heading.sign).search(normalise(text).text):
            yield f"its sign is not found in {text!r}"
        found = [post.name for post in headings(normalise(text).text, alone)]
        if found != [name]:
            yield f"finds {found} in {text!r}, not {name!r}"
    for text in heading.near_misses:
        if found := [post.name for post in headings(normalise(text).text, forms)]:
            yield f"finds {found} in the near miss {text!r}"


def _lint_text_kind(kind: TextKind, pack: Pack) -> Iterator[str]:
    yield from chain(lint_regex(kind.title), lint_regex(kind.hires))
    titles = Titles(pack.text_kinds)
    for text in kind.examples:
        if titles.kind_of([text]) != kind:
            yield f"{text!r} is not of this kind"
    for text in kind.passed:
        if titles.kind_of([text]):
            yield f"{text!r} should be of no kind"
        if not compiled(kind.title).search(normalise(text).text):
            yield f"passed: no near miss, no words of a title stand in {text!r}"


def _lint_style(style: Style) -> Iterator[str]:
    for phrase in (*style.phrases, *style.tidying, *style.doubts):
        yield from (f"{phrase.place}: {fault}" for fault in lint_regex(phrase.regex))
        if not compiled(phrase.regex).search(_matched_text(phrase.text, phrase.label)):
            yield f"{phrase.place}: its example {phrase.text!r} is not hit by it"
    for phrase in style.tidying:
        if MARK not in phrase.regex:
            yield f"{phrase.place}: touches words far from what was dropped; put {MARK} into the regex"
        if (after := tidied(Draft.of(phrase.text), phrase).text) != phrase.rewrite:
            yield f"{phrase.place}: {phrase.text!r} should become {phrase.rewrite!r}, becomes {after!r}"


def _matched_text(text: str, label: str) -> str:
    return normalise(f"{label}:{text}" if label else text).text


def _shares_signs(text: str, others: Iterable[str]) -> bool:
    """Tell whether a text shares two signs in a row with one of the others."""
    return any(other[i : i + 2] in text for other in others for i in range(len(other) - 1))


def _verified(refs: tuple[str, ...], pack: Pack) -> bool:
    cited: list[Citation] = [pack.citations[ref] for ref in refs]
    return any(citation.article.verification in (Verification.TEXT, Verification.SEC) for citation in cited)


def _alternatives(pattern: str) -> Iterator[str]:
    """Yield the alternatives at the top level of a regex."""
    depth, start, in_class, position = 0, 0, False, 0
    while position < len(pattern):
        char = pattern[position]
        if char == "\\":
            position += 1
        elif in_class:
            in_class = char != "]"
        elif char == "[":
            in_class = True
        elif char in "()":
            depth += 1 if char == "(" else -1
        elif char == "|" and not depth:
            yield pattern[start:position]
            start = position + 1
        position += 1
    yield pattern[start:]
