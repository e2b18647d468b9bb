from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import ExtractError
from auditor.extract.registry import extract
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Segment
from auditor.model.location import LinePlace

TEXT = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0\ufffd\ufeff")).filter(str.strip)


def read(data: bytes, name: str = "ad.txt") -> Segment:
    (document,) = extract(Source(name, data=data), ReadOptions())
    (segment,) = document.segments
    assert (document.id, document.source, document.failures) == (name, name, ())
    return segment


def test_text_is_kept_as_it_is() -> None:
    text = "招聘：司机\r\n\r\n  限男性，\t35岁以下\n"
    segment = read(text.encode())
    assert segment.text == text
    assert segment.locate(text.index("限男性")) == LinePlace(3, 3)
    assert segment.locate(text.index("35岁")) == LinePlace(3, 8)


def test_a_byte_order_mark_is_not_text() -> None:
    segment = read(b"\xef\xbb\xbf" + "限女性".encode())
    assert segment.text == "限女性"
    assert segment.locate(0) == LinePlace(1, 1)


def test_standard_input_is_plain_text() -> None:
    assert read("只招男工".encode("gbk"), "<stdin>").text == "只招男工"


def test_a_file_is_read_from_disk(tmp_path: Path) -> None:
    path = tmp_path / "ad.txt"
    path.write_text("女士优先", encoding="utf-8")
    (document,) = extract(Source(str(path), path), ReadOptions())
    assert document.segments[0].text == "女士优先"


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", "\u3000\n\xa0".encode(), b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"])
def test_a_file_without_text_is_refused(data: bytes) -> None:
    with pytest.raises(ExtractError, match=r"the file is empty|the file holds no text"):
        read(data)


def test_a_file_over_the_limit_is_refused() -> None:
    with pytest.raises(ExtractError, match="larger than the limit of 8 bytes"):
        list(extract(Source("ad.txt", data=b"123456789"), ReadOptions(max_bytes=8)))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "none.txt"
    with pytest.raises(ExtractError, match="No such file"):
        list(extract(Source(str(path), path), ReadOptions()))


@given(TEXT, st.data())
def test_every_offset_is_where_splitting_at_line_ends_finds_it(text: str, data: st.DataObject) -> None:
    segment = read(text.encode())
    assert segment.text == text
    offset = data.draw(st.integers(0, len(text) - 1))
    before = text[:offset].split("\n")
    assert segment.locate(offset) == LinePlace(len(before), len(before[-1]) + 1)
