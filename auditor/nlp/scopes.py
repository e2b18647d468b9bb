"""How far cues reach. What one Doc is asked again and again is looked up in it once, so that many cues cost no more than in proportion."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from msgspec import Struct
from spacy.tokens import Doc, Span

from auditor.model.context import Cue, Direction, Scope
from auditor.nlp.places import ITEM_BORDERS
from auditor.text.compiled import find

_TAIL = 1  # tokens that may follow a force in an item of its own
_NAMES_PEOPLE = frozenset("的者")  # at the end of an item


class _Stops(Struct, frozen=True):
    """Where the matches of one terminator start and end, in tokens; both rise."""

    starts: list[int]
    ends: list[int]


class Scopes:
    """Tells which tokens of one Doc its cues bear on.

    Args:
        doc: cut into sentences.
        whole: stretches that no mark inside them parts (处女座/天蝎座).
    """

    def __init__(self, doc: Doc, whole: Sequence[Span] = ()) -> None:
        self._doc = doc
        self._text = doc.text
        inside = {i for span in whole for i in range(span.start + 1, span.end)}
        self._borders = [token.i for token in doc if token.text in ITEM_BORDERS and token.i not in inside]
        self._stops: dict[str, _Stops] = {}
        self._subjects: dict[int, int] = {}

    def of(self, span: Span, cue: Cue) -> tuple[int, int]:
        """Return the first token that a cue bears on and the one behind the last, its own included.

        Raises:
            OutOfTime: if its terminator takes too long.
        """
        if cue.scope is Scope.HEAD:
            return span.start, span.end
        sentence = span.sent
        start, end = sentence.start, sentence.end
        if cue.direction is Direction.FORWARD:
            start = span.start
        elif cue.direction is Direction.BACKWARD:
            end = span.end
        if cue.scope is Scope.ITEM:
            start, end = self._within_item(span.start, span.end, start, end)
            if cue.is_force and cue.direction is Direction.BACKWARD:
                start = self._subject(span, start, sentence)
        return self._terminated(span, start, end, cue) if cue.terminator else (start, end)

    def _within_item(self, first: int, behind: int, start: int, end: int) -> tuple[int, int]:
        """Narrow a range of tokens to the item, between commas, that some of them stand in."""
        before, after = bisect_left(self._borders, first), bisect_left(self._borders, behind)
        return (
            max(start, self._borders[before - 1] + 1) if before else start,
            min(end, self._borders[after]) if after < len(self._borders) else end,
        )

    def _subject(self, span: Span, item: int, sentence: Span) -> int:
        """Return where the subject of a force may begin.

        The item before belongs to a force that stands as an item of its own (属虎的,请绕道; not 会修表,优先录用属虎的), and so
        does one that only names people and so lacks its predicate (属虎的,店里人手够,不收).
        """
        _, end = self._within_item(span.start, span.end, item, sentence.end)
        if item == span.start > sentence.start and end - span.end <= _TAIL:
            item = self._item_before(item, sentence.start)
        if item not in self._subjects:
            self._subjects[item] = self._behind_people(item, sentence.start)
        return self._subjects[item]

    def _behind_people(self, item: int, start: int) -> int:
        """Go back over items that only name people, as far as that is not known yet."""
        while item - 2 > start and self._doc[item - 1].text == "," and self._doc[item - 2].text in _NAMES_PEOPLE:
            item = self._item_before(item, start)
            if item in self._subjects:
                return self._subjects[item]
        return item

    def _item_before(self, item: int, start: int) -> int:
        """Return where the item before an item begins."""
        return self._within_item(item - 1, item, start, item - 1)[0]

    def _terminated(self, span: Span, start: int, end: int, cue: Cue) -> tuple[int, int]:
        """Cut a range of tokens at the nearest terminator on either side of the cue."""
        if cue.terminator not in self._stops:
            self._stops[cue.terminator] = self._stops_of(cue)
        stops = self._stops[cue.terminator]
        before, after = bisect_right(stops.ends, span.start), bisect_left(stops.starts, span.end)
        start = max(start, stops.ends[before - 1]) if before else start
        end = min(end, stops.starts[after]) if after < len(stops.starts) else end
        return start, max(start, end)

    def _stops_of(self, cue: Cue) -> _Stops:
        matches = find(cue.terminator, self._text, f"terminator of the cue {cue.id}")
        spans = [self._doc.char_span(match.start(), match.end(), alignment_mode="expand") for match in matches]
        return _Stops([span.start for span in spans if span], [span.end for span in spans if span])
