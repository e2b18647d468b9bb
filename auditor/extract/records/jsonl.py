"""JSONL: a document a line, a segment a field, read as a stream."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO, TypeAlias

from auditor.errors import ExtractError
from auditor.extract.charset import decode
from auditor.extract.records.record import fallback_id, id_field
from auditor.extract.source import ReadOptions, Source
from auditor.extract.table.post import post_named, rank_of
from auditor.model.document import Anchor, Document, Failure, Label, Segment
from auditor.model.location import RecordPlace

_BOM = b"\xef\xbb\xbf"
_CHUNK = 1 << 16
_LOST = "\ufffd"
_LOST_BYTES = _LOST.encode()

_Value: TypeAlias = "str | bool | list[_Value] | dict[str, _Value] | None"
_Record: TypeAlias = dict[str, _Value]


def extract(source: Source, options: ReadOptions) -> Iterator[Document]:
    """Read a file of JSON objects, one a line; a broken line is a failure and reading goes on.

    Raises:
        ExtractError: if the file cannot be opened or holds no records.
    """
    empty = True
    with source.open() as stream:
        for number, line in _lines(stream, options.max_record_bytes):
            empty = False
            yield _document(source.name, number, line, options)
    if empty:
        raise ExtractError(source.name, "the file holds no records")


def _lines(stream: BinaryIO, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Yield the lines that are not blank with their numbers; None for one that is longer than the limit."""
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if number == 1:
            line = line.removeprefix(_BOM)
        if len(line) > limit and not line.endswith(b"\n"):
            _skip_line(stream)
            yield number, None
        elif not line.isspace() and line:
            yield number, line


def _skip_line(stream: BinaryIO) -> None:
    while (chunk := stream.readline(_CHUNK)) and not chunk.endswith(b"\n"):
        pass


def _document(source: str, number: int, line: bytes | None, options: ReadOptions) -> Document:
    """Make the document of one line."""
    try:
        if line is None:
            raise ValueError(f"longer than the limit of {options.max_record_bytes:,} bytes")
        record = _parse(source, line)
    except (ValueError, RecursionError, ExtractError) as error:
        failure = Failure(source, f"line {number}", _reason(error))
        return Document(fallback_id(source, number), source, (), (failure,))
    name = id_field(record, options.id_field)
    record_id = _id(record.get(name) if name else None) or fallback_id(source, number)
    suspect = b"\\u" in line or _LOST_BYTES in line
    faults = _faults(record, options.id_field, suspect)
    failures = tuple(Failure(source, f"line {number}{path and ', field '}{path}", reason) for path, reason in faults)
    return Document(record_id, source, tuple(_segments(record, record_id, number, suspect)), failures)


def _id(value: _Value) -> str:
    return value.strip() if isinstance(value, str) and _is_encodable(value) else ""


def _segments(record: _Record, record_id: str, number: int, suspect: bool) -> Iterator[Segment]:
    fields = list(_fields(record))
    post = post_named((rank_of(name), text) for path, name, text in fields if not (suspect and not _is_encodable(path, text)))
    for path, name, text in fields:
        if text and not text.isspace() and not (suspect and not _is_encodable(path, text)):
            place = RecordPlace(record_id, path, number)
            yield Segment(text, (Anchor(0, place),), Label(name, place), path, post=post)


def _fields(record: _Record) -> Iterator[tuple[str, str, str]]:
    """Yield path, name and text of the fields at the top, in objects one level down, and in lists at the top."""
    for key, value in record.items():
        if isinstance(value, str):
            yield key, key, value
        elif isinstance(value, dict):
            yield from ((f"{key}.{name}", name, inner) for name, inner in value.items() if isinstance(inner, str))
        elif isinstance(value, list):
            yield from ((f"{key}.{index}", key, item) for index, item in enumerate(value) if isinstance(item, str))


def _faults(record: _Record, asked: str | None, suspect: bool) -> Iterator[tuple[str, str]]:
    """Yield field path and reason for all that could not be read of a record."""
    if asked and asked not in record:
        yield "", f"no field {asked!r} to take the id from"
    if all(not text.strip() for _, _, text in _fields(record)):
        yield "", "the record holds no text"
    for path, _, text in _fields(record) if suspect else ():
        if not _is_encodable(path, text):
            yield path.encode(errors="backslashreplace").decode(), "half of a surrogate pair: not a character"
        elif _LOST in text:
            yield path, "U+FFFD stands where a character was lost"


def _is_encodable(*texts: str) -> bool:
    """Tell whether texts hold no lone surrogate, which JSON can escape and nothing can write."""
    try:
        return all(text.isascii() or text.encode() for text in texts)
    except UnicodeEncodeError:
        return False


def _reason(error: Exception) -> str:
    match error:
        case RecursionError():
            return "not JSON: nested too deeply"
        case json.JSONDecodeError():
            return f"not JSON: {error.msg.removesuffix(' at')} at column {error.pos + 1}"
        case ExtractError():
            return f"{error.place}: {error.reason}"
    return str(error)


def _parse(source: str, line: bytes) -> _Record:
    try:
        text = line.rstrip().decode()
    except UnicodeDecodeError:
        text = decode(line.rstrip(), source)
    record: _Value = _DECODER.decode(text)
    if not isinstance(record, dict):
        raise ValueError("a record must be a JSON object")
    return record


def _unique(pairs: list[tuple[str, _Value]]) -> _Record:
    record = dict(pairs)
    if len(record) < len(pairs):
        raise ValueError("not JSON: a key stands twice in one object")
    return record


# Numbers stay as they are written: an id keeps its zeros, and no number is too long to read.
_DECODER = json.JSONDecoder(object_pairs_hook=_unique, parse_int=str, parse_float=str, parse_constant=lambda _: None)
