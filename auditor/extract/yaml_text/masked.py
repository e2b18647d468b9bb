"""YAML that is a template: its places and tags are no YAML, so that signs of the same length stand for them while it is parsed."""

from __future__ import annotations

from auditor.text.template.marks import Kind, Token, tokens_of

_STANDS_IN = "x"


def masked(text: str) -> str | None:
    """Return a text of the same length that can be parsed as the YAML that is printed; None for one that is no template."""
    found = list(tokens_of(text))
    if not found:
        return None
    signs = list(text)
    for token in found:
        sign = " " if _stands_alone(text, token) else _STANDS_IN
        signs[token.span.start : token.span.end] = (old if old in "\r\n" else sign for old in token.span.of(text))
    return "".join(signs)


def _stands_alone(text: str, token: Token) -> bool:
    """Tell whether nothing is printed for a token, and nothing else of its lines is printed either."""
    if token.kind is Kind.VALUE:
        return False
    if token.kind is Kind.COMMENT:
        return True
    return _is_blank_before(text, token.span.start) and _is_blank_behind(text, token.span.end)


def _is_blank_before(text: str, at: int) -> bool:
    """Tell whether nothing but space stands before an offset on its line, which may be long and hold thousands of tags."""
    while at and text[at - 1] != "\n":
        at -= 1
        if not text[at].isspace():
            return False
    return True


def _is_blank_behind(text: str, at: int) -> bool:
    while at < len(text) and text[at] != "\n":
        if not text[at].isspace():
            return False
        at += 1
    return True
