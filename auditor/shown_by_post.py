"""What the text of a post shows that a judgement may rest on: the cues of statutory exceptions, and what excuses in a whole document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from operator import or_
from typing import TypeAlias

from auditor.model.legal import LegalException
from auditor.model.rule import Reach, Rule
from auditor.text.compiled import found
from auditor.text.line_search import Hit, Regexes
from auditor.text.one_line import stays_in_line

Shown: TypeAlias = int
"""Which regexes are found, by number, as bits. Posts that show the same are judged alike."""


class PostSigns:
    """Tells what posts show that are written line by line, as tables are, where most lines come again and again.

    Args:
        exceptions: of the law.
        rules: that posts may be judged by.

    Attributes:
        of_lines: the regexes that look at one line only; the first ones.
    """

    def __init__(self, exceptions: Iterable[LegalException], rules: Iterable[Rule]) -> None:
        regexes = {**_excuses(rules), **_cues(exceptions)}
        self.of_lines: Regexes = [(regex, name) for regex, name in regexes.items() if stays_in_line(regex)]
        self._of_texts: Regexes = [(regex, name) for regex, name in regexes.items() if not stays_in_line(regex)]

    def of_text(self, lines: Iterable[Shown], text: Callable[[], str]) -> Shown:
        """Return what a text shows by its lines, and beyond them.

        Args:
            lines: what each of them shows.
            text: returns all of them, folded.

        Raises:
            OutOfTime: if that takes too long to tell.
        """
        others = enumerate(self._of_texts, len(self.of_lines))
        beyond = (1 << number for number, (regex, name) in others if found(regex, text(), name))
        return shown_by([*lines, *beyond])

    @property
    def look_at_texts(self) -> bool:
        """Whether anything is looked for that may stand in more than one line."""
        return bool(self._of_texts)


def shown_by_line(hits: Iterable[Hit]) -> Mapping[int, Shown]:
    """Return what lines show in which regexes that look at one line are found."""
    shown: dict[int, Shown] = defaultdict(int)
    for number, line, _, _ in hits:
        shown[line] |= 1 << number
    return shown


def shown_by(lines: Iterable[Shown]) -> Shown:
    """Return all that some lines show."""
    return reduce(or_, lines, 0)


def _cues(exceptions: Iterable[LegalException]) -> dict[str, str]:
    return {cue: f"exception {exception.id}" for exception in exceptions for cue in exception.cues}


def _excuses(rules: Iterable[Rule]) -> dict[str, str]:
    every = (exemption for rule in rules for exemption in rule.exemptions if exemption.reach is Reach.DOCUMENT)
    return {exemption.regex: f"exemption {exemption.id}" for exemption in every}
