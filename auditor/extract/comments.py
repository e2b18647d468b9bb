"""Comments of texts that have none of their own: the forms that people know from HTML, templates and settings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from auditor.extract.directives import MARK, Comment
from auditor.model.span import Span

_TEMPLATE = re.compile(rf"\{{#-?\s{{0,99}}(?={MARK})"), "#}"
_FORMS = (
    (re.compile(rf"<!--\s{{0,99}}(?={MARK})"), "-->"),
    _TEMPLATE,
    (re.compile(rf"^[ \t]{{0,99}}#[ \t]{{0,99}}(?={MARK})", re.MULTILINE), "\n"),
)


def plain_comments(text: str) -> list[Comment]:
    """Return what speaks to this program in plain text: in ``<!-- -->`` or ``{# #}``, or in a line that starts with ``#``."""
    if MARK not in text:
        return []
    return _apart(comment for form in _FORMS for comment in _comments(text, *form))


def with_template_comments(text: str, comments: Iterable[Comment]) -> list[Comment]:
    """Return comments of a text, and what speaks to this program in ``{# #}`` around them, in order."""
    return _apart((*comments, *_comments(text, *_TEMPLATE))) if MARK in text else list(comments)


def _apart(comments: Iterable[Comment]) -> list[Comment]:
    """Return comments in order, of those that overlap the first."""
    found: list[Comment] = []
    for comment in sorted(comments, key=lambda comment: comment.span):
        if not found or comment.span.start >= found[-1].span.end:
            found.append(comment)
    return found


def _comments(text: str, opening: re.Pattern[str], closing: str) -> Iterator[Comment]:
    done = 0
    for match in opening.finditer(text):
        if match.start() < done:
            continue
        end = text.find(closing, match.end())
        if end < 0 and closing != "\n":
            return
        end = len(text) if end < 0 else end
        done = end if closing == "\n" else end + len(closing)
        yield Comment(Span(match.start(), done), text[match.end() : end].rstrip("-"))
