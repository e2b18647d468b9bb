"""Files that commands write take the place of files only."""

from __future__ import annotations

import os
import threading
from contextlib import ExitStack
from pathlib import Path

import pytest

from auditor.cli.output import open_output, replaced
from auditor.errors import ConfigError


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes among files here")
def test_a_pipe_is_written_to_and_stays_one(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[str] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_text(encoding="utf-8")))
    reader.start()
    with ExitStack() as stack:
        open_output(stack, pipe).write("限男性")
    reader.join(timeout=60)
    assert (got, pipe.is_fifo()) == (["限男性"], True)
    with ExitStack() as stack, pytest.raises(ConfigError, match="not a regular file"):
        replaced(stack, pipe)


def test_a_file_is_replaced_only_when_all_is_written(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"old")
    with pytest.raises(RuntimeError), ExitStack() as stack:
        replaced(stack, path).write_bytes(b"half")
        raise RuntimeError
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("a.bin", b"old")]
    with ExitStack() as stack:
        replaced(stack, path).write_bytes(b"new")
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("a.bin", b"new")]
