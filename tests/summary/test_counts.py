"""What is counted, and how much of it is kept."""

from __future__ import annotations

import tracemalloc

import pytest

from auditor.model.about import NOTHING_ABOUT, About, AdCount
from auditor.model.location import LinePlace
from auditor.model.report import Status
from auditor.summary import counts as counting
from auditor.summary.counts import OTHERS, Counts, Dimension, Row
from auditor.summary.told import Audited, Entry
from auditor.summary.words import name_of

FACTORY = About(employer="甲厂", city="宁波", date="2026-03-05", source="某平台")


def entry(
    rule: str = "GEN001", ground: str = "gender", text: str = "限男性", *, about: About = NOTHING_ABOUT, group: str = "", post: str = ""
) -> Entry:
    return Entry(
        rule,
        "限定性别",
        ground,
        "violation",
        about,
        post,
        group,
        text,
        text,
        LinePlace(1, 1),
        ("某法第1条",),
        "涉嫌违法",
        "",
        "删去",
        "0" * 32,
    )


def document(*entries: Entry, id_: str = "1", about: About = NOTHING_ABOUT, ads: tuple[AdCount, ...] = (), status: str = "ok") -> Audited:
    return Audited(id_, "ads.jsonl", Status(status), about, ads, entries)


def rows(counts: Counts, dimension: Dimension) -> dict[str, tuple[int, int, int]]:
    return {row.value: (row.ads, row.flagged, row.findings) for row in counts.rows(dimension)}


def test_ads_with_findings_and_findings_are_told_apart() -> None:
    counts = Counts()
    counts.add(document(entry(about=FACTORY), entry("AGE001", "age", "35岁以下", about=FACTORY), about=FACTORY))
    counts.add(document(about=FACTORY))
    counts.add(document(entry()))
    assert counts.all_rows.share is not None
    assert (counts.all_rows.ads, counts.all_rows.flagged, counts.all_rows.findings, counts.all_rows.share.share) == (3, 2, 3, 2 / 3)
    assert rows(counts, Dimension.EMPLOYER) == {"甲厂": (2, 1, 2), "": (1, 1, 1)}
    assert rows(counts, Dimension.GROUND) == {"gender": (3, 2, 2), "age": (3, 1, 1)}
    assert rows(counts, Dimension.RULE) == {"GEN001 限定性别": (3, 2, 2), "AGE001 限定性别": (3, 1, 1)}
    assert rows(counts, Dimension.SEVERITY) == {"violation": (3, 2, 3)}
    assert rows(counts, Dimension.MONTH) == {"2026-03": (2, 1, 2), "": (1, 1, 1)}
    assert rows(counts, Dimension.SOURCE) == {"某平台": (2, 1, 2), "ads.jsonl": (1, 1, 1)}


def test_two_findings_of_one_ground_are_one_ad() -> None:
    counts = Counts()
    counts.add(document(entry(text="限男性"), entry(text="男士优先")))
    assert rows(counts, Dimension.GROUND) == {"gender": (1, 1, 2)}


def test_what_could_not_be_read_is_no_audited_ad() -> None:
    counts = Counts()
    counts.add(document(status="failed"))
    counts.add(document(status="partial"))
    assert (counts.documents, counts.failed, counts.partial, counts.all_rows.ads) == (2, 1, 1, 1)


def test_rows_of_a_table_are_ads_and_the_text_around_them_one_more_where_it_is_flagged() -> None:
    counts = Counts()
    other = About(employer="乙局")
    ads = (AdCount(FACTORY, 3), AdCount(other, 2))
    flagged = (
        entry(about=FACTORY, group="S!row2", post="钳工"),
        entry(about=FACTORY, group="S!row2", post="钳工", text="男士优先"),
        entry(about=other, group="S!row7", post="司机"),
        entry(group="S!row9"),
        entry(),
    )
    counts.add(document(*flagged, ads=ads))
    counts.add(document(ads=(AdCount(other, 4),)))
    assert rows(counts, Dimension.EMPLOYER) == {"甲厂": (3, 1, 2), "乙局": (6, 1, 1), "": (1, 1, 2)}
    assert (counts.all_rows.ads, counts.all_rows.flagged, counts.all_rows.findings) == (10, 3, 5)


