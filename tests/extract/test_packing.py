"""Packed cells give back the segments that were packed, in stretches that can be judged by themselves."""

from __future__ import annotations

import io
import pickle
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.extract.sheet.packing import SheetPacker
from auditor.extract.source import Early
from auditor.extract.table import RowMeaning
from auditor.extract.worker import messages
from auditor.model.document import Document, Label, Segment
from auditor.model.location import CellPlace
from auditor.model.packed import Cells, PackedSegments, PackedSheet, kind_of

ALL = "职位表!"
TEXTS = st.sampled_from(["男", "女性优先", "", "不限", "限\u200b男性", "𠮷", "\ud800"])


@st.composite
def cells(draw: st.DrawFn) -> list[Segment]:
    """Rows of a sheet; some groups go on over many of them, some cells reach down."""
    found = []
    for row in range(1, draw(st.integers(1, 25))):
        group = draw(st.sampled_from([ALL, f"{ALL}row{row}", f"{ALL}row{row}", f"{ALL}column1", f"{ALL}form{row // 5}"]))
        label = draw(
            st.sampled_from([None, Label("性别", CellPlace("职位表", 1, 2)), Label("其他", CellPlace("职位表", 1, 3, hidden=True))])
        )
        for column in range(1, draw(st.integers(1, 4))):
            place = CellPlace("职位表", row, column, draw(st.sampled_from(["body", "comment", "textbox"])), draw(st.booleans()))
            reach = draw(st.sampled_from([0, 0, 0, 3])) if group == f"{ALL}row{row}" else 0
            also = tuple(f"{ALL}row{below}" for below in range(row + 1, row + 1 + reach))
            found.append(Segment.at(draw(TEXTS), place, label, "", group, post=f"岗位{row % 2}", also=also))
    return found


def packed(segments: Sequence[Segment], size: int, early: Early | None = None) -> PackedSheet:
    packer = SheetPacker("职位表", size, early)
    for segment in segments:
        place = segment.locate(0)
        assert isinstance(place, CellPlace)
        meaning = RowMeaning([segment.label], [(segment.group, segment.post, segment.also)])
        packer.add(place.row, [place.column], [kind_of(place.part, place.hidden)], [segment.text], meaning)
    return packer.packed()


@given(cells(), st.integers(1, 12))
def test_segments_come_back_as_they_were(segments: list[Segment], size: int) -> None:
    document = Document("a.xlsx", "a.xlsx", PackedSegments((packed(segments, size), packed(segments[:3], size))))
    both = [*segments, *segments[:3]]
    assert list(document) == both
    assert len(document.segments) == len(both)
    assert messages.receive(io.BytesIO(messages.encode(document))) == document
    assert [document.segments[index] for index in range(-len(both), len(both))] == both * 2
    assert list(document.segments[1:4]) == both[1:4]
    with pytest.raises(IndexError):
        document.segments[len(both)]


@pytest.mark.parametrize("rows", [300, 20])
def test_what_holds_for_all_stands_apart_from_many_rows(rows: int) -> None:
    groups = [ALL, *(f"{ALL}row{row}" for row in range(rows)), ALL, f"{ALL}row{rows}"]
    segments = [Segment.at("男", CellPlace("职位表", row, 1), None, "", group) for row, group in enumerate(groups, 1)]
    sizes = [len(stretch.segments) for stretch in packed(segments, 1_000).stretches(0)]
    assert sizes == ([1, 300, 2] if rows == 300 else [1, 22])


@given(cells(), st.integers(1, 12))
def test_no_group_goes_on_beyond_its_stretch_but_the_one_that_holds_for_all(segments: list[Segment], size: int) -> None:
    document = Document("a.xlsx", "a.xlsx", PackedSegments((packed(segments, size),)))
    seen: set[str] = set()
    number = 0
    stretches = list(document.stretches())
    for stretch in stretches:
        names = {name for segment in stretch.segments for name in (segment.group, *segment.also)} - {ALL}
        assert names.isdisjoint(seen)
        seen |= names
        assert stretch.first == number
        number += len(stretch.segments)
        assert stretch.common is stretches[0].common
        shared = {id(segment) for segment in stretch.common}
        assert all((segment.group == ALL) == (id(segment) in shared) for segment in stretch.segments)
        assert stretch.is_last == (stretch is stretches[-1])
    assert [segment for segment in segments if segment.group == ALL] == list(stretches[0].common if stretches else ())


def test_stretches_are_no_larger_than_their_groups_need() -> None:
    rows = [Segment.at("男", CellPlace("职位表", row, column), group=f"{ALL}row{row}") for row in range(1, 9) for column in (1, 2, 3)]
    assert [len(stretch.segments) for stretch in PackedSegments((packed(rows, 5),)).stretches()] == [6, 6, 6, 6]
    assert [len(stretch.segments) for stretch in PackedSegments((packed(rows, 25),)).stretches()] == [24]


@given(cells(), st.integers(1, 12))
def test_no_part_is_told_twice_or_with_what_holds_for_other_parts(segments: list[Segment], size: int) -> None:
    told: list[PackedSheet] = []
    sheet = packed(segments, size, told.append)
    assert sheet == packed(segments, size)
    assert sum(pack.size for one in told for pack in one.packs) <= len(segments)
    assert len({one.common for one in told}) <= 1
    assert all(not pack.left_out for one in told for pack in one.packs)


@pytest.mark.parametrize("size", [2, 5, 30])
def test_parts_of_a_table_are_told_as_soon_as_they_are_cut(size: int) -> None:
    rows = [Segment.at("男", CellPlace("职位表", row, column), group=f"{ALL}row{row}") for row in range(2, 11) for column in (1, 2)]
    told: list[PackedSheet] = []
    sheet = packed([Segment.at("岗位表", CellPlace("职位表", 1, 1), group=ALL), *rows], size, told.append)
    assert [(one.common, one.packs) for one in told] == [(sheet.common, (pack,)) for pack in sheet.packs if not pack.left_out]


def test_nothing_more_is_told_once_a_group_goes_on_unforeseen() -> None:
    rows = [Segment.at("男", CellPlace("职位表", row, 1), group=f"{ALL}row{row}") for row in (1, 2, 3, 4, 5, 2, 6)]
    told: list[PackedSheet] = []
    sheet = packed(rows, 2, told.append)
    assert [pack.size for pack in sheet.packs] == [6, 1]
    assert [pack.size for one in told for pack in one.packs] == [2, 2]


def test_nothing_more_is_told_once_something_else_holds_for_all() -> None:
    groups = [f"{ALL}row1", f"{ALL}row2", ALL, f"{ALL}row3", f"{ALL}row4"]
    told: list[PackedSheet] = []
    packed([Segment.at("男", CellPlace("职位表", row, 1), group=group) for row, group in enumerate(groups, 1)], 1, told.append)
    assert [pack.size for one in told for pack in one.packs] == [1, 1]


def test_nothing_but_plain_values_is_unpacked() -> None:
    with pytest.raises(pickle.UnpicklingError, match=r"(posix|nt)\.system is no part of packed cells"):
        Cells.unpacked(pickle.dumps(([], [], [], [__import__("os").system])))
