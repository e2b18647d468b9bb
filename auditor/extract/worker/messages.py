"""What the program and the process that reads say to each other: pickles over two pipes.

The program asks for one item at a time. So the reading process stands still while an item is judged, and none piles up. Only parts of a
sheet, which the item holds again, come before it.
"""

from __future__ import annotations

import dataclasses
import io
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, BinaryIO, TypeAlias, get_args

from auditor.extract.source import ReadOptions, Source
from auditor.model.collection import without_collection
from auditor.model.document import Anchor, Document, Label, Segment
from auditor.model.location import Location
from auditor.model.packed import PackedSheet
from auditor.model.wording import Wording


@dataclass(frozen=True, slots=True)
class Task:
    """Read one level of a source, and answer with the first item; drops what was read before.

    Args:
        source: to be read.
        options: how.
        early: whether parts of large sheets are to be told while the rest is read.
    """

    source: Source
    options: ReadOptions
    early: bool = False


@dataclass(frozen=True, slots=True)
class Next:
    """Answer with the next item."""


@dataclass(frozen=True, slots=True)
class Ready:
    """The process has started; ``pid`` is its own, which a launcher may have started in its turn."""

    pid: int


@dataclass(frozen=True, slots=True)
class Alive:
    """Work goes on: a page is done."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a sheet that is still being read."""

    sheet: PackedSheet


@dataclass(frozen=True, slots=True)
class Done:
    """There is no further item."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """The parts of an ``ExtractError``."""

    source: str
    reason: Wording
    place: Wording


@dataclass(frozen=True, slots=True)
class Bug:
    """An exception that no extractor should raise: its type and text in one line, and its traceback."""

    summary: str
    trace: str


Request: TypeAlias = Task | Next
Answer: TypeAlias = Document | Source | Refusal | Bug | Done | Alive | Part | Ready


def _reducer(kind: type) -> Callable[[Any], tuple[type, Any]]:
    fields = attrgetter(*(field.name for field in dataclasses.fields(kind)))
    return lambda value: (kind, fields(value))


# A sheet has hundreds of thousands of these; by their constructors they pickle three times as fast as by their states.
_REDUCERS = {kind: _reducer(kind) for kind in (Segment, Anchor, Label, *get_args(Location)) if len(dataclasses.fields(kind)) > 1}
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
    whole = io.BytesIO()
    with without_collection():
        pickler = pickle.Pickler(whole, pickle.HIGHEST_PROTOCOL)
        pickler.dispatch_table = _REDUCERS
        pickler.dump(message)
    return whole.getvalue()


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
