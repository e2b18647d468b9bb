"""Where the words of notes stand in the source of a page, and which of them may be wrapped."""

from __future__ import annotations

import html
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from auditor.extract.html.flow import Page
from auditor.extract.html.tokens import Tag, Text, tokens
from auditor.model.location import LinePlace
from auditor.model.span import Span
from auditor.revise.notes import Note

# Text in them is shown without markup, or not at all.
_NO_MARKUP = frozenset(("title", "textarea", "select", "datalist", "svg", "math", "canvas", "audio", "video"))
_NO_MARKUP |= {"iframe", "noframes", "noembed", "xmp", "plaintext"}
_FOREIGN = frozenset(("svg", "math"))


class Texts:
    """The runs of a page's source in which text can be marked, and the place for a summary.

    Args:
        page: its source.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self.top: int | None = None
        self._runs = list(self._markable())

    def _markable(self) -> Iterator[Text]:
        inside: Counter[str] = Counter()
        for token in tokens(self._page.source):
            if isinstance(token, Text):
                if not +inside:
                    yield token
            elif token.name in _NO_MARKUP and not self._is_empty(token):
                inside[token.name] = max(0, inside[token.name] + (-1 if token.closing else 1))
            elif token.name == "body" and not token.closing and self.top is None:
                self.top = token.attributes.end + 1

    def _is_empty(self, tag: Tag) -> bool:
        return tag.name in _FOREIGN and self._page.source[: tag.attributes.end].endswith("/")

    def of(self, note: Note) -> list[Span]:
        """Return where the words of a note stand, tag by tag; nothing if they cannot be marked there."""
        whole = self._written(note)
        if whole is None:
            return []
        runs = (Span(max(run.start, whole.start), min(run.end, whole.end)) for run in self._between(whole))
        found = [run for run in runs if run.of(self._page.source).strip()]
        said = html.unescape("".join(run.of(self._page.source) for run in found))
        return found if _bare(said) == _bare(note.span.of(note.segment.text)) else []

    def _written(self, note: Note) -> Span | None:
        words = note.span.of(note.segment.text)
        first, last = len(words) - len(words.lstrip()), len(words.rstrip()) - 1
        places = [note.segment.locate(note.span.start + index) for index in (first, last)]
        offsets = [self._page.offset(place) for place in places if isinstance(place, LinePlace)]
        if len(offsets) < 2 or offsets[0] > offsets[1]:
            return None
        return Span(offsets[0], self._page.end_of(offsets[1]))

    def _between(self, whole: Span) -> Iterator[Text]:
        index = max(0, bisect_right(self._runs, whole.start, key=lambda run: run.start) - 1)
        while index < len(self._runs) and self._runs[index].start < whole.end:
            if whole.start < self._runs[index].end:
                yield self._runs[index]
            index += 1


def apart(spans: Iterable[tuple[Span, Note]]) -> list[tuple[Span, list[Note]]]:
    """Return spans that do not overlap, in order, each with all the notes on it."""
    given = list(spans)
    edges = sorted({edge for span, _ in given for edge in (span.start, span.end)})
    pieces: list[tuple[Span, list[Note]]] = [(Span(start, end), []) for start, end in pairwise(edges)]
    for span, note in given:
        for _, notes in pieces[bisect_left(edges, span.start) : bisect_left(edges, span.end)]:
            notes.append(note)
    return [(span, notes) for span, notes in pieces if notes]


def _bare(text: str) -> str:
    return "".join(text.split())


def severest(notes: Sequence[Note]) -> Note:
    """Return the gravest of notes."""
    return max(notes, key=lambda note: note.severity.rank)
