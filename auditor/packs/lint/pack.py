"""A whole pack, held to what loading does not ask."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.packs.lint.choices import lint_choices
from auditor.packs.lint.circumstances import lint_circumstance
from auditor.packs.lint.cues import lint_cue
from auditor.packs.lint.headings import lint_heading, lint_text_kind
from auditor.packs.lint.rules import lint_rule
from auditor.packs.lint.style import lint_style
from auditor.packs.lint.templates import lint_templates
from auditor.packs.pack import Pack
from auditor.text.choices import Choices
from auditor.text.normalise import normalise
from auditor.text.template.reader import TemplateReader


def lint(pack: Pack) -> Iterator[str]:
    """Yield every fault as one line that names file and rule part."""
    yield from _lint_names(pack)
    yield from _lint_repeated(pack)
    templates = TemplateReader(pack.templates)
    for rule in pack.rules:
        yield from (f"{rule.place}: {fault}" for fault in lint_rule(rule, pack, templates))
    yield from (f"context: {fault}" for fault in _lint_context(pack, templates))
    yield from lint_style(pack.style)


def _lint_context(pack: Pack, templates: TemplateReader) -> Iterator[str]:
    choices = Choices(pack.choices)
    yield from (f"templates: {fault}" for fault in lint_templates(pack.templates, templates))
    for cue in pack.cues:
        yield from (f"{cue.id}: {fault}" for fault in lint_cue(cue, choices))
    yield from (f"choices: {fault}" for fault in lint_choices(pack.choices, choices))
    for heading in pack.post_forms.headings:
        yield from (f"{heading.id}: {fault}" for fault in lint_heading(heading, pack.post_forms))
    for kind in pack.text_kinds:
        yield from (f"{kind.id}: {fault}" for fault in lint_text_kind(kind, pack.text_kinds))
    for cues in (pack.employers, pack.regions):
        for shown in cues.cues:
            yield from (f"{shown.id}: {fault}" for fault in lint_circumstance(shown, cues))


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
