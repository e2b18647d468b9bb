"""Old binary containers: whatever is wrong with one is told in one way."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.errors import ExtractError
from auditor.extract.ole import OleError, open_ole

WORKBOOK = (Path(__file__).parent / "workbooks" / "jobs.xls").read_bytes()


def test_what_is_no_container_is_told_in_one_line() -> None:
    with pytest.raises(OleError, match=r"^[^\n]+$"), open_ole(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2_000):
        pass


def test_few_bytes_are_never_taken_for_a_path() -> None:
    with pytest.raises(OleError), open_ole(__file__.encode()):
        pass


def test_a_fault_that_has_its_place_already_stays_as_it_is() -> None:
    with pytest.raises(ExtractError, match="too deep"), open_ole(WORKBOOK):
        raise ExtractError("a.msg", "too deep")


def test_a_stream_that_is_missing_is_told_like_any_damage() -> None:
    with pytest.raises(OleError), open_ole(WORKBOOK) as container:
        container.openstream("not there")
