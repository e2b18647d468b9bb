"""The parts of a file give what the whole file gives."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.batch import cutting
from auditor.batch.cutting import Cutting
from auditor.batch.inputs import stamp
from auditor.batch.parts import Lines, Rows, Whole
from auditor.errors import ExtractError
from auditor.extract.registry import extract
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Document

OPTIONS = ReadOptions(max_record_bytes=60)
LINES = st.lists(st.sampled_from(['{"id": "1", "text": "限男性"}', "", "  ", '{"a', "\ufeff", "x" * 70, '{"text": "甲"}']), max_size=12)
SIZES = st.tuples(st.integers(3, 90), st.integers(1, 5), st.integers(1, 90))


def parts_of(source: Source) -> list[Document | ExtractError | Source]:
    return [item for part, _ in Cutting(source, OPTIONS).parts() for item in part.read(OPTIONS, extract)]


def whole(source: Source) -> list[object]:
    try:
        return list(extract(source, OPTIONS))
    except ExtractError as error:
        return [str(error)]


@given(st.builds(lambda lines, end, ended: end.join(lines) + end * ended, LINES, st.sampled_from(["\n", "\r\n"]), st.booleans()), SIZES)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_lines_of_all_parts_are_those_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, sizes: tuple[int, int, int]
) -> None:
    for name, value in zip(("_BLOCK", "_LINES", "_BYTES"), sizes, strict=True):
        monkeypatch.setattr(cutting, name, value)
    path = tmp_path / "a.jsonl"
    path.write_bytes(text.encode())
    source = Source("a.jsonl", path)
    items = [str(item) if isinstance(item, ExtractError) else item for item in parts_of(source)]
    assert items == whole(source)
    cut = [part for part, _ in Cutting(source, OPTIONS).parts() if isinstance(part, Lines)]
    assert sum(part.size for part in cut) == path.stat().st_size
    assert [part.start for part in cut] == [sum(before.size for before in cut[:index]) for index in range(len(cut))]


def test_a_part_is_known_again_by_its_bytes_and_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cutting, "_LINES", 2)
    path = tmp_path / "a.jsonl"
    records = [json.dumps({"id": str(number), "text": "招文员"}, ensure_ascii=False) + "\n" for number in range(6)]

    def digests(text: str) -> list[bytes]:
        path.write_text(text, encoding="utf-8", newline="\n")
        cut = Cutting(Source("a.jsonl", path), OPTIONS)
        found = [digest for _, digest in cut.parts()]
        assert cut.input is not None
        assert cut.input.size == path.stat().st_size
        return found

    first = digests("".join(records))
    assert len(set(first)) == 3
    assert digests("".join(records) + records[0])[:3] == first
    changed = digests("".join([*records[:2], records[2].replace("文员", "厨工"), *records[3:]]))
    assert [one == other for one, other in zip(first, changed, strict=True)] == [True, False, True]
    assert not set(digests(records[0] + "".join(records))) & set(first)


def test_rows_of_a_table_are_dealt_out_and_other_files_are_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cutting, "_ROWS", 2)
    table, text = tmp_path / "a.csv", tmp_path / "a.txt"
    table.write_text('id,要求\n1,"限\n男性"\n\n2,"a,b",c\n3,"open\n', encoding="utf-8")
    text.write_text("限男性", encoding="utf-8")
    rows = [part for part, _ in Cutting(Source("a.csv", table), OPTIONS).parts()]
    assert [(source, place.en) for source, place in (part.place for part in rows)] == [("a.csv", "lines 2-5"), ("a.csv", "lines 6-6")]
    assert all(isinstance(part, Rows) for part in rows)
    assert parts_of(Source("a.csv", table)) == whole(Source("a.csv", table))
    assert [part for part, _ in Cutting(Source("a.txt", text), OPTIONS).parts()] == [
        Whole(Source("a.txt", text), 9, stamp(Source("a.txt", text)))
    ]


def test_a_file_that_changed_after_it_was_cut_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "1", "text": "限男性"}\n', encoding="utf-8")
    ((part, _),) = Cutting(Source("a.jsonl", path), OPTIONS).parts()
    path.write_text('{"id": "1", "text": "限男性"}\n\n', encoding="utf-8")
    *_, error = part.read(OPTIONS, extract)
    assert str(error) == "a.jsonl: lines 1-1: changed while it was read: audit it again"
