"""Texts that repeat: what is equal for the digest, and what becomes of a result that another document shares."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from auditor.batch import sharing
from auditor.batch.chunk import NO_KEY
from auditor.batch.sharing import Shared, width_folded
from auditor.engine import Auditor
from auditor.extract.records.fields import Record, RecordReader
from auditor.model.document import Document, Failure, Segment
from auditor.model.location import LinePlace

WIDTHS = {0x3000: 0x20} | {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
SIGNS = st.characters() | st.sampled_from("（）()，,：:Ａa男女岁 \u3000\u0080\uff00\uff5f\uff60\uff9e～~`｀")
TEXTS = st.text(SIGNS, max_size=12)
WORDS = st.sampled_from(["限男性", "（18-40岁）", "(18-40岁)", "男女不限", "深圳市", "http://x.cn/1", "2026-01-02", "女", "８", "8"])
RECORDS = st.fixed_dictionaries({"text": WORDS, "公司": WORDS, "性别": WORDS, "链接": WORDS, "日期": WORDS})


@given(TEXTS, TEXTS)
def test_bytes_are_equal_exactly_for_texts_that_differ_in_width_only(one: str, other: str) -> None:
    assert (width_folded(one) == width_folded(other)) == (one.translate(WIDTHS) == other.translate(WIDTHS))


@given(TEXTS)
def test_a_text_is_folded_to_the_bytes_of_its_half_width_form(text: str) -> None:
    assert width_folded(text) == width_folded(text.translate(WIDTHS))


def document(record: Record, line: int, source: str = "a.jsonl") -> Document:
    return RecordReader(source, None, suspect=False).document({"id": f"x-{line}", **record}, "", line)


@given(st.lists(RECORDS, min_size=2, max_size=6))
@settings(deadline=None, max_examples=60)
def test_a_shared_result_is_the_one_of_the_document_itself(auditor: Auditor, records: list[Record]) -> None:
    shared = Shared(auditor)
    documents = [document(record, line) for line, record in enumerate(records, 1)]
    for group in (documents[:2], documents[2:]):
        assert [result for result, _ in shared.audit(group)] == [auditor.audit(one) for one in group]


def test_what_differs_in_more_than_its_name_and_place_is_another_text(auditor: Auditor) -> None:
    record: Record = {"text": "招保安，限男性", "公司": "某店", "url": "https://x.cn/job/77?a=b", "date": "2026-01-02 08:30"}
    others: list[Record] = [
        {"text": "招保安,限男性"},
        {"url": "https://x.cn/job/78?a=b"},
        {"date": "2026-02-03 11:59"},
        {"公司": "某学校"},
        {"url": "https://shenzhen.x.cn/job/77?a=b"},
        {"text": "招保安，限男性1"},
    ]
    shared = Shared(auditor)
    documents = [document(record | other, line) for line, other in enumerate(({}, *others), 1)]
    key, *keys = (key for _, key in shared.audit(documents))
    assert [other == key for other in keys] == [True, True, True, False, False, False]
    assert key != NO_KEY


def test_a_comment_of_a_template_is_none_in_another_file(auditor: Auditor) -> None:
    documents = [Document(name, name, (Segment.at("{# 限男性 #}", LinePlace(1, 1)),)) for name in ("ad.md.j2", "ad.md", "ad.txt.j2")]
    results = [result for result, _ in Shared(auditor).audit(documents)]
    assert results == [auditor.audit(one) for one in documents]
    assert [len(result.findings) for result in results] == [0, 1, 0]


def test_a_document_that_was_not_wholly_read_is_not_compared(auditor: Auditor) -> None:
    one = replace(document({"text": "限男性"}, 1), failures=(Failure("a.jsonl", "line 1", "half of it"),))
    assert [key for _, key in Shared(auditor).audit([one, Document("d", "d", ()), one])] == [NO_KEY] * 3


def test_only_so_much_is_remembered(auditor: Auditor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "_REMEMBERED", 30)
    shared = Shared(auditor)
    for line in range(90):
        text = f"招文员{line}名" if line % 3 else f"招文员{line}名，限男性"
        ((result, _),) = shared.audit([document({"text": text}, line)])
        assert len(result.findings) == (line % 3 == 0)
        assert len(shared._known) <= 30
