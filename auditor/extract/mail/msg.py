"""Outlook messages (.msg): subject, body and attachments, those of attached messages as well."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from auditor.errors import ExtractError
from auditor.extract.charset import decode
from auditor.extract.mail.parts import is_ornament, says_more
from auditor.extract.names import shown
from auditor.extract.ole import OleError, open_ole
from auditor.extract.reasons import at, larger_than, too_deep_inside
from auditor.extract.source import INSIDE, ReadOptions, Source
from auditor.extract.unread import unread
from auditor.model.document import Document, Segment
from auditor.model.location import LinePlace
from auditor.model.wording import Wording

if TYPE_CHECKING:
    import olefile

# Property numbers and types, as the streams are called.
_SUBJECT, _BODY, _HTML, _RTF = "0037", "1000", "1013", "1009"
_DATA, _LONG_NAME, _SHORT_NAME, _SHOWN_NAME, _MIME, _CONTENT_ID = "3701", "3707", "3704", "3001", "370E", "3712"
_UNICODE, _BYTES, _BINARY, _OBJECT = "001F", "001E", "0102", "000D"
_ATTACHMENT = "__attach_version1.0_"
_PROPERTIES = "__properties_version1.0"


def extract(source: Source, options: ReadOptions) -> Iterator[Document | Source]:
    """Yield the subject of a message, then its body and attachments as files inside it.

    Raises:
        ExtractError: if it is damaged, or holds no text and no file.
    """
    data = source.read(options.max_bytes)
    empty = True
    try:
        with open_ole(data) as container:
            for item in _message(_Storage(container, (), options.max_bytes), source, options):
                empty = False
                yield item
    except OleError as error:
        raise ExtractError(
            source.name, Wording(f"不是 Outlook 邮件，或已损坏（{error}）", f"not an Outlook message, or damaged: {error}")
        ) from error
    if empty:
        raise ExtractError(source.name, Wording("邮件里没有文字，也没有附件", "the message holds no text and no files"))


class _UnreadError(Exception):
    """A part of a message cannot be read, and why. The others can."""

    def __init__(self, reason: Wording) -> None:
        super().__init__(reason.en)
        self.reason = reason


class _Storage(Struct, frozen=True):
    """A folder of an OLE container that holds a message or an attachment."""

    container: olefile.OleFileIO
    path: tuple[str, ...]
    limit: int

    def has(self, *names: str) -> bool:
        return bool(self.container.exists([*self.path, *names]))

    def read(self, number: str, kind: str) -> bytes:
        """Return a property's bytes; empty where it is missing.

        Raises:
            _UnreadError: if it is larger than the limit.
        """
        path = [*self.path, _stream(number, kind)]
        if not self.container.exists(path):
            return b""
        if self.container.get_size(path) > self.limit:
            raise _UnreadError(larger_than(self.limit))
        with self.container.openstream(path) as stream:
            return bytes(stream.read())

    def text(self, number: str, kind: str = _BYTES) -> str:
        """Return a property as text, whether it is kept as UTF-16 or in some code page.

        Raises:
            _UnreadError: if it is no text, or larger than the limit.
        """
        if wide := self.read(number, _UNICODE):
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        narrow = self.read(number, kind).rstrip(b"\0")
        try:
            return decode(narrow, number) if narrow else ""
        except ExtractError as error:
            raise _UnreadError(at(error)) from error

    def attachments(self) -> Iterator[_Storage]:
        depth = len(self.path)
        paths = (tuple(path) for path in self.container.listdir(streams=False, storages=True))
        found = {path for path in paths if len(path) == depth + 1 and path[:depth] == self.path and path[depth].startswith(_ATTACHMENT)}
        yield from (replace(self, path=path) for path in sorted(found))


def _stream(number: str, kind: str) -> str:
    return f"__substg1.0_{number}{kind}"


def _message(message: _Storage, source: Source, options: ReadOptions) -> Iterator[Document | Source]:
    yield from _or_unread("subject", _subject(message, source), source)
    yield from _or_unread("body", _body(message, source), source)
    for attachment in message.attachments():
        yield from _or_unread("attachment", _attachment(attachment, source, options), source)


def _or_unread(part: str, items: Iterator[Document | Source], source: Source) -> Iterator[Document | Source]:
    """Yield what a part holds, or why it cannot be read."""
    try:
        yield from items
    except _UnreadError as error:
        yield unread(source, part, error.reason)


def _subject(message: _Storage, source: Source) -> Iterator[Document | Source]:
    if subject := message.text(_SUBJECT).strip():
        yield Document(source.name, source.name, (Segment.at(subject, LinePlace(1, 1)),))


def _body(message: _Storage, source: Source) -> Iterator[Document | Source]:
    page, plain = _texts(message)
    if page.strip():
        yield source.member("body.html", page.encode("utf-8", "replace"))
    if plain.strip() and not (page.strip() and not says_more(plain, page)):
        yield source.member("body.txt", plain.encode("utf-8", "replace"))
    if not page.strip() and not plain.strip() and message.has(_stream(_RTF, _BINARY)):
        yield unread(
            source,
            "body.rtf",
            Wording("正文只有 RTF 格式：请另存为 .eml 或 .html", "the body is kept as RTF only: save the message as .eml or .html"),
        )


def _texts(message: _Storage) -> tuple[str, str]:
    return message.text(_HTML, _BINARY) or message.text(_HTML), message.text(_BODY)


def _attachment(found: _Storage, source: Source, options: ReadOptions) -> Iterator[Document | Source]:
    name = found.text(_LONG_NAME) or found.text(_SHORT_NAME) or found.text(_SHOWN_NAME) or "attachment"
    inside = _stream(_DATA, _OBJECT)
    if found.has(inside, _PROPERTIES):
        inner = replace(source, name=f"{source.name}{INSIDE}{shown(name)}", path=None, data=b"", depth=source.depth + 1)
        yield from _inner(replace(found, path=(*found.path, inside)), inner, options)
    elif found.has(inside):
        yield unread(source, name, Wording("嵌入的对象，不是文件", "an embedded object, not a file"))
    elif not found.has(_stream(_DATA, _BINARY)):
        yield unread(source, name, Wording("链接，文件存放在别处", "a link to a file that is kept elsewhere"))
    else:
        data = found.read(_DATA, _BINARY)
        is_shown = bool(found.text(_CONTENT_ID))
        if not (is_shown and is_ornament(found.text(_MIME), len(data))):
            yield source.member(name, data, is_shown)


def _inner(message: _Storage, source: Source, options: ReadOptions) -> Iterator[Document | Source]:
    if source.depth > options.max_depth:
        raise ExtractError(source.name, too_deep_inside(options.max_depth))
    yield from _message(message, source, options)
