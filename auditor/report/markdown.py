"""Text as Markdown that shows it as it is: whatever a rule file holds, a page stays a page."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import regex

from auditor.model.wording import Language, Wording

_SPECIAL = regex.compile(r"[\\`*_<>\[\]|~$&]")
_OPENING = regex.compile(r"^(?=[-+=#])|(?<=^\d{1,9})(?=[.)])")
_BAR = regex.compile(r"\\*+\|")
_TICKS = regex.compile(r"`+")
_REMEMBERED = 1_024  # texts; rules say the same of many findings
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))


@lru_cache(maxsize=_REMEMBERED)
def plain(text: str) -> str:
    """Return a text without what moves or hides others: breaks become spaces, unseen signs their code points."""
    return "".join(" " if sign.isspace() else f"<U+{ord(sign):04X}>" if unicodedata.category(sign) in _UNSEEN else sign for sign in text)


@lru_cache(maxsize=_REMEMBERED)
def escape(text: str) -> str:
    """Return one line of prose in which no sign means anything to Markdown."""
    return str(_OPENING.sub(r"\\", _SPECIAL.sub(r"\\\g<0>", plain(text).strip())))


def code(text: str) -> str:
    """Return a code span, its fence longer than any run of ticks inside; line ends are shown as a sign."""
    shown = plain(text.replace("\r\n", "\n").replace("\n", "⏎"))
    fence = "`" * (max((len(run) for run in _TICKS.findall(shown)), default=0) + 1)
    gap = " " if not shown or shown.strip() != shown or shown[0] == "`" or shown[-1] == "`" else ""
    return f"{fence}{gap}{shown}{gap}{fence}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table of escaped cells; a bar inside a code span is escaped too, as tables want it."""
    yield row(head)
    yield row(["---"] * len(head))
    yield from map(row, rows)


def row(cells: Iterable[str]) -> str:
    """Return one row of such a table; a bar behind backslashes is escaped once more where these escape each other."""
    return "| " + " | ".join(_BAR.sub(_escaped_bar, cell) for cell in cells) + " |"


def _escaped_bar(match: regex.Match[str]) -> str:
    """Return a bar behind an odd number of backslashes: then it ends a cell for no reader, however it counts them."""
    return match[0] if len(match[0]) % 2 == 0 else f"{match[0][:-1]}\\|"


class Voice:
    """Says statements in one language, or in several beside each other.

    Args:
        languages: in the order in which they are shown.
    """

    def __init__(self, *languages: Language) -> None:
        self._languages = languages

    def heading(self, wording: Wording) -> str:
        """Return a statement of the program's own in a few words."""
        return " ".join(self._said(wording))

    def prose(self, wording: Wording) -> str:
        """Return a statement from a rule file, escaped."""
        return " / ".join(escape(text) for text in self._said(wording))

    def paragraphs(self, wording: Wording) -> list[str]:
        """Return a longer statement from a rule file, escaped, one paragraph a language."""
        return [escape(text) for text in self._said(wording)]

    def _said(self, wording: Wording) -> list[str]:
        return list(dict.fromkeys(wording.get(language) for language in self._languages))

    def name(self, zh: str, en: str) -> str:
        """Return a name that is put together in each language."""
        return self.prose(Wording(zh, en))
