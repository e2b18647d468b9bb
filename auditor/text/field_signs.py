"""Fields in running text whose value no colon parts from the name, read as if one did: 性别 | 女, 民族=汉族, 年龄——18-35, 【籍贯】四川."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

import regex

from auditor.model.rewrite import Edit
from auditor.model.span import Span
from auditor.text.characters import fold_each
from auditor.text.compiled import compiled
from auditor.text.normalise import Normalised

_SIGN = "[|=>→➡➔➜⇒・·-]"  # folded
_ANY_SIGN = regex.compile(r"[|=>→➡➔➜⇒・·)]|(?<!\d)-")  # not the dash of a range
_HAN = regex.compile(r"\p{Han}")
_VALUE = r"[^\s,;:|=>→()][^\s,;:|=>→]{0,15}"  # what is longer is rather a sentence


def _openers(names: str) -> Iterator[str]:
    """Yield what begins a field of names of one length: a gate looks for what stands in it as near as it may."""
    yield f"(?:{names}) ?{_SIGN}"
    yield rf"\( ?(?:{names}) ?\)"


class FieldSigns:
    """Finds such fields at the start of a clause, or of an item of one, each with a short value up to the end of the item.

    Args:
        names: of fields; those in ideographs count.

    Attributes:
        openers: regular expressions of what begins such a field, for folded texts.
    """

    def __init__(self, names: Iterable[str]) -> None:
        known = sorted({regex.escape(fold_each(name)) for name in names if _HAN.search(name)}, key=lambda name: (-len(name), name))
        name = f"(?:{'|'.join(known) or '(?!)'})"
        self.openers = tuple(opener for _, alike in groupby(known, key=len) for opener in _openers("|".join(alike)))
        head = rf"(?:{name}(?P<sign> *{_SIGN}{{1,4}} *)|(?P<opens>\( ?){name}(?P<closes> ?\) ?:? ?))"
        self._pattern = compiled(rf"(?:(?<=[, ])|^[^\w(:]{{0,3}}){head}{_VALUE}(?= *(?:$|,)| +\(?{name} *[:|=>→)])")

    def stand_in(self, text: str) -> bool:
        """Tell whether any such field stands in a folded clause."""
        return bool(_ANY_SIGN.search(text) and self._pattern.search(text))

    def read(self, folded: Normalised) -> Normalised:
        """Return a folded clause with a colon behind the name of each such field."""
        return folded.edited(list(self._edits(folded.text))) if _ANY_SIGN.search(folded.text) else folded

    def _edits(self, text: str) -> Iterator[Edit]:
        for match in self._pattern.finditer(text):
            if match["opens"]:  # belongs to the first sign of the name
                yield Edit(Span(match.start("opens"), match.end("opens") + 1), text[match.end("opens")])
            yield Edit(Span(*match.span("closes" if match["opens"] else "sign")), ":")