def test_employers_stand_by_repetition_then_by_distinct_wordings() -> None:
    counts = Counts()
    for name, wordings in (
        ("甲", ("限男", "限男")),
        ("乙", ("限男", "限女")),
        ("丙", ("限男", "限男", "限男")),
        ("丁", ()),
        ("", ("限男",) * 9),
    ):
        for text in wordings or (None,):
            about = About(employer=name)
            counts.add(document(*([entry(text=text, about=about)] if text else []), about=about))
    found = list(counts.rows(Dimension.EMPLOYER))
    assert [(row.value, row.flagged, row.wordings) for row in found] == [("丙", 3, 1), ("乙", 2, 2), ("甲", 2, 1), ("丁", 0, 0), ("", 9, 1)]
    assert [row.value for row in counts.rows(Dimension.EMPLOYER, 2)] == ["丙", "乙"]


def test_brackets_of_an_employer_are_one_in_both_widths() -> None:
    counts = Counts()
    for name in ("甲（宁波）厂", "甲(宁波)厂"):
        counts.add(document(about=About(employer=name)))
    assert rows(counts, Dimension.EMPLOYER) == {"甲(宁波)厂": (2, 0, 0)}


def test_months_stand_in_order_and_the_unknown_last() -> None:
    counts = Counts()
    for date in ("2026-05-01", "", "2025-12-31", "2026-01-01"):
        counts.add(document(about=About(date=date)))
    assert [row.value for row in counts.rows(Dimension.MONTH)] == ["2025-12", "2026-01", "2026-05", ""]


def test_near_duplicates_count_once_in_each_row() -> None:
    counts = Counts()
    for number, group in enumerate((1, 1, 2, None)):
        about = About(employer="甲" if number else "乙")
        counts.add(document(entry(about=about), about=about), group)
    distinct = {row.value: (row.flagged, row.distinct) for row in counts.rows(Dimension.EMPLOYER)}
    assert distinct == {"甲": (3, 3), "乙": (1, 1)}
    assert (counts.all_rows.flagged, counts.all_rows.distinct) == (4, 3)


def test_values_beyond_the_most_are_counted_together_and_nothing_is_lost() -> None:
    counts = Counts(most_values=3)
    for number in range(10):
        about = About(employer=f"厂{number % 7}")
        counts.add(document(entry(about=about), about=about))
    found = list(counts.rows(Dimension.EMPLOYER))
    assert [(row.value, row.ads) for row in found] == [("厂0", 2), ("厂1", 2), ("厂2", 2), (OTHERS, 4)]
    assert sum(row.flagged for row in found) == counts.all_rows.flagged == 10
    assert name_of(Dimension.EMPLOYER, OTHERS, "zh") == "（其余）"


def test_no_employer_can_pass_for_the_others() -> None:
    counts = Counts(most_values=1)
    counts.add(document(about=About(employer="（其余）")))
    counts.add(document(about=About(employer="乙")))
    assert [row.value for row in counts.rows(Dimension.EMPLOYER)] == ["(其余)", OTHERS]


def test_memory_is_bounded_by_what_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "MOST_PAIRS", 500)
    counts = Counts(most_values=500)
    tracemalloc.start()
    sizes = []
    for number in range(20_000):
        about = About(employer=f"第{number}厂", city=f"第{number}城")
        counts.add(document(entry(text=f"限{number}", about=about), about=about))
        if number in {9_999, 19_999}:
            sizes.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    assert len(counts.tables[Dimension.EMPLOYER]) == 501
    assert sizes[1] - sizes[0] < 3_000_000  # the caches of cities and months, which have a limit of their own


def test_rows_are_what_they_say() -> None:
    counts = Counts()
    assert list(counts.rows(Dimension.GROUND)) == []
    assert counts.all_rows == Row("", 0, 0, 0, 0, 0, None)
    assert not counts.known(Dimension.EMPLOYER)
