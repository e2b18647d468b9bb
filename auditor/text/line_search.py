"""Look for regexes in many lines at once: one look at thousands is sooner done than thousands of looks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import accumulate, chain
from typing import NamedTuple, TypeAlias

import regex

from auditor.text.compiled import OutOfTime, find
from auditor.text.gate import LiteralGate
from auditor.text.one_line import stays_in_line

Regexes: TypeAlias = Sequence[tuple[str, str]]
"""Regexes, each with what it is in its pack."""
Hit: TypeAlias = tuple[int, int, int, regex.Match[str]]
"""The number of a regex, that of a line, where the line starts in the text that was looked at, and the match there."""


class _Sought(NamedTuple):
    """A regex that one of the readers looks for, with its number there and what it is in its pack."""

    reader: int
    number: int
    pattern: str
    part: str


class LineSearch:
    """Looks for the regexes of several readers of the same lines.

    Args:
        readers: the regexes of each.
    """

    def __init__(self, readers: Sequence[Regexes]) -> None:
        self._readers = len(readers)
        self._sought = [_Sought(reader, number, *each) for reader, regexes in enumerate(readers) for number, each in enumerate(regexes)]
        self._gate = LiteralGate([sought.pattern for sought in self._sought], sets=1)

    def look(self, lines: Sequence[str], late: set[int]) -> Sequence[Sequence[Hit]]:
        """Return for each reader what is found in folded lines, which may hold line ends themselves, regex by regex.

        Args:
            lines: to look at.
            late: takes the numbers of those that take too long; what else may stand there is not looked for.
        """
        hits: list[list[Hit]] = [[] for _ in range(self._readers)]
        for index, admitting in sorted(self._gate.lines_of(lines).items()):
            sought = self._sought[index]
            some = [line for line in admitting if line not in late]
            hits[sought.reader] += _found(sought, lines, some, late)
        return hits


def _found(sought: _Sought, lines: Sequence[str], some: Sequence[int], late: set[int]) -> Iterable[Hit]:
    """Return the matches in some lines, which are one text to a regex that looks at one line only."""
    if len(some) > 1 and stays_in_line(sought.pattern):
        with suppress(OutOfTime):
            return list(_together(sought, lines, some))
    return chain.from_iterable(_alone(sought, lines[line], line, late) for line in some)


def _together(sought: _Sought, lines: Sequence[str], some: Sequence[int]) -> Iterator[Hit]:
    own = [lines[line] for line in some]
    starts = list(accumulate((len(line) + 1 for line in own), initial=1))
    place, last = 0, len(some) - 1
    for match in find(sought.pattern, "\n".join(["", *own, ""]), sought.part):
        while place < last and match.start() >= starts[place + 1]:
            place += 1
        if starts[place] <= match.start() < starts[place + 1]:  # what is empty may be found around them, too
            yield sought.number, some[place], starts[place], match


def _alone(sought: _Sought, text: str, line: int, late: set[int]) -> Sequence[Hit]:
    try:
        return [(sought.number, line, 0, match) for match in find(sought.pattern, text, sought.part)]
    except OutOfTime:
        late.add(line)
        return ()
