"""Gold sets: texts with the spans that must be found, and spans that may be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from msgspec import Struct

from auditor.errors import AuditorError
from auditor.evaluation.json_lines import read_rows
from auditor.model.grounds import Ground
from auditor.model.span import Span


class Marked(Struct, frozen=True):
    """A span of a text with its ground."""

    span: Span
    ground: Ground


class GoldText(Struct, frozen=True):
    """One text of a gold set.

    Args:
        labels: what must be found.
        optional: what may be found or not; it does not count.
    """

    id: str
    text: str
    labels: tuple[Marked, ...]
    optional: tuple[Marked, ...]


def read_gold(path: Path) -> list[GoldText]:
    """Read a gold set: JSON Lines of ``id``, ``text``, ``labels`` and ``optional``, offsets in code points.

    Raises:
        AuditorError: with the line, if the file is no gold set.
    """
    texts = read_rows(path, "a gold set", _gold_text)
    if not texts:
        raise AuditorError(f"{path}: holds no texts")
    seen: set[str] = set()
    for text in texts:
        if text.id in seen:
            raise AuditorError(f"{path}: the id {text.id} stands twice")
        seen.add(text.id)
    return texts


def _gold_text(row: dict[str, Any]) -> GoldText:
    if not isinstance(row["text"], str):
        raise TypeError("text is no string")
    return GoldText(str(row["id"]), row["text"], _marked(row["labels"]), _marked(row.get("optional", ())))


def _marked(rows: list[dict[str, Any]]) -> tuple[Marked, ...]:
    return tuple(Marked(Span(row["start"], row["end"]), Ground(row["ground"])) for row in rows)
