"""What is read of forms, held to its examples."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.model.context import ChoiceForms
from auditor.packs.lint.regexes import lint_regex
from auditor.text.choices import Choices
from auditor.text.compiled import compiled
from auditor.text.forms import FilledIn
from auditor.text.normalise import normalise


def lint_choices(forms: ChoiceForms, choices: Choices) -> Iterator[str]:
    """Yield every fault of the choices that forms offer, and of the lines that show who fills them in."""
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
