"""What patterns run over of an example."""

from __future__ import annotations

from auditor.text.normalise import normalise


def matched_text(text: str, label: str) -> str:
    """Return an example as it is folded, behind the name of its field."""
    return normalise(f"{label}:{text}" if label else text).text
