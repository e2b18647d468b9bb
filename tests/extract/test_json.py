"""JSON exports: records wherever the list stands, with ids, fields and lines as in JSONL."""

from __future__ import annotations

import json
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.errors import ExtractError
from auditor.extract.registry import extract
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Document
from auditor.model.location import RecordPlace


def read(data: str | bytes, **options: object) -> list[Document]:
    data = data.encode() if isinstance(data, str) else data
    return list(extract(Source("ads.json", data=data), ReadOptions(**options)))  # type: ignore[arg-type]


def told(documents: list[Document]) -> list[tuple[str, list[str]]]:
    return [(document.id, [segment.text for segment in document]) for document in documents]


def refusal(data: str | bytes) -> tuple[str, str]:
    with pytest.raises(ExtractError) as caught:
        read(data)
    return caught.value.place.en, caught.value.reason.en


def test_a_list_of_objects_is_records_with_their_lines() -> None:
    documents = read('[\n  {"id": "a", "text": "限男"},\n  {\n    "id": "b", "form": {"sex": "女"}, "n": 3.50\n  }\n]\n')
    assert told(documents) == [("a", ["a", "限男"]), ("b", ["b", "女", "3.50"])]
    assert documents[0].segments[1].locate(1) == RecordPlace("a", "text", 2)
    assert documents[1].segments[1].locate(0) == RecordPlace("b", "form.sex", 3)


@pytest.mark.parametrize(
    "text",
    [
        '{"code": 0, "msg": "成功", "data": [{"id": "a", "text": "限男"}, {"id": "b", "text": "女"}]}',
        '{"data": {"page": {"total": 2, "list": [{"id": "a", "text": "限男"}, {"id": "b", "text": "女"}]}}, "ok": true}',
        '{"first": [{"id": "a", "text": "限男"}], "second": [{"id": "b", "text": "女"}]}',
        '{"id": "a", "text": "限男"}\n{"id": "b", "text": "女"}\n',
        '[{"id": "a", "text": "限男"},{"id": "b", "text": "女"}]',
    ],
)
def test_records_are_found_where_exports_keep_them(text: str) -> None:
    assert told(read(text)) == [("a", ["a", "限男"]), ("b", ["b", "女"])]
    assert told(read("\ufeff" + text)) == told(read(text))


def test_a_field_that_says_something_only_with_the_one_around_it_is_named_by_both() -> None:
    (post,) = read('[{"title": "讲师", "needs": {"age": {"min": 22, "max": 35}, "年龄": {"上限": 35}, "pay": {"month": 1}, "max": 9}}]')
    labels = {segment.field: segment.label.text for segment in post if segment.label}
    assert labels["needs.age.min"] == "age_min"
    assert labels["needs.age.max"] == "age_max"
    assert labels["needs.年龄.上限"] == "年龄上限"
    assert labels["needs.pay.month"] == "month"


def test_gb18030_is_read() -> None:
    text = '[{"id": "a", "text": "招搬运工，限男性，四十岁以下"}]'
    assert told(read(text.encode("gb18030"))) == told(read(text))


def test_an_object_without_a_list_is_one_record() -> None:
    assert told(read('{"id": "a", "text": "限男", "tags": ["已婚"], "contact": {"phone": "1"}}')) == [("a", ["a", "限男", "已婚", "1"])]


def test_the_text_around_a_list_is_a_record_of_its_own() -> None:
    documents = read('{"title": "招聘公告，限本地人", "jobs": [{"text": "限男"}, {"text": "女"}]}')
    assert told(documents) == [("ads.json:1", ["招聘公告，限本地人"]), ("ads.json:jobs[0]", ["限男"]), ("ads.json:jobs[1]", ["女"])]


def test_the_id_field_asked_for_is_taken_and_missed() -> None:
    first, second = read('[{"key": "甲", "text": "x"},\n{"text": "限男"}]', id_field="key")
    assert (first.id, second.id) == ("甲", "ads.json:[1]")
    assert [(failure.place.en, failure.reason.en) for failure in second.failures] == [("line 2", "no field 'key' to take the id from")]


