"""One process that reads, as the program sees it: started, asked, watched, ended."""

from __future__ import annotations

import logging
import queue
import subprocess
import threading
import time
import weakref
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from typing import IO, BinaryIO, cast

from msgspec.structs import replace

from auditor.errors import ExtractError, ReaderBugError
from auditor.extract.reasons import NOT_STARTED
from auditor.extract.source import MEBIBYTE, Early, ReadOptions, Source
from auditor.extract.worker import messages
from auditor.extract.worker.ahead import Ahead
from auditor.extract.worker.family import Family
from auditor.extract.worker.launch import launched
from auditor.extract.worker.messages import Alive, Answer, Bug, Next, Part, Ready, Refusal, Request, Task
from auditor.model.document import Document
from auditor.model.packed import PackedSheet
from auditor.model.wording import Wording, fill

_LOG = logging.getLogger(__name__)
_TICK = 0.05  # seconds between looks at a process that is awaited
_START = 60.0  # seconds
_END = 3.0  # seconds
MOST_STRETCHES = 12  # of ``max_seconds`` that progress can add up to
_LINE = 4_096
_HELD = 4_096  # bytes that a pipe takes before anybody reads them
_NO_START = Wording("读取文件的进程没有启动", "the reading process did not start")
_LATE = Wording("读取超过 {most} 秒", "took longer than {most} seconds")
_NO_DOCUMENT = Wording("读取程序返回的不是文档（{what}）", "the reader answered what is no document: {what}")
_MEMORY = Wording("读取所需内存超过 {most} MiB", "needed more than {most} MiB of memory")
_CRASHED = Wording("读取这个文件时程序异常退出（{how}）", "the reader crashed ({how}) at this file")


def _drop(_sheet: PackedSheet) -> None:
    """Have no use for a part of a sheet: the document holds it again."""


class _GoneError(Exception):
    """The process has ended or had to be ended, and why."""

    def __init__(self, reason: Wording) -> None:
        super().__init__(reason.en)
        self.reason = reason


