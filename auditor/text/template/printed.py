"""A template as it will be printed, so that the rules read the words around its places as words.

What steers and what comments is left out. A value stands as the words that it is known to print, such as a default; else as what
its surroundings ask for (a number before 岁), so that rules for whole sentences hold; else as one sign, which tells what its name
shows, for the rules that look at such places.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import regex
from msgspec import Struct
from msgspec.structs import replace

from auditor.model.rewrite import Edit
from auditor.model.span import Span
from auditor.model.template import SLOT, PlaceName, Slot, TemplateForms
from auditor.text.compiled import compiled
from auditor.text.normalise import Normalised, fold_width, normalise
from auditor.text.template.expression import looks_like_text, names, printed_literals
from auditor.text.template.marks import Kind, Token
from auditor.text.template.steering import keeps_words, quoted_words, words_of
from auditor.text.template.tokens import tokens

_AROUND = 40  # code points on either side of a place that tell what it asks for
_MOST_NAMES = 4
_BORDER = "\n"
# The other branch of a condition, with which another sentence begins.
_OTHERWISE = regex.compile(r"\^|(?:\}\s{0,3})?(?:else|elif|elsif|elseif|when|case|empty)(?![\p{L}\p{N}_])")
_ENDING = regex.compile(r"end|/|\}")
_BLANK = regex.compile(r"[ \t]*")
_HAN = regex.compile(r"\p{Han}")


class Printed(Struct, frozen=True):
    """A template and what it prints.

    Args:
        whole: what it prints, with the way back to the raw text; a place for a value is underlined as a whole.
        marks: raw places of tags and comments, in order.
        comments: what comments and the words of tags say, with the way back to the raw text; None where there are none.
        values: raw places of values, in order.
        stand_ins: what is written for values that nobody knows.
        seen: how those read the text who are shown it as it stands, between its marks as well: what is not printed by itself,
            and all in one go. Empty where all that could be words is printed.
        hidden: raw places of words that are not printed, in order.
        quoted: what tags compare with or look up, each by itself; None where there is no such thing.
    """

    whole: Normalised
    marks: tuple[Span, ...]
    values: tuple[Span, ...]
    stand_ins: frozenset[str]
    comments: Normalised | None = None
    seen: tuple[Normalised, ...] = ()
    hidden: tuple[Span, ...] = ()
    quoted: Normalised | None = None

    def stays_whole(self, edits: Sequence[Edit]) -> bool:
        """Tell whether edits of the raw text touch no tag and no comment, leave no place for a value in pieces, and write none anew."""
        if any(word in edit.text for edit in edits for word in self.stand_ins):
            return False
        whole = all(edit.span.covers(place) for edit in edits for place in self.values if edit.span.overlaps(place))
        return whole and not any(edit.span.overlaps(place) for edit in edits for place in self.marks)


class _Piece(Struct, frozen=True):
    """What is printed for a token: ``text``, or words of its own that are printed as they stand.

    Args:
        slot: what the name of a value shows; None where it is known what is printed, or nothing is.
        own: the words of a value that look like no name, but like a text that somebody is to read.
    """

    token: Token
    text: str = ""
    kept: tuple[Span, ...] = ()
    slot: PlaceName | None = None
    own: tuple[Span, ...] = ()

    def edits(self) -> Iterator[Edit]:
        """Yield what to write for the token; words that are kept stand in clauses of their own."""
        if not self.kept:
            yield Edit(self.token.span, self.text)
            return
        yield Edit(Span(self.token.span.start, self.kept[0].start), "")
        yield from (Edit(Span(one.end, other.start), _BORDER) for one, other in pairwise(self.kept))
        yield Edit(Span(self.kept[-1].end, self.token.span.end), "")

    def printed(self, text: str) -> str:
        """Return what is printed for the token of a text."""
        return _BORDER.join(place.of(text) for place in self.kept) if self.kept else self.text


class Printer:
    """Tells what templates print.

    Args:
        forms: what names of places show, and what surroundings ask for.
    """

    def __init__(self, forms: TemplateForms) -> None:
        self._names = forms.names
        self._slots = forms.slots

    def read(self, text: str) -> Printed | None:
        """Return what a raw text prints; None where it is no template."""
        folded = fold_width(text)
        found = list(tokens(folded.text))
        if not found:
            return None
        pieces = list(self._filled(folded.text, list(self._pieces(folded.text, found))))
        values = tuple(folded.raw(token.span) for token in found if token.kind is Kind.VALUE)
        marks = tuple(folded.raw(token.span) for token in found if token.kind is not Kind.VALUE)
        whole = replace(_edited(text, folded, pieces), units=values)
        remarks = _remarks(text, [folded.raw(place) for token in found for place in _unprinted(folded.text, token)])
        stand_ins = frozenset(piece.text for piece in pieces if piece.slot)
        quoted = _remarks(text, [folded.raw(place) for token in found for place in _looked_up(folded.text, token)])
        return Printed(whole, marks, values, stand_ins, remarks, *_seen(text, folded, pieces), quoted)

    def _pieces(self, text: str, found: Sequence[Token]) -> Iterator[_Piece]:
        for before, token in pairwise([None, *found]):
            if token and token.kind is Kind.VALUE:
                body = token.body.of(text)
                kept = tuple(place.shift(token.body.start) for place in printed_literals(body))
                row = None if kept else self.shown_by(body)
                own = (token.body,) if row is NAMELESS and looks_like_text(body) else ()
                yield _Piece(token, row.sign if row else "", kept, row, own)
            elif token:
                yield _Piece(token, _between(text, before, token))

    def shown_by(self, body: str) -> PlaceName:
        """Return what the names in a value show."""
        found = list(dict.fromkeys(names(body)))[:_MOST_NAMES]
        return next((row for row in self._names for name in found if compiled(row.regex).search(name)), NAMELESS)

    def _filled(self, text: str, pieces: Sequence[_Piece]) -> Iterator[_Piece]:
        """Yield the pieces, those for unknown values with what their surroundings ask for."""
        starts = [piece.token.span.start for piece in pieces[1:]]
        gaps = [text[piece.token.span.end : start] for piece, start in zip(pieces, [*starts, len(text)], strict=True)]
        before = text[: pieces[0].token.span.start]
        for number, piece in enumerate(pieces):
            filled = self._with_words(piece, before, _ahead(text, pieces, gaps, number)) if piece.slot else piece
            yield filled
            before = (before + filled.printed(text) + gaps[number])[-_AROUND:]

    def _with_words(self, piece: _Piece, before: str, behind: str) -> _Piece:
        """Return the piece with what the words around it ask for, or its own words."""
        slots = (slot for slot in self._slots if piece.slot and (not slot.names or piece.slot.id in slot.names))
        around = normalise(before[-_AROUND:]).text, normalise(behind).text
        fits = next((slot for slot in slots if _fits(slot, *around)), None)
        if fits:
            return replace(piece, text=fits.write)
        return replace(piece, text="", kept=piece.own, slot=None) if piece.own else piece


def _unprinted(text: str, token: Token) -> Iterator[Span]:
    """Yield where words stand in a token that nobody is shown."""
    if token.kind is Kind.COMMENT:
        yield token.body
    elif token.kind is Kind.TAG:
        yield from (place.shift(token.body.start) for place in words_of(token.body.of(text)))


def _edited(text: str, folded: Normalised, pieces: Iterable[_Piece]) -> Normalised:
    edits = [Edit(folded.raw(edit.span), edit.text) for piece in pieces for edit in piece.edits()]
    return Normalised(text, range(len(text) + 1)).edited(edits)


def _seen(text: str, folded: Normalised, pieces: Sequence[_Piece]) -> tuple[tuple[Normalised, ...], tuple[Span, ...]]:
    """Return how a text reads with the words between its marks, and where those stand that are not printed."""
    shown = [_shown(folded.text, piece) for piece in pieces]
    hidden = [folded.raw(place) for one, piece in zip(shown, pieces, strict=True) if one is not piece for place in one.kept]
    apart = _remarks(text, hidden)
    return ((apart, _edited(text, folded, shown)), tuple(hidden)) if apart else ((), ())


def _shown(text: str, piece: _Piece) -> _Piece:
    """Return a piece as it stands in the text, without its marks, if it holds words that it does not print."""
    kept = tuple(place for place in _between_marks(text, piece) if len(place))
    return replace(piece, kept=kept) if kept else piece


def _between_marks(text: str, piece: _Piece) -> Iterator[Span]:
    """Yield where words stand in a token that it does not print."""
    token = piece.token
    if token.kind is Kind.TAG and not keeps_words(token.body.of(text)):
        yield from _unprinted(text, token)
    elif token.kind is Kind.COMMENT or (not piece.kept and _HAN.search(text, token.body.start, token.body.end)):
        yield token.body


def _looked_up(text: str, token: Token) -> Iterator[Span]:
    """Yield where words stand in the quotes of a tag that compares with them, or looks something up by them."""
    body = token.body.of(text)
    if token.kind is Kind.TAG and not keeps_words(body):
        yield from (place.shift(token.body.start) for place in quoted_words(body))


def _remarks(text: str, bodies: Sequence[Span]) -> Normalised | None:
    """Return what stands at some places, each in a clause of its own."""
    if not bodies:
        return None
    ends = [0, *(body.end for body in bodies)]
    gaps = (Span(end, start) for end, start in zip(ends, [*(body.start for body in bodies), len(text)], strict=True))
    return Normalised(text, range(len(text) + 1)).edited([Edit(gap, _BORDER) for gap in gaps if len(gap)])


NAMELESS = PlaceName("", "", SLOT)
"""A place whose name shows nothing."""


def _fits(slot: Slot, before: str, behind: str) -> bool:
    if slot.after and not compiled(f"(?:{slot.after})$").search(before):
        return False
    return not slot.before or compiled(slot.before).match(behind) is not None


def _ahead(text: str, pieces: Sequence[_Piece], gaps: Sequence[str], number: int) -> str:
    """Return what is printed behind a piece, as far as it counts."""
    behind = gaps[number]
    for piece, gap in zip(pieces[number + 1 :][:_AROUND], gaps[number + 1 :][:_AROUND], strict=True):
        if len(behind) >= _AROUND:
            break
        behind += piece.printed(text) + gap
    return behind[:_AROUND]


def _between(text: str, before: Token | None, token: Token) -> str:
    """Return what is printed for a tag: a border where another branch begins, or a condition right behind the end of one."""
    if token.kind is Kind.COMMENT:
        return ""
    if _OTHERWISE.match(text, token.body.start):
        return _BORDER
    ends_before = before is not None and before.kind is Kind.TAG and _ENDING.match(text, before.body.start) is not None
    if not ends_before or before is None or _ENDING.match(text, token.body.start):
        return ""
    return _BORDER if _BLANK.fullmatch(text, before.span.end, token.span.start) else ""
