"""JSONL: a document a line, a segment a field, read as a stream."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import BinaryIO

from auditor.errors import ExtractError
from auditor.extract import places
from auditor.extract.charset import decode
from auditor.extract.reasons import NO_RECORDS, BrokenError, at
from auditor.extract.records.broken import DEEP_JSON, NO_OBJECT, not_json
from auditor.extract.records.fields import DECODER, LOST, Record, RecordReader, Value
from auditor.extract.records.record import fallback_id
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Document, Failure
from auditor.model.wording import Wording, fill, same

EVERY_LINE = range(1, sys.maxsize)
_BOM = b"\xef\xbb\xbf"
_CHUNK = 1 << 16
_AT_COLUMN = Wording("{why}，在第 {column} 个字符处", "{why} at column {column}")
_LOST_BYTES = LOST.encode()


def extract(source: Source, options: ReadOptions) -> Iterator[Document]:
    """Read a file of JSON objects, one a line; a broken line is a failure and reading goes on.

    Raises:
        ExtractError: if the file cannot be opened or holds no records.
    """
    empty = True
    with source.open() as stream:
        for document in read_lines(source, stream, options):
            empty = False
            yield document
    if empty:
        raise ExtractError(source.name, NO_RECORDS)


def read_lines(source: Source, stream: BinaryIO, options: ReadOptions, lines: range = EVERY_LINE) -> Iterator[Document]:
    """Read some lines of such a file, which may be none.

    Args:
        source: the file.
        stream: its bytes, at the start of the first of the lines.
        options: limits.
        lines: their numbers, counted from 1.
    """
    for number, line in _lines(stream, options.max_record_bytes, lines):
        yield _document(source.name, number, line, options)


def _lines(stream: BinaryIO, limit: int, lines: range) -> Iterator[tuple[int, bytes | None]]:
    """Yield the lines that are not blank with their numbers; None for one that is longer than the limit."""
    for number in lines:
        line = stream.readline(limit + 1)
        if not line:
            return
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
            most = f"{options.max_record_bytes:,}"
            raise BrokenError(Wording(f"这一行超过 {most} 字节的上限", f"longer than the limit of {most} bytes"))
        record = _parse(source, line)
    except (ValueError, RecursionError, ExtractError) as error:
        failure = Failure(source, places.line(number), _reason(error))
        return Document(fallback_id(source, number), source, (), (failure,))
    suspect = b"\\u" in line or _LOST_BYTES in line
    return RecordReader(source, options.id_field, suspect).document(record, fallback_id(source, number), number)


def _reason(error: Exception) -> Wording:
    match error:
        case RecursionError():
            return DEEP_JSON
        case json.JSONDecodeError():
            return fill(_AT_COLUMN, why=not_json(error), column=error.pos + 1)
        case ExtractError():
            return at(error)
        case BrokenError():
            return error.reason
    return same(str(error))


def _parse(source: str, line: bytes) -> Record:
    try:
        text = line.rstrip().decode()
    except UnicodeDecodeError:
        text = decode(line.rstrip(), source)
    record: Value = DECODER.decode(text)
    if not isinstance(record, dict):
        raise BrokenError(NO_OBJECT)
    return record