@pytest.mark.parametrize("item", ["3", '"限男"', "null", "[]"])
def test_what_is_no_object_in_a_list_is_told_and_the_rest_is_read(item: str) -> None:
    before, broken, after = read(f'[{{"id": "a", "text": "x"}},\n{item},\n{{"id": "b", "text": "y"}}]')
    assert [before.id, after.id] == ["a", "b"]
    assert [(failure.place.en, failure.reason.en) for failure in broken.failures] == [("line 2", "a record must be a JSON object")]


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ("招聘", "line 1, column 1", "not JSON: Expecting value"),
        ('[\n {"text": "没有', "line 2, column 11", "not JSON: Unterminated string starting"),
        ('[{"text": "x"}\n {"text": "y"}]', "line 2, column 2", "not JSON: Expecting ',' delimiter"),
        ('[{"text": "x"},\n]', "line 1, column 15", "not JSON: Illegal trailing comma"),
        ('[{"text": "x"}] x', "line 1, column 17", "not JSON: Extra data"),
        ('{"text": "x"', "line 1, column 13", "not JSON: Expecting ',' delimiter"),
        ('{"text": "限男", "text": "不限"}', "", "not JSON: a key stands twice in one object"),
        ('{"data": [{"text": "x"}], "data": [{"text": "y"}]}', "", "not JSON: a key stands twice in one object"),
        ("[" * 100_000, "", "not JSON: nested too deeply"),
        ('{"a":' * 100_000, "", "not JSON: nested too deeply"),
        ("[]", "", "the file holds no records"),
        ("", "", "the file is empty"),
    ],
)
def test_what_is_no_json_is_refused_with_its_place(text: str, place: str, reason: str) -> None:
    found = refusal(text)
    assert found[0] == place
    assert found[1] == reason


def test_records_before_a_fault_are_read() -> None:
    documents = extract(Source("ads.json", data='[{"id": "a", "text": "限男"}, {"id": '.encode()), ReadOptions())
    assert told([next(documents)]) == [("a", ["a", "限男"])]  # type: ignore[list-item]
    with pytest.raises(ExtractError, match="not JSON"):
        next(documents)


def test_half_a_surrogate_pair_is_a_failure_of_its_field() -> None:
    (document,) = read('[{"id": "a", "text": "限\\ud800男"}]')
    assert [(failure.place.en, failure.reason.en) for failure in document.failures] == [
        ("line 1, field text", "half of a surrogate pair: not a character")
    ]


def test_many_records_in_one_line_take_no_long_time() -> None:
    records = [{"id": f"k{index}", "title": "保安", "text": "限男性，四十五岁以下。" * 30} for index in range(10_000)]
    start = time.process_time()
    assert len(read(json.dumps({"data": {"list": records}}, indent=1, ensure_ascii=False))) == 10_000
    assert time.process_time() - start < 20


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=12
)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.dictionaries(st.text(), JSON)) | st.dictionaries(st.text(), JSON))
def test_any_json_is_read_or_told(value: object) -> None:
    try:
        documents = read(json.dumps(value))
    except ExtractError:
        return
    for document in documents:
        assert document.segments or document.failures
        for segment in document:
            (document.id + segment.field + segment.text).encode()


def test_mutated_files_are_read_or_told() -> None:
    data, rng = '{"data": {"list": [{"id": "a", "text": "限男\\u7537"}, {"id": "b", "tags": ["女"]}]}}'.encode(), random.Random(3)
    for _ in range(200):
        out = bytearray(data)
        for _ in range(rng.randint(1, 4)):
            out[rng.randrange(len(out))] = rng.choice(b'{}[]",:\\ \x00\xff0')
        try:
            assert read(bytes(out))
        except ExtractError as error:
            assert error.reason.en


def test_an_object_of_many_lists_takes_no_long_time() -> None:
    data = json.dumps({f"list{number}": [{"text": "限男"}] for number in range(20_000)})
    start = time.process_time()
    assert len(read(data)) == 20_000
    assert time.process_time() - start < 20
