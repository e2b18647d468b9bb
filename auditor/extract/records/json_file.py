"""JSON: lists of objects, wherever an export keeps them, are records as in JSONL; an object without such a list is one record."""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterator

from msgspec import Struct

from auditor.errors import ExtractError
from auditor.extract import places
from auditor.extract.charset import decode
from auditor.extract.reasons import NO_RECORDS, BrokenError
from auditor.extract.records import jsonl
from auditor.extract.records.broken import DEEP_JSON, NO_OBJECT, TWICE, not_json
from auditor.extract.records.fields import DECODER, LOST, Record, RecordReader, Value, fields
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Document, Failure
from auditor.model.wording import Wording, same

_DEEPEST = 4  # objects around a list of records
_SPACE = re.compile(r"[ \t\n\r]*+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_ENVELOPE = frozenset(("msg", "message", "code", "status", "state", "success", "result", "error", "errmsg", "errormsg"))


def extract(source: Source, options: ReadOptions) -> Iterator[Document]:
    """Read a JSON file.

    Raises:
        ExtractError: if it is no JSON, with line and column, or holds no records.
    """
    text = _decoded(source, options)
    start = _skip(text, 0)
    try:
        if text[start : start + 1] == "{" and _skip(text, DECODER.raw_decode(text, start)[1]) < len(text):
            yield from jsonl.extract(source, options)  # one object after the other
            return
        walk = _Walk(text, RecordReader(source.name, options.id_field, "\\u" in text or LOST in text))
        yield from walk.file(start)
    except json.JSONDecodeError as error:
        place = Wording(f"第{error.lineno}行第{error.colno}个字符", f"line {error.lineno}, column {error.colno}")
        raise ExtractError(source.name, not_json(error), place) from error
    except ValueError as error:
        raise ExtractError(source.name, error.reason if isinstance(error, BrokenError) else same(str(error))) from error
    except RecursionError as error:
        raise ExtractError(source.name, DEEP_JSON) from error
    if not walk.records:
        raise ExtractError(source.name, NO_RECORDS)


def _decoded(source: Source, options: ReadOptions) -> str:
    data = source.read(options.max_bytes)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return decode(data, source.name)


def _skip(text: str, start: int) -> int:
    match = _SPACE.match(text, start)
    return match.end() if match else start


def _holds_records(value: Value, depth: int = 0) -> bool:
    """Tell whether a value is a list of objects, or has one inside."""
    if isinstance(value, list):
        return any(isinstance(item, dict) for item in value)
    return isinstance(value, dict) and depth < _DEEPEST and any(_holds_records(inner, depth + 1) for inner in value.values())


def _says_something(record: Record) -> bool:
    """Tell whether an object around records has a text of its own; what an interface says of its answer is none."""
    return any(_HAN.search(text) for _, name, text in fields(record) if name.lower() not in _ENVELOPE)


class _Walk(Struct):
    """Goes through a JSON text from record to record; only one is in memory where the file is a list.

    Args:
        text: the file.
        reader: makes documents.
        records: how many there were.
    """

    text: str
    reader: RecordReader
    records: int = 0
    _line: int = 1
    _counted: int = 0  # offset up to which lines are counted

    def file(self, start: int) -> Iterator[Document]:
        """Yield the records of the value that is the file."""
        end = yield from self._value(start, "")
        if (end := _skip(self.text, end)) < len(self.text):
            raise json.JSONDecodeError("Extra data", self.text, end)

    def _value(self, start: int, path: str) -> Generator[Document, None, int]:
        """Yield the records of a value, whose end it returns."""
        match self.text[start : start + 1]:
            case "[":
                return (yield from self._list(start, path))
            case "{":
                return (yield from self._object(start, path))
        _, end = DECODER.raw_decode(self.text, start)
        yield self._record(None, path, start)
        return end

    def _list(self, start: int, path: str) -> Generator[Document, None, int]:
        at, index = _skip(self.text, start + 1), 0
        while self.text[at : at + 1] != "]":
            value, end = DECODER.raw_decode(self.text, at)
            yield self._record(value, f"{path}[{index}]", at)
            at, index = self._next(end, "]"), index + 1
        return at + 1

    def _object(self, start: int, path: str) -> Generator[Document, None, int]:
        """Yield an object's own text as a record, and the records of the lists in it."""
        own: Record = {}
        inner: dict[str, int] = {}
        at = _skip(self.text, start + 1)
        while self.text[at : at + 1] != "}":
            name, value, at, end = self._member(at)
            if name in own or name in inner:
                raise BrokenError(TWICE)
            if _holds_records(value, path.count(".")):
                inner[name] = at
            else:
                own[name] = value
            at = self._next(end, "}")
        if not inner or _says_something(own):
            yield self._record(own, path, start)
        for name, place in inner.items():
            yield from self._value(place, f"{path}.{name}")
        return at + 1

    def _member(self, start: int) -> tuple[str, Value, int, int]:
        """Return name, value, and where the value starts and ends."""
        if self.text[start : start + 1] != '"':
            raise json.JSONDecodeError("Expecting property name enclosed in double quotes", self.text, start)
        name, end = DECODER.raw_decode(self.text, start)
        colon = _skip(self.text, end)
        if self.text[colon : colon + 1] != ":":
            raise json.JSONDecodeError("Expecting ':' delimiter", self.text, colon)
        at = _skip(self.text, colon + 1)
        value, end = DECODER.raw_decode(self.text, at)
        return name, value, at, end

    def _next(self, end: int, closing: str) -> int:
        """Return where the next item starts, or the closing bracket stands."""
        at = _skip(self.text, end)
        if self.text[at : at + 1] == closing:
            return at
        if self.text[at : at + 1] != ",":
            raise json.JSONDecodeError("Expecting ',' delimiter", self.text, at)
        following = _skip(self.text, at + 1)
        if self.text[following : following + 1] == closing:
            raise json.JSONDecodeError("Illegal trailing comma", self.text, at)
        return following

    def _record(self, value: Value, path: str, start: int) -> Document:
        """Make the document of one record."""
        self.records += 1
        line, name = self._line_of(start), f"{self.reader.source}:{path.lstrip('.') or 1}"
        if isinstance(value, dict):
            return self.reader.document(value, name, line)
        failure = Failure(self.reader.source, places.line(line), NO_OBJECT)
        return Document(name, self.reader.source, (), (failure,))

    def _line_of(self, start: int) -> int:
        """Return the line of an offset; records of nested lists may stand before what was counted."""
        if start < self._counted:
            self._line, self._counted = 1, 0
        self._line += self.text.count("\n", self._counted, start)
        self._counted = start
        return self._line
