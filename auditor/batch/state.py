"""What earlier runs of a scan found out, kept in a folder: results by digest of their input, so that only what changed is audited again.

SQLite keeps it, because it comes with Python, survives a program or machine that stops at any moment, and finds one part among a
million. A part is written so that it counts only as a whole. Only text and numbers are stored, no objects.
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from auditor.errors import ConfigError
from auditor.extract.source import Source
from auditor.model.report import InputFile

_COMMIT_EVERY = 0.5  # seconds; what a kill can cost
_FILE = "auditor-state.sqlite3"
_KEY = 32  # bytes of a digest
_SETTLED = 2_000_000_000  # nanoseconds after which a further change of a file shows in its time
_SCHEMA = """
CREATE TABLE IF NOT EXISTS part (key BLOB PRIMARY KEY, run INTEGER, chunks INTEGER);
CREATE TABLE IF NOT EXISTS chunk (key BLOB, number INTEGER, data BLOB, PRIMARY KEY (key, number));
CREATE TABLE IF NOT EXISTS file (path BLOB PRIMARY KEY, run INTEGER, recipe BLOB, stamp TEXT, input TEXT, keys BLOB);
CREATE TABLE IF NOT EXISTS run (number INTEGER PRIMARY KEY AUTOINCREMENT);
"""


class KnownFile(NamedTuple):
    """A file that is as it was: what the report says of it, and the keys of its parts."""

    input: InputFile
    keys: tuple[bytes, ...]


class State(AbstractContextManager["State"]):
    """The folder of one scan.

    Args:
        folder: made where there is none.
        recipe: digest of all that bears on results beside the input.

    Raises:
        ConfigError: if it cannot be used, or another scan uses it.
    """

    def __init__(self, folder: Path, recipe: bytes) -> None:
        self._recipe = recipe
        self._folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._base = sqlite3.connect(folder / _FILE, timeout=0, isolation_level=None)
            self._base.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._base.execute("PRAGMA journal_mode = WAL")
            self._base.execute("PRAGMA synchronous = NORMAL")
            self._base.executescript(_SCHEMA)
            self._base.execute("BEGIN")
            self._run = self._base.execute("INSERT INTO run DEFAULT VALUES").lastrowid
            self._committed = time.monotonic()
        except (OSError, sqlite3.Error) as error:
            raise ConfigError(f"--state {folder}: cannot be used: {_reason(error)}") from error

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None) -> None:
        self._base.execute("COMMIT")
        self._base.close()

    def key(self, digest: bytes) -> bytes:
        """Return the key of a part with a digest, under the rules and options of this run."""
        return sha256(self._recipe + digest).digest()

    def has(self, key: bytes) -> bool:
        """Tell whether the results of a part are known; they then stay for the next run."""
        return self._base.execute("UPDATE part SET run = ? WHERE key = ?", (self._run, key)).rowcount > 0

    def chunks(self, key: bytes) -> Iterator[bytes]:
        """Yield the results of a part that is known."""
        query = "SELECT data FROM chunk JOIN part USING (key) WHERE key = ? AND number < chunks ORDER BY number"
        for (data,) in self._base.execute(query, (key,)):
            yield data

    def add(self, key: bytes, number: int, chunk: bytes) -> None:
        """Keep some results of a part; they count once the part is ended."""
        self._base.execute("INSERT OR REPLACE INTO chunk VALUES (?, ?, ?)", (key, number, chunk))

    def end(self, key: bytes, chunks: int) -> None:
        """Keep a part, all of whose results were added."""
        self._base.execute("INSERT OR REPLACE INTO part VALUES (?, ?, ?)", (key, self._run, chunks))
        self._commit_at_times()

    def _commit_at_times(self) -> None:
        if time.monotonic() - self._committed > _COMMIT_EVERY:
            self._base.execute("COMMIT")
            self._base.execute("BEGIN")
            self._committed = time.monotonic()

    def file(self, source: Source, beside: bytes = b"") -> KnownFile | None:
        """Return what is known of a file that is as it was, with what stands beside it; None if not all its parts are known."""
        if source.path is None:
            return None
        row = self._base.execute(
            "SELECT input, keys FROM file WHERE path = ? AND recipe = ? AND stamp = ?",
            (_path(source), self._recipe, stamp_of(source, beside)),
        ).fetchone()
        if row is None:
            return None
        keys = tuple(row[1][start : start + _KEY] for start in range(0, len(row[1]), _KEY))
        if not all(map(self.has, keys)):
            return None
        self._base.execute("UPDATE file SET run = ? WHERE path = ?", (self._run, _path(source)))
        return KnownFile(InputFile(*json.loads(row[0])), keys)

    def add_file(self, source: Source, stamp: str, beside: bytes, file: InputFile, keys: Sequence[bytes]) -> None:
        """Keep the parts of a file; not of one that changed a moment ago, and could again without a trace."""
        if source.path and stamp == stamp_of(source, beside) and time.time_ns() - source.path.stat().st_mtime_ns > _SETTLED:
            values = (_path(source), self._run, self._recipe, stamp, json.dumps((file.path, file.size, file.sha256)), b"".join(keys))
            self._base.execute("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?, ?)", values)

    def forget_others(self) -> None:
        """Drop what this run, which has come to its end, did not need."""
        self._base.execute("DELETE FROM chunk WHERE key NOT IN (SELECT key FROM part WHERE run = ?)", (self._run,))
        for table in ("part", "file"):
            self._base.execute(f"DELETE FROM {table} WHERE run != ?", (self._run,))  # noqa: S608 - names of ours


def _reason(error: Exception) -> str:
    return "another scan uses it" if "locked" in str(error) else str(error)


def _path(source: Source) -> bytes:
    return os.fsencode(f"{source.path and source.path.absolute()}\n{source.name}")


def stamp_of(source: Source, beside: bytes = b"") -> str:
    """Return what is another after a file was changed in any way, or what stands ``beside`` it; empty for what is no file."""
    if source.path is None:
        return ""
    status = source.path.stat()
    return json.dumps((status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, status.st_dev, beside.hex()))
