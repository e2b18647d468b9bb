"""What tells of a person is found, and what only looks like it stays; examples of each form stand beside it in the packs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.model.personal import PersonalKind
from auditor.model.span import Span
from auditor.packs.folders import built_in_folder
from auditor.packs.lint.personal import lint_personal
from auditor.packs.personal import load_personal
from auditor.text.personal import PersonalReader, masked

FORMS = load_personal([built_in_folder()])
READER = PersonalReader(FORMS)


def redacted(text: str, label: str = "") -> str:
    return masked(text, [piece.span for piece in READER.find(text, label)])


def test_every_form_finds_its_examples_and_no_near_miss() -> None:
    assert list(lint_personal(FORMS)) == []
    assert {form.kind for form in FORMS} == set(PersonalKind)


@pytest.mark.parametrize(
    "text",
    [
        "月薪18000元，年终奖3-6万元，底薪4000-5000",
        "综合薪资8000-10000元/月，上不封顶，年薪150000-200000",
        "年龄18-35周岁，身高165-175cm，体重50kg",
        "报名时间2026-01-31至2026.02.28，每天09:00-18:00",
        "2026年1月31日前，逾期不候；笔试20260228",
        "邮编310000，面积12000平方米，员工30000余人",
        "凭身份证、工号0012345和毕业证书报到",
        "职位代码：300110001001，岗位编号13010100101",
        "王府井百货、张家港分公司、陈列主管、高级经理、金牌老师",
        "限男士；女士优先；已婚女士优先；未婚男士均可；先生女士皆可",
        "形象好气质佳的女士优先，年轻女士，成熟男士",
        "单身、离异女士不限，漂亮大方女士优先",
        "不要姓王的，姓李的优先",
        "汇总经理的意见，历任主管，与老师、同学交流",
        "负责微信公众号运营、QQ群维护，熟悉C#和.NET，15-25K@14薪",
        "http://example.com/jobs/30123456.html 浙ICP备30123456号",
        "1、身体健康 2、吃苦耐劳 3、服从安排 4、会电脑 5、有驾照",
        "联系人管理能力强，能独立联系客户；单点联系人",
        "HR经理、人事经理各1名，招聘主管2名",
    ],
)
def test_what_only_looks_personal_stays(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("138 1234 5678/１３９１２３４５６７８", "*************/***********"),
        ("座机：(0571)8765 4321-802，传真87654322", "座机：*******************，传真********"),
        ("固话 400-123-4567、8001234567", "固话 ************、**********"),
        ("加微信：wx_lily88 或 vx: 13812345678", "加微信：********* 或 vx: ***********"),
        ("简历投 Li.Hr+job@Mail.Example.com.cn", "简历投 *****************************"),
        ("身份证号３３０１０６１９９００１０１１２３Ｘ", "身份证号******************"),
        ("联系人：欧阳小红女士、程总", "联系人：****女士、*总"),
        ("聯繫人：陳小明 電話：87654321", "聯繫人：*** 電話：********"),
        ("①13812345678", "①***********"),
    ],
)
def test_masks_are_as_long_as_what_they_hide(text: str, shown: str) -> None:
    assert redacted(text) == shown
    assert len(shown) == len(text)


def test_the_name_of_a_field_tells_what_stands_in_it() -> None:
    assert redacted("林小满", "联系人") == "***"
    assert redacted("87654321", "电话") == "********"
    assert redacted("31020045", "职位代码") == "31020045"
    assert redacted("林小满") == "林小满"


def test_a_long_text_is_looked_through_piece_by_piece() -> None:
    for filling in (1_980, 1_995, 2_000, 4_000):
        text = "店" * filling + "，电话13812345678，" + "员" * 3_000
        assert {piece.span.of(text) for piece in READER.find(text)} == {"13812345678"}
        assert redacted("1" * filling + "，联系人：林小满").endswith("联系人：***")


def test_line_ends_stay_under_a_mask() -> None:
    assert masked("12\r\n34", [Span(0, 6)]) == "**\r\n**"


SIGNS = st.text(st.sampled_from("0123456789０１９-—. +()（）@：:联系人电话王小明女士微信号vxQq元年\n*①一三"), max_size=60)


@given(SIGNS)
def test_a_redacted_text_is_as_long_and_stays_as_it_is(text: str) -> None:
    once = redacted(text)
    assert len(once) == len(text)
    assert all(after in (before, "*") for before, after in zip(text, once, strict=True))


@st.composite
def mobiles(draw: st.DrawFn) -> str:
    """A number as ads write it: in groups, with what stands between them, of wide or narrow digits."""
    rest = draw(st.text(st.sampled_from("0123456789"), min_size=9, max_size=9))
    separator = draw(st.sampled_from(["", " ", "-", " - ", "—", ".", "\u200b"]))
    number = separator.join([f"1{draw(st.sampled_from('3456789'))}{rest[0]}", rest[1:5], rest[5:]])
    wide = {0x30 + digit: 0xFF10 + digit for digit in range(10)}
    return number.translate(wide) if draw(st.booleans()) else number


@given(st.text(st.sampled_from("招聘店员，。； \n"), max_size=8), st.sampled_from(["", "+86 ", "电话：", "微信同号", "①"]), mobiles())
def test_no_mobile_number_is_left_however_it_is_written(before: str, lead: str, number: str) -> None:
    assert redacted(f"{before}{lead}{number}，可住宿").endswith("*" * len(number) + "，可住宿")
