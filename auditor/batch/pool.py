"""Processes that audit, as the program sees them: fed with parts, their results in the order of the parts.

No more parts are given out than the processes can hold results of: each may be a number of chunks ahead of what is written, and waits
then. The process that has the part whose results are written next has written all it did before, so it never waits for long.
"""

from __future__ import annotations

import json
import pickle
import queue
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import AbstractContextManager, suppress
from types import TracebackType
from typing import IO, BinaryIO, NamedTuple, cast

from msgspec import Struct, field

from auditor.batch.chunk import Chunk
from auditor.batch.parts import Part
from auditor.batch.worker import CHUNK, DONE, READY, REFUSED, Order, receive
from auditor.errors import ConfigError
from auditor.model.report import Header
from auditor.model.wording import NOTHING, Wording, fill

_AHEAD = 16  # chunks that a process may be ahead
_WAITING = 2  # parts that a process has, the one under way included
_WAITING_SMALL = 32  # as long as they are small
_SMALL = 1 << 18  # bytes
_IN_ORDER = 256  # parts that are known of and not yet written
_END = 3.0  # seconds
# Found by the same paths as this process, but not by its main module: a script without a guard is not run again.
_PROGRAM = "import json, sys; sys.path[:] = json.loads(sys.argv.pop()); from auditor.batch.worker import main; main()"
_FLAGS = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)

_ENDED = Wording("审核这一部分时程序异常退出（{how}）", "the process that audits ended ({how}) at this part")


class Answer(NamedTuple):
    """Results of a part as they come: a chunk, with its bytes where they are at hand; the end of the part has none.

    ``fault`` says why a part ended before its time.
    """

    chunk: Chunk | None = None
    data: bytes = b""
    fault: Wording = NOTHING


class _Ticket(Struct):
    """A part that was given out, and what has come of it that is not yet written."""

    part: Part | None
    worker: _Worker | None = None
    answers: deque[Answer] = field(default_factory=deque)

    @property
    def size(self) -> int:
        """Bytes of the part."""
        return self.part.size if self.part else 0


class _Worker:
    """One process."""

    def __init__(self, order: bytes, inbox: queue.SimpleQueue[tuple[_Worker, bytes, bytes]]) -> None:
        self._popen = popen = subprocess.Popen(  # noqa: S603 - this Python and a program of ours
            _command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True, creationflags=_FLAGS
        )
        self._requests = cast(BinaryIO, popen.stdin)
        self.ahead = threading.Semaphore(_AHEAD)
        self.tickets: deque[_Ticket] = deque()
        self.is_ready = False
        self._thread = threading.Thread(target=self._receive, args=(popen.stdout, inbox), daemon=True)
        self._thread.start()
        self._send(order)

    def _send(self, data: bytes) -> None:
        with suppress(OSError):  # the end of its answers will tell
            self._requests.write(data)
            self._requests.flush()

    def give(self, ticket: _Ticket) -> None:
        """Have it audit a part after those that it has."""
        ticket.worker = self
        self.tickets.append(ticket)
        self._send(pickle.dumps(ticket.part, pickle.HIGHEST_PROTOCOL))

    @property
    def load(self) -> int:
        """Bytes of the parts that it has."""
        return sum(ticket.size for ticket in self.tickets)

    @property
    def has_room(self) -> bool:
        """Whether it should be given a further part."""
        return len(self.tickets) < (_WAITING_SMALL if self.load < _SMALL else _WAITING)

    def _receive(self, stream: IO[bytes], inbox: queue.SimpleQueue[tuple[_Worker, bytes, bytes]]) -> None:
        with stream, suppress(EOFError, OSError, ValueError):
            while True:
                kind, data = receive(cast(BinaryIO, stream))
                if kind == CHUNK:
                    self.ahead.acquire()
                inbox.put((self, kind, data))
        inbox.put((self, b"", b""))

    def how_it_ended(self) -> str:
        """Wait for its end, and say what it was like."""
        with suppress(subprocess.TimeoutExpired):
            self._popen.wait(_END)
        code = self._popen.poll()
        return f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"

    def end(self) -> None:
        """End it at once, whatever it does."""
        self._popen.kill()
        with suppress(OSError):
            self._requests.close()
        for _ in range(_AHEAD):
            self.ahead.release()
        self._popen.wait()
        self._thread.join(_END)


