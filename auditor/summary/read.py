"""Read the reports that ``auditor scan`` writes, JSON and JSONL, document by document."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TextIO

from auditor.errors import ReportError, system_fault
from auditor.extract.places import line
from auditor.model.wording import NOTHING, Wording
from auditor.summary.json_stream import ENDS_EARLY, JsonStream
from auditor.summary.told import Audited, audited

STDIN = "-"
_EMPTY = "the file is empty"
_IN_CHINESE = {ENDS_EARLY: "报告到中途就断了", _EMPTY: "空文件"}
_NOT_UTF8 = Wording("不是 UTF-8 文本", "not text in UTF-8")
_NO_REPORT = Wording(
    "不是审核报告；请用 auditor scan --format json 或 jsonl 写出的文件", "no report; auditor scan --format json or jsonl writes them"
)
_PARTS = frozenset(("header", "documents", "inputs", "summary"))


def read_report(name: str) -> Iterator[Audited]:
    """Yield the documents of a report; ``-`` is standard input.

    Raises:
        ReportError: if it cannot be read, is no report, or ends in the middle; what stood before has been yielded.
    """
    stream: JsonStream | None = None
    try:
        with _opened(name) as text:
            stream = JsonStream(text)
            if stream.peek() not in ("", "{", "["):
                raise ReportError(name, _NO_REPORT)
            yield from _documents(stream)
    except OSError as error:
        raise ReportError(name, system_fault(error)) from error
    except UnicodeDecodeError as error:
        raise ReportError(name, _NOT_UTF8) from error
    except ValueError as error:
        said = str(error)
        raise ReportError(name, Wording(_IN_CHINESE.get(said, said), said), line(stream.line) if stream else NOTHING) from error


def _opened(name: str) -> AbstractContextManager[TextIO]:
    if name == STDIN:
        return nullcontext(io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig"))
    return Path(name).open(encoding="utf-8-sig")


def _documents(stream: JsonStream) -> Iterator[Audited]:
    """Yield the documents of all reports in a stream: whole ones, and lines of the JSONL report."""
    if not stream.peek():
        raise ValueError(_EMPTY)
    while stream.peek():
        if stream.first_key() in _PARTS:
            yield from _whole(stream)
        else:
            yield audited(stream.value())


def _whole(stream: JsonStream) -> Iterator[Audited]:
    """Yield the documents of a JSON report, whatever stands before and behind them."""
    has_documents = False
    stream.mark("{")
    while True:
        name = stream.value()
        stream.mark(":")
        if name == "documents":
            has_documents = True
            yield from _listed(stream)
        else:
            _check(name, stream.value())
        if stream.mark(",", "}") == "}":
            break
    if not has_documents:
        raise ValueError("not a report: it has no documents")


def _listed(stream: JsonStream) -> Iterator[Audited]:
    stream.mark("[")
    if stream.peek() == "]":
        stream.mark("]")
        return
    while True:
        yield audited(stream.value())
        if stream.mark(",", "]") == "]":
            return


def _check(name: object, value: object) -> None:
    """See that a report is of a schema that is known."""
    if name == "header":
        version = str(value.get("schema_version")) if isinstance(value, dict) else "none"
        if not version.startswith("1."):
            raise ValueError(f"schema {version} is not known; this program reads schema 1")
