"""What fields of records mean, and which of them hold text, by their names."""

from __future__ import annotations

import pytest

from auditor.engine import Auditor
from auditor.model.document import Document, Label, Segment
from auditor.model.location import CellPlace, RecordPlace


def field(path: str) -> Segment:
    place = RecordPlace("1", path, 1)
    return Segment.at("限男性", place, Label(path.rpartition(".")[2], place), path)


@pytest.mark.parametrize(
    "path",
    [
        *("要求", "岗位职责及任职要求", "工作内容和要求", "职位描述/要求", "岗位要求（必填）", "任职要求：", "招聘信息"),
        *("jobDescription", "job-description", "JOB_DESC", "data.jobs.0.positionRequirements", "Remarks", "post description"),
    ],
)
def test_fields_of_text_are_known_however_their_names_are_spelt(auditor: Auditor, path: str) -> None:
    assert auditor.pack.fields.is_text(field(path), None)


@pytest.mark.parametrize("name", ["max_age", "maxAge", "Max-Age", "max age", "年龄上限", "年龄 上限（岁）"])
def test_labels_are_known_however_their_names_are_spelt(auditor: Auditor, name: str) -> None:
    assert auditor.pack.fields.label_named(name) == "年龄上限"


@pytest.mark.parametrize("name", ["max", "maximal age", "package", "上限"])
def test_other_names_are_no_labels(auditor: Auditor, name: str) -> None:
    assert auditor.pack.fields.label_named(name) == ""


@pytest.mark.parametrize("path", ["公司简介及荣誉", "联系人", "及", "employer", "联系方式和要求人", "descriptor", "福利", "jobId", ""])
def test_other_fields_are_left_alone(auditor: Auditor, path: str) -> None:
    assert not auditor.pack.fields.is_text(field(path), None)


def test_the_field_that_the_user_names_is_the_only_one(auditor: Auditor) -> None:
    assert auditor.pack.fields.is_text(field("a.正事"), "正事")
    assert not auditor.pack.fields.is_text(field("text"), "正事")


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("招聘人数（男）", "招聘人数(男)"),
        ("招聘人数 (女性)", "招聘人数(女)"),
        ("招聘人数（人）", "人数"),
        ("年龄（男）", "年龄"),
        ("现有人数（男）", ""),
    ],
)
def test_a_column_of_counts_is_told_by_its_sex_and_any_other_by_its_name(name: str, label: str, auditor: Auditor) -> None:
    assert auditor.pack.fields.label_named(name) == label


def test_counts_of_one_sex_are_a_headcount_and_noughts_are_none(auditor: Auditor) -> None:
    labels = [Label(f"招聘人数（{sex}）", CellPlace("表", 1, column)) for column, sex in enumerate("男女", 1)]
    cells = [(2, 0, "3"), (2, 1, "0"), (3, 0, "2"), (3, 1, "2")]
    segments = [Segment.at(text, CellPlace("表", row, 1 + column), labels[column], "", f"表!row{row}") for row, column, text in cells]
    headers = [Segment.at(label.text, label.location) for label in labels]
    found = auditor.audit(Document("表", "表", (*headers, *segments))).findings
    assert [(one.rule.id, one.location, one.text) for one in found] == [
        ("GEN005", CellPlace("表", 2, 1), "3"),
        ("GEN005", CellPlace("表", 3, 1), "2"),
        ("GEN005", CellPlace("表", 3, 2), "2"),
    ]
