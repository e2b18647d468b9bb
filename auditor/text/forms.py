"""Who fills in a form: what applicants tick is an answer, what an employer ticks is a demand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import regex

from auditor.model.context import ChoiceForms
from auditor.model.document import Segment, Stretch
from auditor.text.compiled import compiled
from auditor.text.normalise import normalise

_LINE = regex.compile(r"[^\r\n]+")
_LONGEST = 60  # code points of a line that is a title, or begins with the field of a name


class FilledIn:
    """Tells from where on a document is filled in by applicants.

    Args:
        forms: the titles and fields that show it.
    """

    def __init__(self, forms: ChoiceForms) -> None:
        self._forms = forms

    def since(self, segments: Iterable[Segment], filled_in: bool = False) -> tuple[Mapping[int, int], bool]:
        """Return, by ``id`` of a segment, the offset from which on applicants fill it in, and whether they fill in what comes behind.

        Args:
            segments: in reading order; those that are not returned stand in no form of applicants.
            filled_in: whether applicants fill in what stands before.
        """
        since: dict[int, int] = {}
        for segment in segments:
            if segment.label:
                filled_in = self.goes_on(segment.label.text, filled_in)
            if filled_in:
                since[id(segment)] = 0
            for line in _LINE.finditer(segment.text):
                before, filled_in = filled_in, self.goes_on(line[0], filled_in)
                if filled_in and not before:
                    since[id(segment)] = line.start()
                elif before and not filled_in:
                    since.pop(id(segment), None)
        return since, filled_in

    def goes_on(self, line: str, filled_in: bool) -> bool:
        """Tell whether applicants fill in what stands behind a raw line, given whether they did before it."""
        text = normalise(line[:_LONGEST]).text.strip()
        if self._forms.applicants and compiled(self._forms.applicants).search(text):
            return True
        return filled_in and not (self._forms.employers and compiled(self._forms.employers).search(text))


class FilledInSoFar:
    """Tells the same of the stretches of a document; those that nobody asked about are read when one behind them is asked about.

    Args:
        forms: tells it of segments.
        stretches: all of the document; those asked about may be other objects of the same text.
    """

    def __init__(self, forms: FilledIn, stretches: Iterable[Stretch]) -> None:
        self._forms = forms
        self._stretches = iter(stretches)
        self._reached = 0  # number of the first segment that was not read
        self._filled_in = False

    def since(self, stretch: Stretch) -> Mapping[int, int]:
        """Return, by ``id`` of a segment of a stretch, the offset from which on applicants fill it in; ask for them in order."""
        while self._reached < stretch.first:
            self._read(next(self._stretches))
        next(self._stretches)
        return self._read(stretch)

    def _read(self, stretch: Stretch) -> Mapping[int, int]:
        since, self._filled_in = self._forms.since(stretch.segments, self._filled_in)
        self._reached += len(stretch.segments)
        return since
