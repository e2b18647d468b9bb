"""A configuration file with those that it extends."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from auditor.model.wording import Wording, fill
from auditor.settings.check import check
from auditor.settings.source import SettingsFile, read_file, shown

_NO_FILE = Wording("没有文件 {name}", "there is no file {name}")
_CYCLE = Wording("extends 绕成了圈：{chain}", "extends goes round in a circle: {chain}")


def read_chain(path: Path) -> list[SettingsFile]:
    """Read a configuration file and all that it extends.

    Args:
        path: of the file.

    Returns:
        What counts less before what counts more, the file itself last. One that is extended twice stands there twice.

    Raises:
        ConfigError: with file, line and key, if one of them cannot be read or used, or extends itself.
    """
    return list(_read(Path(os.path.abspath(path)), (), ()))  # noqa: PTH100 - links stay links


def _read(path: Path, via: tuple[str, ...], within: tuple[Path, ...]) -> Iterator[SettingsFile]:
    file = read_file(path, via)
    check(file)
    named = file.data.get("extends", [])
    for index, name in enumerate([named] if isinstance(named, str) else named):
        key = ("extends", index)
        base = file.absolute(name)
        around = (*within, path)
        if base in around:
            chain = " → ".join(shown(each) for each in (*around[around.index(base) :], base))
            raise file.fault(key, fill(_CYCLE, chain=chain))
        if not base.is_file():
            raise file.fault(key, fill(_NO_FILE, name=shown(base)))
        yield from _read(base, (*via, file.place(key)), around)
    yield file
