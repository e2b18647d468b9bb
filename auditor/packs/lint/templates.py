"""What is read in the places of templates, held to its examples and near misses."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from auditor.model.template import PlaceName, Slot, TemplateForms
from auditor.packs.lint.regexes import lint_regex
from auditor.text.template.reader import TemplateReader


def lint_templates(forms: TemplateForms, templates: TemplateReader) -> Iterator[str]:
    """Yield every fault of names and slots; an example holds for all of them together."""
    for name in forms.names:
        yield from (f"names.{name.id}: {fault}" for fault in _lint_name(name, templates))
    for slot in forms.slots:
        yield from (f"slots.{slot.id}: {fault}" for fault in _lint_slot(slot, templates))


def _lint_name(name: PlaceName, templates: TemplateReader) -> Iterator[str]:
    yield from lint_regex(name.regex)
    for value in name.examples:
        if (shown := templates.printer.shown_by(value).id) != name.id:
            yield f"its example {value!r} shows {shown or 'nothing'}"
    for value in name.near_misses:
        if shown := templates.printer.shown_by(value).id:
            yield f"the near miss {value!r} shows {shown}"


def _lint_slot(slot: Slot, templates: TemplateReader) -> Iterator[str]:
    yield from chain(lint_regex(slot.after), lint_regex(slot.before))
    for text, due in slot.examples:
        if (read := templates.print(text)) != due:
            yield f"{text!r} should be read as {due!r}, is read as {read!r}"
    for text in slot.near_misses:
        if slot.write in (read := templates.print(text)):
            yield f"the near miss {text!r} is read as {read!r}"