class Process:
    """A process that reads one source after the other. Ends with this object, or with the program."""

    def __init__(self) -> None:
        self._popen = popen = launched()
        self._requests = cast(BinaryIO, popen.stdin)
        self._answers: queue.SimpleQueue[Answer | Exception | None] = queue.SimpleQueue()
        self._said: deque[str] = deque(maxlen=20)
        self._family = Family(popen.pid)
        threads = (
            threading.Thread(target=_receive, args=(popen.stdout, self._answers), daemon=True),
            threading.Thread(target=_listen, args=(popen.stderr, self._said), daemon=True),
        )
        for thread in threads:
            thread.start()
        self._listener = threads[1]
        self._ready = False
        self._ahead: Ahead | None = None
        self._busy = threading.Event()
        self.end = weakref.finalize(self, _end, popen, self._family, threads, self._busy)
        """Ends the process: at once if it is busy, else after it has cleaned up."""

    @property
    def ended(self) -> bool:
        """Whether the process has ended."""
        return not self.end.alive or self._popen.poll() is not None

    def read_ahead(self, source: Source, options: ReadOptions) -> None:
        """Let the process, unless it has begun with another one, begin with a source that is to be extracted next."""
        if self._ahead is None:
            self._busy.set()
            self._ahead = Ahead(source, options, self._ask_first)

    def _ask_first(self, source: Source, options: ReadOptions, take: Early) -> Answer:
        try:
            return self._ask(_task(source, options, early=True), options, take)
        finally:
            self._busy.clear()

    @property
    def is_ahead(self) -> bool:
        """Whether it has begun with a source that was not extracted."""
        return self._ahead is not None

    def is_ahead_with(self, source: Source, options: ReadOptions) -> bool:
        """Tell whether it has begun with this very source, as it is now, even if that was its end."""
        return self._ahead is not None and self._ahead.is_for(source, options)

    def extract(self, source: Source, options: ReadOptions, early: Early | None = None) -> Iterator[Document | Source]:
        """Read one level of a source, as the registry does.

        Args:
            source: to be read.
            options: how.
            early: takes parts of a large sheet while the rest is read.

        Raises:
            ExtractError: if it cannot be read, also because the process crashed or passed a limit.
        """
        request: Request = _task(source, options)
        if early:
            self.read_ahead(source, options)
        try:
            while True:
                answer = self._answer_ahead(early or _drop) or self._ask(request, options)
                match answer:
                    case Document() | Source():
                        yield answer
                    case Refusal():
                        raise ExtractError(answer.source, answer.reason, answer.place)
                    case Bug():
                        raise ReaderBugError(source.name, answer.summary, answer.trace)
                    case _:
                        self._retire_if_grown(options)
                        return
                request = Next()
        except _GoneError as gone:
            raise ExtractError(source.name, gone.reason) from None

    def _retire_if_grown(self, options: ReadOptions) -> None:
        """End a process that keeps so much memory that the next file could be blamed for it."""
        if self._family.memory() > options.max_memory / 2:
            self.end()

    def _await_start(self) -> None:
        if not self._ready:
            answer = self._await(time.monotonic() + _START, _NO_START, None)
            self._family.add_reader(cast(Ready, answer).pid)
            self._ready = True

    def _answer_ahead(self, early: Early) -> Answer | None:
        """Return what was asked ahead, if anything was; a Ctrl-C meanwhile ends the process."""
        ahead, self._ahead = self._ahead, None
        if ahead is None:
            return None
        try:
            return ahead.answer(early)
        except BaseException:
            self.end()
            raise

    def _ask(self, request: Request, options: ReadOptions, early: Early = _drop) -> Answer:
        """Send a request and wait for the answer; what goes wrong meanwhile, a Ctrl-C too, ends the process."""
        try:
            return self._exchange(request, options, early)
        except BaseException:
            self._family.kill()
            self.end()
            raise

    def _exchange(self, request: Request, options: ReadOptions, early: Early) -> Answer:
        self._send(messages.encode(request))
        self._check(options.max_memory)
        last = time.monotonic() + MOST_STRETCHES * options.max_seconds
        late = fill(_LATE, most=f"{options.max_seconds:g}")
        while True:
            answer = self._await(min(time.monotonic() + options.max_seconds, last), late, options.max_memory)
            if isinstance(answer, Part):
                early(answer.sheet)
            elif not isinstance(answer, Alive):
                return answer

    def _send(self, request: bytes) -> None:
        """Send a request, a small one before the process has started: it finds it when it has."""
        if len(request) > _HELD:
            self._await_start()
        try:
            messages.send(request, self._requests)
        except OSError:
            raise _GoneError(self._how_it_ended()) from None
        self._await_start()

    def _await(self, deadline: float, late: Wording, max_memory: int | None) -> Answer:
        """Return the next answer.

        Raises:
            _GoneError: if there is none before the deadline, or the process ends or takes too much memory.
        """
        while True:
            try:
                answer = self._answers.get(timeout=_TICK)
            except queue.Empty:
                if time.monotonic() > deadline:
                    raise _GoneError(late) from None
                self._check(max_memory)
                continue
            if answer is None:
                raise _GoneError(self._how_it_ended())
            if isinstance(answer, Exception):
                raise _GoneError(fill(_NO_DOCUMENT, what=answer))
            return answer

    def _check(self, max_memory: int | None) -> None:
        if max_memory is not None and self._family.memory() > max_memory:
            raise _GoneError(fill(_MEMORY, most=f"{max_memory // MEBIBYTE:,}"))

    def _how_it_ended(self) -> Wording:
        self._family.kill()
        code = self._popen.wait(_END)
        self._listener.join(_END)
        for line in self._said:
            _LOG.debug("reading process: %s", line)
        if not self._ready:
            return fill(NOT_STARTED, why=self._said[-1] if self._said else f"code {code}")
        return fill(_CRASHED, how=_describe(code))


def _task(source: Source, options: ReadOptions, early: bool = False) -> Task:
    return Task(replace(source, path=source.path and source.path.absolute()), options, early)  # its folder may be another by now


def _describe(code: int) -> str:
    """Name an exit code: a signal on POSIX, a status such as 0xC0000005 on Windows."""
    if code < 0:
        return f"signal {-code}"
    return f"exit code {code}" if code < 256 else f"status 0x{code:08X}"


def _receive(stream: IO[bytes], answers: queue.SimpleQueue[Answer | Exception | None]) -> None:
    """Pass answers on; None stands for the end."""
    with stream:
        try:
            while True:
                answers.put(messages.receive(cast(BinaryIO, stream)))
        except (EOFError, OSError):
            answers.put(None)
        except Exception as error:  # bytes of a process that went mad can lead to anything
            answers.put(error)


def _listen(stream: IO[bytes], said: deque[str]) -> None:
    """Keep the last lines that libraries print to standard error."""
    with stream:
        for line in iter(lambda: stream.readline(_LINE), b""):
            said.append(line.decode("utf-8", "backslashreplace").rstrip())


def _end(popen: subprocess.Popen[bytes], family: Family, threads: tuple[threading.Thread, ...], busy: threading.Event) -> None:
    """Let a process that waits for requests go, after it has cleaned up; end one that does not."""
    if busy.is_set():
        family.kill()
    with suppress(OSError):  # a request that it never took is still in the buffer
        cast(IO[bytes], popen.stdin).close()
    with suppress(subprocess.TimeoutExpired):
        popen.wait(_END)
    family.kill()
    popen.wait()
    for thread in threads:
        thread.join(_END)
