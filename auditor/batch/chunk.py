"""Results as they cross from the process that audits to the one that writes, and into the state: text ready to be written, and counts."""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, islice, pairwise
from typing import Any, NamedTuple, Protocol, TypeAlias

from msgspec import Struct

from auditor.model.grounds import Severity
from auditor.model.report import DocumentResult, Header, Occurrence, Tally
from auditor.model.silence import SilencedBy

KEY = 16  # bytes of the digest of a text
NO_KEY = bytes(KEY)
_FULL = 1 << 18  # bytes of text
_NUMBER = "q"
_NO_MARK = -1
_KNOWN_AT_THE_END = ("fixed", "expired")


Piece: TypeAlias = str | bytes
"""A piece of a report; one that comes again and again may be given in UTF-8, so that it is encoded once."""


class Rendered(NamedTuple):
    """A result as a report writes it, before and after the place where an earlier occurrence of its text is named.

    ``before`` comes in pieces that are made while they are written: all that is said of a large table is more than should stand in
    memory as text. They can be taken once. ``takes_mark`` is false for a result that has no such place.
    """

    before: Iterable[Piece]
    after: Piece
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
        pieces: in UTF-8, one after the other; no document marked as one that repeats a text. Many are the same object.
        marks: of each of them, the number of the piece that stands in place of its mark; below zero for one that takes none.
    """

    pieces: Sequence[bytes]
    marks: Sequence[int]

    def marked(self, marks: Iterable[tuple[int, bytes]]) -> Sequence[bytes]:
        """Return the pieces with some documents marked.

        Args:
            marks: index of a document, and what marks it.
        """
        pieces = list(self.pieces)
        for index, mark in marks:
            if self.marks[index] >= 0:
                pieces[self.marks[index]] = mark
        return pieces

    def joined(self) -> Texts:
        """Return the same in as few pieces as there may be: what stands between two marks is one."""
        marks = [mark for mark in self.marks if mark >= 0]
        borders = [0, *(border for mark in marks for border in (mark, mark + 1)), len(self.pieces)]
        numbers = iter(range(1, len(borders), 2))
        return Texts(
            [b"".join(self.pieces[start:end]) for start, end in pairwise(borders)],
            [next(numbers) if mark >= 0 else mark for mark in self.marks],
        )


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
        every = [texts.joined() for texts in self.texts]
        head = {
            "tally": _plain_tally(self.tally),
            "names": [(name.id, name.source) for name in self.names],
            "lasting": self.lasting,
            "counts": [(len(texts.pieces), len(texts.marks)) for texts in every],
        }
        plain = json.dumps(head).encode()
        numbers = array(_NUMBER, [number for texts in every for number in (*map(len, texts.pieces), *texts.marks)]).tobytes()
        pieces = [piece for texts in every for piece in texts.pieces]
        return b"".join((len(plain).to_bytes(8, "big"), plain, numbers, *pieces, self.keys))

    @classmethod
    def decode(cls, data: bytes) -> Chunk:
        """Return what was encoded."""
        start = 8 + int.from_bytes(data[:8], "big")
        head = json.loads(data[8:start])
        count = sum(map(sum, head["counts"]))
        end = start + count * array(_NUMBER).itemsize
        numbers = iter(array(_NUMBER, data[start:end]))
        texts: list[Texts] = []
        for pieces, marks in head["counts"]:
            borders = list(accumulate(islice(numbers, pieces), initial=end))
            texts.append(Texts([data[first:behind] for first, behind in pairwise(borders)], list(islice(numbers, marks))))
            end = borders[-1]
        names = tuple(Occurrence(*name) for name in head["names"])
        return cls(tuple(texts), data[end:], names, _tally(head["tally"]), head["lasting"])


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
        self._unmarked = [in_utf8(renderer.mark(None)) for renderer in renderers]
        self._clear()

    def _clear(self) -> None:
        self._pieces: list[list[bytes]] = [[] for _ in self._renderers]
        self._sizes = [0 for _ in self._renderers]
        self._marks: list[list[int]] = [[] for _ in self._renderers]
        self._keys: list[bytes] = []
        self._names: list[Occurrence] = []
        self._tally = Tally()
        self._lasting = True

    @property
    def is_full(self) -> bool:
        """Whether it is time to send."""
        return max(self._sizes, default=0) >= _FULL

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
        pieces = self._pieces[index]
        first = len(pieces)
        pieces += [piece if piece.__class__ is bytes else in_utf8(piece) for piece in rendered.before]
        self._marks[index].append(len(pieces) if rendered.takes_mark else _NO_MARK)
        pieces += (self._unmarked[index] if rendered.takes_mark else b"", in_utf8(rendered.after))
        self._sizes[index] += sum(map(len, islice(pieces, first, None)))

    def take(self) -> Chunk:
        """Return what was gathered, and start anew."""
        texts = tuple(Texts(pieces, marks) for pieces, marks in zip(self._pieces, self._marks, strict=True))
        chunk = Chunk(texts, b"".join(self._keys), tuple(self._names), self._tally, self._lasting)
        self._clear()
        return chunk


def in_utf8(text: Piece) -> bytes:
    """Return a text as reports write it: half a pair of surrogates, which UTF-8 has no bytes for, by its number."""
    return text if isinstance(text, bytes) else text.encode("utf-8", "backslashreplace")


def documents(keys: bytes) -> Iterator[bytes]:
    """Yield the key of each document."""
    return (keys[start : start + KEY] for start in range(0, len(keys), KEY))
