"""The first answer of a process, awaited while the program does something else."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator

from auditor.extract.source import Early, ReadOptions, Source
from auditor.extract.worker.messages import Answer
from auditor.model.packed import PackedSheet

_TICK = 0.05  # seconds


class Ahead:
    """Waits in a thread of its own, so that the limits of time and memory hold meanwhile.

    Args:
        source: what is read.
        options: how.
        ask: asks a process for the first item, and waits for it; parts of large sheets that come before it are passed on.
    """

    def __init__(self, source: Source, options: ReadOptions, ask: Callable[[Source, ReadOptions, Early], Answer]) -> None:
        self._source, self._options, self._stamp = source, options, source.stamp
        self._ask = ask
        self._answer: Answer | BaseException
        self._parts: queue.SimpleQueue[PackedSheet | None] = queue.SimpleQueue()
        threading.Thread(target=self._wait, daemon=True).start()

    def is_for(self, source: Source, options: ReadOptions) -> bool:
        """Tell whether it is the answer for a source, which has not changed since."""
        return (source, options) == (self._source, self._options) and source.stamp == self._stamp

    def answer(self, early: Early) -> Answer:
        """Return the answer, or raise what the question raised; ``early`` is told of parts meanwhile, in this thread."""
        for part in self._until_answered():
            early(part)
        if isinstance(self._answer, BaseException):
            raise self._answer
        return self._answer

    def _until_answered(self) -> Iterator[PackedSheet]:
        while True:
            try:
                part = self._parts.get(timeout=_TICK)  # so that a Ctrl-C is heard on every system
            except queue.Empty:
                continue
            if part is None:
                return
            yield part

    def _wait(self) -> None:
        try:
            self._answer = self._ask(self._source, self._options, self._parts.put)
        except BaseException as error:
            self._answer = error
        self._parts.put(None)
