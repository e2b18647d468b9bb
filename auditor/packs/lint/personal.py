"""Forms of personal data, held to their examples."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.model.personal import PersonalForm
from auditor.packs.lint.regexes import lint_regex
from auditor.text.personal import PersonalReader


def lint_personal(forms: Sequence[PersonalForm]) -> Iterator[str]:
    """Yield every fault of the forms of personal data; an example holds for all forms together."""
    every = PersonalReader(forms)
    for form in forms:
        yield from (f"personal: {form.id}: {fault}" for fault in _lint_form(form, every))


def _lint_form(form: PersonalForm, every: PersonalReader) -> Iterator[str]:
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
