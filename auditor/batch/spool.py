"""A list that does not stay in memory: what was read of a million files is told at the end of a report."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from tempfile import SpooledTemporaryFile

from auditor.model.report import InputFile

_IN_MEMORY = 1 << 20  # bytes


class Spool(Collection[InputFile]):
    """Files that were read, in order."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - goes with this object
        self._count = 0

    def append(self, file: InputFile) -> None:
        """Add one."""
        self._file.write(json.dumps((file.path, file.size, file.sha256)).encode() + b"\n")
        self._count += 1

    def __len__(self) -> int:
        return self._count

    def __contains__(self, file: object) -> bool:
        return any(file == one for one in self)

    def __iter__(self) -> Iterator[InputFile]:
        self._file.seek(0)
        for line in self._file:
            yield InputFile(*json.loads(line))
