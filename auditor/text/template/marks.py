"""What the tokens of a template are, and a cheap look for them: what reads them is made where a text could hold some."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto

from msgspec import Struct

from auditor.model.span import Span
from auditor.text.normalise import fold_width


class Kind(Enum):
    """What a token is."""

    VALUE = auto()  # something is printed in its place
    TAG = auto()  # a condition, loop or setting
    COMMENT = auto()


class Token(Struct, frozen=True):
    """A token.

    Args:
        span: with its marks, in code points of the text.
        body: what stands between the marks, without white space around.
    """

    kind: Kind
    span: Span
    body: Span


def may_be_template(text: str) -> bool:
    """Tell cheaply whether a raw text could hold tokens. Never too strict."""
    if "{" in text or "｛" in text or "«" in text:  # no loop: it is asked of every cell of a table
        return True
    pairs = ("<" in text and "%" in text) or ("＜" in text and "％" in text)  # signs without width may stand between
    return pairs or ("[" in text and "]" in text) or ("［" in text and "］" in text)


def tokens_of(raw: str) -> Iterator[Token]:
    """Yield the tokens of a raw text, in its own code points."""
    if may_be_template(raw):
        from auditor.text.template.tokens import tokens  # compiles what most texts never need

        folded = fold_width(raw)
        yield from (Token(token.kind, folded.raw(token.span), folded.raw(token.body)) for token in tokens(folded.text))


def holds_words(text: str, token: Token) -> bool:
    """Tell whether words for people could stand in a token of a text: any comment, and what else holds Chinese signs."""
    return token.kind is Kind.COMMENT or any(_is_han(sign) for sign in token.body.of(text))


def _is_han(sign: str) -> bool:
    return "\u3400" <= sign <= "\u9fff" or sign >= "\U00020000"
