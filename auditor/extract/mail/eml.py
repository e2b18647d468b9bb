"""Mails (.eml) and web pages saved as one file (.mhtml), which are mails too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import errors, message_from_bytes

from auditor.errors import ExtractError, one_line
from auditor.extract.mail.headers import POLICY, Mail, subject
from auditor.extract.mail.parts import parts
from auditor.extract.source import ReadOptions, Source
from auditor.extract.unread import unread
from auditor.model.document import Document, Failure, Segment
from auditor.model.location import LinePlace
from auditor.model.wording import NOTHING, Wording, fill

_MOST_PARTS = 20_000  # lines that may begin one: each costs memory, empty or not
_SUBJECT = re.compile(rb"^subject:[ \t]*+", re.IGNORECASE | re.MULTILINE)
_HEAD = 65_536
_TOO_DEEP = Wording("邮件各部分嵌套层数过多", "its parts are nested too deeply")
_BROKEN = {
    errors.StartBoundaryNotFoundDefect: Wording("声明的各部分没有开头", "the parts that it announces do not begin"),
    errors.CloseBoundaryNotFoundDefect: Wording("最后一部分没有结尾", "its last part does not end"),
    errors.NoBoundaryInMultipartDefect: Wording("没有说明各部分的分隔标记", "it does not say what its parts begin with"),
    errors.MultipartInvariantViolationDefect: Wording("应有多个部分，实际没有", "it should have parts and has none"),
}

_NO_MAIL = Wording("不是能读的邮件（{why}）", "not a mail that can be read: {why}")
_CUT = Wording("邮件结构有误，可能不完整：{what}", "broken as a mail, it may be cut short: {what}")


def extract(source: Source, options: ReadOptions) -> Iterator[Document | Source]:
    """Yield the subject of a mail, then its bodies and attachments as files inside it.

    Raises:
        ExtractError: if it is no mail, or holds no text and no file.
    """
    data = source.read(options.max_bytes)
    empty = True
    for item in _items(source, data, _parse(source, data)):
        empty = False
        yield item
    if empty:
        raise ExtractError(source.name, Wording("邮件里没有文字，也没有附件", "the mail holds no text and no files"))


def _items(source: Source, data: bytes, mail: Mail) -> Iterator[Document | Source]:
    yield from _head(source, data, mail)
    try:
        for part in parts(mail):
            yield unread(source, part.name, part.fault) if part.fault else source.member(part.name, part.data, part.is_shown)
    except RecursionError as error:
        raise ExtractError(source.name, _TOO_DEEP) from error


def _parse(source: Source, data: bytes) -> Mail:
    if data.count(b"\n--") > _MOST_PARTS:
        raise ExtractError(
            source.name, Wording(f"一封邮件的组成部分超过 {_MOST_PARTS:,} 个", f"more than {_MOST_PARTS:,} parts in one mail")
        )
    try:
        return message_from_bytes(data, policy=POLICY)
    except RecursionError as error:
        raise ExtractError(source.name, _TOO_DEEP) from error
    except (ValueError, LookupError, TypeError) as error:
        raise ExtractError(source.name, fill(_NO_MAIL, why=one_line(error))) from error


def _head(source: Source, data: bytes, mail: Mail) -> Iterator[Document]:
    """Yield the subject, where it stands, and what is wrong with the mail as a whole."""
    text = "" if _is_saved_page(mail) else subject(mail)
    failures = tuple(Failure(source.name, NOTHING, fill(_CUT, what=what)) for what in _defects(mail))
    if text or failures:
        segments = (Segment.at(text, _place(data)),) if text else ()
        yield Document(source.name, source.name, segments, failures)


def _is_saved_page(mail: Mail) -> bool:
    """Tell whether a browser made the mail, whose subject then is the title of the page."""
    return "Snapshot-Content-Location" in mail or mail.get("From", "").lower().startswith("<saved by ")


def _place(data: bytes) -> LinePlace:
    match = _SUBJECT.search(data[:_HEAD])
    if not match:
        return LinePlace(1, 1)
    line = data.count(b"\n", 0, match.start())
    return LinePlace(line + 1, match.end() - match.start() + 1)


def _defects(mail: Mail) -> list[Wording]:
    found = (_BROKEN.get(type(defect)) for part in mail.walk() for defect in part.defects)
    return sorted({what for what in found if what}, key=lambda what: what.en)
