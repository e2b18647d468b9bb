"""The lines that stand around a clause: a word alone on its line says what those beside it make of it."""

from __future__ import annotations

from auditor.model.span import Span
from auditor.text.normalise import normalise

_LINES = 4  # on either side, empty ones left out
_FARTHEST = 240  # code points


def lines_around(text: str, clause: Span, beside: tuple[str, str] = ("", "")) -> tuple[str, str]:
    """Return what stands before and behind a clause, folded: the rest of its line and the lines beside it.

    Args:
        text: raw text.
        clause: code points of the clause in it.
        beside: raw texts before and behind that one.
    """
    before = f"{beside[0]}\n{text[max(0, clause.start - _FARTHEST) : clause.start]}"[-_FARTHEST:].split("\n")
    behind = f"{text[clause.end : clause.end + _FARTHEST]}\n{beside[1]}"[:_FARTHEST].split("\n")
    return _folded([*_written(before[:-1])[-_LINES:], before[-1]]), _folded([behind[0], *_written(behind[1:])[:_LINES]])


def _written(lines: list[str]) -> list[str]:
    return [line for line in lines if line.strip()]


def _folded(lines: list[str]) -> str:
    return "\n".join(normalise(line.strip()).text for line in lines)
