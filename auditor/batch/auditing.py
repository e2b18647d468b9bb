"""Audit parts of the input, in this process."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from time import monotonic

from auditor.batch.chunk import NO_KEY, Chunk, ChunkBuilder, RendererFactory
from auditor.batch.parts import Item, Part, Whole
from auditor.batch.reading import unread
from auditor.batch.run import audit_early, audited, failed
from auditor.batch.sharing import Shared
from auditor.engine import Auditor
from auditor.errors import ExtractError
from auditor.extract.worker.isolated import Isolated
from auditor.model.collection import without_collection
from auditor.model.document import Document
from auditor.model.packed import PackedSheet
from auditor.model.report import DocumentResult
from auditor.silence.silencer import silenced
from auditor.silence.silencing import Silencing
from auditor.text.gate_tables import forget_tables
from auditor.text.literals.ways import forget_ways

_MOST_TOGETHER = 256  # documents that are audited in one go
_TOGETHER = 1 << 18  # code points
_LONGEST = 0.5  # seconds until what is there is passed on


class PartAuditor:
    """Audits parts; one for many, because what it reads with and what it knows of texts stays.

    Args:
        auditor: judges documents.
        renderers: make what writes the results, one for each report.
        share: whether a text that was audited a while ago is not audited again.
        isolated: reads.
        silencing: what of the findings is set aside.
    """

    def __init__(
        self, auditor: Auditor, renderers: Sequence[RendererFactory], share: bool, isolated: Isolated, silencing: Silencing
    ) -> None:
        self._auditor = auditor
        self._renderers = [make(auditor.header) for make in renderers]
        self._shared = Shared(auditor) if share else None
        self._isolated = isolated
        self._silencers = silencing.silencers(auditor)
        self._is_settled = False

    def prepare(self) -> None:
        """Have what is slow the first time done before it is asked for; what is there now is garbage at no time."""
        self._auditor.audit_text("招聘")
        gc.collect()
        gc.freeze()

    def audit(self, part: Part, until_ready: Callable[[], None] = lambda: None) -> Iterator[Chunk]:
        """Yield the results of a part; at least one chunk.

        Args:
            part: of the input.
            until_ready: waits for what the auditor does in another thread; called when something was read.
        """

        def early(source: str, sheet: PackedSheet) -> None:
            until_ready()
            audit_early(self._auditor, source, sheet)

        builder = ChunkBuilder(self._renderers)
        since = monotonic()
        for group in _groups(part.read(self._auditor.read_options, partial(self._isolated, early=early))):
            until_ready()
            self._add(builder, group, isinstance(part, Whole))
            if builder.is_full or monotonic() - since > _LONGEST:
                yield builder.take()
                since = monotonic()
        self._auditor.forget_early()
        yield builder.take()

    @without_collection()
    def _add(self, builder: ChunkBuilder, group: Sequence[Document] | ExtractError, in_whole: bool) -> None:
        """Audit a group. What failed of a file is tried again another time: what it lacked may be there then; a record is what it is."""
        if isinstance(group, ExtractError):
            result = silenced(self._silencers, unread(group), failed(group))
            builder.add(result, NO_KEY if self._shared else None, lasting=False)
            return
        for document, (result, key) in zip(group, self._results(group), strict=True):
            lasting = len(result.failures) == (0 if in_whole else len(document.failures))
            builder.add(silenced(self._silencers, document, result), key, lasting)
        if not self._is_settled:
            self._settle()

    def _settle(self) -> None:
        """Keep what the first documents have had loaded, such as spaCy, and nothing that was needed to make it only."""
        self._is_settled = True
        forget_ways()
        forget_tables()
        gc.freeze()

    def _results(self, group: Sequence[Document]) -> Iterable[tuple[DocumentResult, bytes | None]]:
        if self._shared:
            return self._shared.audit(group)
        return ((result, None) for result in audited(self._auditor, group))


def _groups(items: Iterable[Item]) -> Iterator[Sequence[Document] | ExtractError]:
    """Yield documents together, as many as are audited in one go; errors in their places."""
    group: list[Document] = []
    size = 0
    for item in items:
        if isinstance(item, ExtractError):
            yield from (group, item) if group else (item,)
            group, size = [], 0
            continue
        group.append(item)
        size += _size(item)
        if size > _TOGETHER or len(group) == _MOST_TOGETHER:
            yield group
            group, size = [], 0
    if group:
        yield group


def _size(document: Document) -> int:
    """Return the length of a document; that of a large table, which is long in any case, is not counted."""
    return sum(len(segment.text) for segment in document.segments) if isinstance(document.segments, tuple) else _TOGETHER + 1
