"""What .xls sheets say outside their cells in records of their own: what shows while cells are filled in, and the titles of charts."""

from __future__ import annotations

from collections.abc import Iterator
from struct import unpack_from

from auditor.extract.sheet.notes import prompt_note
from auditor.extract.sheet.outline import Note

VALIDATION = 0x1BE
_SHOWS_PROMPT, _SHOWS_ERROR = 1 << 18, 1 << 19
_SERIES, _TEXT, _WORDS = 0x1003, 0x1025, 0x100D
OF_CHARTS = frozenset((_SERIES, _TEXT, _WORDS))


def text_at(data: bytes, count: int) -> str:
    """Return text of a number of characters behind a byte that says how wide they are."""
    if not data:
        return ""
    return data[1 : 1 + 2 * count].decode("utf-16-le", "replace") if data[0] & 1 else data[1 : 1 + count].decode("latin-1")


def prompt_in(content: bytes) -> Iterator[Note]:
    """Yield what shows beside cells while they are filled in, or when that is refused.

    Raises:
        struct.error: if the record is cut short.
    """
    at, texts = 4, []
    flags = unpack_from("<I", content)[0]
    for _ in range(4):  # titles of prompt and error, then what they say
        count, wide = unpack_from("<HB", content, at)
        texts.append(text_at(content[at + 2 :], count).strip("\0"))
        at += 3 + count * (2 if wide & 1 else 1)
    for _ in range(2):  # formulas, each behind its length
        at += 4 + unpack_from("<H", content, at)[0]
    _, row, _, column, _ = unpack_from("<5H", content, at)
    shown = [text for number, text in enumerate(texts) if flags & (_SHOWS_ERROR if number % 2 else _SHOWS_PROMPT)]
    yield from prompt_note(row + 1, column + 1, shown)


class ChartWords:
    """Reads the words that a chart shows as its own, not those of its series, which stand in cells."""

    def __init__(self) -> None:
        self._within = 0

    def read(self, number: int, content: bytes, corner: tuple[int, int]) -> Iterator[Note]:
        """Take a record of a chart, and yield its title or that of an axis.

        Raises:
            struct.error: if the record is cut short.
        """
        if number != _WORDS:
            self._within = number
        elif self._within == _TEXT:
            text = text_at(content[3:], unpack_from("<B", content, 2)[0])
            yield from [Note(*corner, "textbox", text)] if text.strip() else []
