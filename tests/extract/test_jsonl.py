from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.errors import ExtractError
from auditor.extract.registry import extract
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Document
from auditor.model.location import RecordPlace


def read(data: str | bytes, options: ReadOptions | None = None) -> list[Document]:
    data = data.encode() if isinstance(data, str) else data
    return list(extract(Source("ads.jsonl", data=data), options or ReadOptions()))


def told(document: Document) -> list[tuple[str, str, str]]:
    return [(segment.field, segment.label.text if segment.label else "", segment.text) for segment in document]


def faults(document: Document) -> list[tuple[str, str]]:
    return [(failure.place.en, failure.reason.en) for failure in document.failures]


RECORD = {
    "id": "k-7",
    "text": "招洗碗工，\n限女性",
    "count": 3,
    "urgent": True,
    "contact": None,
    "blank": " ",
    "form": {"sex": "女", "age": 45, "deeper": {"text": "深一层"}, "list": ["第一项"]},
    "requirements": ["能吃苦", {"text": "不读"}, "已婚"],
    "labels": [{"start": 0, "text": "不读"}],
}


def test_fields_are_segments() -> None:
    (document,) = read(json.dumps(RECORD, ensure_ascii=False))
    assert (document.id, document.source, document.failures) == ("k-7", "ads.jsonl", ())
    assert told(document) == [
        ("id", "id", "k-7"),
        ("text", "text", "招洗碗工，\n限女性"),
        ("count", "count", "3"),
        ("form.sex", "sex", "女"),
        ("form.age", "age", "45"),
        ("form.deeper.text", "text", "深一层"),
        ("form.list.0", "list", "第一项"),
        ("requirements.0", "requirements", "能吃苦"),
        ("requirements.2", "requirements", "已婚"),
    ]


def test_fields_are_located_by_record_field_and_line() -> None:
    documents = read('\n{"id": 1, "text": "男"}\r\n  \n{"id": 2, "form": {"sex": "限男"}}')
    segment = documents[1].segments[1]
    assert [document.id for document in documents] == ["1", "2"]
    assert segment.locate(1) == RecordPlace("2", "form.sex", 4)
    assert segment.label and segment.label.location == RecordPlace("2", "form.sex", 4)


@pytest.mark.parametrize(
    ("record", "name"),
    [
        ('{"_id": "a", "text": "女"}', "a"),
        ('{"岗位代码": 0.50, "text": "女"}', "0.50"),
        ('{"job_id": "b", "id": "c", "text": "女"}', "c"),
        ('{"id": null, "text": "女"}', "ads.jsonl:1"),
        ('{"id": "  ", "text": "女"}', "ads.jsonl:1"),
        ('{"id": ["x"], "text": "女"}', "ads.jsonl:1"),
        ('{"text": "女"}', "ads.jsonl:1"),
    ],
)
def test_records_are_called_by_their_usual_id_or_their_line(record: str, name: str) -> None:
    assert read(record)[0].id == name


def test_the_id_field_asked_for_is_taken_and_missed() -> None:
    first, second = read('{"id": "a", "key": "甲"}\n{"id": "b", "text": "限男"}', ReadOptions(id_field="key"))
    assert (first.id, first.failures) == ("甲", ())
    assert (second.id, faults(second)) == ("ads.jsonl:2", [("line 2", "no field 'key' to take the id from")])
    assert told(second)[1] == ("text", "text", "限男")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"id": 1, "text": "没有', "not JSON: Unterminated string starting at column 19"),
        ("限男性", "not JSON: Expecting value at column 1"),
        ('{"id": 1} {"id": 2}', "not JSON: Extra data at column 11"),
        ('["限男性"]', "a record must be a JSON object"),
        ('"限男性"', "a record must be a JSON object"),
        ("3", "a record must be a JSON object"),
        ("null", "a record must be a JSON object"),
        ('{"text": "限男", "text": "不限"}', "not JSON: a key stands twice in one object"),
        ("[" * 200_000, "not JSON: nested too deeply"),
        ('{"a":' * 200_000, "not JSON: nested too deeply"),
    ],
)
def test_a_broken_line_is_reported_and_reading_goes_on(line: str, reason: str) -> None:
    before, broken, after = read(f'{{"id": "a", "text": "甲"}}\n{line}\n{{"id": "b", "text": "乙"}}\n')
    assert [before.id, after.id] == ["a", "b"]
    assert (broken.id, broken.source, broken.segments) == ("ads.jsonl:2", "ads.jsonl", ())
    assert faults(broken) == [("line 2", reason)]


def test_bytes_that_are_no_text_are_reported_with_their_place() -> None:
    broken, after = read(b'{"text": "\xe9\x99\x90\xff\xe7"}\n{"id": "b", "text": "ok"}')
    assert faults(broken) == [("line 1", "byte 13: not text in UTF-8, GB18030, Big5 or UTF-16")]
    assert after.id == "b"


