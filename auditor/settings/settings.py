"""What configuration files say, joined, each value with the place where it is written."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from auditor.config import ABOUT_PARTS, Config, Override
from auditor.extract.source import MEBIBYTE
from auditor.globs import Globs
from auditor.model.grounds import Employer, Severity
from auditor.packs.folders import INSTALLED
from auditor.settings.chain import read_chain
from auditor.settings.discovery import find_config
from auditor.settings.source import SettingsFile
from auditor.settings.toml_lines import KeyPath

_TABLES = frozenset(("severity", "fields", "reports"))  # joined name by name; of all else the file that counts most has all
_PATHS = frozenset(("baseline", "state", "reports"))
_APART = frozenset(("extends", "overrides"))


class Setting(Struct, frozen=True):
    """A value, paths as they are called from the working directory.

    Args:
        value: text, number, truth, or a list of texts.
        place: file and line.
        via: places of the ``extends`` that led to the file, the first one first.
    """

    value: Any
    place: str
    via: tuple[str, ...] = ()


class Settings(Struct, frozen=True):
    """What the configuration files in force say.

    Args:
        values: by key, of tables by key and name, such as ``fields.text``; only what some file says.
        overrides: other options for some files, what counts less first.
        override_settings: the same as they are written, each with its place.
        exclude: files that are left out.
        read_from: the files, the one that counts most last.
        origins: where names of rules, grounds and families are written, by option and name.
    """

    values: Mapping[str, Setting] = field(default_factory=dict)
    overrides: tuple[Override, ...] = ()
    override_settings: tuple[Setting, ...] = ()
    exclude: tuple[Globs, ...] = ()
    read_from: tuple[Path, ...] = ()
    origins: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def table(self, name: str) -> dict[str, Any]:
        """Return the values of a table by their names."""
        return {key.partition(".")[2]: setting.value for key, setting in self.values.items() if key.startswith(f"{name}.")}

    @property
    def of_files(self) -> dict[str, Any]:
        """What only configuration files can say, by the fields of ``Config``."""
        return {"overrides": self.overrides, "read_from": self.read_from, "origins": self.origins}

    @property
    def config(self) -> Config:
        """The options of an audit."""
        plain = {name: self.values[key].value for name, key in _PLAIN.items() if key in self.values}
        made = {name: make(self.values[key].value) for name, (key, make) in _MADE.items() if key in self.values}
        severity = {name: Severity(value) for name, value in self.table("severity").items()}
        return Config(**plain, **made, **self.of_files, severity=severity, exclude=self.exclude)


def _paths(values: list[str]) -> tuple[Path, ...]:
    return tuple(map(Path, values))


_PLAIN = {
    **{name: name.replace("_", "-") for name in ("region", "as_of", "ocr", "max_pages", "max_seconds", "suppressions")},
    **{f"{part}_field": f"fields.{part}" for part in ("text", "id", *ABOUT_PARTS)},
}
_MADE: Mapping[str, tuple[str, Callable[[Any], Any]]] = {
    "select": ("select", tuple),
    "ignore": ("ignore", tuple),
    "packs": ("packs", _paths),
    "baseline": ("baseline", Path),
    "employer": ("employer", Employer),
    "max_bytes": ("max-size", lambda value: value * MEBIBYTE),
    "max_memory": ("max-memory", lambda value: value * MEBIBYTE),
}


def load_settings(path: Path | None = None, start: Path | None = None) -> Settings:
    """Read the configuration files in force.

    Args:
        path: of a file; None for the nearest of a working directory.
        start: the working directory; None for that of the process. What lies in folders that are audited is never read.

    Returns:
        What they say; nothing where there is none.

    Raises:
        ConfigError: with file, line and key, if one cannot be used.
    """
    path = path or find_config(start or Path.cwd())
    return join(read_chain(path)) if path else Settings()


def load_config(path: str | os.PathLike[str] | None = None, start: str | os.PathLike[str] | None = None) -> Config:
    """Return the options that configuration files give: ``Auditor(load_config())`` audits as the command does in this folder.

    Args:
        path: of a file; None for the nearest of a working directory.
        start: the working directory; None for that of the process.

    Raises:
        ConfigError: with file, line and key, if one cannot be used.
    """
    return load_settings(Path(path) if path else None, Path(start) if start else None).config


def join(files: list[SettingsFile]) -> Settings:
    """Join files, what counts less before what counts more."""
    values: dict[str, Setting] = {}
    overrides: list[tuple[Override, Setting, SettingsFile, int]] = []
    exclude: tuple[Globs, ...] = ()
    for file in files:
        values.update(_values(file))
        overrides += _overrides(file)
        if "exclude" in file.data:
            exclude = (Globs(tuple(file.data["exclude"]), file.path.parent),)
    origins = {(option, name): place for file in files for option, name, place in _origins(file)}
    for number, (_, _, file, index) in enumerate(overrides):
        origins |= {(f"overrides.{number}.{option}", name): place for option, name, place in _origins(file, ("overrides", index))}
    return Settings(
        values,
        tuple(override for override, *_ in overrides),
        tuple(setting for _, setting, *_ in overrides),
        exclude,
        tuple(dict.fromkeys(file.below(file.path.name) for file in files)),
        origins,
    )


def _values(file: SettingsFile) -> Iterator[tuple[str, Setting]]:
    """Yield what a file says, tables name by name."""
    for key, value in file.data.items():
        if key in _TABLES:
            yield from ((f"{key}.{name}", _setting(file, (key, name), inner)) for name, inner in value.items())
        elif key not in _APART:
            yield key, _setting(file, (key,), value)


def _setting(file: SettingsFile, path: KeyPath, value: Any) -> Setting:
    if path[0] in _PATHS:
        value = str(file.below(value))
    elif path[0] == "packs":
        value = [name if name.startswith(INSTALLED) else str(file.below(name)) for name in value]
    elif isinstance(value, datetime.date):
        value = value.isoformat()
    return Setting(value, file.place(path), file.via)


def _overrides(file: SettingsFile) -> Iterator[tuple[Override, Setting, SettingsFile, int]]:
    for index, data in enumerate(file.data.get("overrides", [])):
        override = Override(
            files=Globs(tuple(data["files"]), file.path.parent),
            select=tuple(data["select"]) if "select" in data else None,
            ignore=tuple(data["ignore"]) if "ignore" in data else None,
            severity={name: Severity(value) for name, value in data.get("severity", {}).items()},
            employer=Employer(data["employer"]) if "employer" in data else None,
            region=data.get("region"),
        )
        yield override, Setting(data, file.place(("overrides", index)), file.via), file, index


def _origins(file: SettingsFile, path: KeyPath = ()) -> Iterator[tuple[str, str, str]]:
    """Yield option, name and place of the names of rules, grounds and families in a file, or in an override of it."""
    data: Any = file.data
    for key in path:
        data = data[key]
    for option in ("select", "ignore"):
        for index, name in enumerate(data.get(option, [])):
            yield option, name, _named(file, (*path, option, index))
    for name in data.get("severity", {}):
        yield "severity", name, _named(file, (*path, "severity", name))


def _named(file: SettingsFile, path: KeyPath) -> str:
    return f"{file.place(path)}: {'.'.join(map(str, path))}"
