"""A process between this program and LibreOffice: when either ends, even killed, it ends the other side and clears its folder.

It is run by its path and imports nothing of ours, so that it starts at once.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

_PATIENCE = 5.0  # seconds


def main(folder: str, profile: str, command: Sequence[str]) -> None:
    """Run LibreOffice until it ends or standard input does.

    Args:
        folder: is cleared at the end.
        profile: the address of the profile inside it.
        command: starts LibreOffice.
    """
    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    quiet = subprocess.DEVNULL
    office = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)  # noqa: S603
    for wait in (office.wait, lambda: os.read(0, 1)):
        threading.Thread(target=_then, args=(wait, ended), daemon=True).start()
    try:
        while not ended.wait(1):  # in short waits, between which signals are heard on every system
            pass
    finally:
        kill_tree(office)
        clear(folder, profile)


def _then(wait: object, ended: threading.Event) -> None:
    with contextlib.suppress(OSError):
        wait()  # type: ignore[operator]
    ended.set()


def kill_tree(process: subprocess.Popen[bytes]) -> None:
    """End a process that leads a session of its own, and all that it has started."""
    if sys.platform == "win32":
        taskkill = Path(os.environ.get("SYSTEMROOT", r"C:\Windows"), "System32", "taskkill.exe")
        subprocess.run([taskkill, "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)  # noqa: S603
        process.kill()
    else:
        for sign in (signal.SIGTERM, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, sign)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_PATIENCE)
    process.wait()


def clear(folder: str, profile: str) -> None:
    """Remove the folder, and the socket that LibreOffice leaves behind on Unix: its name is the digest of the profile's address."""
    digest = hashlib.md5(profile.encode("utf-16-le"), usedforsecurity=False).digest()
    user = os.getuid() if hasattr(os, "getuid") else 0
    name = f"OSL_PIPE_{user}_SingleOfficeIPC_{''.join(f'{byte:x}' for byte in digest)}"
    Path("/tmp", name).unlink(missing_ok=True)  # noqa: S108 - a fixed place of LibreOffice's
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
