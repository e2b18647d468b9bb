"""Suppressions in a file beside a document that takes no comments: ``offer.docx.auditor.toml`` beside ``offer.docx``."""

from __future__ import annotations

import datetime
import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from auditor.extract.source import parted
from auditor.model.document import Document
from auditor.model.finding import Finding
from auditor.model.location import LinePlace
from auditor.model.report import DocumentResult
from auditor.model.silence import Notice, NoticeKind, SilencedBy
from auditor.model.wording import NOTHING, Wording, fill
from auditor.silence.aim import ALL, Names, is_fingerprint
from auditor.silence.applied import Written, applied
from auditor.silence.suppression import NO_NAME, Suppression, SuppressionError

SUFFIX = ".auditor.toml"
_LARGEST = 1 << 20  # bytes
_HEAD = re.compile(r"^[ \t]*\[\[[ \t]*ignore[ \t]*\]\]", re.MULTILINE)
_KEYS = ("rule", "ground", "text", "fingerprint", "document", "reason", "until")
_UNREADABLE = Wording("读不了：{why}", "cannot be read: {why}")
_TOP = Wording("只能有 [[ignore]] 条目", "may hold nothing but [[ignore]] entries")
_UNKNOWN_KEY = Wording("不认识的键：{key}；可用的有 {known}", "the key {key} is not known; there are {known}")
_NO_FINGERPRINT = Wording("fingerprint 应是指纹开头的 8 到 32 位", "fingerprint takes the first 8 to 32 signs of one")
_NO_TEXT = Wording("{key} 不是文字", "{key} is no text")


class Entry(Struct, frozen=True):
    """One entry as it is written.

    Args:
        values: by key.
        line: where it starts, from 1.
    """

    values: Mapping[str, Any]
    line: int

    @property
    def document(self) -> str:
        """The record or packed file that it speaks for; empty for all that the file holds."""
        return str(self.values.get("document", ""))

    @property
    def text(self) -> str:
        """What it says, in one line."""
        return "; ".join(f"{key} = {value}" for key, value in self.values.items())


class Sidecar(Struct, frozen=True):
    """What a file beside a document says; ``fault`` is why it cannot be read at all."""

    name: str
    entries: tuple[Entry, ...] = ()
    fault: Wording = NOTHING


def sidecar_of(path: Path) -> Path:
    """Return where the suppressions of a file are written."""
    return path.with_name(path.name + SUFFIX)


def is_sidecar(path: Path) -> bool:
    """Tell whether a file holds the suppressions of one beside it."""
    return path.name.endswith(SUFFIX) and path.with_name(path.name.removesuffix(SUFFIX)).is_file()


def digest_beside(path: Path | None) -> bytes:
    """Return what is another after the file beside a file was changed; empty where there is none."""
    try:
        beside = sidecar_of(path) if path else None
        if beside is None or not beside.is_file():
            return b""
        with beside.open("rb") as stream:
            return hashlib.sha256(stream.read(_LARGEST + 1)).digest()
    except OSError:
        return b"?"


def read_sidecar(source: str) -> Sidecar | None:
    """Return what stands beside the file on disk that a document comes from; None where there is nothing."""
    beside = sidecar_of(Path(parted(source)[0]))
    try:
        if not beside.is_file():
            return None
        status = beside.stat()
        return _read(str(beside), status.st_mtime_ns, status.st_size)
    except OSError as error:
        return Sidecar(str(beside), fault=fill(_UNREADABLE, why=error.strerror or ""))


@lru_cache(maxsize=8)
def _read(name: str, stamp: int, size: int) -> Sidecar:
    """Read a file; records of one file ask for the same one again and again."""
    del stamp
    if size > _LARGEST:
        return Sidecar(name, fault=fill(_UNREADABLE, why=f"> {_LARGEST:,} B"))
    try:
        with Path(name).open("rb") as stream:
            text = stream.read(_LARGEST + 1).decode("utf-8-sig").replace("\r\n", "\n")
        plain = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # of UTF-8, of TOML, of a number that is too long, of lists that are too deep
        return Sidecar(name, fault=fill(_UNREADABLE, why=str(error)))
    tables = plain.get("ignore", [])
    if set(plain) - {"ignore"} or not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        return Sidecar(name, fault=_TOP)
    lines = [text.count("\n", 0, match.start()) + 1 for match in _HEAD.finditer(text)]
    lines = lines if len(lines) == len(tables) else [1] * len(tables)
    return Sidecar(name, tuple(Entry(table, line) for table, line in zip(tables, lines, strict=True)))


