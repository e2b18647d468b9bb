"""Starts processes that read. One may be started before it is known what it is to read: it imports while the program does."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress

# Found by the same paths as this process, but not by its main module: a script without a guard is not run again.
_PROGRAM = "import json, sys; sys.path[:], file = json.loads(sys.argv.pop()); from auditor.extract.worker.__main__ import main; main(file)"
_FLAGS = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
_AHEAD: list[subprocess.Popen[bytes]] = []  # started, and not asked for yet


def can_launch() -> bool:
    """Tell whether there is a Python to start: none is in a program that was packed into one file, or stands in that of others."""
    return bool(sys.executable) and not getattr(sys, "frozen", False)


def launch_ahead(file: str) -> None:
    """Start a process for whoever asks for one first; that it cannot be started is told then. It ends with this one.

    Args:
        file: that it will probably read.
    """
    if can_launch():
        with suppress(OSError):
            _AHEAD.append(_launch(file))


def launched() -> subprocess.Popen[bytes]:
    """Return a process that reads: the one that was started ahead, or a new one.

    Raises:
        OSError: if it cannot be started.
    """
    return _AHEAD.pop() if _AHEAD and _AHEAD[-1].poll() is None else _launch()


def end_ahead() -> None:
    """End what was started ahead and is not needed: it has begun nothing that it would have to clean up."""
    while _AHEAD:
        with _AHEAD.pop() as process:
            process.kill()


def _launch(file: str = "") -> subprocess.Popen[bytes]:
    pipe = subprocess.PIPE
    return subprocess.Popen(  # noqa: S603 - this Python and a program of ours
        _command(file), stdin=pipe, stdout=pipe, stderr=pipe, start_new_session=True, creationflags=_FLAGS
    )


def _command(file: str) -> list[str]:
    encoding = f"utf8={sys.flags.utf8_mode}"  # file names must mean the same on both sides
    return [sys.executable, "-I", "-X", encoding, "-X", "faulthandler", "-c", _PROGRAM, json.dumps([sys.path, file])]
