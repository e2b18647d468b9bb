"""Texts of any size as streams: the charset fits all of it, and what is read is what decoding at once gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.errors import ExtractError
from auditor.extract import text_stream
from auditor.extract.records.delimited import extract
from auditor.extract.source import ReadOptions, Source
from auditor.extract.text_stream import open_text

HAN = "编号,要求\r\n1,限男性，年龄三十五周岁以下\r\n"


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_stream, "_WHOLE", 64)


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030", "big5hkscs", "utf-16"])
@pytest.mark.parametrize("before", ["", "name,age\n" * 40])
def test_a_long_file_reads_as_a_short_one(tmp_path: Path, charset: str, before: str) -> None:
    text = before + (HAN if charset != "big5hkscs" else "編號,要求\r\n1,限男性，年齡三十五歲以下，學歷不拘\r\n") * 20
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode(charset))
    with open_text(Source("a.csv", path), 10) as stream:
        assert stream.read() == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (HAN.encode() * 20 + b"\0", "a.csv: byte 1,160: a NUL character: not a text file"),
        (HAN.encode() * 20 + "\ufffd".encode(), "a.csv: byte 1,160: U+FFFD stands where a character was lost"),
        (HAN.encode() * 20 + HAN.encode("gb18030") * 20, "a.csv: not text in UTF-8, GB18030, Big5 or UTF-16 from beginning to end"),
    ],
)
def test_what_is_no_text_to_its_end_is_refused_before_any_of_it_is_read(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    with pytest.raises(ExtractError) as caught:
        open_text(Source("a.csv", path), 10)
    assert str(caught.value) == reason


def test_a_table_larger_than_what_is_read_at_once_is_read_row_by_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = [f'{number},"限男性\n第{number}行"' for number in range(50)]
    path.write_text("编号,要求\n" + "\n".join(rows) + f"\n51,{'长' * 90}\n52,限女性\n", encoding="utf-8")
    documents = list(extract(Source("a.csv", path), ReadOptions(max_bytes=100, max_record_bytes=80)))
    assert [document.id for document in documents] == [*map(str, range(50)), "a.csv:102", "52"]
    assert documents[7].segments[1].text == "限男性\n第7行"
    assert [failure.reason.en for document in documents for failure in document.failures] == [
        "not a row: a line longer than the limit of 80 characters"
    ]
