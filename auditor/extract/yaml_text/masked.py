"""YAML that is a template: its places and tags are no YAML, so that signs of the same length stand for them while it is parsed."""

from __future__ import annotations

from auditor.model.span import Span
from auditor.text.normalise import fold_width
from auditor.text.template.tokens import Kind, Token, may_be_template, tokens

_STANDS_IN = "x"


def masked(text: str) -> str | None:
    """Return a text of the same length that can be parsed as the YAML that is printed; None for one that is no template."""
    if not may_be_template(text):
        return None
    folded = fold_width(text)
    found = [(token, folded.raw(token.span)) for token in tokens(folded.text)]
    if not found:
        return None
    signs = list(text)
    for token, place in found:
        sign = " " if _stands_alone(text, token, place) else _STANDS_IN
        signs[place.start : place.end] = (old if old in "\r\n" else sign for old in place.of(text))
    return "".join(signs)


def _stands_alone(text: str, token: Token, place: Span) -> bool:
    """Tell whether nothing is printed for a token, and nothing else of its lines is printed either."""
    if token.kind is Kind.VALUE:
        return False
    before = text[text.rfind("\n", 0, place.start) + 1 : place.start]
    end = text.find("\n", place.end)
    behind = text[place.end : end if end >= 0 else len(text)]
    return token.kind is Kind.COMMENT or not (before.strip() or behind.strip())
