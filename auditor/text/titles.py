"""What a whole text is, read from its title."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, islice, starmap

import regex

from auditor.model.context import TextKind
from auditor.text.compiled import compiled
from auditor.text.normalise import normalise

_LONGEST_TITLE = 40
_LINE = regex.compile(r"[^\r\n]*[^\s][^\r\n]*")


class Titles:
    """Titles by kind of text, compiled once.

    Args:
        kinds: the first one that a line is a title of counts.
    """

    def __init__(self, kinds: Sequence[TextKind] = ()) -> None:
        self._titles = [(kind, _title(kind.title)) for kind in kinds]
        self._lines = max((kind.lines for kind in kinds), default=0)

    def kind_of(self, texts: Iterable[str]) -> TextKind | None:
        """Return what a text is that sets no limits; None for one that may.

        Args:
            texts: its parts, raw, in reading order.
        """
        lines = islice((line[0] for line in chain.from_iterable(map(_LINE.finditer, texts))), self._lines)
        kind = next(filter(None, starmap(self._titled, enumerate(lines))), None)
        return None if kind and _hires(kind, texts) else kind

    def _titled(self, number: int, line: str) -> TextKind | None:
        """Return the kind of texts that a line is a title of."""
        text = normalise(line.strip()).text if len(line.strip()) <= _LONGEST_TITLE else ""
        return next((kind for kind, title in self._titles if number < kind.lines and title.search(text)), None)


def _hires(kind: TextKind, texts: Iterable[str]) -> bool:
    return bool(kind.hires) and any(compiled(kind.hires).search(normalise(text).text) for text in texts)


def _title(words: str) -> regex.Pattern[str]:
    """Return the pattern of a title that ends with some words, or has them in brackets before it."""
    at_end = rf"[^:,;。!?！？、]{{0,30}}?(?:{words})[\s\])>*]*(?:\([^()]{{0,12}}\))?$"
    return compiled(rf"^[\s\[(<#*]*(?:{at_end}|(?<=[\[(<])(?:{words})[\])>])")
