"""A configuration file as it was read: its data, and where each key stands."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from auditor.errors import ConfigError, system_fault
from auditor.model.wording import Wording, fill

if TYPE_CHECKING:
    from auditor.settings.toml_lines import KeyPath

PROJECT = "pyproject.toml"
TABLE = ("tool", "auditor")  # of a pyproject.toml
_MOST_BYTES = 1 << 20
_AT_LINE = re.compile(r"at line (\d{1,9})")
_NOT_TOML = Wording("不是合法的 TOML：{reason}", "not TOML: {reason}")
_NOT_UTF8 = Wording("不是 UTF-8 编码", "not in UTF-8")
_TOO_LARGE = Wording("超过 1 MiB，不像配置文件", "larger than 1 MiB, which no configuration is")
_NO_TABLE = Wording("没有 [tool.auditor] 表", "has no table [tool.auditor]")


class SettingsFile(Struct, frozen=True):
    """A file, of a pyproject.toml its table ``[tool.auditor]``.

    Args:
        path: of the file, absolute.
        content: its bytes.
        data: what it says.
        lines: line of each key, by its path below ``data``.
        via: places of the ``extends`` that led to it, the first one first.
    """

    path: Path
    content: bytes
    data: Mapping[str, Any]
    lines: Mapping[KeyPath, int]
    via: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What messages call it."""
        return shown(self.path)

    def place(self, path: KeyPath = ()) -> str:
        """Return file and line of a key; those of the table around it where it has none."""
        around = next((path[:length] for length in range(len(path), 0, -1) if path[:length] in self.lines), None)
        return f"{self.name}:{self.lines[around]}" if around else self.name

    def fault(self, path: KeyPath, reason: Wording) -> ConfigError:
        """Return an error that names file, line and key."""
        return ConfigError(reason, ": ".join(part for part in (self.place(path), ".".join(map(str, path))) if part))

    def below(self, path: str) -> Path:
        """Return a path that is written in the file, and starts from its folder, as it is called from here."""
        return Path(shown(self.absolute(path)))

    def absolute(self, path: str) -> Path:
        """Return a path that is written in the file, and starts from its folder or, with ``~``, from that of a user."""
        return Path(os.path.normpath(self.path.parent / os.path.expanduser(path)))  # noqa: PTH111 - Path.expanduser raises


def shown(path: Path) -> str:
    """Return a path from the working directory where that is shorter, else as it is."""
    path = Path(os.path.normpath(path))
    try:
        below = os.path.relpath(path)
    except ValueError:  # another drive
        return str(path)
    return below if len(below) <= len(str(path)) else str(path)


def read_file(path: Path, via: tuple[str, ...] = ()) -> SettingsFile:
    """Read a configuration file.

    Raises:
        ConfigError: if it cannot be read, or is no TOML.
    """
    from auditor.settings.toml_lines import lines_of

    content, text = _text(path)
    data = _parsed(path, text)
    table = TABLE if path.name == PROJECT else ()
    data = table_of(data) if table else data
    if data is None:
        raise ConfigError(_NO_TABLE, shown(path))
    return SettingsFile(path, content, data, lines_of(text, table), via)


def _text(path: Path) -> tuple[bytes, str]:
    try:
        with path.open("rb") as stream:
            content = stream.read(_MOST_BYTES + 1)
    except OSError as error:
        raise ConfigError(system_fault(error), shown(path)) from error
    if len(content) > _MOST_BYTES:
        raise ConfigError(_TOO_LARGE, shown(path))
    try:
        return content, content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise ConfigError(_NOT_UTF8, shown(path)) from error


def _parsed(path: Path, text: str) -> Any:
    import tomllib

    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number may be too long for Python, too
        line = _AT_LINE.search(str(error))
        raise ConfigError(fill(_NOT_TOML, reason=str(error)), f"{shown(path)}:{line[1]}" if line else shown(path)) from error


def table_of(data: Any) -> Any:
    """Return the table of a pyproject.toml that is ours; None where it has none."""
    for key in TABLE:
        data = data.get(key) if isinstance(data, dict) else None
    return data


def has_table(path: Path) -> bool:
    """Tell whether a pyproject.toml has a table of ours.

    Raises:
        ConfigError: if it speaks of us and cannot be read.
    """
    try:
        if TABLE[-1].encode() not in path.read_bytes():
            return False
    except OSError:
        return False
    return table_of(_parsed(path, _text(path)[1])) is not None
