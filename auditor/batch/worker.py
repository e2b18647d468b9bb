"""A process that audits: it reads its own parts of the input and answers with results ready to be written.

What the program says comes as pickles, what the process answers are frames: a kind, a length, and bytes that hold text and numbers.
"""

from __future__ import annotations

import json
import os
import pickle
import queue
import signal
import threading
import traceback
from typing import BinaryIO

from msgspec import Struct

from auditor.batch.chunk import RendererFactory
from auditor.config import Config
from auditor.errors import AuditorError
from auditor.extract.worker.pipes import own_pipes
from auditor.silence.silencing import Silencing

READY, CHUNK, DONE, REFUSED = b"R", b"C", b"D", b"X"
_LENGTH = 8  # bytes


class Order(Struct, frozen=True):
    """What a process that audits is to do with every part."""

    config: Config
    renderers: tuple[RendererFactory, ...]
    share: bool
    silencing: Silencing


def send(kind: bytes, data: bytes, stream: BinaryIO) -> None:
    """Send one frame.

    Raises:
        OSError: if the other side has gone.
    """
    stream.write(kind + len(data).to_bytes(_LENGTH, "big"))
    stream.write(data)
    stream.flush()


def receive(stream: BinaryIO) -> tuple[bytes, bytes]:
    """Return kind and bytes of the next frame.

    Raises:
        EOFError: if the other side has gone.
    """
    kind, length = stream.read(1), int.from_bytes(stream.read(_LENGTH), "big")
    data = stream.read(length)
    if not kind or len(data) < length:
        raise EOFError
    return kind, data


def main() -> None:
    """Serve until the program closes the pipe."""
    requests, answers = own_pipes()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the program decides when to stop
    inbox: queue.SimpleQueue[object] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(requests, inbox), daemon=True).start()
    try:
        _serve(inbox, answers)
    except AuditorError as error:
        send(REFUSED, json.dumps([error.say("zh"), error.say("en")]).encode(), answers)
    except OSError:
        pass  # the program has gone
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)  # Python need not take itself apart


def _serve(inbox: queue.SimpleQueue[object], answers: BinaryIO) -> None:
    order = inbox.get()
    if not isinstance(order, Order):
        return
    from auditor.batch.auditing import PartAuditor
    from auditor.engine import Auditor
    from auditor.extract.worker.isolated import Isolated

    auditor = Auditor(order.config)
    isolated = Isolated()
    parts = PartAuditor(auditor, order.renderers, order.share, isolated, order.silencing)
    parts.prepare()
    send(READY, pickle.dumps(auditor.header), answers)
    try:
        while (part := inbox.get()) is not None:
            for chunk in parts.audit(part):  # type: ignore[arg-type]
                send(CHUNK, chunk.encode(), answers)
            send(DONE, b"", answers)
    finally:
        isolated.close()


def _receive(requests: BinaryIO, inbox: queue.SimpleQueue[object]) -> None:
    """Pass requests on; when the program has gone, end at once, whatever is under way."""
    try:
        while True:
            inbox.put(pickle.load(requests))  # noqa: S301 - the program that started this process wrote it
    except (EOFError, OSError):
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        os._exit(1)
