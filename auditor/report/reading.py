"""What was read, before anything is judged: as text for people, and as JSON. The answer to "why did it not see that?"."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any, Protocol, TextIO

from auditor.model.document import Document, Failure, Segment
from auditor.model.wording import Language, Wording
from auditor.report.plain import plain_failure, plain_location
from auditor.report.printable import named, printable
from auditor.report.words import describe, shown_name, unread

_LABEL = Wording("栏目", "label")
_POST = Wording("岗位", "post")
_GROUP = Wording("组", "group")
_NOT_READ = Wording("未能读取", "not read")
_AT_ONCE = 256  # segments that are encoded in one go
_ENCODER = json.JSONEncoder(ensure_ascii=False)


class ReadingWriter(Protocol):
    """Writes what was read to one stream."""

    def add(self, document: Document) -> None:
        """Write one document; of a file that could not be read at all, its failures."""

    def end(self) -> None:
        """Write what stands behind the documents."""


class TextWriter:
    """Writes each segment under its place; signs that do not print are named, so that a hidden one is seen."""

    def __init__(self, stream: TextIO, language: Language) -> None:
        self._stream = stream
        self._language = language
        self._label, self._post, self._group = (name.get(language) for name in (_LABEL, _POST, _GROUP))
        self._documents = self._segments = self._failures = 0

    def add(self, document: Document) -> None:
        """Write one document."""
        self._documents += 1
        self._segments += len(document.segments)
        self._failures += len(document.failures)
        source = shown_name(document.source, self._language)
        title = source if document.id == document.source else f"{source} · {document.id}"
        self._stream.write(f"== {printable(title)}\n")
        for segment in document:
            self._stream.writelines(f"{line}\n" for line in self._lines(segment))
        self._stream.writelines(f"!! {self._failure(failure)}\n" for failure in document.failures)

    def end(self) -> None:
        """Write the counts."""
        zh = f"共 {self._documents} 份，{self._segments} 段；未能读取 {self._failures} 处。"
        en = f"Documents: {self._documents}, segments: {self._segments}; not read: {self._failures}."
        self._stream.write(f"{self._say(Wording(zh, en))}\n")

    def _say(self, wording: Wording) -> str:
        return wording.get(self._language)

    def _lines(self, segment: Segment) -> Iterator[str]:
        parts = [self._place(segment)]
        if segment.label:
            parts.append(f"{self._label} {segment.label.text}")
        if segment.post:
            parts.append(f"{self._post} {segment.post}")
        if segment.group:
            parts.append(f"{self._group} {segment.group}")
        yield f"-- {printable(' · '.join(parts))}"
        yield from (f"   {named(line)}" for line in segment.text.replace("\r\n", "\n").split("\n"))

    def _place(self, segment: Segment) -> str:
        first, last = segment.anchors[0], segment.anchors[-1]
        start = describe(first.location, self._language)
        end = start if last is first else describe(last.location, self._language)
        return start if end == start else f"{start} – {end}"

    def _failure(self, failure: Failure) -> str:
        return printable(f"{self._say(_NOT_READ)} · {unread(failure, self._language)}")


class JsonLinesWriter:
    """Writes one object a document."""

    def __init__(self, stream: TextIO, language: Language) -> None:
        self._stream = stream
        self._language = language

    def add(self, document: Document) -> None:
        """Write one line."""
        self._stream.writelines(_pieces(document, self._language))
        self._stream.write("\n")

    def end(self) -> None:
        """Write nothing: every line stands for itself."""


class JsonWriter:
    """Writes one object with all documents, each on a line."""

    def __init__(self, stream: TextIO, language: Language) -> None:
        self._stream = stream
        self._language = language
        self._before = '{"documents": ['

    def add(self, document: Document) -> None:
        """Write one document."""
        self._stream.write(f"{self._before}\n")
        self._stream.writelines(_pieces(document, self._language))
        self._before = ","

    def end(self) -> None:
        """Close the object."""
        self._stream.write("\n]}\n" if self._before == "," else '{"documents": []}\n')


FORMATS: Mapping[str, Callable[[TextIO, Language], ReadingWriter]] = {"text": TextWriter, "json": JsonWriter, "jsonl": JsonLinesWriter}


def _pieces(document: Document, language: Language) -> Iterator[str]:
    """Yield a document as JSON, segment by segment; ``start`` of an anchor is a code point of the segment's text."""
    yield f'{{"id": {_json(document.id)}, "source": {_json(document.source)}, "segments": ['
    segments = map(_plain_segment, document)
    before = ""
    while several := list(islice(segments, _AT_ONCE)):
        yield before + _json(several)[1:-1]
        before = ", "
    yield f'], "failures": {_json([plain_failure(failure, language) for failure in document.failures])}}}'


def _json(value: object) -> str:
    return _ENCODER.encode(value)


def _plain_segment(segment: Segment) -> dict[str, Any]:
    label = segment.label
    return {
        "text": segment.text,
        "anchors": [{"start": anchor.start, "location": plain_location(anchor.location)} for anchor in segment.anchors],
        "label": {"text": label.text, "location": plain_location(label.location)} if label else None,
        "field": segment.field or None,
        "post": segment.post or None,
        "group": segment.group or None,
    }
