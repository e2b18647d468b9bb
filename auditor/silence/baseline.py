"""The baseline: findings that are known, so that only new ones count.

A finding is known by its fingerprint, which is made of its rule and its clause: it stays the same wherever the clause moves in its
document, and whatever is written around it. How many equal ones a document has is part of what is known.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from auditor.extract.source import INSIDE, parted
from auditor.model.document import Document
from auditor.model.finding import Finding
from auditor.model.report import DocumentResult
from auditor.model.silence import BaselineEntry, Silence, SilencedBy
from auditor.model.wording import Wording, same
from auditor.silence.silencer import set_aside

KNOWN = Wording("基线中已有", "in the baseline")
_STREAM = "<"  # starts the names of what is no file
_ID = 16  # signs of the digest that stands for a record without an id


class Place(Struct, frozen=True):
    """A document as a baseline names it: file, and record in it."""

    path: str
    document: str = ""


class Baseline(Struct, frozen=True, dict=True):
    """Sets known findings aside.

    Args:
        entries: as the file has them.
        folder: that their paths are relative to, absolute.
        day: ISO day that their ends are held against; empty if none is to end.
        gone: paths of the entries whose file is no more. They speak for files that the baseline does not know: a file that was
            renamed or moved keeps what is known of it.
        file: where it is kept, absolute; empty where it is not.
    """

    entries: tuple[BaselineEntry, ...]
    folder: str
    day: str
    gone: frozenset[str] = frozenset()
    file: str = ""

    @cached_property
    def _standing(self) -> Sequence[BaselineEntry]:
        return [entry for entry in self.entries if not self.has_ended(entry)]

    @cached_property
    def _known(self) -> Mapping[Place, Mapping[str, BaselineEntry]]:
        known: dict[Place, dict[str, BaselineEntry]] = defaultdict(dict)
        for entry in self._standing:
            known[Place(entry.path, entry.document)][entry.fingerprint] = entry
        return dict(known)

    @cached_property
    def _moved(self) -> Mapping[str, Mapping[str, Sequence[BaselineEntry]]]:
        moved: dict[str, dict[str, list[BaselineEntry]]] = defaultdict(lambda: defaultdict(list))
        for entry in self._standing:
            if entry.path in self.gone:
                moved[entry.document][entry.fingerprint].append(entry)
        return {document: dict(found) for document, found in moved.items()}

    @cached_property
    def _paths(self) -> frozenset[str]:
        return frozenset(entry.path for entry in self.entries)

    @property
    def digest(self) -> str:
        """Another text where an entry, an end or a file that is gone makes a difference."""
        told = repr((self.folder, sorted(self.gone), [(entry, self.has_ended(entry)) for entry in self.entries]))
        return hashlib.sha256(told.encode("utf-8", "backslashreplace")).hexdigest()

    def has_ended(self, entry: BaselineEntry) -> bool:
        """Tell whether the last day of an entry is past."""
        return bool(entry.until) and entry.until < self.day

    def __call__(self, document: Document, result: DocumentResult) -> DocumentResult:
        """Return the result with as many findings set aside as are known."""
        if not result.findings or not self.entries:
            return result
        known = self._of(place_of(document, self.folder))
        left = Counter({entry.key: entry.count for entries in known.values() for entry in entries})
        return set_aside(result, lambda finding: self._silence(finding, known, left)) if known else result

    def _of(self, place: Place) -> Mapping[str, Sequence[BaselineEntry]]:
        """Return the entries that speak for a document, by fingerprint."""
        if place.path in self._paths:
            return {fingerprint: (entry,) for fingerprint, entry in self._known.get(place, {}).items()}
        return {} if place.path.startswith(_STREAM) else self._moved.get(place.document, {})

    @staticmethod
    def _silence(finding: Finding, known: Mapping[str, Sequence[BaselineEntry]], left: Counter[str]) -> Silence | None:
        for entry in known.get(finding.fingerprint, ()):
            if left[entry.key]:
                left[entry.key] -= 1
                reason = same(entry.reason) if entry.reason else KNOWN
                return Silence(SilencedBy.BASELINE, reason, entry.until, entry=entry.key)
        return None


def place_of(document: Document, folder: str) -> Place:
    """Return how a baseline in a folder names a document.

    A record without an id of its own is told by its text, so that it may stand on any line.
    """
    path = path_of(document.source, folder)
    if document.id == document.source:
        return Place(path)
    if document.id.startswith(f"{document.source}:"):
        return Place(path, _digest(document))
    return Place(path, document.id)


def path_of(source: str, folder: str) -> str:
    """Return the name of a document as a path relative to a folder, with ``/``; of a file inside a file with both names."""
    outer, inner = parted(source)
    if outer.startswith(_STREAM):
        return source
    try:
        path = Path(os.path.relpath(outer, folder)).as_posix()
    except ValueError:  # on another drive
        path = Path(outer).absolute().as_posix()
    return f"{path}{INSIDE}{inner}" if inner else path


def gone_of(entries: Sequence[BaselineEntry], folder: str) -> frozenset[str]:
    """Return the paths of entries whose file is no more."""
    paths = {entry.path for entry in entries}
    return frozenset(path for path in paths if not path.startswith(_STREAM) and not any(_files(path, folder)))


def _files(path: str, folder: str) -> Iterator[Path]:
    """Yield the files that a path of an entry may stand for, if they are there."""
    pieces = path.split(INSIDE)
    for count in range(1, len(pieces) + 1):
        file = Path(folder, INSIDE.join(pieces[:count]))
        if file.is_file():
            yield file


def _digest(document: Document) -> str:
    told = "\0".join(f"{segment.field}\0{segment.text}" for segment in document)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:_ID]
