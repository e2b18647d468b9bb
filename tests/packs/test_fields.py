"""What fields of records mean, and which of them hold text, by their names."""

from __future__ import annotations

import pytest

from auditor.engine import Auditor
from auditor.model.document import Label, Segment
from auditor.model.location import RecordPlace


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
