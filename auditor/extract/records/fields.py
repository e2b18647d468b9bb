"""The fields of a record: which of them are text, what they are called, and what cannot be read of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from msgspec import Struct

from auditor.extract import places
from auditor.extract.places import inside
from auditor.extract.reasons import CHARACTER_LOST, BrokenError
from auditor.extract.records.broken import TWICE
from auditor.extract.records.record import id_field
from auditor.extract.table.post import NO_RANK, post_named, rank_of
from auditor.extract.table.words import says_more_with_parent
from auditor.model.document import Anchor, Document, Failure, Label, Segment
from auditor.model.location import RecordPlace
from auditor.model.wording import NOTHING, Wording

LOST = "\ufffd"
_DEEPEST = 8  # objects inside each other
_NO_TEXT = Wording("这条记录没有文字", "the record holds no text")
_HALF = Wording("只有半个字符（不成对的代理码）", "half of a surrogate pair: not a character")

Value: TypeAlias = "str | bool | list[Value] | dict[str, Value] | None"
"""What JSON holds; numbers as they are written."""
Record: TypeAlias = dict[str, Value]
Field: TypeAlias = tuple[str, str, str]
"""Path, name and text."""


class RecordReader(Struct, frozen=True):
    """Makes documents of the records of a file.

    Args:
        source: the file's name.
        asked: the field to take ids from; found by its usual names when None.
        suspect: whether any text may hold what is no character.
    """

    source: str
    asked: str | None
    suspect: bool

    def document(self, record: Record, fallback: str, line: int, at: Callable[[int], Wording] = places.line) -> Document:
        """Make the document of one record.

        Args:
            record: its fields.
            fallback: what it is called if it has no id.
            line: where it starts, counted from 1.
            at: names the place; ``line`` counts what it names.
        """
        name = id_field(record, self.asked)
        record_id = _id(record.get(name) if name else None) or fallback
        known = list(fields(record))
        faults = self._faults(record, known)
        failures = tuple(Failure(self.source, inside(at(line), _field(path)), reason) for path, reason in faults)
        return Document(record_id, self.source, tuple(self._segments(known, record_id, line)), failures)

    def _faults(self, record: Record, known: Sequence[Field]) -> Iterator[tuple[str, Wording]]:
        """Yield field path and reason for all that could not be read of a record."""
        if self.asked and self.asked not in record:
            yield "", Wording(f"没有可用作编号的字段 {self.asked!r}", f"no field {self.asked!r} to take the id from")
        if all(not text or text.isspace() for _, _, text in known):
            yield "", _NO_TEXT
        for path, _, text in known if self.suspect else ():
            if not _is_encodable(path, text):
                yield path.encode(errors="backslashreplace").decode(), _HALF
            elif LOST in text:
                yield path, CHARACTER_LOST

    def _segments(self, known: Sequence[Field], record_id: str, line: int) -> Iterator[Segment]:
        if self.suspect:
            known = [field for field in known if _is_encodable(field[0], field[2])]
        ranked = [(rank, text) for _, name, text in known if (rank := rank_of(name)) != NO_RANK]
        post = post_named(ranked) if ranked else ""
        for path, name, text in known:
            if text and not text.isspace():
                place = RecordPlace(record_id, path, line)
                yield Segment(text, (Anchor(0, place),), Label(name, place), path, "", post)


def _id(value: Value) -> str:
    return value.strip() if isinstance(value, str) and _is_encodable(value) else ""


def fields(record: Record, around: str = "", depth: int = 0, parent: str = "") -> Iterator[Field]:
    """Yield path, name and text of the fields of a record, in the objects inside it, and in their lists of texts."""
    for key, value in record.items():
        if isinstance(value, str):
            yield around + key, _together(parent, key) if parent and says_more_with_parent(key) else key, value
        elif isinstance(value, dict) and depth < _DEEPEST:
            yield from fields(value, f"{around}{key}.", depth + 1, key)
        elif isinstance(value, list):
            yield from ((f"{around}{key}.{index}", key, item) for index, item in enumerate(value) if isinstance(item, str))


def _together(parent: str, key: str) -> str:
    """Return the name of a field that says something only together with the one around it, such as ``max`` in ``age``."""
    return f"{parent}_{key}" if key.isascii() else parent + key


def _field(path: str) -> Wording:
    return Wording(f"字段 {path}", f"field {path}") if path else NOTHING


def _is_encodable(*texts: str) -> bool:
    """Tell whether texts hold no lone surrogate, which JSON can escape and nothing can write."""
    try:
        return all(text.isascii() or text.encode() for text in texts)
    except UnicodeEncodeError:
        return False


def _unique(pairs: list[tuple[str, Value]]) -> Record:
    record = dict(pairs)
    if len(record) < len(pairs):
        raise BrokenError(TWICE)
    return record


# Numbers stay as they are written: an id keeps its zeros, and no number is too long to read.
DECODER = json.JSONDecoder(object_pairs_hook=_unique, parse_int=str, parse_float=str, parse_constant=lambda _: None)
