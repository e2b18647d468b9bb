"""Reports are read back as they were written, in any layout, and a damaged one is told with its place."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.engine import Auditor
from auditor.errors import ReportError
from auditor.model.about import NOTHING_ABOUT, About, AdCount
from auditor.model.location import CellPlace, LinePlace, Location, PagePlace, ParagraphPlace, RecordPlace
from auditor.report.plain import plain_location, plain_result
from auditor.summary import json_stream
from auditor.summary.json_stream import JsonStream
from auditor.summary.read import read_report
from auditor.summary.told import Audited, audited


def read(path: Path) -> list[Audited]:
    return list(read_report(str(path)))


def test_both_formats_tell_the_same(reports: dict[str, Path]) -> None:
    whole, lines = read(reports["json"]), read(reports["jsonl"])
    assert whole == lines
    assert [one.id for one in whole] == ["1", "2", "3", "4"]
    assert whole[0].about == About("甲厂", "浙江省宁波市", "2026-03-05", "", "某平台")
    first = whole[0].entries[0]
    assert (first.rule, first.title, first.text, first.clause, first.about) == (
        "GEN001",
        "限定性别",
        "限男性",
        "限男性，35岁以下",
        whole[0].about,
    )
    assert first.law[0] == "中华人民共和国妇女权益保障法（2022修订）第43条（1）"
    assert first.location == RecordPlace("1", "text", 1)


@pytest.mark.parametrize(
    "layout", [{"indent": 2}, {"indent": None}, {"separators": (",", ":")}, {"sort_keys": True}, {"ensure_ascii": True}]
)
def test_a_report_that_was_laid_out_anew(reports: dict[str, Path], layout: dict[str, Any]) -> None:
    report = json.loads(reports["json"].read_text(encoding="utf-8"))
    other = reports["json"].with_name("other.json")
    other.write_text("\ufeff" + json.dumps(report, **({"ensure_ascii": False} | layout)), encoding="utf-8")
    assert read(other) == read(reports["json"])


def test_reports_behind_each_other_are_all_read(reports: dict[str, Path]) -> None:
    both = reports["json"].with_name("both")
    both.write_bytes(reports["jsonl"].read_bytes() + reports["json"].read_bytes() + reports["jsonl"].read_bytes())
    assert len(read(both)) == 12


def test_a_report_of_the_schema_before_knows_nothing_of_ads(reports: dict[str, Path]) -> None:
    lines = [json.loads(line) for line in reports["jsonl"].read_text(encoding="utf-8").splitlines()]
    for line in lines:
        del line["about"], line["ads"]
        for finding in line["findings"]:
            del finding["about"], finding["title"], finding["group"]
    reports["jsonl"].write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    first = read(reports["jsonl"])[0]
    assert (first.about, first.entries[0].title, first.entries[0].group) == (NOTHING_ABOUT, "gender-required", "")


def test_a_report_without_documents_is_read(tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    path.write_text('{"header": {"schema_version": "1.4"}, "documents": [], "inputs": [], "summary": {}}', encoding="utf-8")
    assert read(path) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "r: line 1: the file is empty"),
        ("  \n", "the file is empty"),
        ("[1]", "r: line 1: a document is no object"),
        ('{"id": 1}', "findings is no list"),
        ('{"id": "1", "findings": [], "source": "a", "status": "good"}', "'good' is not a valid Status"),
        ('{"header": {"schema_version": "2.0"}, "documents": []}', "schema 2.0 is not known"),
        ('{"header": {"schema_version": "1.4"}}', "not a report: it has no documents"),
        ('{"documents": [] "x": 1}', "not JSON: '\"' where , or } should stand"),
        ('{"documents": [{"id": }]}', "not JSON, or cut: Expecting value"),
        ("plain text", "r: no report; auditor scan --format json or jsonl writes them"),
        ("[" * 100_000, "not JSON: nested too deeply"),
    ],
)
def test_what_is_no_report_is_told(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "r"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReportError, match=r"r: ") as caught:
        read(path)
    assert said in str(caught.value)


def test_what_is_not_utf8_or_not_there_is_told(tmp_path: Path) -> None:
    (tmp_path / "gbk").write_bytes('{"id": "限男性"}'.encode("gbk"))
    with pytest.raises(ReportError, match="not text in UTF-8"):
        read(tmp_path / "gbk")
    with pytest.raises(ReportError, match=r"gone: "):
        read(tmp_path / "gone")


@pytest.mark.parametrize("name", ["json", "jsonl"])
def test_of_a_report_cut_at_any_place_the_whole_documents_are_read(reports: dict[str, Path], name: str) -> None:
    data = reports[name].read_bytes().decode()
    whole = read(reports[name])
    for cut in range(1, len(data) - 1, 97):
        reports[name].write_text(data[:cut], encoding="utf-8", newline="")
        found = []
        try:
            found += read_report(str(reports[name]))
        except ReportError as error:
            assert "ends in the middle" in error.reason.en or "or cut" in error.reason.en
        assert found == whole[: len(found)]


def test_the_line_of_a_damage_is_told(reports: dict[str, Path]) -> None:
    lines = reports["jsonl"].read_text(encoding="utf-8").splitlines(keepends=True)
    lines[2] = '{"id": "3"}\n'
    reports["jsonl"].write_text("".join(lines), encoding="utf-8")
    with pytest.raises(ReportError) as caught:
        read(reports["jsonl"])
    assert caught.value.place.en == "line 3"


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20
)


@given(
    st.lists(values.filter(lambda value: not isinstance(value, int) or isinstance(value, bool)), max_size=6),
    st.integers(1, 40),
    st.booleans(),
)
@settings(max_examples=150, deadline=None)
def test_values_are_the_same_however_the_stream_is_cut(several: list[Any], chunk: int, ascii_only: bool) -> None:
    class Drops(io.StringIO):
        def read(self, size: int | None = -1, /) -> str:
            return super().read(min(chunk, size) if size and size > 0 else chunk)

    stream = JsonStream(Drops("\n".join(json.dumps(value, ensure_ascii=ascii_only) for value in several)))
    found = []
    while stream.peek():
        found.append(stream.value())
    assert found == several


def test_one_endless_value_does_not_take_all_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_stream, "_LARGEST", 1 << 20)

    class Endless(io.StringIO):
        taken = 0

        def read(self, size: int | None = -1, /) -> str:
            self.taken += size or 0
            return '"' * (self.taken == size) + "a" * ((size or 0) - (self.taken == size))

    stream = JsonStream(endless := Endless())
    with pytest.raises(ValueError, match="one value is longer than"):
        stream.value()
    assert endless.taken < 1 << 23


@pytest.mark.parametrize(
    "place",
    [
        LinePlace(3, 4),
        PagePlace(2, (1.0, 2.0, 3.0, 4.0), "px", 0.5),
        PagePlace(2),
        ParagraphPlace("footnote", 3),
        CellPlace("岗位表", 17, 8, "comment", hidden=True),
        RecordPlace("a", "text", 9),
    ],
)
def test_every_kind_of_place_comes_back(place: Location, auditor: Auditor) -> None:
    plain = json.loads(json.dumps(plain_result(auditor.audit_text("限男性"), "zh")))
    plain["findings"][0]["location"] = json.loads(json.dumps(plain_location(place)))
    assert audited(plain).entries[0].location == place


@pytest.mark.parametrize(
    "damage",
    [
        lambda plain: plain["findings"][0].update(location={"kind": "moon"}),
        lambda plain: plain["findings"][0].update(location={"kind": "line", "line": 1}),
        lambda plain: plain["findings"][0].update(text=None),
        lambda plain: plain.update(ads=[{"about": {}, "count": 0}]),
        lambda plain: plain.update(about=[]),
    ],
)
def test_damaged_parts_are_no_document(damage: Callable[[dict[str, Any]], None], auditor: Auditor) -> None:
    plain = json.loads(json.dumps(plain_result(auditor.audit_text("限男性"), "zh")))
    damage(plain)
    with pytest.raises(ValueError, match=r"."):
        audited(plain)


def test_posts_come_back(auditor: Auditor) -> None:
    plain = json.loads(json.dumps(plain_result(auditor.audit_text("限男性"), "zh")))
    plain["ads"] = [{"about": {"employer": "甲", "city": None, "date": None, "url": None, "source": None}, "count": 3}]
    assert audited(plain).ads == (AdCount(About("甲"), 3),)
