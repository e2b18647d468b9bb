"""What the text of a post shows that a judgement may rest on: the cues of statutory exceptions, and what excuses in a whole document."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from auditor.model.legal import LegalException
from auditor.model.rule import Reach, Rule
from auditor.text.compiled import found
from auditor.text.gate import LiteralGate
from auditor.text.one_line import stays_in_line

Shown: TypeAlias = frozenset[str]
"""The regexes that are found. Posts that show the same are judged alike."""
_NOTHING: Shown = frozenset()


class PostSigns:
    """Tells what posts show that are written line by line, as tables are, where most lines come again and again.

    Args:
        exceptions: of the law.
        rules: that posts may be judged by.

    Attributes:
        of_lines: the regexes that look at one line only.
    """

    def __init__(self, exceptions: Iterable[LegalException], rules: Iterable[Rule]) -> None:
        self._names = {**_excuses(rules), **_cues(exceptions)}
        self.of_lines = [regex for regex in self._names if stays_in_line(regex)]
        self._of_texts = [regex for regex in self._names if not stays_in_line(regex)]
        self._gate = LiteralGate(self.of_lines)

    def of_line(self, line: str) -> Shown:
        """Return what one folded line shows.

        Raises:
            OutOfTime: if that takes too long to tell.
        """
        text = f"\n{line}\n"
        admitted = (self.of_lines[number] for number in self._gate.admits(text))
        return frozenset(regex for regex in admitted if found(regex, text, self._names[regex]))

    def of_text(self, lines: Iterable[Shown], text: Callable[[], str]) -> Shown:
        """Return what a text shows by its lines, and beyond them.

        Args:
            lines: what each of them shows.
            text: returns all of them, folded.

        Raises:
            OutOfTime: if that takes too long to tell.
        """
        beyond = (regex for regex in self._of_texts if found(regex, text(), self._names[regex]))
        return shown_by(lines).union(beyond) if self._of_texts else shown_by(lines)

    @property
    def look_at_texts(self) -> bool:
        """Whether anything is looked for that may stand in more than one line."""
        return bool(self._of_texts)


def shown_by(lines: Iterable[Shown]) -> Shown:
    """Return all that some lines show."""
    return _NOTHING.union(*filter(None, lines))


def _cues(exceptions: Iterable[LegalException]) -> dict[str, str]:
    return {cue: f"exception {exception.id}" for exception in exceptions for cue in exception.cues}


def _excuses(rules: Iterable[Rule]) -> dict[str, str]:
    every = (exemption for rule in rules for exemption in rule.exemptions if exemption.reach is Reach.DOCUMENT)
    return {exemption.regex: f"exemption {exemption.id}" for exemption in every}
