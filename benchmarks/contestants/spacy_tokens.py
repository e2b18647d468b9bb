"""spaCy makes a Doc of every ad, cut into characters, and does nothing with it: the least that a pipeline over all ads costs."""

from __future__ import annotations

from collections.abc import Iterable

import spacy

from benchmarks.contestants.contestant import Counter


def character_tokens() -> Counter:
    """Make a blank Chinese pipeline. It finds nothing, so it counts no hits."""
    nlp = spacy.blank("zh")

    def count(texts: Iterable[str]) -> int:
        for text in texts:
            nlp.make_doc(text)
        return 0

    return count
