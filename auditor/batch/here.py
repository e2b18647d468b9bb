"""Parts audited in this process, as a pool of processes would."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import AbstractContextManager
from threading import Thread
from types import TracebackType

from auditor.batch.parts import Part, Whole
from auditor.batch.pool import Answer
from auditor.batch.worker import Order
from auditor.extract.worker.isolated import Isolated
from auditor.model.collection import without_collection
from auditor.model.report import Header

_LARGE = 1 << 20  # bytes


class Here(AbstractContextManager["Here"]):
    """Audits parts one after the other.

    Args:
        order: what to do with every part.
        isolated: reads; it ends with this.

    Raises:
        AuditorError: if the rules or options cannot be used.
    """

    @without_collection()
    def __init__(self, order: Order, isolated: Isolated) -> None:
        self._isolated = isolated
        self._thread: Thread | None = None
        from auditor.batch.auditing import PartAuditor
        from auditor.engine import Auditor

        self._auditor = Auditor(order.config)
        self._parts = PartAuditor(self._auditor, order.renderers, order.share, self._isolated, order.silencing)
        gc.freeze()  # rules stay as long as this

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None) -> None:
        self._isolated.close()
        self._until_ready()  # what it keeps in the cache is written whole
        gc.unfreeze()

    def header(self) -> Header:
        """Return how it audits."""
        return self._auditor.header

    def run(self, parts: Iterator[Part | None]) -> Iterator[Answer]:
        """Yield the results of parts as a pool does."""
        for part in parts:
            if part is not None:
                self._get_ready_for(part)
                yield from (Answer(chunk) for chunk in self._parts.audit(part, self._until_ready))
            yield Answer()

    def _get_ready_for(self, part: Part) -> None:
        """Get ready for a large file while another process reads it; small ones may not need what takes long to import."""
        if self._thread is None and isinstance(part, Whole) and part.size >= _LARGE:
            self._thread = Thread(target=self._auditor.get_ready)
            self._thread.start()

    def _until_ready(self) -> None:
        """Wait for that: what two threads ask for at once is made twice, and what one has forgotten the other may be looking at."""
        if self._thread:
            self._thread.join()
