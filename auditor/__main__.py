"""``auditor`` and ``python -m auditor``: has a process ready to read while the command line is still imported."""

from __future__ import annotations

import os.path  # pathlib takes long to import
import sys
from collections.abc import Sequence
from itertools import islice
from typing import NoReturn

_HEAD = 512  # bytes; those of packages, old Office files and pictures hold a zero, those of texts none
_FIRST = 4  # files; a report that is written anew may be the first


def main() -> NoReturn:
    """Run the command line and end the process."""
    if file := read_apart(sys.argv[1:]):
        from auditor.extract.worker.launch import launch_ahead

        launch_ahead(file)
    from auditor.cli import main as run

    run()


def read_apart(arguments: Sequence[str]) -> str:
    """Return the first file of a command line that is read by a process of its own, as all but plain text is; empty where none is near."""
    files = (argument for argument in arguments if os.path.isfile(argument))  # noqa: PTH113
    return next(filter(_is_binary, islice(files, _FIRST)), "")


def _is_binary(path: str) -> bool:
    try:
        with open(path, "rb") as stream:  # noqa: PTH123
            head = stream.read(_HEAD)
    except OSError:
        return False
    return b"\0" in head or head.startswith(b"%PDF")


if __name__ == "__main__":
    main()
