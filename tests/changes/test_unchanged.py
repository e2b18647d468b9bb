"""Findings in old lines are set aside, those that touch a new line stay."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.batch.run import Batch
from auditor.changes.changed import WHOLE, Changed
from auditor.changes.since import changes_since
from auditor.changes.unchanged import Unchanged, lines_of
from auditor.engine import Auditor
from auditor.model.location import LinePlace
from auditor.model.report import DocumentResult
from auditor.model.silence import SilencedBy
from auditor.report.plain import plain_result
from tests.repository import Repository

AD = "招聘文员两名\n限女性\n负责整理文件\n年龄35岁以下\n"


def audit(auditor: Auditor, path: Path, changed: Changed) -> DocumentResult:
    (result,) = Batch(auditor, [str(path)], silencers=(Unchanged("main", {str(path): changed}),))
    return result


def kept(result: DocumentResult) -> list[str]:
    return [finding.text for finding in result.findings]


@pytest.fixture
def ad(tmp_path: Path) -> Path:
    path = tmp_path / "ad.txt"
    path.write_text(AD, encoding="utf-8")
    return path


def test_only_findings_in_new_lines_stay(auditor: Auditor, ad: Path) -> None:
    result = audit(auditor, ad, Changed((range(3, 5),)))
    assert kept(result) == ["年龄35岁以下"]
    (silenced,) = result.silenced
    assert (silenced.finding.text, silenced.silence.by) == ("限女性", SilencedBy.UNCHANGED)
    assert (silenced.silence.reason.zh, silenced.silence.reason.en) == (
        "所在各行自 main 以来没有改动",
        "its lines have not changed since main",
    )
    assert plain_result(result, "zh")["silenced"]


def test_a_file_that_has_changed_as_a_whole_keeps_all(auditor: Auditor, ad: Path) -> None:
    assert kept(audit(auditor, ad, WHOLE)) == ["限女性", "年龄35岁以下"]


def test_a_file_without_new_lines_keeps_none(auditor: Auditor, ad: Path) -> None:
    assert kept(audit(auditor, ad, Changed())) == []


def test_of_a_file_that_is_not_named_all_counts(auditor: Auditor, ad: Path) -> None:
    (result,) = Batch(auditor, [str(ad)], silencers=(Unchanged("main", {}),))
    assert kept(result) == ["限女性", "年龄35岁以下"]


def test_words_over_several_lines_are_touched_by_any_of_them(auditor: Auditor, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<p>招聘文员，限<b>女</b\n>性，\n双休</p>\n<p>限\n男</p>", encoding="utf-8")
    finding = audit(auditor, path, WHOLE).findings[0]
    assert (finding.text, next(lines_of(finding))) == ("限女性", range(1, 3))


@pytest.mark.parametrize("line", [2, 4])
def test_a_header_touches_what_stands_under_it(auditor: Auditor, tmp_path: Path, line: int) -> None:
    path = tmp_path / "table.md"
    path.write_text("# 招聘\n| 岗位 | 性别 |\n| --- | --- |\n| 文员 | 女 |\n| 保安 | 不限 |\n", encoding="utf-8")
    assert kept(audit(auditor, path, Changed((range(line, line + 1),)))) == ["女"]
    assert kept(audit(auditor, path, Changed((range(5, 6),)))) == []


def test_records_are_told_apart_by_their_lines(auditor: Auditor, tmp_path: Path) -> None:
    path = tmp_path / "ads.jsonl"
    path.write_text('{"text": "保安限男性"}\n{"text": "文员限女性"}\n', encoding="utf-8")
    batch = Batch(auditor, [str(path)], silencers=(Unchanged("main", {str(path): Changed((range(2, 3),))}),))
    assert [kept(result) for result in batch] == [[], ["限女性"]]


def test_other_lines_make_another_digest_and_it_goes_to_other_processes() -> None:
    one, other = Unchanged("main", {"a": Changed((range(1, 2),))}), Unchanged("main", {"a": Changed((range(1, 3),))})
    assert one.digest != other.digest
    assert pickle.loads(pickle.dumps(one)) == one


@given(st.sets(st.integers(1, 40)), st.integers(1, 40), st.integers(1, 5))
def test_touching_is_having_a_line_in_common(new: set[int], first: int, count: int) -> None:
    ranges = tuple(range(line, line + 1) for line in sorted(new))
    lines = range(first, first + count)
    assert Changed(ranges).touches(lines) == bool(new & set(lines))


def test_lines_of_a_field_in_yaml_are_those_of_the_file(auditor: Auditor, repository: Repository) -> None:
    before = "title: 保安\nrequirements:\n- 限男性\n- 会使用对讲机\nnotes: |\n  双休\n"
    repository.commit(**{"post.yaml": before})
    path = repository.write("post.yaml", before + "  年龄35岁以下\n")
    (result,) = Batch(
        auditor, [str(path)], silencers=(Unchanged("HEAD", {str(path): changes_since("HEAD", path.parent).files["post.yaml"]}),)
    )
    assert [finding.location for finding in result.findings] == [LinePlace(7, 3)]
    assert [silenced.finding.text for silenced in result.silenced] == ["限男性"]
