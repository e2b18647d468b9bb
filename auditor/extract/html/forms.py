"""Form fields as a browser shows them: choices with their circles and boxes, and what is filled in."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.extract.html.tokens import Tag, Text, has_attribute

CHOICE, CHOSEN, BOX, TICKED = "○", "◉", "☐", "☑"
"""What stands for a radio button or an option, and for a checkbox: not chosen, and chosen."""

_SIGNS = {"radio": (CHOICE, CHOSEN), "checkbox": (BOX, TICKED)}
_NOT_FILLED_IN = frozenset(("hidden", "password", "radio", "checkbox", "file", "color", "range", "image", "submit", "button", "reset"))


def choice(source: str, tag: Tag, values: Mapping[str, Text]) -> str:
    """Return the sign that a browser draws for a choice of a form; empty for a tag that is none.

    Args:
        source: the page.
        tag: a start tag.
        values: its attributes.
    """
    if tag.name == "option":
        return CHOSEN if has_attribute(source, tag, "selected") else CHOICE
    unset, chosen = _SIGNS.get(_kind(source, values), ("", ""))
    return chosen if tag.name == "input" and has_attribute(source, tag, "checked") else unset


def filled_in(source: str, values: Mapping[str, Text]) -> Text | None:
    """Return where the text stands that is filled into an input field; None where there is none."""
    value = values.get("value")
    if value and value.start < value.end and _kind(source, values) not in _NOT_FILLED_IN:
        return value
    return None


def _kind(source: str, values: Mapping[str, Text]) -> str:
    kind = values.get("type")
    return source[kind.start : kind.end].strip().lower() if kind else "text"
