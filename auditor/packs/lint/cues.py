"""Cues, held to their examples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from auditor.model.context import Cue
from auditor.packs.lint.alternatives import unproved
from auditor.packs.lint.regexes import lint_regex
from auditor.text.choices import Choices
from auditor.text.compiled import compiled


def lint_cue(cue: Cue, choices: Choices) -> Iterator[str]:
    """Yield every fault of a cue; its examples are read with their choices."""
    yield from chain(lint_regex(cue.regex), lint_regex(cue.terminator))
    for alternative in unproved(cue.regex, list(map(choices.read_aloud, cue.examples))):
        yield f"no example has its alternative {alternative!r}"
    if cue.is_force and cue.sections:
        yield "sections: a force holds in all sections"
    if cue.dismisses and not cue.passed:
        yield "passed: no text that holds the cue and in which a finding stands"
    for text in cue.passed:
        if not compiled(cue.regex).search(choices.read_aloud(text)) and not _shares_signs(text, cue.examples):
            yield f"passed: no near miss, neither the cue nor two signs of an example stand in {text!r}"


def _shares_signs(text: str, others: Iterable[str]) -> bool:
    """Tell whether a text shares two signs in a row with one of the others."""
    return any(other[i : i + 2] in text for other in others for i in range(len(other) - 1))
