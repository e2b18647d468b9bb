"""JSON Lines that something is measured on, read with the place of every fault."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from auditor.errors import AuditorError, system_fault

Row = TypeVar("Row")


def read_rows(path: Path, what: str, make: Callable[[dict[str, Any]], Row]) -> list[Row]:
    """Read a file of JSON objects, one on a line; empty lines are passed over.

    Args:
        path: of the file.
        what: it holds, for messages, such as "a gold set".
        make: a row of an object; it may raise ``KeyError``, ``TypeError`` and ``ValueError``.

    Raises:
        AuditorError: with the line, if the file cannot be read or holds something else.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise AuditorError(f"{path}: cannot be read: {system_fault(error).en}") from error
    rows = []
    for number, line in enumerate(lines, 1):
        try:
            rows.extend([make(_object(line))] if line.strip() else [])
        except (ValueError, KeyError, TypeError) as error:
            raise AuditorError(f"{path}:{number}: not a line of {what}: {_why(error)}") from error
    return rows


def _object(line: str) -> dict[str, Any]:
    row = json.loads(line)
    if not isinstance(row, dict):
        raise TypeError("no JSON object")
    return row


def _why(error: Exception) -> str:
    match error:
        case json.JSONDecodeError():
            return f"not JSON: {error.msg} at column {error.colno}"
        case KeyError():
            return f"the key {error} is missing"
        case _:
            return str(error)
