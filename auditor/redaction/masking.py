"""Texts without personal data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import ahocorasick_rs
from msgspec import Struct, field

from auditor.model.document import Segment
from auditor.model.personal import PersonalKind
from auditor.model.span import Span
from auditor.model.wording import Wording
from auditor.text.compiled import OutOfTime
from auditor.text.personal import PersonalReader, masked

_MOST_TEXTS = 10_000  # that are remembered: a large table has a name for each row
_FEWEST_SIGNS = 2  # of what is masked again wherever it stands: the surname alone in 王先生 is not


class Masking(Struct):
    """Masks the texts of one document or result; what is personal in one place is so in all others.

    Args:
        reader: finds what is personal.
        known: pieces that were found, to whether they are names.
        texts: as they are, and masked.
        names: for each piece that is known, whether it is a name, and
        automaton: finds these pieces.
    """

    reader: PersonalReader
    known: dict[str, bool] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    names: tuple[bool, ...] = ()
    automaton: ahocorasick_rs.AhoCorasick | None = None

    def learn(self, segments: Iterable[Segment]) -> None:
        """Look through segments for pieces that will be masked wherever they stand."""
        for segment in segments:
            try:
                for piece in self.reader.find(segment.text, _label(segment)):
                    if len(piece.span) >= _FEWEST_SIGNS:
                        self.known.setdefault(piece.span.of(segment.text), piece.kind is PersonalKind.NAME)
            except OutOfTime:  # the segment will be masked as a whole
                continue
        if self.known:
            self.names = tuple(self.known.values())
            self.automaton = ahocorasick_rs.AhoCorasick(list(self.known), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)

    def text(self, text: str) -> str:
        """Return a text without personal data; one that was asked for before as it was then."""
        if text not in self.texts:
            if len(self.texts) >= _MOST_TEXTS:
                self.texts.clear()
            self.texts[text] = self._masked(text, "", ())
        return self.texts[text]

    def wording(self, said: Wording) -> Wording:
        """Return a statement that words of a text were put into, without personal data."""
        return Wording(self.text(said.zh), self.text(said.en))

    def text_of(self, segment: Segment, underlined: Iterable[Span]) -> str:
        """Return the text of a segment without personal data; names stay in what is underlined."""
        return self._masked(segment.text, _label(segment), underlined)

    def _masked(self, text: str, label: str, underlined: Iterable[Span]) -> str:
        try:
            found = [(piece.span, piece.kind is PersonalKind.NAME) for piece in self.reader.find(text, label)]
        except OutOfTime:  # what cannot be looked through is not shown
            return masked(text, [Span(0, len(text))])
        kept = bytearray(len(text))
        for span in underlined:
            kept[span.start : span.end] = b"\1" * len(span)
        return masked(text, [span for span, name in (*found, *self._again(text)) if not (name and any(kept[span.start : span.end]))])

    def _again(self, text: str) -> Iterator[tuple[Span, bool]]:
        """Yield where known pieces stand, and whether they are names."""
        if self.automaton:
            for number, start, end in self.automaton.find_matches_as_indexes(text):
                yield Span(start, end), self.names[number]


def _label(segment: Segment) -> str:
    """Return what says what a segment holds: its header, or the last word of a field's path."""
    return segment.label.text if segment.label else segment.field.rpartition(".")[2]
