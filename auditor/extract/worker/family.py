"""A process and those that it started: how much memory they take, and their common end."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress

import psutil

_GRACE = 3.0  # seconds
_TICK = 0.02  # seconds
_LOOK_EVERY = 1.0  # seconds; to find children all processes of the machine are looked at


class Family:
    """The process that was started, and its descendants as they were last seen.

    Args:
        pid: the process that was started; on POSIX it leads a session of its own.
    """

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._readers = {pid}
        self._members: dict[int, psutil.Process] = {}
        self._looked = 0.0
        self.add_reader(pid)

    def add_reader(self, pid: int) -> None:
        """Count in the process that reads; where Python is started by a launcher, it is another one than was started."""
        self._readers.add(pid)
        with suppress(psutil.Error):
            self._members.setdefault(pid, psutil.Process(pid))

    def memory(self) -> int:
        """Return the bytes of memory that all of them hold."""
        if time.monotonic() - self._looked > _LOOK_EVERY:
            self._look()
        return sum(map(_memory, self._members.values()))

    def kill(self) -> None:
        """End the process at once; give what it started a moment to clean up, then end that, too."""
        self._look()
        for process in self._members.values():
            if process.pid in self._readers:
                _kill(process)
        self._signal_group("SIGTERM")
        deadline = time.monotonic() + _GRACE
        while any(map(_lives, self._members.values())) and time.monotonic() < deadline:
            time.sleep(_TICK)
        for process in self._members.values():
            _kill(process)
        self._signal_group("SIGKILL")

    def _signal_group(self, name: str) -> None:
        if hasattr(os, "killpg"):
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._pid, getattr(signal, name))

    def _look(self) -> None:
        self._looked = time.monotonic()
        with suppress(psutil.Error):
            for child in psutil.Process(self._pid).children(recursive=True):
                self._members.setdefault(child.pid, child)


def _kill(process: psutil.Process) -> None:
    with suppress(psutil.Error):
        process.kill()


def _lives(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def _memory(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0
