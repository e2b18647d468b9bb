"""Where each sign of a YAML value stands in the file: folding, indents and escapes stand between."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.extract.yaml_text.values import Value

_LONG_ESCAPES = {"x": 4, "u": 6, "U": 10}


def offsets(source: str, value: Value) -> list[int]:
    """Return for each sign of a value's text the offset in the source where it is written."""
    start, end = value.place
    if value.style in ("|", ">"):
        start = source.find("\n", start, end) + 1 or start
    elif value.style in ("'", '"'):
        start, end = start + 1, end - 1
    return list(_aligned(source, start, end, value))


def _aligned(source: str, start: int, end: int, value: Value) -> Iterator[int]:
    position, escapes = start, value.style == '"'
    for sign in value.text:
        position = _next(source, position, end, sign, escapes)
        yield min(position, max(end - 1, start))
        position += _width(source, position) if escapes else 1


def _next(source: str, position: int, end: int, sign: str, escapes: bool) -> int:
    """Return where a sign is written, from a position on: folded line ends stand for spaces, indents for nothing."""
    while position < end:
        found = source[position]
        if escapes and found == "\\" and source[position + 1 : position + 2] not in ("\n", "\r"):
            return position
        if found == sign or (sign.isspace() and found in "\r\n"):
            return position
        if not found.isspace() and found not in ("\\", "'"):
            return position  # written in a way that is not known here; what follows is still near
        position += 1
    return position


def written_width(source: str, position: int, sign: str) -> int:
    """Return how many code points of the source a sign of a value takes that is written at a position."""
    return _width(source, position) if sign != "\\" else 1


def _width(source: str, position: int) -> int:
    """Return how many code points a sign of a quoted value takes in the source."""
    return _LONG_ESCAPES.get(source[position + 1 : position + 2], 2) if source[position : position + 1] == "\\" else 1