def _command() -> list[str]:
    encoding = f"utf8={sys.flags.utf8_mode}"  # file names must mean the same on both sides
    return [sys.executable, "-I", "-X", encoding, "-c", _PROGRAM, json.dumps(sys.path)]


class Pool(AbstractContextManager["Pool"]):
    """Some processes that audit; they start at once and end with it.

    Args:
        order: what they are to do with every part.
        jobs: how many they are.
    """

    def __init__(self, order: Order, jobs: int) -> None:
        self._order = pickle.dumps(order, pickle.HIGHEST_PROTOCOL)
        self._inbox: queue.SimpleQueue[tuple[_Worker, bytes, bytes]] = queue.SimpleQueue()
        self._header: Header | None = None
        self._workers: list[_Worker] = []
        for _ in range(jobs):
            self._start()

    def _start(self) -> None:
        self._workers.append(_Worker(self._order, self._inbox))

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None) -> None:
        for worker in self._workers:
            worker.end()

    def header(self) -> Header:
        """Wait until the first process has started, and return how it audits.

        Raises:
            AuditorError: if the rules or options cannot be used, or no process starts.
        """
        while self._header is None:
            self._take()
        return self._header

    def run(self, parts: Iterator[Part | None]) -> Iterator[Answer]:
        """Yield the results of parts, in their order, each part with an end; of None nothing but an end.

        Further parts are asked for while results are waited for.
        """
        order: deque[_Ticket] = deque()
        more = True
        while more or order:
            while more and len(order) < _IN_ORDER and (room := self._roomiest()):
                ticket = _Ticket(None)
                try:
                    ticket.part = next(parts)
                except StopIteration:
                    more = False
                    break
                order.append(ticket)
                if ticket.part:
                    room.give(ticket)
                else:
                    ticket.answers.append(Answer())
            if order:
                yield from self._next_of(order)

    def _next_of(self, order: deque[_Ticket]) -> Iterator[Answer]:
        """Yield what there is next of the first part; wait for something to come if there is nothing."""
        ticket = order[0]
        if not ticket.answers:
            self._take()
            return
        answer = ticket.answers.popleft()
        if answer.data and ticket.worker:
            yield answer._replace(chunk=Chunk.decode(answer.data))
            ticket.worker.ahead.release()
        else:
            yield answer
            order.popleft()

    def _roomiest(self) -> _Worker | None:
        """Return the process that has least to do, if it should have more."""
        return min((worker for worker in self._workers if worker.has_room), key=lambda worker: worker.load, default=None)

    def _take(self) -> None:
        """Wait for what comes next from any process."""
        worker, kind, data = self._inbox.get()
        if kind == READY:
            self._header = self._header or pickle.loads(data)  # noqa: S301 - a process of ours wrote it
            worker.is_ready = True
        elif kind == REFUSED:
            zh, en = json.loads(data)
            raise ConfigError(Wording(zh, en))
        elif kind == CHUNK:
            worker.tickets[0].answers.append(Answer(data=data))
        elif kind == DONE:
            worker.tickets.popleft().answers.append(Answer())
        else:
            self._replace(worker)

    def _replace(self, worker: _Worker) -> None:
        """Have another process go on after the part at which one ended."""
        how = worker.how_it_ended()
        if not worker.is_ready:
            raise ConfigError(f"a process that audits did not start ({how})")
        self._workers.remove(worker)
        worker.end()
        self._start()
        if worker.tickets:
            worker.tickets.popleft().answers.append(Answer(fault=fill(_ENDED, how=how)))
        for ticket in worker.tickets:
            self._workers[-1].give(ticket)
