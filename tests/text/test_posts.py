from __future__ import annotations

from collections import Counter
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.engine import Auditor
from auditor.model.document import Label, Segment
from auditor.model.location import LinePlace, ParagraphPlace
from auditor.model.span import Span
from auditor.packs.loader import load_pack
from auditor.text.normalise import normalise
from auditor.text.posts import COMMON, Posts, headings, may_hold_several, may_tell_of_several

FORMS = load_pack().post_forms


LINES = [line for form in FORMS.headings for line in (*(text for text, _ in form.examples), *form.near_misses)]


def around(posts: Posts, segment: Segment, offset: int) -> str:
    return posts.around(posts.part_of(segment, offset))


TWO = "某公司招聘\n一、前台文员：能早起。\n二、采掘工若干名。"
AUDITOR = Auditor()

HEADINGS = {
    "han": ("一、{}：", "二、{}："),
    "numbered": ("岗位一：{}\n", "岗位二：{}\n"),
    "post": ("岗位：{}\n", "岗位：{}\n"),
    "wanted": ("招聘岗位：{}，", "招聘岗位：{}，"),
    "bracket": ("【{}】\n", "【{}】"),
    "count": ("1、{}3名，", "2、{}2名，"),
    "bare": ("{} 2名：", "{} 若干名："),
    "markdown": ("## {}\n\n", "## {}\n\n"),
    "bold": ("**{}**\n", "**{}**\n"),
    "row": ("| {} | ", "| {} | "),
    "english": ("Position: {}\n", "Position: {}\n"),
}
ADS = {
    "女子监狱管教民警": "限女性，熟悉狱政。",
    "前台文员": "限女性，无犯罪记录，能熟练打字。",
    "保安员": "无犯罪记录，能上夜班。",
    "井下采掘工": "限男性，能下井。",
    "仓库保管员": "限男性，45周岁以下，无犯罪记录。",
    "面点师傅": "无传染病，手脚麻利。",
    "平面设计师": "无传染病，35岁以下，会用绘图软件。",
    "护士": "统招全日制，能倒班。",
    "行政助理": "统招全日制，仔细耐心。",
}


def outcomes(text: str) -> list[tuple[str, str, str]]:
    result = AUDITOR.audit_text(text)
    return [(finding.rule.id, finding.text, finding.severity) for finding in result.findings]


@settings(deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=6), st.sampled_from(["\n", "。", "；", "\n\n", "，"]))
def test_a_form_that_stands_twice_is_not_overlooked(lines: list[str], gap: str) -> None:
    text = normalise(gap.join(lines)).text
    counts = Counter(heading.form for heading in headings(text, FORMS))
    assert may_hold_several(text, FORMS) or max(counts.values(), default=0) < 2


@settings(deadline=None)
@given(st.lists(st.lists(st.sampled_from(LINES), max_size=3).map("\n".join), max_size=5), st.sampled_from(["", "。", "；"]))
def test_no_text_of_several_posts_is_overlooked(texts: list[str], end: str) -> None:
    folded = [normalise(f"{text}{end}{text}" if end else text).text for text in texts]
    several = {number for number, text in enumerate(folded) if len(headings(text, FORMS)) > 1}
    assert several <= set(may_tell_of_several(folded, FORMS))


def test_texts_with_one_heading_at_their_start_are_plain() -> None:
    texts = ["（护理）病区护士", "岗位：烘焙学徒", "| 会计 | 2 |", "（一）会计\n（二）出纳", "1、裁床工3名；2、缝纫工2名"]
    assert list(may_tell_of_several([normalise(text).text for text in texts], FORMS)) == [3, 4]


@pytest.mark.parametrize("text", ["1、裁床工3名,能早起", "岗位:烘焙学徒\n团队12人", "", "裁床工,每班3人,共两班"])
def test_one_post_is_told_without_its_headings(text: str) -> None:
    assert not may_hold_several(text, FORMS)


@settings(max_examples=120, deadline=None)
@given(
    st.sampled_from(list(permutations(ADS, 2))),
    st.sampled_from(list(HEADINGS.values())),
    st.sampled_from(["", "某商场招聘\n", "诚聘英才：\n"]),
)
def test_two_ads_joined_give_each_the_findings_that_it_gives_alone(posts: tuple[str, str], marks: tuple[str, str], head: str) -> None:
    ads = [mark.format(post) + ADS[post] for mark, post in zip(marks, posts, strict=True)]
    assert outcomes(head + "\n".join(ads)) == [outcome for ad in ads for outcome in outcomes(ad)]


