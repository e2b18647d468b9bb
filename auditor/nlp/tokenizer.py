"""Tokens for Chinese and English in one text: a sign a token, but Latin words and numbers whole."""

from __future__ import annotations

from collections.abc import Callable

import regex
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

# A comma inside a number stands before three digits; any other is a border of items: 20-30,35岁以下.
_TOKEN = regex.compile(r"[\p{Latin}\p{M}]+(?:['’-][\p{Latin}\p{M}]+)*|\d+(?:,\d{3}(?!\d))*(?:\.\d+)*|\s+|.", regex.DOTALL)


class MixedTokenizer:
    """Cuts a text into Latin words, numbers, runs of white space and single signs; loses nothing."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Return the Doc; its text is exactly the text given."""
        words, spaces = self.split(text)
        return Doc(self.vocab, words=words, spaces=spaces)

    def one_sentence(self, text: str) -> Doc:
        """Return a Doc that is one sentence."""
        words, spaces = self.split(text)
        return Doc(self.vocab, words=words, spaces=spaces, sent_starts=[i == 0 for i in range(len(words))])

    def split(self, text: str) -> tuple[list[str], list[bool]]:
        """Return tokens, and which of them a space follows.

        A single space after a token becomes spaCy's trailing space; any other white space is a token of its own.
        """
        words: list[str] = []
        spaces: list[bool] = []
        for match in _TOKEN.finditer(text):
            if match.group() == " " and words and not spaces[-1] and not words[-1].isspace():
                spaces[-1] = True
            else:
                words.append(match.group())
                spaces.append(False)
        return words, spaces

    def to_bytes(self, **_: object) -> bytes:
        """Nothing is stored: the tokenizer has no state."""
        return b""

    def from_bytes(self, _data: bytes, **_: object) -> MixedTokenizer:
        """Return the tokenizer itself: it has no state."""
        return self

    def to_disk(self, _path: object, **_: object) -> None:
        """Write nothing: the tokenizer has no state."""

    def from_disk(self, _path: object, **_: object) -> MixedTokenizer:
        """Return the tokenizer itself: it has no state."""
        return self


def create_tokenizer() -> Callable[[Language], MixedTokenizer]:
    """Return the factory that spaCy's config names ``auditor.MixedTokenizer.v1``."""

    def factory(nlp: Language) -> MixedTokenizer:
        return MixedTokenizer(nlp.vocab)

    return factory
