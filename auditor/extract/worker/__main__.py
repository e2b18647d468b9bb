"""The process that reads: answers requests on its standard input until that ends."""

from __future__ import annotations

import atexit
import os
import queue
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import BinaryIO

from auditor.errors import ExtractError, describe_bug
from auditor.extract.registry import extract, find_extractor
from auditor.extract.source import Source
from auditor.extract.worker import messages
from auditor.extract.worker.memory import give_back
from auditor.extract.worker.messages import Alive, Answer, Bug, Done, Part, Ready, Refusal, Request, Task
from auditor.extract.worker.pipes import own_pipes
from auditor.model.document import Document
from auditor.model.packed import PackedSheet

_GRACE = 3.0  # seconds for what is being read when the program goes away
_ALIVE_EVERY = 0.25  # seconds
_LARGE = 1 << 20  # bytes of an answer after which it is worth while to give memory back


def main(file: str = "") -> None:
    """Serve until the program closes the pipe.

    Args:
        file: that the first request is probably about; what reads it is imported before that comes.
    """
    requests, answers = own_pipes()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the program decides when to stop
    inbox: queue.SimpleQueue[Request | None] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(requests, inbox), daemon=True).start()
    messages.send(messages.encode(Ready(os.getpid())), answers)
    _import_reader_of(file)
    items: Iterator[Answer] = iter(())
    while request := inbox.get():
        if isinstance(request, Task):
            items = _items(request, answers)
        try:
            size = _send(next(items, Done()), answers)
        except OSError:  # the program has gone
            break
        if size > _LARGE:
            give_back()
    atexit._run_exitfuncs()  # what libraries started ends now
    os._exit(0)  # and Python need not take itself apart


def _import_reader_of(file: str) -> None:
    with suppress(Exception):  # it is told when the file is asked for
        if file:
            find_extractor(Source(file, path=Path(file)))


def _send(answer: Answer, answers: BinaryIO) -> int:
    """Send an answer and return its bytes; nothing of it is left here."""
    message = _encoded(answer)
    messages.send(message, answers)
    return len(message)


def _encoded(answer: Answer) -> bytes:
    try:
        return messages.encode(answer)
    except Exception as error:  # an extractor from outside may put anything into a document
        return messages.encode(Bug(*describe_bug(error)))


def _receive(requests: BinaryIO, inbox: queue.SimpleQueue[Request | None]) -> None:
    """Pass requests on; when the program has gone, end even a process that hangs, with all it started."""
    try:
        while True:
            inbox.put(messages.receive(requests))
    except EOFError:
        inbox.put(None)
    time.sleep(_GRACE)
    if hasattr(os, "killpg") and os.getpgrp() == os.getpid():
        os.killpg(os.getpid(), signal.SIGTERM)
    os._exit(1)


def _items(task: Task, answers: BinaryIO) -> Iterator[Answer]:
    """Yield what an extractor makes of a source; whatever it raises is an answer, too."""
    try:
        early = partial(_tell_part, answers) if task.early else None
        options = replace(task.options, progress=_Heartbeat(answers), early=early)
        yield from map(_checked, extract(task.source, options))
    except ExtractError as error:
        yield Refusal(error.source, error.reason, error.place)
    except GeneratorExit:
        raise
    except BaseException as error:
        yield Bug(*describe_bug(error))


def _tell_part(answers: BinaryIO, sheet: PackedSheet) -> None:
    messages.send(messages.encode(Part(sheet)), answers)


def _checked(item: Document | Source) -> Document | Source:
    if not isinstance(item, Document | Source):
        raise TypeError(f"an extractor yields documents and sources, no {type(item).__name__}")
    return item


class _Heartbeat:
    """Tells the program, not too often, that work goes on."""

    def __init__(self, answers: BinaryIO) -> None:
        self._answers = answers
        self._last = time.monotonic()

    def __call__(self) -> None:
        if time.monotonic() - self._last > _ALIVE_EVERY:
            self._last = time.monotonic()
            messages.send(messages.encode(Alive()), self._answers)


if __name__ == "__main__":
    main()
