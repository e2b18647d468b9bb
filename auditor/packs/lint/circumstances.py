"""Words that show who hires, and where, held to their examples."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.model.circumstances import CircumstanceCue, CircumstanceCues
from auditor.packs.lint.alternatives import unproved
from auditor.packs.lint.regexes import lint_regex
from auditor.text.normalise import normalise
from auditor.text.shown import find


def lint_circumstance(cue: CircumstanceCue, cues: CircumstanceCues) -> Iterator[str]:
    """Yield every fault of a cue; no cue to the same answer may be found in its near misses."""
    yield from lint_regex(cue.regex)
    for alternative in unproved(cue.regex, [normalise(text).text for text, _ in cue.examples]):
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
