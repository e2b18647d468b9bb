"""Cut segments into clauses, each with what gives it its meaning from outside: label, section, lead, choices."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import partial
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from auditor.model.clause import Clause, Lead
from auditor.model.document import Segment
from auditor.model.speaking import ALL, OPENS, Places, Speaking
from auditor.packs.pack import Fields
from auditor.text.choices.ticks import NO_TICKS, Ticks
from auditor.text.clauses import BULLETS, LINE_ENDS, SENTENCE_ENDS, clause_spans, clauses_of_parts, first_from, sentences
from auditor.text.compiled import deferred
from auditor.text.leads import Leads, Lists
from auditor.text.sections import Headings, Standing, Trail
from auditor.text.tables import inline_cells

_Cut: TypeAlias = tuple[Clause | None, Set[int] | None]
_SILENT: _Cut = (None, None)
_CONTENT = deferred(rf"[^{LINE_ENDS}{SENTENCE_ENDS} \t\u3000\xa0？?{BULLETS}]")  # what is no border


class Piece(Struct, frozen=True):
    """A clause in its place.

    Args:
        number: tells its neighbours.
        clause: the clause itself.
        patterns: numbers of those that may match; None for any.
        standing: tells that section and its heading.
    """

    number: int
    clause: Clause
    patterns: Set[int] | None
    standing: Standing


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
            if not places and (segment.label or not lists.go_on):
                trail.go_by(segment.text)
                number += 1
                continue
            number += apart
            for clause, patterns in self._of(segment, places, ticks.get(id(segment), NO_TICKS), trail, lists):
                if clause:
                    yield Piece(number, clause, patterns, trail.here(clause.span.end))
                number += 1

    def _of(self, segment: Segment, places: Places, ticks: Ticks, trail: Trail, lists: Lists) -> Iterator[_Cut]:
        """Return the clauses of a segment, nothing in place of silent ones."""
        if places is ALL:
            return self._whole(segment, ticks, trail, lists)
        trail.go_by(segment.text)
        return self._sentences(segment, places, lists)

    def _whole(self, segment: Segment, ticks: Ticks, trail: Trail, lists: Lists) -> Iterator[_Cut]:
        """Yield all clauses of a segment; the cells of a table in it stand under their headers."""
        label = self._fields.label_of(segment)
        cells = {} if label else {cell.span: cell for cell in inline_cells(segment.text, self._fields.label_named)}
        answered = {cell.header for cell in cells.values() if cell.header and cell.is_answer}
        spans = list(clause_spans(segment.text, sorted(cells), ticks.inner))
        trail.go_by(segment.text, spans)
        lists.enter(segment)
        for span in spans:
            cell = cells.get(span)
            clause = Clause(segment, span, label, lists.lead(segment, span), tuple(ticks.within(span)))
            if not clause.is_left_out and not any(map(span.covers, answered)):
                under = replace(clause, label=cell.label, lead=Lead(segment, cell.header)) if cell and cell.header else clause
                yield under, None

    def _sentences(self, segment: Segment, places: Places, lists: Lists) -> Iterator[_Cut]:
        """Yield the clauses in which something may be said, nothing for the silent ones between them.

        What stands under a lead may match any pattern, because the words of the lead count for it; a lead is only where one was heard.
        """
        text, label = segment.text, self._fields.label_of(segment)
        spoken = sorted(places)
        offsets = [offset for offset, _ in spoken]
        lists.enter(segment)
        position = 0
        for sentence, spans in clauses_of_parts(text, sentences(text, partial(_following, text, offsets, lists))):
            yield from _gap(text, position, sentence.start)
            for span in spans:
                patterns = {pattern for _, pattern in spoken[bisect_left(offsets, span.start) : bisect_left(offsets, span.end)]}
                opens = OPENS in patterns
                lead = lists.lead(segment, span, opens) if opens or lists.go_on else None
                yield (Clause(segment, span, label, lead), None if opens or lead else patterns) if patterns or lead else _SILENT
            position = sentence.end
        yield from _gap(text, position, len(text))


def _gap(text: str, start: int, end: int) -> Iterator[_Cut]:
    """Yield nothing for what stands between two places, once where anything does."""
    if _CONTENT.search(text, start, end):
        yield _SILENT


def _following(text: str, offsets: Sequence[int], lists: Lists, start: int) -> int | None:
    """Return where in a text something was heard, or may be an item of a list, from an offset on."""
    if not lists.go_on:
        return first_from(offsets, start)
    content = _CONTENT.search(text, start)
    return content.start() if content else None
