"""Lawful wording, held to its examples."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.model.rewrite import MARK, Style
from auditor.packs.lint.examples import matched_text
from auditor.packs.lint.regexes import lint_regex
from auditor.text.compiled import compiled
from auditor.text.draft import Draft, tidied


def lint_style(style: Style) -> Iterator[str]:
    """Yield every fault of phrases, named by their place."""
    for phrase in (*style.phrases, *style.tidying, *style.doubts):
        yield from (f"{phrase.place}: {fault}" for fault in lint_regex(phrase.regex))
        if not compiled(phrase.regex).search(matched_text(phrase.text, phrase.label)):
            yield f"{phrase.place}: its example {phrase.text!r} is not hit by it"
    for phrase in style.tidying:
        if MARK not in phrase.regex:
            yield f"{phrase.place}: touches words far from what was dropped; put {MARK} into the regex"
        if (after := tidied(Draft.of(phrase.text), phrase).text) != phrase.rewrite:
            yield f"{phrase.place}: {phrase.text!r} should become {phrase.rewrite!r}, becomes {after!r}"
