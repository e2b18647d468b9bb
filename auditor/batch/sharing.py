"""Texts that repeat: audited once as long as they are remembered, and each known by a digest.

Results are shared where all that bears on them is equal, letter for letter, apart from the document's name and place. What counts
as the same text for the digest is a little more: signs of full and half width are equal there.
"""

from __future__ import annotations

import marshal
import re
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from auditor.batch.chunk import KEY, NO_KEY
from auditor.batch.run import audited
from auditor.engine import Auditor
from auditor.extract.kinds.suffixes import is_template
from auditor.model.document import Document, Segment
from auditor.model.location import RecordPlace
from auditor.model.report import DocumentResult
from auditor.moving import Move, places

_REMEMBERED = 20_000  # what is kept, counted by ``_weight``
_OUTCOME_WEIGHT = 20  # of a result that says nothing
_UNSAID = re.compile(r"[!-~]{1,300}(?: [!-~]{1,40})?")
_NUMBER = re.compile(r"[0-9A-Fa-f-]{0,64}\d[0-9A-Fa-f-]{0,64}")
# Full-width signs are the bytes EF BC 81-BF and EF BD 80-9E. Of the first the mark EF BC is dropped and ASCII is moved to the byte
# that is left, which elsewhere only follows a leading byte: so texts are equal exactly if they are equal but for width.
_MOVED = bytes(byte + 0x60 if 0x21 <= byte <= 0x5F else byte for byte in range(256))
_LOWER = {wide: wide - 0xFEE0 for wide in range(0xFF40, 0xFF5F)}


def width_folded(text: str) -> bytes:
    """Return bytes that are equal for texts that differ in the width of signs only."""
    data = text.encode("utf-8", "surrogatepass")
    if b"\xef\xbd" in data:
        data = text.translate(_LOWER).encode("utf-8", "surrogatepass")
    return data.replace(b"\xe3\x80\x80", b" ").translate(_MOVED).replace(b"\xef\xbc", b"")


_Identity: TypeAlias = tuple[bytes, int]


class _Known(Struct):
    """A result, and what it was made from: ``exact`` tells texts apart that differ in width."""

    exact: int
    result: DocumentResult
    document: Document | None


class Shared:
    """Audits documents, those whose text was audited a while ago by what is remembered.

    Args:
        auditor: judges the others.
    """

    def __init__(self, auditor: Auditor) -> None:
        self._auditor = auditor
        self._known: OrderedDict[bytes, _Known] = OrderedDict()
        self._weight = 0

    def audit(self, documents: Sequence[Document]) -> Iterator[tuple[DocumentResult, bytes]]:
        """Yield the result of each document, and the digest of its text; the latter is zero for one that is not to be compared."""
        told = [self._identity(document) for document in documents]
        fresh = {identity: index for index, identity in reversed([*enumerate(told)]) if identity and not self._knows(identity)}
        new = sorted({*fresh.values(), *(index for index, identity in enumerate(told) if identity is None)})
        results = dict(zip(new, audited(self._auditor, [documents[index] for index in new]), strict=True))
        for index, (identity, document) in enumerate(zip(told, documents, strict=True)):
            yield self._result(identity, document, results.get(index)), identity[0] if identity else NO_KEY

    def _result(self, identity: _Identity | None, document: Document, result: DocumentResult | None) -> DocumentResult:
        """Return the result of a document: the one it was given, which is remembered, or that of another with its text."""
        if result is None and identity and (known := self._known.get(identity[0])):
            self._known.move_to_end(identity[0])
            return self._auditor.about.read(document).tell(moved(known.result, known.document, document))
        if result is None:  # of another that is not kept, because it failed in a part
            (result,) = audited(self._auditor, [document])
        elif identity and not result.failures:
            self._remember(identity[0], _Known(identity[1], result, document if _says_where(result) else None))
        return result

    def _knows(self, identity: _Identity) -> bool:
        known = self._known.get(identity[0])
        return known is not None and known.exact == identity[1]

    def _identity(self, document: Document) -> _Identity | None:
        """Return the digest of a text, and what tells it from others that differ in width; None for one that is not to be compared."""
        if document.failures or not document.segments or not isinstance(document.segments, tuple):
            return None  # large tables are no ads that somebody posts twice
        texts = [self._text_that_bears(document, segment) for segment in document.segments]
        return _digest(document.segments, texts, self._options(document.source)), hash(tuple(texts))

    def _options(self, source: str) -> str:
        """Return what bears on a text by the name of its file: overrides, and whether comments of a template are let pass."""
        template = ("template",) if is_template(source) else ()
        return "; ".join((*map(str, self._auditor.overriding(source)), *template))

    def _text_that_bears(self, document: Document, segment: Segment) -> str:
        """Return the text of a segment; of ids, times and addresses that no rule looks at, what is no number."""
        text = segment.text
        if not text.isascii() or "#" in text or not _UNSAID.fullmatch(text) or not isinstance(segment.anchors[0].location, RecordPlace):
            return text
        fields = self._auditor.pack.fields
        if text != document.id and (fields.label_of(segment) or fields.is_text(segment, self._auditor.config.text_field)):
            return text
        return _NUMBER.sub("", text)

    def _remember(self, key: bytes, known: _Known) -> None:
        if key in self._known:
            self._weight -= _weight(self._known.pop(key))
        self._known[key] = known
        self._weight += _weight(known)
        while self._weight > _REMEMBERED:
            self._weight -= _weight(self._known.popitem(last=False)[1])


