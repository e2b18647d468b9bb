"""One LibreOffice process for all files of a run: it is started for the first, takes the others over, and ends with the program."""

from __future__ import annotations

import atexit
import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from msgspec import Struct

from auditor.errors import system_fault
from auditor.extract.office import keeper
from auditor.extract.office.profile import write_profile
from auditor.model.wording import Wording, fill

_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_NAMES = ("soffice", "libreoffice", "/usr/lib/libreoffice/program/soffice", "/opt/libreoffice/program/soffice")
_NOT_READ = Wording(
    "LibreOffice 打不开这个文件：文件已损坏，或 LibreOffice 没有装全",
    "LibreOffice cannot read it: it is damaged, or a part of LibreOffice is not installed",
)
_SILENT = ("--headless", "--norestore", "--nologo", "--nofirststartwizard")
_NOT_USED = Wording("LibreOffice 无法使用：{why}", "LibreOffice cannot be used: {why}")
_MOMENT = 1.5  # seconds
_START = 30.0  # seconds: how long it may take to start
LONGEST = 120.0
"""Seconds that one file may take."""


class OfficeError(Exception):
    """LibreOffice did not convert a file, and why."""

    def __init__(self, reason: Wording) -> None:
        super().__init__(reason.en)
        self.reason = reason


class _GoneError(OfficeError):
    """LibreOffice ended while it had a file, or before."""


class Conversion(Struct, frozen=True):
    """What becomes of a file. Both filters are named, so that no file is read as something else than it was taken for.

    Args:
        suffix: of the given file, without dot.
        reads: LibreOffice's name of the filter that reads it.
        target: suffix of the result, without dot.
        writes: name of the filter that writes it.
    """

    suffix: str
    reads: str
    target: str
    writes: str


def find_office() -> Path | None:
    """Return the program, or None where LibreOffice is not installed."""
    for place in _PLACES:
        if Path(place).is_file():
            return Path(place)
    found = (Path(path).resolve() for path in map(shutil.which, _NAMES) if path)
    # Windows looks into the working directory first, where somebody else's files may lie.
    return next((path for path in found if path.parent != Path.cwd()), None)


@dataclass(slots=True)
class Office:
    """A running LibreOffice with a folder and a profile of its own.

    An open text keeps it from ending after each conversion; a further call of the program hands its file over to it.
    """

    program: Path
    folder: Path = field(init=False)
    owner: int = field(init=False)
    _keeper: subprocess.Popen[bytes] = field(init=False)

    def __post_init__(self) -> None:
        # The temporary folder of macOS has a path too long for the names of sockets.
        self.folder = Path(tempfile.mkdtemp(prefix="auditor-office-", dir="/tmp" if sys.platform == "darwin" else None))  # noqa: S108
        self.owner = os.getpid()
        for name in ("in", "out", "tmp"):
            (self.folder / name).mkdir()
        write_profile(self.folder / "profile")
        held_open = self.folder / "open.txt"
        held_open.write_text("open\n", "utf-8")
        command = [*self._command(), "--nodefault", "-o", str(held_open)]
        self._keeper = subprocess.Popen(  # noqa: S603
            [sys.executable, "-I", keeper.__file__, str(self.folder), self._profile, *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=self._environment(),
            start_new_session=True,
        )
        self._await_start()

    @property
    def runs(self) -> bool:
        """Whether it can be given a file by this process."""
        return self._keeper.poll() is None and self.owner == os.getpid()

    def convert(self, data: bytes, conversion: Conversion, seconds: float) -> bytes:
        """Return a file in another format.

        Raises:
            OfficeError: if it cannot be read, or takes longer than ``seconds``.
        """
        given = self.folder / "in" / f"file.{conversion.suffix}"
        made = self.folder / "out" / f"file.{conversion.target}"
        try:
            given.write_bytes(data)
            self._call(conversion, given, seconds)
            return made.read_bytes()
        except FileNotFoundError:
            raise (_GoneError if self._ends() else OfficeError)(_NOT_READ) from None
        finally:
            for path in (given, made):
                with contextlib.suppress(OSError):
                    path.unlink(missing_ok=True)

    def _ends(self) -> bool:
        """Tell whether it has ended, or does so within the moment that its keeper takes to see it."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._keeper.wait(_MOMENT)
        return not self.runs

    def _call(self, conversion: Conversion, given: Path, seconds: float) -> None:
        to = f"{conversion.target}:{conversion.writes}"
        command = [*self._command(), f"--infilter={conversion.reads}", "--convert-to", to, "--outdir", str(self.folder / "out"), str(given)]
        quiet = subprocess.DEVNULL
        call = subprocess.Popen(  # noqa: S603
            command, stdin=quiet, stdout=quiet, stderr=quiet, env=self._environment(), start_new_session=True
        )
        try:
            call.wait(seconds)
        except subprocess.TimeoutExpired:
            most = f"{seconds:,.0f}"
            raise OfficeError(Wording(f"LibreOffice 处理超过 {most} 秒", f"LibreOffice took longer than {most} seconds")) from None
        finally:
            if call.returncode is None:
                keeper.kill_tree(call)
                self.close()

    def close(self) -> None:
        """End it and clear its folder; of a copy of the object in another process nothing is ended."""
        if self.owner != os.getpid() or self._keeper.stdin is None:
            return
        self._keeper.stdin.close()
        try:
            self._keeper.wait(_START)
        except subprocess.TimeoutExpired:  # another process has inherited the pipe
            self._keeper.terminate()
            self._keeper.wait()
        keeper.clear(str(self.folder), self._profile)  # a call that found nobody may have made it anew

    @property
    def _profile(self) -> str:
        return (self.folder / "profile").as_uri()

    def _command(self) -> list[str]:
        return [str(self.program), f"-env:UserInstallation={self._profile}", *_SILENT]

    def _environment(self) -> dict[str, str]:
        tmp = str(self.folder / "tmp")
        return os.environ | {"TMPDIR": tmp, "TMP": tmp, "TEMP": tmp, "HOME": str(self.folder), "SAL_USE_VCLPLUGIN": "svp"}

    def _await_start(self) -> None:
        """Wait for the lock of the open text; a call that came too early would start an office that ends after one file."""
        lock = self.folder / ".~lock.open.txt#"
        until = time.monotonic() + _START
        while not lock.exists() and self._keeper.poll() is None and time.monotonic() < until:
            time.sleep(0.05)


_RUNNING: list[Office] = []
_ONE_AT_A_TIME = threading.Lock()


def convert(program: Path, data: bytes, conversion: Conversion, seconds: float = LONGEST) -> bytes:
    """Return a file in another format; the process that does it is kept for the next file.

    Raises:
        OfficeError: if it cannot be read, or takes longer than ``seconds``.
    """
    with _ONE_AT_A_TIME:
        try:
            return _running(program).convert(data, conversion, seconds)
        except _GoneError:  # an earlier file may have been its end
            return _running(program).convert(data, conversion, seconds)
        except OSError as error:
            raise OfficeError(fill(_NOT_USED, why=system_fault(error))) from error


def _running(program: Path) -> Office:
    if not _RUNNING or not _RUNNING[0].runs:
        _end()
        _RUNNING.append(Office(program))
    return _RUNNING[0]


@atexit.register
def _end() -> None:
    while _RUNNING:
        _RUNNING.pop().close()
