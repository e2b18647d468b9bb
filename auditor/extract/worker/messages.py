"""What the program and the process that reads say to each other: pickles over two pipes.

The program asks for one item at a time. So the reading process stands still while an item is judged, and none piles up. Only parts of a
sheet, which the item holds again, come before it.
"""

from __future__ import annotations

import pickle
from typing import Any, BinaryIO, TypeAlias

from msgspec import Struct

from auditor.extract.source import ReadOptions, Source
from auditor.model.collection import without_collection
from auditor.model.document import Document
from auditor.model.packed import PackedSheet
from auditor.model.wording import Wording


class Task(Struct, frozen=True):
    """Read one level of a source, and answer with the first item; drops what was read before.

    Args:
        source: to be read.
        options: how.
        early: whether parts of large sheets are to be told while the rest is read.
    """

    source: Source
    options: ReadOptions
    early: bool = False


class Next(Struct, frozen=True):
    """Answer with the next item."""


class Ready(Struct, frozen=True):
    """The process has started; ``pid`` is its own, which a launcher may have started in its turn."""

    pid: int


class Alive(Struct, frozen=True):
    """Work goes on: a page is done."""


class Part(Struct, frozen=True):
    """A part of a sheet that is still being read."""

    sheet: PackedSheet


class Done(Struct, frozen=True):
    """There is no further item."""


class Refusal(Struct, frozen=True):
    """The parts of an ``ExtractError``."""

    source: str
    reason: Wording
    place: Wording


class Bug(Struct, frozen=True):
    """An exception that no extractor should raise: its type and text in one line, and its traceback."""

    summary: str
    trace: str


Request: TypeAlias = Task | Next
Answer: TypeAlias = Document | Source | Refusal | Bug | Done | Alive | Part | Ready


_KNOWN_MODULES = (
    "auditor.extract.source",
    "auditor.extract.worker.messages",
    "auditor.model.directive",
    "auditor.model.document",
    "auditor.model.location",
    "auditor.model.wording",
    "auditor.model.packed",
)


class _Unpickler(pickle.Unpickler):
    """Makes only what messages consist of, whatever a process says that may have been taken over by a file."""

    def find_class(self, module: str, name: str) -> Any:
        if module in _KNOWN_MODULES or (module.startswith("pathlib") and name.endswith("Path")):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is no part of a message")


def encode(message: Request | Answer) -> bytes:
    """Return a message as bytes, whole before any of it is sent: what cannot be pickled must not leave half a message."""
    with without_collection():
        return pickle.dumps(message, pickle.HIGHEST_PROTOCOL)


def send(message: bytes, stream: BinaryIO) -> None:
    """Send one message.

    Raises:
        OSError: if the other side has gone.
    """
    stream.write(message)
    stream.flush()


def receive(stream: BinaryIO) -> Any:
    """Return the next message.

    Raises:
        EOFError: if the other side has gone.
        pickle.UnpicklingError: if it is cut short, or no message.
    """
    with without_collection():
        return _Unpickler(stream).load()
