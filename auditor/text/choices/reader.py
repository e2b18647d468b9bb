"""Reads the choices of segments and texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

import regex

from auditor.model.context import ChoiceForms
from auditor.model.document import Segment
from auditor.model.remembered import remembered
from auditor.model.rewrite import Edit
from auditor.model.span import Span
from auditor.text.answers import answers, may_hold_answers
from auditor.text.characters import fold_each
from auditor.text.choices.choice import Choice
from auditor.text.choices.edits import OPEN, narrowed, opened
from auditor.text.choices.fields import by_kind, chosen_of
from auditor.text.choices.marks import SHOWS, stretches_of_marks
from auditor.text.choices.ticks import NO_TICKS, Ticks, with_choices
from auditor.text.choices.words import LONGEST_ALONE, ChoiceWords
from auditor.text.forms import FilledIn
from auditor.text.normalise import normalise, without_gaps

_REMEMBERED = 512  # texts


class Choices:
    """Reads the choices in texts.

    Args:
        forms: words that are offered beside each other, such as the sexes, and those that leave all open, such as ``不限``.
    """

    def __init__(self, forms: ChoiceForms) -> None:
        self._filled_in = FilledIn(forms)
        self._words = ChoiceWords(forms)
        self._exhausting = frozenset(kind.id for kind in forms.kinds if kind.exhausts)

    def of(self, segments: Iterable[Segment], filled_in: Mapping[int, int]) -> Mapping[int, Ticks]:
        """Return what the choices of a document mean, by ``id`` of the segments that hold some.

        Args:
            segments: in reading order; choices may stand in paragraphs, list items or cells of their own.
            filled_in: the offset from which on applicants fill in a segment, by its ``id``.
        """
        segments = tuple(segments)
        ticks = dict(self._typed(segments, filled_in))
        for run in _runs(segments):
            text = "\n".join(segment.text for segment in run)
            since = filled_in.get(id(run[0]))
            read = self.read(text) if since is None else self.read(text).until(since, self.read(text, answered=True))
            start = 0
            for segment in run if read.fields else ():
                ticks[id(segment)] = read.part(Span(start, start + len(segment.text)))
                start += len(segment.text) + 1
        return ticks

    def _typed(self, segments: Sequence[Segment], filled_in: Mapping[int, int]) -> Iterator[tuple[int, Ticks]]:
        """Yield what applicants have typed into a form of theirs: like what they tick, it is no demand."""
        if may_hold_answers(segments):
            for segment, places in answers(segments, filled_in or self._filled_in.since(segments)[0]):
                edits = tuple(Edit(Span(place.start, place.start), OPEN) for place in places)
                yield id(segment), Ticks(edits, fields=tuple(places))

    @remembered(_REMEMBERED)
    def read(self, text: str, answered: bool = False) -> Ticks:
        """Return what the choices of a raw text mean.

        Args:
            text: a segment's raw text.
            answered: whether it stands in a form filled in by applicants: what they tick is no demand.
        """
        if not SHOWS.search(text):
            return NO_TICKS
        seen = without_gaps(text)
        ticks = self._read(seen.text, answered)
        if len(seen.text) == len(text):
            return ticks
        return ticks.at(seen) if ticks.fields else self._read(text, answered)  # a gap may be all that parts two words

    def _read(self, text: str, answered: bool) -> Ticks:
        stretches = list(stretches_of_marks(text))
        if not stretches:
            return NO_TICKS
        fields = [
            (field, chosen) for field in self._fields(text, stretches) if (chosen := chosen_of(text, field, self._exhausting)) is not None
        ]
        edits = (opened(text, field) if answered or not chosen else narrowed(text, field, chosen) for field, chosen in fields)
        choices = [choice for field, _ in fields for choice in field]
        return Ticks(
            tuple(sorted(chain.from_iterable(edits))),
            frozenset(offset for choice in choices for offset in range(choice.mark.start, choice.mark.end)),
            tuple(Span(field[0].span.start, field[-1].span.end) for field, _ in fields),
            any(choice.is_ticked for choice in choices),
        )

    def read_aloud(self, text: str) -> str:
        """Return a clause folded as its choices are read."""
        return with_choices(normalise(text, one_clause=True), self.read(text).within(Span(0, len(text)))).text

    def _fields(self, text: str, stretches: Iterable[Sequence[regex.Match[str]]]) -> Iterator[Sequence[Choice]]:
        """Yield choices that stand beside each other and offer one kind of thing."""
        folded = fold_each(text)
        for marks in stretches:
            yield from by_kind(text, self._words.beside(folded, marks))


def _runs(segments: Iterable[Segment]) -> Iterator[list[Segment]]:
    """Yield segments with those that follow them and are a choice alone, as paragraphs and cells are."""
    run: list[Segment] = []
    for segment in segments:
        if not SHOWS.search(segment.text):
            if run:
                yield run
            run = []
            continue
        if run and not _follows(run[-1], segment):
            yield run
            run = []
        run.append(segment)
    if run:
        yield run


def _follows(last: Segment, segment: Segment) -> bool:
    labels = [each.label.text if each.label else "" for each in (last, segment)]
    beside = last.group == segment.group and last.field == segment.field and labels[0] == labels[1]
    return beside and max(len(last.text), len(segment.text)) <= LONGEST_ALONE