def test_a_clause_belongs_to_its_own_post_and_to_what_stands_before_all() -> None:
    segment = Segment.at(TWO, LinePlace(1, 1))
    posts = Posts([segment], FORMS)
    assert around(posts, segment, TWO.index("早起")) == "某公司招聘\n一、前台文员:能早起。\n"
    assert around(posts, segment, TWO.index("若干")) == "某公司招聘\n二、采掘工若干名。"
    assert around(posts, segment, 0) == "某公司招聘\n"


def test_headings_that_all_ads_have_cut_nothing() -> None:
    text = "招聘保安\n一、岗位职责：巡逻。\n二、任职要求：无犯罪记录。\n【福利待遇】【五险一金】\n【联系方式】"
    segment = Segment.at(text, LinePlace(1, 1))
    assert "保安" in around(Posts([segment], FORMS), segment, text.index("犯罪"))
    assert Posts([segment], FORMS).part_of(segment, len(text) - 2) == COMMON


def test_a_heading_that_stands_once_cuts_nothing() -> None:
    text = "某院招聘\n职位：会计\n岗位：总账会计\n要求：细心。"
    segment = Segment.at(text, LinePlace(1, 1))
    assert around(Posts([segment], FORMS), segment, text.index("细心")) == text.replace("：", ":")


def test_a_heading_stands_over_the_lower_ones_below_it() -> None:
    text = "# 招聘\n一、女子监狱\n1、管教2名，限女性\n2、厨工1名\n二、后勤处\n1、司机1名"
    segment = Segment.at(text, LinePlace(1, 1))
    found = around(Posts([segment], FORMS), segment, text.index("限女性"))
    assert found == "# 招聘\n一、女子监狱\n1、管教2名,限女性\n"


def test_the_title_of_a_post_wins_over_a_head_that_names_others() -> None:
    text = "诚聘保安、前台。\n包午餐。\n【保安】夜班。\n【前台】无犯罪记录。"
    segment = Segment.at(text, LinePlace(1, 1))
    assert around(Posts([segment], FORMS), segment, text.index("犯罪")) == "包午餐。\n(前台)无犯罪记录。"


def test_paragraphs_are_read_together() -> None:
    paragraphs = [Segment.at(text, ParagraphPlace("body", n)) for n, text in enumerate(TWO.split("\n"), 1)]
    assert around(Posts(paragraphs, FORMS), paragraphs[1], 3) == "某公司招聘\n一、前台文员:能早起。\n"


def test_a_field_of_its_own_belongs_to_all_posts_of_a_record() -> None:
    place = LinePlace(1, 1)
    text = Segment.at("【切配】早班。\n【收银】晚班。", place, Label("正文", place))
    city = Segment.at("某市", place, Label("城市", place))
    posts = Posts([text, city], FORMS)
    assert posts.part_of(city, 0) == COMMON
    assert around(posts, text, 2) == "正文:\n城市:某市(切配)早班。\n"


@pytest.mark.parametrize(
    ("text", "excused"),
    [
        ("一、前台文员：限女性。\n二、女子监狱管教民警若干名。", False),
        ("一、女子监狱管教民警：限女性。\n二、前台文员若干名。", True),
        ("女子监狱招聘管教民警：限女性。", True),
    ],
)
def test_an_exception_excuses_its_own_post_only(auditor: Auditor, text: str, excused: bool) -> None:
    result = auditor.audit_text(text)
    assert [dismissal.by for dismissal in result.dismissals] == (["X42"] if excused else [])


def test_words_of_the_whole_text_are_found_again_in_their_segment() -> None:
    place = LinePlace(1, 1)
    cell = Segment.at("某县\u200b统计局", place, Label("招 录 机 关", place))
    posts = Posts([Segment.at("通知", place), cell], FORMS)
    whole = posts.text
    for words, raw, in_label in (("县统计局", "县\u200b统计局", False), ("招录机关", "招 录 机 关", True), ("通知", "通知", False)):
        start = whole.index(words)
        segment, span, label = posts.locate(Span(start, start + len(words)))
        source = segment.label.text if label and segment.label else segment.text
        assert (span.of(source), label) == (raw, in_label)
