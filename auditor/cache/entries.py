"""Files of the cache: written in one go, read only whole and undamaged."""

from __future__ import annotations

import logging
import os
import zlib
from contextlib import suppress
from pathlib import Path

from auditor.cache.folder import cache_folder, is_own

_LOG = logging.getLogger(__name__)
_MARK = b"clause-auditor cache 2\n"
_CHECK = 4  # bytes
_MOST_BYTES = 64 * 1024 * 1024
_MOST_FILES = 32  # the oldest go


def read_entry(name: str) -> bytes | None:
    """Return what was written under a name; None where there is nothing, or nothing that can be trusted."""
    folder = cache_folder()
    if folder is None:
        return None
    path = folder / name
    try:
        if not (is_own(folder) and is_own(path)) or path.stat().st_size > _MOST_BYTES:
            return None
        with path.open("rb", buffering=0) as file:
            head, payload = file.read(len(_MARK) + _CHECK), file.read()
    except OSError:
        return None
    return payload if head == _MARK + _check(payload) else None


def write_entry(name: str, payload: bytes) -> None:
    """Keep something under a name, in place of what was there; where that cannot be done, nothing is kept."""
    folder = cache_folder()
    if folder is None or len(payload) > _MOST_BYTES:
        return
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if is_own(folder):
            _replace(folder / name, _MARK + _check(payload) + payload)
            _drop_oldest(folder)
    except OSError as error:
        _LOG.debug("not kept: %s", error)


def _check(payload: bytes) -> bytes:
    """Return a checksum: against what discs do, and much sooner made than a digest, which whoever may write here could make, too."""
    return zlib.crc32(payload).to_bytes(_CHECK, "big")


def _replace(path: Path, content: bytes) -> None:
    """Write a file that takes its place only when all of it is written: others may read and write it at the same time."""
    from tempfile import NamedTemporaryFile

    with NamedTemporaryFile(dir=path.parent, prefix=path.name, suffix=".part", delete=False) as stream:
        unfinished = Path(stream.name)
    try:
        unfinished.write_bytes(content)
        os.replace(unfinished, path)  # noqa: PTH105 - Path.replace says the same
    except OSError:
        with suppress(OSError):
            unfinished.unlink()
        raise


def _drop_oldest(folder: Path) -> None:
    with os.scandir(folder) as found:
        files = sorted((entry for entry in found if entry.is_file(follow_symlinks=False)), key=lambda entry: -entry.stat().st_mtime)
    for entry in files[_MOST_FILES:]:
        os.unlink(entry.path)  # noqa: PTH108 - no Path is made of it