def test_a_line_over_the_limit_is_passed_over_and_reported() -> None:
    lines = ('{"id": "a", "text": "甲"}', '{"text": "' + "限" * 100_000 + '"}', '{"id": "b", "text": "乙"}')
    first, long, last = read("\n".join(lines), ReadOptions(max_record_bytes=100))
    assert [first.id, last.id] == ["a", "b"]
    assert faults(long) == [("line 2", "longer than the limit of 100 bytes")]
    assert last.segments[0].locate(0) == RecordPlace("b", "id", 3)


def test_a_line_as_long_as_the_limit_is_read() -> None:
    line = '{"id": "a", "text": "b"}'
    assert [d.failures for d in read(f"{line}\n{line}", ReadOptions(max_record_bytes=len(line)))] == [(), ()]


def test_a_byte_order_mark_and_gb18030_are_read() -> None:
    text = '{"id": "a", "text": "招搬运工，限男性，四十岁以下"}\n{"id": "b", "text": "only ASCII"}\n'
    expected = [told(document) for document in read(text)]
    assert [told(document) for document in read(b"\xef\xbb\xbf" + text.encode())] == expected
    assert [told(document) for document in read(text.encode("gb18030"))] == expected


def test_half_a_surrogate_pair_is_a_failure_of_its_field() -> None:
    (document,) = read('{"id": "a", "text": "限\\ud800男", "note": "\\ud83d\\ude00", "\\udc00": "键"}')
    assert told(document) == [("id", "id", "a"), ("note", "note", "😀")]
    assert [place for place, _ in faults(document)] == ["line 1, field text", "line 1, field \\udc00"]


def test_half_a_surrogate_pair_is_no_id() -> None:
    (document,) = read('{"id": "\\ud800", "text": "限男"}')
    assert document.id == "ads.jsonl:1"
    assert [place for place, _ in faults(document)] == ["line 1, field id"]


@pytest.mark.parametrize("sign", ["\ufffd", "\\ufffd"])
def test_a_field_with_lost_characters_is_read_and_reported(sign: str) -> None:
    (document,) = read(f'{{"id": "a", "text": "限男{sign}，夜班"}}')
    assert told(document)[1] == ("text", "text", "限男\ufffd，夜班")
    assert faults(document) == [("line 1, field text", "U+FFFD stands where a character was lost")]


def test_numbers_are_kept_as_written_and_what_is_no_number_is_left_alone() -> None:
    digits = "9" * 10_000
    (document,) = read(f'{{"id": 007.5e3, "a": NaN}}\n{{"big": {digits}, "tiny": 1e-9999, "nan": NaN, "inf": -Infinity}}')[1:]
    assert told(document) == [("big", "big", digits), ("tiny", "tiny", "1e-9999")]


@pytest.mark.parametrize("record", ["{}", '{"id": null, "labels": []}', '{"text": ""}'])
def test_a_record_without_text_is_reported(record: str) -> None:
    assert faults(read(record)[0]) == [("line 1", "the record holds no text")]


@pytest.mark.parametrize("data", [b"", b"\n \n\r\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"])
def test_a_file_without_records_is_refused(data: bytes) -> None:
    with pytest.raises(ExtractError, match="the file holds no records"):
        read(data)


def test_a_file_is_read_as_a_stream(tmp_path: Path) -> None:
    path = tmp_path / "ads.ndjson"
    path.write_text('{"id": "a", "text": "限男"}\nbroken\n', encoding="utf-8")
    documents = extract(Source(str(path), path), ReadOptions())
    assert next(documents).id == "a"
    assert next(documents).failures[0].place.en == "line 2"
    documents.close()


def test_many_records_take_no_long_time() -> None:
    line = json.dumps({"id": "a", "title": "保安", "text": "限男性，四十五岁以下。" * 30}, ensure_ascii=False) + "\n"
    start = time.process_time()
    assert len(read(line * 20_000)) == 20_000
    assert time.process_time() - start < 20


TEXT = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\ufffd"))


@given(st.lists(TEXT.filter(str.strip), min_size=1), st.booleans())
def test_texts_are_kept_exactly(texts: list[str], ascii_only: bool) -> None:
    lines = "\n".join(json.dumps({"text": text}, ensure_ascii=ascii_only) for text in texts)
    documents = read(lines)
    assert [document.segments[0].text for document in documents] == texts
    assert not any(document.failures for document in documents)


@settings(deadline=None)  # bytes that look like a PDF load its library
@given(st.binary(min_size=1))
def test_any_bytes_are_read_or_reported(data: bytes) -> None:
    try:
        documents = read(data)
    except ExtractError:
        return
    assert all(document.segments or document.failures for document in documents)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8
)


@given(st.dictionaries(st.text(), JSON))
def test_what_is_read_of_any_record_can_be_written(record: dict[str, object]) -> None:
    (document,) = read(json.dumps(record))
    for segment in document:
        (document.id + segment.field + segment.text).encode()
    assert document.segments or document.failures
