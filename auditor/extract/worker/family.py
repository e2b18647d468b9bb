"""A process and those that it started: how much memory they take, and their common end."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress

import psutil

_LOOK_EVERY = 1.0  # seconds; to find children all processes of the machine are looked at


class Family:
    """The process that was started, and its descendants as they were last seen.

    Args:
        pid: the process that was started.
    """

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._members: dict[int, psutil.Process] = {}
        self._looked = 0.0
        self.add(pid)

    def add(self, pid: int) -> None:
        """Count a process in."""
        with suppress(psutil.Error):
            self._members.setdefault(pid, psutil.Process(pid))

    def memory(self) -> int:
        """Return the bytes of memory that all of them hold."""
        if time.monotonic() - self._looked > _LOOK_EVERY:
            self._look()
        return sum(map(_memory, self._members.values()))

    def kill(self) -> None:
        """End all of them; also those whose parent has gone."""
        self._look()
        if hasattr(os, "killpg"):
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._pid, signal.SIGKILL)
        for member in self._members.values():
            with suppress(psutil.Error):
                member.kill()

    def _look(self) -> None:
        self._looked = time.monotonic()
        with suppress(psutil.Error):
            for child in psutil.Process(self._pid).children(recursive=True):
                self._members.setdefault(child.pid, child)


def _memory(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0
