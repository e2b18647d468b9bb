"""The words that marks of choices stand beside."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import regex
from msgspec.structs import replace

from auditor.model.context import ChoiceForms
from auditor.model.span import Span
from auditor.text.choices.choice import ANY, Choice
from auditor.text.choices.marks import NEAR
from auditor.text.compiled import compiled

LONGEST_ALONE = 60
"""Code points of a paragraph, list item, cell or value that is a choice."""

_VALUE_STARTS = ":;。\n\r"  # behind one of these
_VALUE = regex.compile(r"[^:;。!\n\r]*")
_WORD = regex.compile(r"[^\s,，、;；。:：|/()（）]+")


class ChoiceWords:
    """Finds the words that marks stand beside.

    Args:
        forms: words that are offered beside each other, such as the sexes, and those that leave all open, such as ``不限``.
    """

    def __init__(self, forms: ChoiceForms) -> None:
        self._known = {kind.id for kind in forms.kinds}
        self._words = [(kind.id, f"(?:{kind.regex})") for kind in forms.kinds]
        if forms.whatever:
            self._words.append((ANY, f"(?:{forms.whatever})"))
        self._words_before = [(kind, f"{words}(?![\\p{{Han}}A-Za-z0-9]|(?<=(?<!户)口))|{words}(?=[口零])") for kind, words in self._words]
        self._words_behind = [(kind, f"(?<![\\p{{Han}}A-Za-z0-9])(?:{words})$|(?<=[口零)])(?:{words})$") for kind, words in self._words]

    def beside(self, folded: str, marks: Sequence[regex.Match[str]]) -> Sequence[Choice]:
        """Return the choices of a stretch of marks: the words stand before all of them or behind all, whichever says more.

        Args:
            folded: the text, folded sign by sign.
            marks: that stand near each other.
        """
        behind = [self._behind(folded, mark) for mark in marks]
        before = [self._before(folded, mark, following) for mark, following in pairwise([*marks, None])]
        choices = [choice for choice in max(before, behind, key=_fit) if choice]
        if len(choices) == 1 and choices[0].is_ticked:
            choices = self._with_those_beside(folded, choices[0])
        return _crossed_out(marks, choices)

    def _before(self, folded: str, mark: regex.Match[str], following: regex.Match[str] | None) -> Choice | None:
        """Return the choice whose mark stands before it; of a kind that is not known it reaches to the next mark."""
        gap = folded[mark.end() : mark.end() + 3]
        start = mark.end() + len(gap) - len(gap.lstrip(" "))
        for kind, words in self._words_before:
            found = compiled(words).match(folded, start)
            if found and len(found[0]):
                return Choice.marked(mark, Span(*found.span()), kind)
        if mark["letter"]:
            return None
        word = _WORD.match(folded, start, following.start() if following else len(folded))
        return Choice.marked(mark, Span(*word.span()), "") if word else None

    def _behind(self, folded: str, mark: regex.Match[str]) -> Choice | None:
        """Return the choice whose mark stands behind it, if it is of a kind that is known."""
        line = max(folded.rfind("\n", 0, mark.start()) + 1, mark.start() - NEAR)
        text = folded[line : mark.start()].rstrip(" ")
        for kind, words in self._words_behind:
            found = compiled(words).search(text)
            if found and len(found[0]):
                return Choice.marked(mark, Span(line + found.start(), line + found.end()), kind)
        return None

    def _with_those_beside(self, folded: str, ticked: Choice) -> list[Choice]:
        """Return the only choice with a mark and the words of its kind beside it, where they are all that its field or line holds."""
        start = max(folded.rfind(sign, 0, ticked.span.start) for sign in _VALUE_STARTS) + 1
        end = _VALUE.match(folded, ticked.span.end, start + LONGEST_ALONE).end() if ticked.span.end < start + LONGEST_ALONE else start
        around = folded[start : ticked.span.start] + " " + folded[ticked.span.end : end]
        if ticked.kind not in self._known or not compiled(f"(?:(?:{self._offered(ticked.kind)})|[ ,、/|])*+").fullmatch(around):
            return [ticked]
        words = compiled(self._offered(ticked.kind)).finditer(folded, start, end)
        others = [Span(*word.span()) for word in words if not Span(*word.span()).overlaps(ticked.span)]
        return sorted([ticked, *(Choice.unmarked(other, ticked.kind) for other in others)], key=_place)

    def _offered(self, kind: str) -> str:
        """Return the words of a kind, and those that leave all open, as they stand between others."""
        words = "|".join(words for known, words in self._words if known in (kind, ANY))
        return f"(?:{words})(?![\\p{{Han}}A-Za-z0-9])"


def _place(choice: Choice) -> Span:
    return choice.span


def _crossed_out(marks: Sequence[regex.Match[str]], choices: Sequence[Choice]) -> list[Choice]:
    """Return choices, those with a cross as not ticked where others have a tick; alone, a cross ticks."""
    crossed = {mark.start() for mark in marks if mark["crossed"]} if any(mark["ticked"] for mark in marks) else set()
    return [replace(choice, is_ticked=choice.is_ticked and choice.mark.start not in crossed) for choice in choices]


def _fit(choices: Sequence[Choice | None]) -> tuple[int, int]:
    """Rate a reading of marks: by the choices of a known kind in it, then by how near the words stand."""
    known = [choice for choice in choices if choice and choice.kind]
    return len(known), sum(len(choice.mark) + len(choice.words) - len(choice.span) for choice in known)