def _weight(known: _Known) -> int:
    return 1 + _OUTCOME_WEIGHT * (len(known.result.findings) + len(known.result.dismissals) + (known.document is not None))


def _digest(segments: Sequence[Segment], texts: Sequence[str], options: str) -> bytes:
    """Return the digest of texts in their segments, audited under options that hold for their file."""
    frames = [_frame(segment, text) for segment, text in zip(segments, texts, strict=True)]
    folded = width_folded("".join(texts))  # where each begins stands in its frame
    return blake2b(marshal.dumps((frames, folded, options), 0), digest_size=KEY).digest()  # version 0 writes equal values as equal bytes


def _frame(segment: Segment, text: str) -> tuple[object, ...]:
    """Return all of a segment but its text, and of its place what another document can have, too."""
    label = segment.label
    places = "" if type(segment.anchors[0].location) is RecordPlace else repr((segment.anchors, label))
    return label and label.text, segment.field, segment.group, segment.post, segment.also, len(text), places


def _says_where(result: DocumentResult) -> bool:
    """Tell whether a result names places in its document."""
    return bool(result.findings or result.dismissals or any(one.employer.evidence or one.region.evidence for one in result.circumstances))


def moved(result: DocumentResult, source: Document | None, target: Document) -> DocumentResult:
    """Return the result of one document as that of another with the same text.

    Args:
        result: of the first.
        source: the first; None where its result names no places.
        target: the second.
    """
    named = replace(result, id=target.id, source=target.source)
    if source is None:
        return named
    pairs = list(zip(source.segments, target.segments, strict=True))
    segments = {id(old): new for old, new in pairs}
    move = Move({before: after for pair in pairs if _is_record(pair[0]) for before, after in places(*pair).items()})
    return replace(
        named,
        findings=tuple(move.finding(one, segments[id(one.segment)], move.circumstances(one.circumstances)) for one in result.findings),
        dismissals=tuple(move.dismissal(one, segments[id(one.segment)]) for one in result.dismissals),
        circumstances=tuple(map(move.circumstances, result.circumstances)),
    )


def _is_record(segment: Segment) -> bool:
    """Tell whether a segment stands in a record; other places are the same in both documents."""
    return isinstance(segment.anchors[0].location, RecordPlace)
