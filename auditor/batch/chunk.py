"""Results as they cross from the process that audits to the one that writes, and into the state: text ready to be written, and counts."""

from __future__ import annotations

import io
import json
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple, Protocol, TypeAlias

from msgspec import Struct

from auditor.model.grounds import Severity
from auditor.model.report import DocumentResult, Header, Occurrence, Tally
from auditor.model.silence import SilencedBy

KEY = 16  # bytes of the digest of a text
NO_KEY = bytes(KEY)
_FULL = 1 << 18  # bytes of text
_OFFSET = "q"
_NO_MARK = -1
_KNOWN_AT_THE_END = ("fixed", "expired")


class Rendered(NamedTuple):
    """A result as a report writes it, before and after the place where an earlier occurrence of its text is named.

    ``before`` comes in pieces that are made while they are written: all that is said of a large table is more than should stand in
    memory as text. They can be taken once. ``takes_mark`` is false for a result that has no such place.
    """

    before: Iterable[str]
    after: str
    takes_mark: bool = True


class Renderer(Protocol):
    """Writes results one by one, each apart from the others: in another process, and in any order."""

    def render(self, result: DocumentResult) -> Rendered:
        """Return what the report says of one document."""

    def mark(self, first: Occurrence | None) -> str:
        """Return how it names the document whose text another repeats; None for one that repeats none."""


RendererFactory: TypeAlias = Callable[[Header], Renderer]
"""Makes a renderer; goes to other processes, as a pickle."""


class Texts(Struct, frozen=True):
    """What one report says of some documents.

    Args:
        text: in UTF-8, no document marked as one that repeats a text.
        marks: where in ``text``, in bytes, each of them is marked; below zero for one that takes no mark.
    """

    text: bytes
    marks: Sequence[int]

    def marked(self, marks: Sequence[tuple[int, bytes]], unmarked: int) -> bytes:
        """Return the text with some documents marked.

        Args:
            marks: index of a document, and what marks it, in order.
            unmarked: length of the mark in its place.
        """
        pieces: list[bytes] = []
        done = 0
        for index, mark in ((index, mark) for index, mark in marks if self.marks[index] >= 0):
            pieces += (self.text[done : self.marks[index]], mark)
            done = self.marks[index] + unmarked
        return b"".join((*pieces, self.text[done:]))


class Chunk(Struct, frozen=True):
    """Some results of one part, in order.

    Args:
        texts: one for each report.
        keys: ``KEY`` bytes a document that tell its text; empty where texts are not compared.
        names: the documents as others name them; empty without keys.
        tally: counts over them.
        lasting: whether the same input will give the same results another time: nothing broke off, and no time ran out.
    """

    texts: tuple[Texts, ...]
    keys: bytes
    names: tuple[Occurrence, ...]
    tally: Tally
    lasting: bool = True

    def encode(self) -> bytes:
        """Return it as bytes that hold nothing but text and numbers."""
        head = {
            "tally": _plain_tally(self.tally),
            "names": [(name.id, name.source) for name in self.names],
            "lasting": self.lasting,
            "sizes": [(len(texts.text), len(texts.marks)) for texts in self.texts],
        }
        plain = json.dumps(head).encode()
        texts = [part for each in self.texts for part in (each.text, array(_OFFSET, each.marks).tobytes())]
        return b"".join((len(plain).to_bytes(8, "big"), plain, *texts, self.keys))

    @classmethod
    def decode(cls, data: bytes) -> Chunk:
        """Return what was encoded."""
        start = 8 + int.from_bytes(data[:8], "big")
        head = json.loads(data[8:start])
        texts = []
        for size, count in head["sizes"]:
            middle, end = start + size, start + size + count * array(_OFFSET).itemsize
            texts.append(Texts(data[start:middle], array(_OFFSET, data[middle:end])))
            start = end
        names = tuple(Occurrence(*name) for name in head["names"])
        return cls(tuple(texts), data[start:], names, _tally(head["tally"]), head["lasting"])


def _plain_tally(tally: Tally) -> dict[str, Any]:
    return {name: _plain(getattr(tally, name)) for name in tally.__struct_fields__ if name not in _KNOWN_AT_THE_END}


def _plain(value: Any) -> Any:
    if isinstance(value, Counter):
        return list(value.items())
    return sorted(value) if isinstance(value, set) else value


def _tally(plain: dict[str, Any]) -> Tally:
    counts = plain | {
        "findings": Counter({Severity(level): count for level, count in plain["findings"]}),
        "grounds": Counter({(ground, Severity(level)): count for (ground, level), count in plain["grounds"]}),
        "fields_not_read": Counter(dict(plain["fields_not_read"])),
        "silenced": Counter({SilencedBy(by): count for by, count in plain["silenced"]}),
        "entries": Counter(dict(plain["entries"])),
        "unsure": set(plain["unsure"]),
    }
    return Tally(**counts)


class ChunkBuilder:
    """Gathers results until they are worth sending.

    Args:
        renderers: one for each report.
    """

    def __init__(self, renderers: Sequence[Renderer]) -> None:
        self._renderers = renderers
        self._unmarked = [renderer.mark(None) for renderer in renderers]
        self._clear()

    def _clear(self) -> None:
        self._texts = [io.BytesIO() for _ in self._renderers]
        self._marks: list[list[int]] = [[] for _ in self._renderers]
        self._keys: list[bytes] = []
        self._names: list[Occurrence] = []
        self._tally = Tally()
        self._lasting = True

    @property
    def is_full(self) -> bool:
        """Whether it is time to send."""
        return any(text.tell() >= _FULL for text in self._texts)

    def add(self, result: DocumentResult, key: bytes | None, lasting: bool = True) -> None:
        """Add one result.

        Args:
            result: of the next document.
            key: tells its text; None where texts are not compared.
            lasting: whether the same document will give it another time.
        """
        self._tally.add(result)
        self._lasting = self._lasting and lasting
        for index, renderer in enumerate(self._renderers):
            self._write(index, renderer.render(result))
        if key is not None:
            self._keys.append(key)
            self._names.append(Occurrence(result.id, result.source))

    def _write(self, index: int, rendered: Rendered) -> None:
        text = self._texts[index]
        text.writelines(map(in_utf8, rendered.before))
        self._marks[index].append(text.tell() if rendered.takes_mark else _NO_MARK)
        unmarked = self._unmarked[index] if rendered.takes_mark else ""
        text.write(in_utf8(unmarked + rendered.after))

    def take(self) -> Chunk:
        """Return what was gathered, and start anew."""
        texts = tuple(Texts(text.getvalue(), marks) for text, marks in zip(self._texts, self._marks, strict=True))
        chunk = Chunk(texts, b"".join(self._keys), tuple(self._names), self._tally, self._lasting)
        self._clear()
        return chunk


def in_utf8(text: str) -> bytes:
    """Return a text as reports write it: half a pair of surrogates, which UTF-8 has no bytes for, by its number."""
    return text.encode("utf-8", "backslashreplace")


def documents(keys: bytes) -> Iterator[bytes]:
    """Yield the key of each document."""
    return (keys[start : start + KEY] for start in range(0, len(keys), KEY))
