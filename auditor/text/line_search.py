"""Look for regexes in many lines at once: one look at thousands is sooner done than thousands of looks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TypeAlias

import regex

from auditor.text.compiled import OutOfTime, find
from auditor.text.gate import LiteralGate
from auditor.text.one_line import stays_in_line

Hit: TypeAlias = tuple[int, int, int, regex.Match[str]]
"""The number of a regex, that of a line, where the line starts in the text that was looked at, and the match there."""


class LineSearch:
    """Looks for regexes.

    Args:
        regexes: each with what it is in its pack.
    """

    def __init__(self, regexes: Sequence[tuple[str, str]]) -> None:
        self._regexes = regexes
        self._gate = LiteralGate([each for each, _ in regexes])

    def look(self, lines: Sequence[str], late: set[int]) -> Iterator[Hit]:
        """Yield what is found in folded lines, which may hold line ends themselves, regex by regex.

        Args:
            lines: to look at.
            late: takes the numbers of those that take too long.
        """
        for number, admitting in sorted(self._gate.lines_of(lines).items()):
            yield from self._found(number, lines, admitting, late)

    def _found(self, number: int, lines: Sequence[str], some: Sequence[int], late: set[int]) -> Sequence[Hit]:
        """Return the matches in some lines, which are one text to a regex that looks at one line only."""
        pattern, part = self._regexes[number]
        if len(some) > 1 and not stays_in_line(pattern):
            return self._found_by_line(number, lines, some, late)
        own = [lines[line] for line in some]
        starts = list(accumulate((len(line) + 1 for line in own), initial=1))
        try:
            return list(_placed(number, find(pattern, "\n".join(["", *own, ""]), part), some, starts))
        except OutOfTime:
            return self._found_by_line(number, lines, some, late)

    def _found_by_line(self, number: int, lines: Sequence[str], some: Sequence[int], late: set[int]) -> Sequence[Hit]:
        if len(some) > 1:
            return [hit for line in some for hit in self._found(number, lines, [line], late)]
        late.update(some)
        return ()


def _placed(number: int, matches: Iterator[regex.Match[str]], some: Sequence[int], starts: Sequence[int]) -> Iterator[Hit]:
    place, last = 0, len(some) - 1
    for match in matches:
        while place < last and match.start() >= starts[place + 1]:
            place += 1
        yield number, some[place], starts[place], match
