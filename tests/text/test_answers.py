"""What applicants have typed into forms is told of them, not asked of others; what only looks like such a form hides nothing."""

from __future__ import annotations

import pytest

from auditor.engine import Auditor
from auditor.model.document import Document, Label, Segment
from auditor.model.location import CellPlace, RecordPlace

PERSON = "姓名：林小满\n出生年月：1996年5月\n"


def limits(auditor: Auditor, text: str) -> list[str]:
    return [finding.text for finding in auditor.audit_text(text).findings if finding.severity.value != "note"]


@pytest.mark.parametrize(
    "text",
    [
        f"应聘登记表\n{PERSON}性别：男\n民族：汉族\n婚姻状况：未婚\n政治面貌：中共党员\n户籍：本市",
        "报名表\n姓　　名：林小满　性　别：女　年龄：28\n出生日期：1996-05-01　籍贯：湖南　身高：165cm",
        "入职登记表\n姓名：林小满\n身份证号：000000********0000\n性别：男\n婚育：已婚已育",
        "个人简历\n姓名：林小满\n性别：男\n年龄：28\n毕业院校：某省大学（985）\n学历：全日制本科\n求职意向：机械工程师",
        "姓名：林小满\n性别：女\n婚姻状况：未婚\n期望薪资：6000",
        "Curriculum Vitae\nName: Ann Lin\nGender: Female\nDate of birth: 12 May 1996\nMarital status: Married\nReligion: None",
        "简历\n林小满 女 26岁\n学历：本科（统招）\n应聘岗位：小学教师\n籍贯：湖南  民族：汉\n身高：162cm",
        "RESUME\nFull name: Ann Lin\nDOB: 1996-05-12\nSex: F\nNationality: Chinese",
    ],
)
def test_what_one_person_typed_is_no_limit(auditor: Auditor, text: str) -> None:
    assert limits(auditor, text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("应聘登记表\n姓名：\n性别：男\n身份证号：", ["性别：男"]),
        ("应聘登记表\n姓名：林小满\n性别：男", ["性别：男"]),
        ("应聘登记表\n姓名：林小满\n性别：男\n求职意向：", ["性别：男"]),
        ("个人简历\n姓名：林小满\n求职意向：会计\n学历：限全日制本科", ["全日制"]),
        (f"应聘登记表\n{PERSON}性别：限男性", ["性别：限男性"]),
        (f"应聘登记表\n{PERSON}年龄：18-35岁", ["年龄：18-35岁"]),
        (f"应聘登记表\n{PERSON}限女性，形象好", ["限女性", "形象好"]),
        (f"性别：女\n应聘登记表\n{PERSON}", ["性别：女"]),
        ("招聘启事\n联系人姓名：林小满\n出生日期：1990年1月以后\n性别：女", ["出生日期：1990年1月以后", "性别：女"]),
        ("姓名：林小满\n姓名：周大山\n出生年月：1996年5月\n性别：女", ["性别：女"]),
        ("Curriculum Vitae\nName: Ann Lin\nGender: Female", ["Gender: Female"]),
        ("简历\n收银员 女 26岁以下\n应聘岗位：收银\n民族：汉", ["女", "26岁以下", "民族：汉"]),
        ("Resume\nName:\nDate of birth:\nGender: Female", ["Gender: Female"]),
        ("Shop assistant\nName: Ann Lin\nDate of birth: 1990 or later\nGender: Female", ["Gender: Female"]),
        ("Resume\nName: Ann Lin\nDOB: 1996-05-12\nGender: female only", ["Gender: female"]),
    ],
)
def test_what_only_looks_like_such_a_form_hides_nothing(auditor: Auditor, text: str, found: list[str]) -> None:
    assert limits(auditor, text) == found


def test_a_field_of_free_text_may_hold_such_a_form(auditor: Auditor) -> None:
    def record(text: str) -> Document:
        return Document("d", "d", (Segment.at(text, RecordPlace("1", "text", 1), Label("text", RecordPlace("1", "text", 1)), "text"),))

    assert auditor.audit(record(f"应聘登记表\n{PERSON}性别：男\n年龄：28")).findings == ()
    assert [finding.text for finding in auditor.audit(record("应聘登记表\n姓名：\n性别：男")).findings] == ["性别：男"]


def test_a_dismissal_says_why(auditor: Auditor) -> None:
    result = auditor.audit_text(f"应聘登记表\n{PERSON}婚姻：未婚")
    assert [(one.by, one.span.of(one.segment.text)) for one in result.dismissals] == [("open-choice", "未婚")]


def test_the_cells_of_a_form_count_too(auditor: Auditor) -> None:
    def form(title: str, **cells: str) -> Document:
        segments = [
            Segment.at(text, CellPlace("1", row, 2), Label(name, CellPlace("1", row, 1)))
            for row, (name, text) in enumerate(cells.items(), 2)
        ]
        return Document("d", "d", (Segment.at(title, CellPlace("1", 1, 1)), *segments))

    person = {"姓名": "林小满", "性别": "男", "身份证号码": "000000199605010000", "政治面貌": "中共党员"}
    assert auditor.audit(form("应聘登记表", **person)).findings == ()
    post = {"姓名": "", "性别": "男", "政治面貌": "中共党员"}
    assert [finding.text for finding in auditor.audit(form("用人需求表", **post)).findings] == ["男", "中共党员"]
