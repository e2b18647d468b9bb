"""Which rows of a large table may say something: told by their words, most of which come again and again, before any segment is made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

import numpy as np
from msgspec import Struct

from auditor.listening import Listener, OpenListener
from auditor.model.document import Stretch
from auditor.model.packed import CellRow, Cells, CellSegments, PackedLabel, is_body
from auditor.model.speaking import Places, Speaking
from auditor.packs.pack import Fields
from auditor.text.answers import may_be_asked_of_one
from auditor.text.choices import Choices

_NUMBER = np.dtype("I")


class HeardRow(Struct, frozen=True):
    """A group of cells in which something may be said.

    Args:
        name: of the group.
        segments: its cells, those that it shares with others among them.
        first: the number of its first own one, in the stretch.
        own: the numbers of its own ones that may say something, and where in them.
    """

    name: str
    segments: CellRow
    first: int
    own: Mapping[int, Places]

    @property
    def speaking(self) -> Speaking:
        """Where in its segments something may be said."""
        return Speaking({id(self.segments.of[number]): places for number, places in self.own.items()})


class RowListener:
    """Listens to stretches of tables.

    Args:
        listener: tells what words may say.
        fields: what names of columns mean.
        choices: reads the choices of forms.
    """

    def __init__(self, listener: Listener | OpenListener, fields: Fields, choices: Choices) -> None:
        self._listener = listener
        self._fields = fields
        self._choices = choices

    def listen(self, stretch: Stretch) -> list[HeardRow] | None:
        """Return the rows of a stretch in which something may be said, in order of their first cells that do.

        Nothing is returned for one that has to be read as a whole, because not all of its cells are fields, or because it may hold
        choices or what applicants typed.
        """
        segments = stretch.segments
        if not isinstance(segments, CellSegments) or not _are_fields(segments.cells):
            return None
        words = self._verdicts(segments.cells.labels, segments.cells.words)
        return None if words is None else list(_rows(segments, words))

    def _verdicts(self, labels: Sequence[PackedLabel], words: Iterable[tuple[int, str]]) -> Mapping[int, Places] | None:
        """Return where words may say something, by number; nothing where they hold choices."""
        names = ["", *(self._fields.label_named(text) for text, *_ in labels)]
        keys = [(names[label], text) for label, text in words]
        known = self._listener.verdicts(dict.fromkeys(keys))
        verdicts = [known[key] for key in keys]
        choices = [text for (_, text), verdict in known.items() if verdict.choices]
        if choices and self._hold_choices(labels, choices):
            return None
        return {number: verdict.places for number, verdict in enumerate(verdicts) if verdict.places}

    def _hold_choices(self, labels: Sequence[PackedLabel], texts: Iterable[str]) -> bool:
        """Tell whether texts hold choices, or a part of them: what stands in two cells of one name is read as one."""
        return len({text for text, *_ in labels}) < len(labels) or any(self._choices.read(text).fields for text in texts)


def _are_fields(cells: Cells) -> bool:
    """Tell whether all cells stand under a name, and none is a comment or asks an applicant who he is."""
    return (
        all(map(is_body, set(cells.kinds)))
        and all(label for label, _ in cells.words)
        and not may_be_asked_of_one(text for text, *_ in cells.labels)
    )


def _rows(segments: CellSegments, words: Mapping[int, Places]) -> Iterator[HeardRow]:
    """Yield the groups with own cells that hold some words."""
    cells = segments.cells
    heard: dict[str, dict[int, Places]] = defaultdict(dict)
    for number in cells.holding(words):
        heard[cells.subjects[cells.told[number]][0]][number] = words[cells.fields[number]]
    telling, numbers = _telling(cells), _numbers(cells)
    for name, own in heard.items():
        every = telling[name]
        first = next(numbers[subject][0] for subject in every if cells.subjects[subject][0] == name)
        row = numbers[every[0]] if len(every) == 1 else sorted(chain.from_iterable(map(numbers.__getitem__, every)))
        yield HeardRow(name, CellRow(segments, row), first, own)


def _telling(cells: Cells) -> Mapping[str, Sequence[int]]:
    """Return the numbers of the subjects that tell of each group."""
    telling: dict[str, list[int]] = defaultdict(list)
    for subject, (group, _, also) in enumerate(cells.subjects):
        for name in (group, *also):
            telling[name].append(subject)
    return telling


def _numbers(cells: Cells) -> Sequence[Sequence[int]]:
    """Return, for each subject, the numbers of the cells that tell of it; those of most rows stand one behind the other."""
    told = np.frombuffer(cells.told, _NUMBER)
    borders = [0, *(np.flatnonzero(told[1:] != told[:-1]) + 1).tolist(), len(told)]
    if len(borders) == len(cells.subjects) + 1:
        runs = dict(zip(told[borders[:-1]].tolist(), map(range, borders, borders[1:]), strict=True))
        return [runs[subject] for subject in range(len(cells.subjects))]
    numbers: list[list[int]] = [[] for _ in cells.subjects]
    for number, subject in enumerate(cells.told):
        numbers[subject].append(number)
    return numbers
