"""A text file of any size as a stream of characters."""

from __future__ import annotations

import codecs
import io
from typing import TextIO, cast

from auditor.errors import ExtractError
from auditor.extract.charset import charset_of, decode, refuse_unreadable
from auditor.extract.source import Source
from auditor.model.wording import Wording

_WHOLE = 4 << 20  # bytes that are decoded at once


def open_text(source: Source, limit: int) -> TextIO:
    """Open a file as text whose line ends stay as they are; one of any size, in memory that does not grow with it.

    A file that is longer than what is decoded at once is read twice: to see that a charset fits all of it, and to be used.

    Args:
        source: a file, or bytes.
        limit: most bytes of what is no file on disk.

    Raises:
        ExtractError: as ``decode``.
    """
    with source.open() as stream:
        head = stream.read(_WHOLE + 1)
    if source.path is None or len(head) <= _WHOLE:
        return io.StringIO(decode(source.read(limit), source.name), newline="")
    charset = charset_of(_whole_lines(head))
    try:
        _check(source, charset)
    except UnicodeDecodeError as error:
        charset = charset_of(_whole_lines(error.object))
        _check_again(source, charset)
    return io.TextIOWrapper(cast(io.BufferedReader, source.open()), charset, newline="")


def _whole_lines(data: bytes) -> bytes:
    """Cut off what may be a part of a line, in which a character could be cut; the zero byte of a line end stays with it."""
    end = data.rfind(b"\n") + 1
    return data[: end + (data[end : end + 1] == b"\0")] if end else data


def _check(source: Source, charset: str) -> None:
    """See that a charset fits a whole file.

    Raises:
        ExtractError: if it does and the text is none.
        UnicodeDecodeError: if it does not; its object are the bytes around the place.
    """
    decoder = codecs.getincrementaldecoder(charset)()
    offset = 0
    with source.open() as stream:
        while True:
            data = stream.read(_WHOLE)
            begin = offset - len(decoder.getstate()[0])  # a character may have begun in the bytes before
            text = decoder.decode(data, final=not data)
            refuse_unreadable(text, charset, source.name, begin)
            if not data:
                return
            offset += len(data)


def _check_again(source: Source, charset: str) -> None:
    try:
        _check(source, charset)
    except UnicodeDecodeError as error:
        raise ExtractError(
            source.name,
            Wording(
                "并非从头到尾都是 UTF-8、GB18030、Big5 或 UTF-16 编码的文字",
                "not text in UTF-8, GB18030, Big5 or UTF-16 from beginning to end",
            ),
        ) from error
