"""Look for regexes in many lines at once: one look at thousands is sooner done than thousands of looks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TypeAlias

import regex

from auditor.text.compiled import OutOfTime, find
from auditor.text.gate import LiteralGate
from auditor.text.one_line import stays_in_line

Regexes: TypeAlias = Sequence[tuple[str, str]]
"""Regexes, each with what it is in its pack."""
Hit: TypeAlias = tuple[int, int, int, regex.Match[str]]
"""The number of a regex, that of a line, where the line starts in the text that was looked at, and the match there."""


class LineSearch:
    """Looks for the regexes of several readers of the same lines.

    Args:
        readers: the regexes of each.
    """

    def __init__(self, readers: Sequence[Regexes]) -> None:
        self._readers = len(readers)
        self._regexes = [(reader, number, *each) for reader, regexes in enumerate(readers) for number, each in enumerate(regexes)]
        self._gate = LiteralGate([pattern for _, _, pattern, _ in self._regexes], sets=1)

    def look(self, lines: Sequence[str], late: set[int]) -> Sequence[Sequence[Hit]]:
        """Return for each reader what is found in folded lines, which may hold line ends themselves, regex by regex.

        Args:
            lines: to look at.
            late: takes the numbers of those that take too long.
        """
        hits: list[list[Hit]] = [[] for _ in range(self._readers)]
        for index, admitting in sorted(self._gate.lines_of(lines).items()):
            hits[self._regexes[index][0]] += self._found(index, lines, admitting, late)
        return hits

    def _found(self, index: int, lines: Sequence[str], some: Sequence[int], late: set[int]) -> Sequence[Hit]:
        """Return the matches in some lines, which are one text to a regex that looks at one line only."""
        _, number, pattern, part = self._regexes[index]
        if len(some) > 1 and not stays_in_line(pattern):
            return self._found_by_line(index, lines, some, late)
        own = [lines[line] for line in some]
        starts = list(accumulate((len(line) + 1 for line in own), initial=1))
        try:
            return list(_placed(number, find(pattern, "\n".join(["", *own, ""]), part), some, starts))
        except OutOfTime:
            return self._found_by_line(index, lines, some, late)

    def _found_by_line(self, index: int, lines: Sequence[str], some: Sequence[int], late: set[int]) -> Sequence[Hit]:
        if len(some) > 1:
            return [hit for line in some for hit in self._found(index, lines, [line], late)]
        late.update(some)
        return ()


def _placed(number: int, matches: Iterator[regex.Match[str]], some: Sequence[int], starts: Sequence[int]) -> Iterator[Hit]:
    place, last = 0, len(some) - 1
    for match in matches:
        while place < last and match.start() >= starts[place + 1]:
            place += 1
        yield number, some[place], starts[place], match
