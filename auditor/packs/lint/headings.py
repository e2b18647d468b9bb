"""Headings of posts and titles of texts, held to their examples."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from auditor.model.context import PostForms, PostHeading, TextKind
from auditor.packs.lint.regexes import lint_regex
from auditor.text.compiled import compiled
from auditor.text.normalise import normalise
from auditor.text.posts import headings
from auditor.text.titles import Titles


def lint_heading(heading: PostHeading, forms: PostForms) -> Iterator[str]:
    """Yield every fault of a form of headings; no form may be found in its near misses."""
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


def lint_text_kind(kind: TextKind, kinds: Sequence[TextKind]) -> Iterator[str]:
    """Yield every fault of one of the kinds of texts."""
    yield from chain(lint_regex(kind.title), lint_regex(kind.hires))
    titles = Titles(kinds)
    for text in kind.examples:
        if titles.kind_of([text]) != kind:
            yield f"{text!r} is not of this kind"
    for text in kind.passed:
        if titles.kind_of([text]):
            yield f"{text!r} should be of no kind"
        if not compiled(kind.title).search(normalise(text).text):
            yield f"passed: no near miss, no words of a title stand in {text!r}"
