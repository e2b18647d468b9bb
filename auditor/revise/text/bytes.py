"""Edits of a decoded file, made in its bytes: all others stay as they are, those of a damaged or redundant code among them."""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from itertools import pairwise

from auditor.model.rewrite import Edit

_MARKED = {"utf-8-sig": (codecs.BOM_UTF8, "utf-8")}
_NARROWER = {"gb18030": "gbk", "big5hkscs": "big5"}
"""What older programs read a file as that needs no more."""


class LacksSignError(Exception):
    """The file's charset has no code for a sign that is to be written.

    Args:
        sign: the first of them.
        charset: its name.
    """

    def __init__(self, sign: str, charset: str) -> None:
        super().__init__(sign, charset)
        self.sign = sign
        self.charset = charset


def edited(data: bytes, charset: str, edits: Sequence[Edit], *, references: bool = False) -> bytes:
    """Return the bytes of a file with edits made in its text.

    Args:
        data: the whole file.
        charset: as ``charset_of`` names it.
        edits: in code points behind the byte order mark; in rising order, none over another.
        references: whether a sign that the charset lacks may be written as a character reference of HTML.

    Raises:
        LacksSignError: if one cannot be written.
    """
    mark, codec = _parts(data, charset)
    body = data[len(mark) :]
    places = _byte_offsets(body, codec, sorted({edge for edit in edits for edge in (edit.span.start, edit.span.end)}))
    pieces, end = [mark], 0
    for edit in edits:
        pieces += (body[end : places[edit.span.start]], _encoded(edit.text, body, codec, references))
        end = places[edit.span.end]
    return b"".join((*pieces, body[end:]))


def _parts(data: bytes, charset: str) -> tuple[bytes, str]:
    """Return the byte order mark and the codec of what follows it."""
    if charset == "utf-16":
        return data[:2], "utf-16-be" if data.startswith(codecs.BOM_UTF16_BE) else "utf-16-le"
    return _MARKED.get(charset, (b"", charset))


def _byte_offsets(body: bytes, codec: str, offsets: Sequence[int]) -> dict[int, int]:
    """Return how many bytes stand before code points."""
    text = body.decode(codec)
    if text.encode(codec, "surrogatepass" if codec.startswith("utf-16") else "strict") != body:
        return _counted(body, codec, offsets)
    found, total = {}, 0
    for start, end in pairwise((0, *offsets)):
        total += len(text[start:end].encode(codec))
        found[end] = total
    return found


def _counted(body: bytes, codec: str, offsets: Sequence[int]) -> dict[int, int]:
    """Return the same for a file that some sign is written in by another code than the codec writes: byte by byte."""
    wanted, found = set(offsets), {0: 0}
    decoder = codecs.getincrementaldecoder(codec)()
    count = 0
    for index in range(len(body)):
        count += len(decoder.decode(body[index : index + 1], final=index + 1 == len(body)))
        if count in wanted:
            found[count] = index + 1
    return found


def _encoded(text: str, body: bytes, codec: str, references: bool) -> bytes:
    narrower = _NARROWER.get(codec)
    if narrower and _fits(body, narrower):
        codec = narrower
    try:
        return text.encode(codec, "xmlcharrefreplace" if references else "strict")
    except UnicodeEncodeError as error:
        raise LacksSignError(text[error.start], codec) from error


def _fits(body: bytes, codec: str) -> bool:
    try:
        body.decode(codec)
    except UnicodeDecodeError:
        return False
    return True
