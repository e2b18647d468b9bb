"""Single wordings with what is to be said of them, and the carriers they are put into: whole ads with a gap."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import regex
from msgspec import Struct

from auditor.evaluation.json_lines import read_rows
from auditor.model.grounds import Ground, Severity
from auditor.model.span import Span

GAP = "{wording}"
OUTCOMES = ("label", "optional", "none")
_HAN = regex.compile(r"\p{Han}")


class Wording(Struct, frozen=True):
    """One wording.

    Args:
        outcome: ``label`` must be found, ``none`` must not, ``optional`` may be.
        grounds: of which one is to be found.
        severity: what is to be said of it; None where a line leaves it open or it is lawful.
    """

    text: str
    outcome: str
    grounds: frozenset[Ground]
    severity: Severity | None

    @property
    def language(self) -> str:
        """``zh`` where a Han sign stands in it, else ``en``."""
        return "zh" if _HAN.search(self.text) else "en"


class Carrier(Struct, frozen=True):
    """A neutral ad with a gap for a wording."""

    language: str
    before: str
    after: str

    def place(self, wording: str) -> tuple[str, Span]:
        """Return the ad with the wording in it, and where it stands."""
        return self.before + wording + self.after, Span(len(self.before), len(self.before) + len(wording))


def read_wordings(path: Path) -> list[Wording]:
    """Read JSON Lines of ``text``, ``outcome``, ``grounds`` and ``severity``.

    Raises:
        AuditorError: with the line, if the file holds something else.
    """
    return read_rows(path, "wordings", _wording)


def read_carriers(path: Path) -> list[Carrier]:
    """Read JSON Lines of ``lang`` and ``text``, each text with ``{wording}`` once.

    Raises:
        AuditorError: with the line, if the file holds something else.
    """
    return read_rows(path, "carriers", _carrier)


def _wording(row: dict[str, Any]) -> Wording:
    if row["outcome"] not in OUTCOMES:
        raise ValueError(f"outcome is none of {', '.join(OUTCOMES)}")
    severity = row.get("severity", "lawful")
    grounds = frozenset(Ground(ground) for ground in row["grounds"])
    return Wording(str(row["text"]), row["outcome"], grounds, None if severity == "lawful" else Severity(severity))


def _carrier(row: dict[str, Any]) -> Carrier:
    before, after = row["text"].split(GAP)
    return Carrier(row["lang"], before, after)
