"""Parquet: rows are records as in JSONL, read in batches, within limits."""

from __future__ import annotations

import decimal
import io
import random
import subprocess
import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from auditor.errors import ExtractError
from auditor.extract.registry import extract
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Document
from auditor.model.location import RecordPlace


def packed(columns: dict[str, object], **options: object) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out, **options)
    return out.getvalue()


def read(data: bytes, **options: object) -> list[Document]:
    return list(extract(Source("ads.parquet", data=data), ReadOptions(**options)))  # type: ignore[arg-type]


def refusal(data: bytes, **options: object) -> str:
    with pytest.raises(ExtractError) as caught:
        read(data, **options)
    return caught.value.reason.en


def test_texts_and_numbers_of_every_kind_are_fields() -> None:
    data = packed(
        {
            "id": [7, 8],
            "text": ["限男", None],
            "tags": [["已婚", None], []],
            "form": [{"sex": "男", "n": 3}, None],
            "kind": pa.array(["甲", "乙"]).dictionary_encode(),
            "large": pa.array(["a", " "], pa.large_string()),
            "pay": [decimal.Decimal("1.20")] * 2,
            "picture": [b"x", b"y"],
            "urgent": [True, False],
        }
    )
    first, second = read(data)
    assert [(segment.field, segment.text) for segment in first] == [
        ("id", "7"),
        ("text", "限男"),
        ("tags.0", "已婚"),
        ("form.sex", "男"),
        ("form.n", "3"),
        ("kind", "甲"),
        ("large", "a"),
        ("pay", "1.20"),
    ]
    assert [segment.text for segment in second] == ["8", "乙", "1.20"]
    assert (first.id, first.failures) == ("7", ())
    assert first.segments[1].locate(1) == RecordPlace("7", "text", 1)
    assert first.segments[3].label
    assert first.segments[3].label.text == "sex"


def test_rows_are_counted_over_batches() -> None:
    documents = read(packed({"text": [f"限男{index}" for index in range(3_000)]}, row_group_size=700))
    assert [document.id for document in documents] == [f"ads.parquet:{row}" for row in range(1, 3_001)]
    assert documents[-1].segments[0].locate(0) == RecordPlace("ads.parquet:3000", "text", 3_000)


def test_the_id_field_asked_for_is_taken_and_missed() -> None:
    data = packed({"key": ["甲"], "text": ["限男"]})
    assert read(data, id_field="key")[0].id == "甲"
    (document,) = read(data, id_field="other")
    assert [(failure.place.en, failure.reason.en) for failure in document.failures] == [("row 1", "no field 'other' to take the id from")]


def test_a_row_without_text_is_told() -> None:
    (document,) = read(packed({"text": pa.array([None], pa.string())}))
    assert [failure.reason.en for failure in document.failures] == ["the record holds no text"]


def test_a_file_with_nothing_to_read_is_refused() -> None:
    assert refusal(packed({"text": pa.array([], pa.string())})) == "the file holds no records"
    assert refusal(packed({"picture": [b"x"]})) == "no column holds text"


def test_limits_hold() -> None:
    data = packed({"a": ["x" * 10] * 50, "b": ["y"] * 50})
    assert refusal(data, max_record_cells=99) == "more than 99 cells: 50 rows"
    assert refusal(data, max_unpacked=10) == "it unpacks to more than 10 bytes"
    assert len(read(data, max_record_cells=100)) == 50


def test_one_value_in_every_row_is_kept_once() -> None:
    """As a plain column these rows would take 200 MB."""
    data = packed({"text": pa.array(["限男" * 50_000]).take(pa.array([0] * 700))})
    assert len(data) < 50_000
    before = pa.total_allocated_bytes()
    documents = extract(Source("ads.parquet", data=data), ReadOptions(max_unpacked=20_000_000))
    assert isinstance(next(documents), Document)
    assert pa.total_allocated_bytes() - before < 20_000_000
    with pytest.raises(ExtractError, match="row 201: its texts are longer"):
        for _ in documents:
            pass


@pytest.mark.parametrize("data", [b"PAR1", b"PAR1" + bytes(100) + b"PAR1"])
def test_a_damaged_file_is_refused(data: bytes) -> None:
    assert refusal(data).startswith("not a Parquet file, or damaged: ")


def test_mutated_files_are_read_or_told() -> None:
    data, rng = packed({"id": ["a", "b"], "text": ["限男", "女"], "tags": [["已婚"], []]}), random.Random(11)
    for _ in range(200):
        out = bytearray(data)
        for _ in range(rng.randint(1, 6)):
            out[rng.randrange(len(out))] = rng.choice((0, 255, rng.randrange(256)))
        try:
            assert all(document.segments or document.failures for document in read(bytes(out)))
        except ExtractError as error:
            assert error.reason.en


def test_without_its_library_a_file_names_what_to_install() -> None:
    code = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "from auditor.extract.nesting import read\nfrom auditor.extract.source import ReadOptions, Source\n"
        "print(*read(Source('a.parquet', data=b'PAR1'), ReadOptions()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == 'a.parquet: reading .parquet needs: pip install "clause-auditor[parquet]"'
