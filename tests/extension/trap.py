"""An extractor as another package may bring it, which does what its file says: one deed a line."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from auditor.errors import ExtractError
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Document, Segment
from auditor.model.location import LinePlace

KEPT: list[bytes] = []


def extract(source: Source, options: ReadOptions) -> Iterator[Document | Source]:
    for number, line in enumerate(source.read(options.max_bytes).decode().splitlines(), 1):
        word, _, rest = line.partition(" ")
        match word:
            case "say":
                yield Document(source.name, source.name, (Segment.at(rest, LinePlace(number, 5)),))
            case "hold":
                yield source.member("inner.trap", rest.replace("|", "\n").encode())
            case "lie":
                yield cast(Document, {rest: object})
            case "foist":
                yield Document(source.name, source.name, cast(tuple[Segment, ...], (subprocess.Popen,)))
            case "sleep":
                for _ in range(int(rest)):
                    time.sleep(0.2)
                    options.progress()
            case _:
                DEEDS[word](rest)


def refuse(rest: str) -> None:
    raise ExtractError("f.trap", rest, "a place")


def crash(_: str) -> None:
    ctypes.string_at(0)


def hang(_: str) -> None:
    while True:
        pass


def eat(_: str) -> None:
    eaten = []
    while True:
        eaten.append(os.urandom(1 << 16) * 160)


def keep(mebibytes: str) -> None:
    KEPT.append(b"x" * (int(mebibytes) << 20))


def exhaust(_: str) -> None:
    raise MemoryError


def dig(rest: str) -> None:
    dig(rest)


def interrupt(_: str) -> None:
    raise KeyboardInterrupt


def blunder(rest: str) -> None:
    raise ZeroDivisionError(rest)


def speak(rest: str) -> None:
    print(rest)
    for stream in (1, 2):
        os.write(stream, rest.encode())


def ask(_: str) -> None:
    assert not sys.stdin.read()


def start(note: str) -> None:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    Path(note).write_text(str(child.pid), encoding="utf-8")


def write(path: str) -> None:
    Path(path).write_text("别的", encoding="utf-8")


def remove(path: str) -> None:
    Path(path).unlink()


def leave(code: str) -> None:
    os._exit(int(code))


DEEDS = {
    deed.__name__: deed
    for deed in (refuse, crash, hang, eat, keep, exhaust, dig, interrupt, blunder, speak, ask, start, write, remove, leave)
} | {"exit": sys.exit}
