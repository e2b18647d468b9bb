"""Find what tells of a person: numbers, mails, accounts and names. Offsets are those of the text as given."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

import regex
from msgspec import Struct

from auditor.model.personal import PersonalForm, PersonalKind
from auditor.model.span import Span
from auditor.text import compiled
from auditor.text.gate import LiteralGate

MASK = "*"
_STRETCH = 2_000  # code points that are looked through at once: a limit on time is one for these, however long the text is
_BEFORE, _BEHIND = 100, 500  # around them, longer than any form reaches

# Sign by sign: what is found in the folded text stands at the same place in the text.
_NARROW = {0xFF01 + offset: 0x21 + offset for offset in range(94)} | {0x3000: 0x20}
_DIGIT = "[0-9①-⑨⓪❶-❾零〇○一二三四五六七八九壹贰叁肆伍陆柒捌玖幺]"
# Seven digits with little between, or what hides them: without these no form holds that is about a number.
_NUMBER = compiled.deferred(rf"(?:{_DIGIT}[^0-9\p{{Han}}\n]{{0,9}}){{6}}{_DIGIT}|\*{{7}}")
_FOREIGN_DIGIT = compiled.deferred(r"(?![0-9])\p{Nd}")


class Personal(Struct, frozen=True):
    """A piece of a text that tells of a person."""

    span: Span
    kind: PersonalKind


class PersonalReader:
    """Finds what some forms describe, behind the gate that stands before the rules, too.

    Args:
        forms: of the packs.
    """

    def __init__(self, forms: Iterable[PersonalForm]) -> None:
        self._forms = tuple(forms)
        self._gate = LiteralGate([form.regex for form in self._forms])

    def find(self, text: str, label: str = "") -> Iterator[Personal]:
        """Yield what tells of a person in a text.

        Args:
            text: as it is written.
            label: the name of the field that the text stands in; nothing is found in it.

        Raises:
            OutOfTime: while iterating, if a form takes too long.
        """
        prefix = f"{label}:" if label else ""
        folded = _folded(prefix + text)
        for start in range(0, len(folded), _STRETCH):
            first = max(0, start - _BEFORE)
            for span, kind in self._stretch(folded[first : start + _STRETCH + _BEHIND]):
                at = span.shift(first)
                if len(prefix) <= at.start and start <= at.start < start + _STRETCH:
                    yield Personal(Span(at.start - len(prefix), at.end - len(prefix)), kind)

    def _stretch(self, folded: str) -> Iterator[tuple[Span, PersonalKind]]:
        for form in self._admitted(folded):
            for match in compiled.find(form.regex, folded, form.id):
                yield from ((Span(start, end), form.kind) for start, end in _hits(match) if end > start)

    def _admitted(self, folded: str) -> Iterator[PersonalForm]:
        has_number: bool | None = None
        for index in self._gate.admits(folded):
            form = self._forms[index]
            if form.number and has_number is None:
                has_number = _NUMBER.search(folded) is not None
            if has_number or not form.number:
                yield form


def _hits(match: regex.Match[str]) -> list[tuple[int, int]]:
    """Return where the group ``hit`` matched, as often as it did; the whole match where it did not."""
    return (match.spans("hit") if "hit" in match.re.groupindex else []) or [match.span()]


def masked(text: str, spans: Iterable[Span]) -> str:
    """Return a text in which some spans are masked, as long as it was; line ends stay, because places are counted by them."""
    signs = list(text)
    for span in spans:
        signs[span.start : span.end] = [sign if sign in "\r\n" else MASK for sign in signs[span.start : span.end]]
    return "".join(signs)


def _folded(text: str) -> str:
    if text.isascii():
        return text
    narrow = text.translate(_NARROW)
    return str(_FOREIGN_DIGIT.sub(lambda match: str(unicodedata.digit(match[0])), narrow))
