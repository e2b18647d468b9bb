"""What the parts of a mail are: which text a person reads, which files are attached, what only dresses a page."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import cast
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from auditor.errors import ExtractError
from auditor.extract.charset import decode
from auditor.extract.html.html import read_page
from auditor.extract.mail.headers import Mail, filename, subject
from auditor.extract.mail.uuencoded import uuencoded
from auditor.extract.picture.sizes import is_ornament_in_mail
from auditor.extract.reasons import at
from auditor.model.wording import NOTHING, Wording, fill

_DRESS = re.compile(r"text/(?:css|javascript)|application/(?:x-)?(?:javascript|ecmascript|font.*)|font/.*")
_SIGNATURE = re.compile(r"application/(?:x-)?(?:pkcs7|pgp)-signature")
_REPORTS = frozenset(("message/delivery-status", "message/disposition-notification", "text/rfc822-headers"))
_TNEF = Wording(
    "读不了 Outlook 的 winmail.dat：请发件人改用 HTML 或纯文本重发",
    "Outlook's winmail.dat is not read: have the mail sent again as HTML or plain text",
)
_SMIME = Wording(
    "S/MIME 邮件，整封加密或签名：请另存为未加密的邮件", "an S/MIME message, encrypted or signed as a whole: save it unencrypted"
)
_REFUSED = {
    "application/ms-tnef": _TNEF,
    "application/vnd.ms-tnef": _TNEF,
    "application/pkcs7-mime": _SMIME,
    "application/x-pkcs7-mime": _SMIME,
    "multipart/encrypted": Wording("加密的邮件：请另存为未加密的邮件", "an encrypted message: save it unencrypted"),
    "message/external-body": Wording("内容存放在别处", "its content is kept elsewhere"),
    "message/partial": Wording("邮件分几封发出，这只是其中一封", "one piece of a message that was sent in several"),
}
_UNKNOWN = Wording("编码方式不认识：{encoding}", "packed in a way that is not known: {encoding}")
_BROKEN = Wording("{encoding} 编码已损坏", "its {encoding} is broken")
_ENCODINGS = frozenset(("", "7bit", "8bit", "binary", "quoted-printable", "base64", "x-uuencode", "uuencode", "uue", "x-uue"))
_WORDS = re.compile(r"\w+")


class Part(Struct, frozen=True):
    """A part of a mail that is read as a file, or why it is not.

    Args:
        name: its file name, or one that says what it is.
        data: its bytes, texts in UTF-8.
        fault: why it is not read, or not as it should be; empty where nothing is wrong.
        is_shown: whether it is shown in the text, not attached.
    """

    name: str
    data: bytes = b""
    fault: Wording = NOTHING
    is_shown: bool = False


def parts(mail: Mail) -> Iterator[Part]:
    """Yield what a person finds in a mail, in order."""
    kind = mail.get_content_type()
    children = cast(list[Mail], mail.get_payload()) if mail.is_multipart() else None
    if kind in _REFUSED:
        yield Part(_name(mail), fault=_REFUSED[kind])
    elif kind in _REPORTS:
        return
    elif children is None:
        yield from _leaf(mail)
    elif kind == "message/rfc822":
        yield from map(_message, children)
    else:
        yield from _alternatives(children) if kind == "multipart/alternative" else _each(children)


def _each(children: Sequence[Mail]) -> Iterator[Part]:
    for child in children:
        yield from parts(child)


def _message(mail: Mail) -> Part:
    name = f"{subject(mail) or 'message'}.eml"
    try:
        return Part(name, mail.as_bytes(policy=mail.policy))
    except (ValueError, LookupError, TypeError, AttributeError) as error:  # a part that says what it is wrongly
        return Part(name, fault=Wording(f"邮件已损坏（{error}）", f"a broken message: {error}"))


def _alternatives(children: Sequence[Mail]) -> Iterator[Part]:
    """Yield the richest form of a text, and the plain one as well if it says something else."""
    forms = [list(parts(child)) for child in children]
    rich = next((form for form in reversed(forms) if any(part.name.endswith(".html") for part in form)), forms[-1] if forms else [])
    page = "".join(map(_text_of, rich))
    for form in forms:
        if form is rich or any(not part.name.endswith(".txt") or part.fault or says_more(part.data.decode(), page) for part in form):
            yield from form


def _text_of(part: Part) -> str:
    return part.data.decode("utf-8", "replace") if part.name.endswith((".html", ".txt")) else ""


def says_more(plain: str, page: str) -> bool:
    """Tell whether a plain text holds a line that the HTML page beside it does not; marks and white space count for nothing."""
    told = "".join(word for segment in read_page(page) for word in _WORDS.findall(segment.text))
    return any("".join(_WORDS.findall(line)) not in told for line in plain.splitlines() if not line.lstrip().startswith("http"))


def _leaf(part: Mail) -> Iterator[Part]:
    kind = part.get_content_type()
    attached = part.get_content_disposition() == "attachment" or (filename(part) and not part.get("Content-ID"))
    if _SIGNATURE.fullmatch(kind) or (not attached and _DRESS.fullmatch(kind)):
        return
    data, fault = _payload(part)
    if not attached and not fault and is_ornament(kind, len(data)):
        return
    if attached or not kind.startswith("text/"):
        yield Part(_name(part), data, fault, is_shown=not attached)
    elif data.strip() or fault:
        yield _text(_name(part), data, part.get_content_charset("") or "", fault)
        yield from (Part(*packed) for packed in uuencoded(data))


def is_ornament(kind: str, size: int) -> bool:
    """Tell whether a picture inside a text, of a MIME type and a size in bytes, is too small to be read."""
    return kind.startswith("image/") and is_ornament_in_mail(size)


def _payload(part: Mail) -> tuple[bytes, Wording]:
    """Return the bytes of a part, and what is wrong with them."""
    encoding = str(part.get("Content-Transfer-Encoding", "")).strip().lower()
    known = len(part.defects)
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    if encoding not in _ENCODINGS:
        return data, fill(_UNKNOWN, encoding=encoding[:40])
    broken = part.defects[known:] or (encoding == "base64" and not data and part.get_payload())
    return data, fill(_BROKEN, encoding=encoding) if broken else NOTHING


def _text(name: str, data: bytes, charset: str, fault: Wording) -> Part:
    if fault:
        return Part(name, data, fault)
    try:
        return Part(name, decode(data, name, charset).encode())
    except ExtractError as error:
        return Part(name, fault=at(error))


def _name(part: Mail) -> str:
    """Return the name of a part: its own, that of the page it was, or what it is."""
    if own := filename(part):
        return own
    kind = part.get_content_type()
    suffix = {"text/plain": ".txt", "text/html": ".html"}.get(kind) or mimetypes.guess_extension(kind) or ""
    return f"{_page_name(part.get('Content-Location', '')) or ('body' if kind.startswith('text/') else 'attachment')}{suffix}"


def _page_name(address: str) -> str:
    """Return what the page at an address is called; empty where it has no name, or is no address."""
    try:
        path = urlsplit(address).path
    except ValueError:
        return ""
    return PurePosixPath(unquote(path)).stem