class SidecarSilencer(Struct, frozen=True):
    """Hears what is written beside files; made only where the user allows it.

    Args:
        names: that entries may use.
        day: ISO day that their ends are held against.
    """

    names: Names
    day: str

    @property
    def digest(self) -> str:
        """The day; what stands beside a file goes with that file."""
        return f"sidecar {self.day}"

    def __call__(self, document: Document, result: DocumentResult) -> DocumentResult:
        """Return the result without the findings that an entry speaks for."""
        sidecar = read_sidecar(document.source)
        if sidecar is None:
            return result
        is_whole = document.id == document.source == parted(document.source)[0]
        tells = is_whole or bool(result.findings)
        if sidecar.fault:
            notice = Notice(NoticeKind.FAULTY, LinePlace(1, 1), Path(sidecar.name).name, sidecar.fault, sidecar.name)
            return replace(result, notices=(*result.notices, notice)) if tells else result
        return self._applied(sidecar, document, result, is_whole, tells)

    def _applied(self, sidecar: Sidecar, document: Document, result: DocumentResult, is_whole: bool, tells: bool) -> DocumentResult:
        written: list[Written] = []
        faulty: list[Notice] = []
        for entry in _about(sidecar.entries, document):
            try:
                one = self._written(sidecar.name, entry)
            except SuppressionError as fault:
                faulty.append(Notice(NoticeKind.FAULTY, LinePlace(entry.line, 1), entry.text, fault.reason, sidecar.name))
            else:
                written.append(replace(one, tells_unused=is_whole or bool(entry.document)))
        quiet = applied(written, result, self.names, self.day)
        return replace(quiet, notices=(*quiet.notices, *(faulty if tells else ())))

    def _written(self, name: str, entry: Entry) -> Written:
        """Return an entry as a suppression.

        Raises:
            SuppressionError: if it cannot be used.
        """
        values = _checked(entry.values)
        aim = (*_names(values.get("rule")), *_names(values.get("ground")))
        if not aim and not values.get("text") and not values.get("fingerprint"):
            raise SuppressionError(fill(NO_NAME, all=ALL))
        suppression = Suppression(aim or (ALL,), str(values.get("reason", "")).strip(), str(values.get("until", ""))).checked(self.names)
        covers = _Cover(values.get("text", ""), values.get("fingerprint", "").lower())
        return Written(suppression, SilencedBy.SIDECAR, covers, LinePlace(entry.line, 1), entry.text, name)


class _Cover(Struct, frozen=True):
    """Tells whether a finding has the words and the fingerprint that an entry names."""

    text: str
    fingerprint: str

    def __call__(self, finding: Finding) -> bool:
        return finding.fingerprint.startswith(self.fingerprint) and self.text in ("", finding.text)


def _about(entries: Sequence[Entry], document: Document) -> Iterator[Entry]:
    names = ("", document.id, parted(document.source)[1])
    return (entry for entry in entries if entry.document in names)


def _checked(values: Mapping[str, Any]) -> Mapping[str, Any]:
    for key, value in values.items():
        if key not in _KEYS:
            raise SuppressionError(fill(_UNKNOWN_KEY, key=key, known=", ".join(_KEYS)))
        is_list = key in ("rule", "ground") and isinstance(value, list) and all(isinstance(each, str) for each in value)
        is_day = key == "until" and type(value) is datetime.date
        if not (isinstance(value, str) or is_list or is_day):
            raise SuppressionError(fill(_NO_TEXT, key=key))
    if "fingerprint" in values and not is_fingerprint(values["fingerprint"]):
        raise SuppressionError(_NO_FINGERPRINT)
    return values


def _names(value: str | list[str] | None) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())
