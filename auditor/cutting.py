"""Cut segments into clauses, each with what gives it its meaning from outside: label, section, lead, choices."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from typing import TypeAlias

import regex

from auditor.model.clause import Clause, Lead
from auditor.model.document import Segment
from auditor.model.span import Span
from auditor.model.speaking import ALL, Places, Speaking
from auditor.packs.pack import Fields
from auditor.text.choices import NO_TICKS, Ticks
from auditor.text.clauses import BREAK, LINE_ENDS, SENTENCE_ENDS, clause_spans, clauses_of_parts
from auditor.text.leads import Leads, Lists
from auditor.text.sections import Headings, Trail, Under
from auditor.text.tables import inline_cells

_Cut: TypeAlias = tuple[Clause | None, Set[int] | None]
_SILENT: _Cut = (None, None)
_LAST_BREAK = regex.compile(rf"(?r){BREAK.pattern}[?？]{{0,8}}")  # question marks behind it belong to it
_BORDERS = f"{LINE_ENDS}{SENTENCE_ENDS} \t\u3000\xa0？?●•◆■★▪◇▲►➤※✔✓"  # what is no clause alone


@dataclass(frozen=True, slots=True)
class Piece:
    """A clause in its place.

    Args:
        number: tells its neighbours.
        clause: the clause itself.
        patterns: numbers of those that may match; None for any.
        section: returns that section and its heading.
    """

    number: int
    clause: Clause
    patterns: Set[int] | None
    section: Callable[[], Under]


class Cutter:
    """Cuts the segments of one group.

    Args:
        fields: what names of fields mean.
        headings: what opens a section.
        leads: what opens a list.
    """

    def __init__(self, fields: Fields, headings: Headings, leads: Leads) -> None:
        self._fields = fields
        self._headings = headings
        self._leads = leads

    def clauses(self, segments: Iterable[Segment], ticks: Mapping[int, Ticks], speaking: Speaking) -> Iterator[Piece]:
        """Yield the clauses that may say something. Headings and leads in one paragraph hold for the next, but not from field to field."""
        segments = tuple(segments)
        apart = all(segment.label for segment in segments)  # fields of a table or record have no neighbours
        trail, lists = Trail(self._headings), Lists(self._leads)
        number = 0
        for segment in segments:
            places = speaking.of(segment)
            if segment.label:
                trail.restart()
            number += apart or not places
            for clause, patterns in self._of(segment, places, ticks.get(id(segment), NO_TICKS), trail, lists):
                if clause:
                    yield Piece(number, clause, patterns, trail.here())
                number += 1

    def _of(self, segment: Segment, places: Places, ticks: Ticks, trail: Trail, lists: Lists) -> Iterable[_Cut]:
        """Return the clauses of a segment, nothing in place of silent ones."""
        if places:
            return self._whole(segment, ticks, trail, lists) if places is ALL else self._sentences(segment, places, trail)
        trail.go_by(segment.text)
        return ()

    def _whole(self, segment: Segment, ticks: Ticks, trail: Trail, lists: Lists) -> Iterator[_Cut]:
        """Yield all clauses of a segment; the cells of a table in it stand under their headers."""
        label = self._fields.label_of(segment)
        cells = {} if label else {cell.span: cell for cell in inline_cells(segment.text, self._fields.label_named)}
        spans = list(clause_spans(segment.text, sorted(cells), ticks.inner))
        for span, lead in zip(spans, list(lists.read(segment, spans)), strict=True):
            trail.go_by(segment.text, (span,))
            cell = cells.get(span)
            clause = Clause(segment, span, label, lead=lead, choices=tuple(ticks.within(span)))
            if not clause.is_left_out:
                under = replace(clause, label=cell.label, lead=Lead(segment, cell.header)) if cell and cell.header else clause
                yield under, None

    def _sentences(self, segment: Segment, places: Places, trail: Trail) -> Iterator[_Cut]:
        """Yield the clauses in which something may be said, nothing for the silent ones between them."""
        text, label = segment.text, self._fields.label_of(segment)
        spoken = sorted(places)
        chosen = list(_sentences(text, (offset for offset, _ in spoken)))
        position = 0
        for sentence, spans in zip(chosen, clauses_of_parts(text, chosen), strict=True):
            yield from _gap(text, position, sentence.start)
            trail.go_by(text, part=Span(position, sentence.start))
            for span in spans:
                trail.go_by(text, (span,))
                inside = slice(bisect_left(spoken, (span.start,)), bisect_left(spoken, (span.end,)))
                patterns = {pattern for _, pattern in spoken[inside]}
                yield (Clause(segment, span, label), patterns) if patterns else _SILENT
            position = sentence.end
        yield from _gap(text, position, len(text))
        trail.go_by(text, part=Span(position, len(text)))


def _gap(text: str, start: int, end: int) -> Iterator[_Cut]:
    """Yield nothing for what stands between two places, once where anything does."""
    if text[start:end].strip(_BORDERS):
        yield _SILENT


def _sentences(text: str, offsets: Iterable[int]) -> Iterator[Span]:
    """Yield the sentences that some places of a text, in order, stand in, from one break to the next."""
    end = -1
    for offset in offsets:
        if offset >= end:
            before, behind = _LAST_BREAK.search(text, max(end, 0), offset), BREAK.search(text, offset)
            start, end = before.end() if before else max(end, 0), behind.start() if behind else len(text)
            yield Span(start, end)
