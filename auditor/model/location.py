"""Where a person finds a piece of text: one small type for each kind of source."""

from __future__ import annotations

from typing import ClassVar, TypeAlias

from msgspec import Struct


class LinePlace(Struct, frozen=True):
    """A line and column of a text file, both counted from 1 (columns in code points)."""

    kind: ClassVar[str] = "line"
    line: int
    column: int


class PagePlace(Struct, frozen=True):
    """A page or picture, counted from 1, and the box of the line on it.

    The box is ``(left, top, right, bottom)`` from the upper left corner of the page as shown, in points (``pt``, 1/72 inch)
    on pages and in pixels (``px``) in images. ``confidence`` (0 to 1) says how sure the recogniser is of a line that was read
    off a picture; None where the page has the text itself.
    """

    kind: ClassVar[str] = "page"
    page: int
    box: tuple[float, float, float, float] | None = None
    unit: str = "pt"
    confidence: float | None = None


class ParagraphPlace(Struct, frozen=True):
    """A paragraph of a word-processor file, counted from 1 inside its part.

    ``part`` is one of ``body``, ``header``, ``footer``, ``textbox``, ``footnote``, ``endnote``, ``comment``,
    ``alt`` (what stands in for drawings).
    """

    kind: ClassVar[str] = "paragraph"
    part: str
    paragraph: int


class CellPlace(Struct, frozen=True):
    """A table cell; ``table`` is the sheet name or the table's number, row and column count from 1.

    ``hidden`` says that its row, column or sheet is not shown until somebody unhides it.
    """

    kind: ClassVar[str] = "cell"
    table: str
    row: int
    column: int
    part: str = "body"
    hidden: bool = False

    @property
    def reference(self) -> str:
        """The cell as spreadsheet programs write it, such as ``H17``."""
        letters, column = "", self.column
        while column > 0:
            column, rest = divmod(column - 1, 26)
            letters = chr(ord("A") + rest) + letters
        return f"{letters}{self.row}"


class RecordPlace(Struct, frozen=True):
    """A field of a record in a JSONL or CSV file; ``line`` is the record's first line, counted from 1."""

    kind: ClassVar[str] = "record"
    record: str
    field: str
    line: int


Location: TypeAlias = LinePlace | PagePlace | ParagraphPlace | CellPlace | RecordPlace
