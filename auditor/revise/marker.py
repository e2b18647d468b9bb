"""What a marker is: one for each kind of file that can be marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from msgspec import Struct

from auditor.extract.source import ReadOptions, Source
from auditor.model.grounds import Severity
from auditor.model.wording import Language, Wording
from auditor.revise.notes import Note

Colour: TypeAlias = tuple[int, int, int]
"""Red, green and blue, 0 to 255."""

COLOURS: dict[Severity, Colour] = {
    Severity.VIOLATION: (255, 235, 59),
    Severity.POLICY: (128, 222, 234),
    Severity.RISK: (174, 213, 129),
    Severity.NOTE: (207, 216, 220),
}

NOT_MARKED = Wording("以下各处无法在文中标出：", "Found where no mark can be put:")


class Marked(Struct, frozen=True):
    """A document with marks.

    Args:
        data: the whole file.
        unmarked: notes on words that could not be marked where they stand; the document names them elsewhere, if it can.
        cautions: what the person who opens it should know.
    """

    data: bytes
    unmarked: tuple[Note, ...] = ()
    cautions: tuple[Wording, ...] = ()


Marker: TypeAlias = Callable[[Source, ReadOptions, Sequence[Note], Language], Marked]
"""Returns a copy of a source with notes in it.

Raises:
    ExtractError: if the source cannot be read again.
"""
