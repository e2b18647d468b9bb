"""Which part of an ad a clause stands in, read from headings."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import TypeAlias

from auditor.model.context import SectionKind, TextKind
from auditor.model.span import Span
from auditor.text.clauses import clause_spans
from auditor.text.compiled import compiled
from auditor.text.normalise import normalise
from auditor.text.titles import Titles

Under: TypeAlias = tuple[SectionKind, str]
"""What a section is about, and the words of its heading."""
_Place: TypeAlias = tuple[int, int]  # the number of a text, and an offset in it

_LONGEST_HEADING = 24
_TEXTS_BESIDE = 4


def no_section() -> Under:
    """Return what a clause stands under where no heading is."""
    return SectionKind.OTHER, ""


class Headings:
    """Heading words by section kind, compiled once.

    Args:
        words: section kind to a regex for the heading's words.
        titles: tell what the text is as a whole.
    """

    def __init__(self, words: Mapping[SectionKind, str], titles: Titles | None = None) -> None:
        self.titles = titles or Titles()
        self._any = compiled("|".join(f"(?:{word})" for word in words.values()))
        self._patterns = [
            (kind, compiled(rf"^[\s【\[(（<《]*(?P<heading>[^:：,，]{{0,8}}(?:{word})[^:：,，]{{0,6}}?)[\s】\])）>》]*(?:[:：]|$)"))
            for kind, word in words.items()
        ]

    def kind_of(self, clause: str) -> Under | None:
        """Return the section that the start of a raw clause opens, with the heading's words."""
        head = normalise(clause[: 2 * _LONGEST_HEADING]).text[:_LONGEST_HEADING]
        if not self._any.search(head):
            return None
        for kind, pattern in self._patterns:
            match = pattern.search(head)
            if match:
                return kind, match["heading"]
        return None


class Trail:
    """What has been read before a clause, to find the heading that it stands under; nothing is looked at before that is asked.

    Args:
        headings: tells what opens a section.
    """

    def __init__(self, headings: Headings) -> None:
        self._headings = headings
        self._way = _Way(headings)

    def restart(self) -> None:
        """Forget everything: no section goes on."""
        self._way = _Way(self._headings)

    def go_by(self, text: str, spans: Sequence[Span] | None = None) -> None:
        """Take a text that comes next.

        Args:
            text: raw text.
            spans: its clauses; they are found when they are asked for, unless they are given.
        """
        self._way.passed.append((text, spans))

    def here(self, offset: int) -> Standing:
        """Return what tells where an offset of the last text stands; it may be asked later."""
        return Standing(self._way, len(self._way.passed) - 1, offset)


class _Way:
    """What was gone by since no section went on.

    Args:
        headings: tells what opens a section.

    Attributes:
        passed: texts, each with its clauses where they are known.
    """

    def __init__(self, headings: Headings) -> None:
        self.passed: list[tuple[str, Sequence[Span] | None]] = []
        self._headings = headings
        self._known: list[tuple[_Place, Under]] = [((0, 0), no_section())]  # how far was looked, and the section in force there
        self._whole: tuple[int, TextKind | None] = (0, None)  # of how many texts it is known what they are together

    def beside(self, number: int) -> tuple[str, str]:
        """Return the texts before and behind one of those that were gone by, as far as they count."""
        before, behind = self.passed[max(0, number - _TEXTS_BESIDE) : number], self.passed[number + 1 : number + 1 + _TEXTS_BESIDE]
        return "\n".join(text for text, _ in before), "\n".join(text for text, _ in behind)

    def text(self) -> TextKind | None:
        """Return what all that was gone by is together, where its title shows that it sets no limits."""
        if self._whole[0] != len(self.passed):
            self._whole = len(self.passed), self._headings.titles.kind_of([text for text, _ in self.passed])
        return self._whole[1]

    def section(self, number: int, offset: int) -> Under:
        """Return the section in force at an offset of one of the texts; what lies before the last place that was asked about is known."""
        place = number, offset
        index = bisect_right(self._known, place, key=itemgetter(0))
        start, last = self._known[index - 1]
        if start == place:
            return last
        opened = next(filter(None, map(self._headings.kind_of, self._backwards(start, place))), last)
        self._known.insert(index, (place, opened))
        return opened

    def _backwards(self, start: _Place, end: _Place) -> Iterator[str]:
        """Yield the clauses that end between two places, the last one first."""
        for number in range(end[0], start[0] - 1, -1):
            text, spans = self.passed[number]
            if spans is None:
                self.passed[number] = text, (spans := list(clause_spans(text)))
            first = bisect_right(spans, start[1], key=_end) if number == start[0] else 0
            behind = bisect_right(spans, end[1], key=_end) if number == end[0] else len(spans)
            yield from (spans[index].of(text) for index in range(behind - 1, first - 1, -1))


class Standing:
    """Tells where a clause stands. Nothing is looked at before that is asked.

    Args:
        way: what was gone by; none for a clause that stands alone.
        number: of the text on the way.
        offset: of the clause in it.
    """

    __slots__ = ("_number", "_offset", "_way")

    def __init__(self, way: _Way | None = None, number: int = 0, offset: int = 0) -> None:
        self._way = way
        self._number = number
        self._offset = offset

    @property
    def section(self) -> Under:
        """The section in force, with its heading."""
        return self._way.section(self._number, self._offset) if self._way else no_section()

    @property
    def beside(self) -> tuple[str, str]:
        """The raw texts right before and right behind the one that it stands in, a line or more each."""
        return self._way.beside(self._number) if self._way else ("", "")

    @property
    def text(self) -> TextKind | None:
        """The kind of the whole text, where it is one that sets no limits."""
        return self._way.text() if self._way else None

    def is_in(self, kinds: Container[SectionKind]) -> bool:
        """Tell whether the clause stands in a section of one of some kinds."""
        return self.section[0] in kinds


NOWHERE = Standing()
"""Of a clause that stands alone."""


def _end(span: Span) -> int:
    return span.end
