"""Files that once crashed a reader, made it hang, or led to an exception of another type than it should."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.errors import ReaderBugError
from auditor.extract.nesting import read
from auditor.extract.source import MEBIBYTE, ReadOptions, Source
from auditor.extract.worker.isolated import Isolated
from auditor.model.document import Document

CRASHERS = sorted(path for path in (Path(__file__).parent / "crashers").iterdir() if path.suffix != ".md")
LIMITS = ReadOptions(max_seconds=20, max_memory=1024 * MEBIBYTE)


@pytest.fixture(scope="module")
def isolated():  # type: ignore[no-untyped-def]
    reader = Isolated()
    yield reader
    reader.close()


@pytest.mark.parametrize("path", CRASHERS, ids=lambda path: path.name)
def test_a_file_that_was_too_much_once_is_read_or_refused(isolated: Isolated, path: Path) -> None:
    items = list(read(Source(path.name, path), LIMITS, isolated))
    assert items
    for item in items:
        assert not isinstance(item, ReaderBugError), item.trace
        if not isinstance(item, Document):
            assert not item.reason.en.startswith(("the reader ", "took longer", "needed more")), item
