"""The first answer of a process, awaited while the program does something else."""

from __future__ import annotations

import threading
from collections.abc import Callable

from auditor.extract.source import ReadOptions, Source
from auditor.extract.worker.messages import Answer

_TICK = 0.05  # seconds


class Ahead:
    """Waits in a thread of its own, so that the limits of time and memory hold meanwhile.

    Args:
        source: what is read.
        options: how.
        ask: asks a process for the first item, and waits for it.
    """

    def __init__(self, source: Source, options: ReadOptions, ask: Callable[[Source, ReadOptions], Answer]) -> None:
        self._source, self._options, self._stamp = source, options, source.stamp
        self._ask = ask
        self._answer: Answer | BaseException
        self._thread = threading.Thread(target=self._wait, daemon=True)
        self._thread.start()

    def is_for(self, source: Source, options: ReadOptions) -> bool:
        """Tell whether it is the answer for a source, which has not changed since."""
        return (source, options) == (self._source, self._options) and source.stamp == self._stamp

    def answer(self) -> Answer:
        """Return the answer, or raise what the question raised."""
        while self._thread.is_alive():
            self._thread.join(_TICK)  # so that a Ctrl-C is heard on every system
        if isinstance(self._answer, BaseException):
            raise self._answer
        return self._answer

    def _wait(self) -> None:
        try:
            self._answer = self._ask(self._source, self._options)
        except BaseException as error:
            self._answer = error
