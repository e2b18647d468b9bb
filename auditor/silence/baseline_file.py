"""The file of a baseline: JSON with one entry on a line, sorted, without a time, so that a change shows as what it is."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from msgspec.structs import asdict, replace

from auditor.errors import ConfigError, one_line
from auditor.model.silence import BaselineEntry
from auditor.silence.baseline import Baseline, gone_of
from auditor.silence.suppression import is_day

VERSION = 1
_OPTIONAL = ("document", "reason", "until")
_KINDS = {name: int if name == "count" else str for name in BaselineEntry.__struct_fields__}


def read_baseline(path: Path, day: str) -> Baseline:
    """Read a baseline.

    Args:
        path: of the file.
        day: ISO day that the ends of entries are held against; empty if none is to end.

    Raises:
        ConfigError: if it cannot be read.
    """
    try:
        plain = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"baseline {path}: cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:  # of UTF-8 and of JSON
        raise ConfigError(f"baseline {path}: not JSON, as auditor baseline create writes it: {one_line(error)}") from error
    if not isinstance(plain, dict) or plain.get("version") != VERSION or not isinstance(plain.get("entries"), list):
        raise ConfigError(f'baseline {path}: is no object with "version": {VERSION} and a list of "entries"')
    entries = tuple(_entry(path, number, value) for number, value in enumerate(plain["entries"], 1))
    keys: set[str] = set()
    for number, entry in enumerate(entries, 1):
        if entry.key in keys:
            raise ConfigError(f"baseline {path}: entry {number}: there is one for {entry.fingerprint} in {entry.path} already")
        keys.add(entry.key)
    return replace(empty_baseline(path, day), entries=entries, gone=gone_of(entries, _folder_of(path)))


def empty_baseline(path: Path, day: str = "") -> Baseline:
    """Return a baseline that knows nothing yet, to be kept in a file."""
    folder = _folder_of(path)
    return Baseline((), folder, day, file=os.path.join(folder, path.name))  # noqa: PTH118 - as the names of what is scanned


def _folder_of(path: Path) -> str:
    """Return the folder that the paths in a baseline are relative to: its own."""
    return os.path.abspath(path.parent)  # noqa: PTH100 - links stay links, as in the names of what is scanned


def _entry(path: Path, number: int, plain: Any) -> BaselineEntry:
    place = f"baseline {path}: entry {number}"
    if not isinstance(plain, dict):
        raise ConfigError(f"{place}: is no object")
    values: dict[str, Any] = dict.fromkeys(_OPTIONAL, "") | plain
    for name in [*plain, *_KINDS]:
        if name not in _KINDS:
            raise ConfigError(f"{place}: the key {name!r} is not known; there are {', '.join(_KINDS)}")
        if type(values.get(name)) is not _KINDS[name]:
            raise ConfigError(f"{place}: {name} is missing, or no {'number' if name == 'count' else 'text'}")
    entry = BaselineEntry(**values)
    if entry.count < 1:
        raise ConfigError(f"{place}: count is below one")
    if entry.until and not is_day(entry.until):
        raise ConfigError(f"{place}: until is not a day such as 2027-01-31")
    return entry


def baseline_text(entries: Iterable[BaselineEntry]) -> str:
    """Return a baseline as its file has it."""
    lines = [json.dumps(plain_entry(entry), ensure_ascii=False) for entry in sorted(entries)]
    listed = "\n".join(["  " + ",\n  ".join(lines)] if lines else [])
    return f'{{\n "version": {VERSION},\n "entries": [\n{listed}\n ]\n}}\n'


def plain_entry(entry: BaselineEntry) -> dict[str, Any]:
    """Return an entry as plain data; what is empty and need not be there is left out."""
    return {name: value for name, value in asdict(entry).items() if value != "" or name not in _OPTIONAL}
