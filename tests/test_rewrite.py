"""Rewrites of whole clauses: the sentence that is suggested, word for word, and that edits touch nothing else."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.config import Config
from auditor.engine import Auditor
from auditor.model.document import Document, Label, Segment
from auditor.model.grounds import Ground
from auditor.model.location import LinePlace
from auditor.model.rewrite import MARK, Edit, Phrase, Rewrite, Style, apply
from auditor.model.span import Span
from auditor.packs.examples import example_document, run_rewrites
from auditor.packs.loader import load_pack
from auditor.rewrite import Rewriter
from auditor.text.compiled import compiled

SENTENCES = [
    # sex and age
    ("招聘女前台，25岁以下", "招聘前台"),
    ("性别：女", "性别：不限"),
    ("保洁阿姨", "保洁员"),
    ("压铸工男3名女2名", "压铸工5名"),
    ("18-35岁", "年满18周岁"),
    ("搬运工：16-40周岁，能倒班", "搬运工：年满16周岁，能倒班"),
    ("有经验的女性优先", "有经验者优先"),
    ("吹塑工四名（男，45岁以内），两班倒", "吹塑工四名，两班倒"),
    ("会看图纸，限男性，22～38岁，能驻厂", "会看图纸，能驻厂"),
    ("男性优先", ""),
    ("本岗位限女性报名", ""),
    ("找个小姐姐管账", "找个员工管账"),
    ("食堂招大姐两名，会擀面", "食堂招员工两名，会擀面"),
    ("女司机优先，包住", "包住"),
    ("缝纫女工若干", "缝纫工若干"),
    ("肯学焊接的男生", "肯学焊接的人"),
    ("1.40岁以下，会开叉车", "1.会开叉车"),
    ("店长：38岁以下，业绩突出者可放宽至42岁", "店长"),
    ("年龄：20-30岁（特别优秀的可放宽），能出差", "年龄：不限，能出差"),
    ("勤快的年轻人，有夜班补贴", "勤快的人，有夜班补贴"),
    ("年轻有活力，嗓门亮", "有活力，嗓门亮"),
    ("男44岁以下，女39岁以下，会电焊", "会电焊"),
    # looks, health, record
    ("形象气质佳，会粤语", "会粤语"),
    ("具备良好的个人形象与耐心", "具备耐心"),
    ("漂亮大方，会插花", "大方，会插花"),
    ("导览员，男身高175cm以上，女身高163cm以上，会手语", "导览员，会手语"),
    ("急招帅哥店员一名", "急招店员一名"),
    ("无慢性病和不良嗜好", "无不良嗜好"),
    ("无耳洞及纹身", "无耳洞"),
    ("能上夜班，无色盲、色弱", "能上夜班"),
    ("会潜水，无犯罪记录，四肢健全，持潜水证", "会潜水，持潜水证"),
    # education and graduate status
    ("统招全日制本科及以上学历", "本科及以上学历"),
    ("全日制二本以上学历，会编程", "本科及以上学历，会编程"),
    ("硕士（统招），会德语", "硕士，会德语"),
    ("法务，985院校优先，过法考", "法务，过法考"),
    ("2027届硕士及以上学历，会建模", "硕士及以上学历，会建模"),
    ("有实验经验的应届毕业生优先", "有实验经验者优先"),
    # place, family, identity
    ("收费员，须具有本市户口，能早班", "收费员，能早班"),
    ("本地人优先，自带电动车", "自带电动车"),
    ("户籍：限本县户籍", "户籍：不限"),
    ("质检，已婚已育者优先，会用卡尺", "质检，会用卡尺"),
    ("男女不限，女性必须已婚已育", "男女不限"),
    ("诚招宝妈兼职", "诚招兼职"),
    ("政治面貌：党员", "政治面貌：不限"),
    ("急招白人外教两名", "急招外教两名"),
    ("母语为英语", "英语流利"),
    ("库管，属猪的勿扰，会用扫码枪", "库管，会用扫码枪"),
    ("在编在岗教师", "教师"),
    ("不抽烟，左撇子勿扰，能站立", "能站立"),
    # as written: wide digits, traditional signs, hidden signs
    ("招理貨員：性別﹕男，年齡﹕１８～４０歲，會點貨", "招理貨員：性別﹕不限，年齡﹕年滿１８周歲，會點貨"),
    ("招聘：限*女*性，日结", "招聘：日结"),
    ("客服，女\u200b性优先，打字快", "客服，打字快"),
    ("店員，須為女性，18-30歲，會講普通話", "店員，年滿18周歲，會講普通話"),
    ("年龄 18 - 30岁，会焊接", "年满18周岁，会焊接"),
    # what would be left in pieces
    ("要求：女性18-30岁，会收银", "要求：年满18周岁，会收银"),
    ("质检：男18-48岁，女18-44岁，会目检", "质检：年满18周岁，会目检"),
    ("性别不限（女生优先）18-30周岁", "性别不限，年满18周岁"),
    ("有展会经验与留学背景者优先", "有展会经验者优先"),
    ("如果你26岁以下，肯学，就来", "如果你肯学，就来"),
    ("本市户籍（必须）", ""),
    ("原则上不超过35周岁", ""),
    ("库管要求：限男性，30岁以下", ""),
    ("要求：1 、女，27-40岁，会做账", "要求：1 、会做账"),
    ("男，45岁以下，会修锅炉，手艺好的年龄可放宽至50岁，有证", "会修锅炉，有证"),
    ("必须满16-30周岁，会装箱", "年满16周岁，会装箱"),
    ("18-30周岁，不符合年龄者勿扰，会装箱", "年满18周岁，会装箱"),
    ("欢迎18-27岁的有志青年前来", "欢迎年满18周岁的有志之士前来"),
    ("统招院校硕士以上学历，会建模", "硕士以上学历，会建模"),
    ("要求：女性，要求能倒班", "要求：能倒班"),
    ("聘煮饭阿姨1名，包住", "聘煮饭人员1名，包住"),
    ("要求男性，女性手快的也可以，包住", "包住"),
    ("只招本市户口，谢谢配合", ""),
    # English
    ("Female receptionist, aged 22-30, good English", "Receptionist, good English"),
    ("Male, with forklift licence", "With forklift licence"),
    ("Gender: Female", "Gender: any"),
    ("Ladies only", ""),
    ("Hiring a female beekeeper", "Hiring a beekeeper"),
    ("Waiter, must be under 33 only, full time", "Waiter, full time"),
    ("Young and energetic, likes to travel", "Energetic, likes to travel"),
    ("Hotel desk: a young man who sings", "Hotel desk: a person who sings"),
    ("Cook with no kids, full time", "Cook, full time"),
    ("Cook, native English speakers only", "Cook, fluent English"),
    ("Punctual and good-looking, speaks Thai", "Punctual, speaks Thai"),
    ("Full-time bachelor degree, speaks Lao", "Bachelor degree, speaks Lao"),
    ("Local candidates preferred, Shanghai hukou preferred", ""),
    ("Clerk, married, drives", "Clerk, drives"),
    # found only in what was written first
    ("年龄40岁以内的女性，会做饭", "会做饭"),
    ("Candidates must be female, aged between 25 and 35, and married", ""),
    ("We are looking for a young and beautiful lady with good English", "We are looking for a person with good English"),
    # what a limit carries with it
    ("主管：35岁以下，超龄者请勿报名", "主管"),
    ("需提供无犯罪记录证明及户口本", "需提供户口本"),
    ("年龄要求：女：18-40岁，男：18-45岁", "年龄要求：不限"),
    ("本店诚招25-40岁女性店员两名", "本店诚招店员两名"),
    ("文员（限女，25岁以下，未婚）2名", "文员2名"),
]

CELLS = [
    ("性别", "女", "不限"),
    ("年龄", "19-31", "不限"),
    ("年龄", "18-45岁", "年满18周岁"),
    ("婚姻状况", "未婚", "不限"),
    ("学习方式", "全日制", "不限"),
    ("是否限应届毕业生报考", "是", "否"),
    ("其他要求", "男性，会游泳", "会游泳"),
    ("其他要求", "限男性", ""),
]


def only(auditor: Auditor, text: str, label: str = "") -> Rewrite:
    place = LinePlace(1, 1)
    segment = Segment.at(text, place, Label(label, place) if label else None)
    rewrites = {finding.rewrite for finding in auditor.audit(Document("x", "x", (segment,))).findings}
    assert len(rewrites) == 1, rewrites
    rewrite = rewrites.pop()
    assert rewrite is not None
    assert apply(text, rewrite.edits) == rewrite.text
    return rewrite


@pytest.mark.parametrize(("text", "lawful"), SENTENCES)
def test_a_sentence_is_written_again(auditor: Auditor, text: str, lawful: str) -> None:
    assert only(auditor, text).text == lawful


@pytest.mark.parametrize(("label", "text", "lawful"), CELLS)
def test_a_cell_gets_new_content(auditor: Auditor, label: str, text: str, lawful: str) -> None:
    assert only(auditor, text, label).text == lawful


def test_the_phrases_of_the_packs_do_what_their_examples_say(auditor: Auditor) -> None:
    assert list(run_rewrites(auditor.pack.style, auditor.audit)) == []


def test_nothing_that_still_limits_is_suggested(auditor: Auditor) -> None:
    for rule in auditor.rules:
        for flagged in rule.flagged:
            for finding in auditor.audit(example_document(flagged)).findings:
                if finding.rewrite and not flagged.label:
                    assert not auditor.audit_text(finding.rewrite.text).findings, flagged.text


def test_nearly_every_example_is_rewritten(auditor: Auditor) -> None:
    documents = [example_document(flagged) for rule in auditor.rules for flagged in rule.flagged]
    findings = [finding for document in documents for finding in auditor.audit(document).findings]
    assert sum(finding.rewrite is not None for finding in findings) >= 0.95 * len(findings)


def test_a_sentence_is_lawful_as_a_whole_whatever_is_selected() -> None:
    narrow = Auditor(Config(select=("gender",), as_of="2026-11-24"))
    (finding,) = narrow.audit_text("会计一名，女，30岁以下，有证书").findings
    assert finding.rewrite is not None
    assert finding.rewrite.text == "会计一名，有证书"


def test_what_makes_no_sense_is_not_suggested(auditor: Auditor) -> None:
    (finding,) = auditor.audit_text("会来事的招女").findings
    assert finding.rewrite is None or not finding.rewrite.text.endswith("招")


def test_only_the_item_of_a_list_is_dropped_not_its_lead(auditor: Auditor) -> None:
    text = "以下人员勿扰：\n1、属虎的\n2、有纹身的"
    for finding in auditor.audit_text(text).findings:
        assert finding.rewrite is not None
        assert apply(text, finding.rewrite.edits).startswith("以下人员勿扰：\n")


def test_a_name_and_its_value_in_two_cells_are_not_written_as_one(auditor: Auditor) -> None:
    (finding,) = auditor.audit_text("年龄\t18-45岁，会焊接").findings
    assert finding.rewrite is None


def test_the_mark_of_drafts_in_an_ad_does_no_harm(auditor: Auditor) -> None:
    (finding,) = auditor.audit_text("限男性，会用⌫键").findings
    assert finding.rewrite is None


def test_a_hostile_clause_costs_little_time(auditor: Auditor) -> None:
    started = time.process_time()
    auditor.audit_text("限男性，" + "或者要求应当须" * 200 + "岩")
    assert time.process_time() - started < 10


def test_what_to_do_is_said_in_both_languages() -> None:
    assert Rewrite((), "会计").wording.get("zh") == "改为“会计”"
    assert Rewrite((), "").wording.get("en") == "delete this sentence"


@pytest.fixture(scope="module")
def flagged_texts(auditor: Auditor) -> list[str]:
    return [flagged.text for rule in auditor.rules for flagged in rule.flagged if not flagged.label]


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_edits_touch_nothing_outside_their_clause(auditor: Auditor, flagged_texts: list[str], data: st.DataObject) -> None:
    pieces = data.draw(st.lists(st.sampled_from([*flagged_texts, "会开车", "月底结薪", "Lunch is paid"]), min_size=1, max_size=4))
    glue = data.draw(st.sampled_from(["，", "。", "；", "\n", "　", ", ", "、"]))
    text = data.draw(st.sampled_from(["", "岗位要求：", "１．", "\u200b"])) + glue.join(pieces)
    for finding in auditor.audit_text(text).findings:
        if finding.rewrite:
            clause, rewrite = finding.clause, finding.rewrite
            assert apply(text, rewrite.edits) == text[: clause.start] + rewrite.text + text[clause.end :]
            assert all(clause.covers(edit.span) for edit in rewrite.edits)
            assert all(a.span.end < b.span.start for a, b in zip(rewrite.edits, rewrite.edits[1:], strict=False))


STYLE = load_pack().style
REWRITER = Rewriter(STYLE)
PIECES = [piece for phrase in STYLE.phrases for piece in (phrase.text, phrase.text[:5], phrase.text[-5:])]


def first_phrase(text: str, span: Span, ground: Ground) -> tuple[str, tuple[int, int]] | None:
    """Return what is written in place of a span, and where, by a look at every match of every phrase in the whole text."""
    for phrase in STYLE.phrases:
        for match in compiled(phrase.regex).finditer(text, overlapped=True) if ground in (phrase.grounds or (ground,)) else ():
            other = Span(*match.span("other")) if match.groupdict().get("other") else Span(0, 0)
            if Span(*match.span()).covers(span) and not other.overlaps(span):
                return phrase.write or MARK, match.span()
    return None


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map(",".join), st.data())
def test_the_first_phrase_that_covers_a_finding_is_found_from_near_by(text: str, data: st.DataObject) -> None:
    text = text.replace("，", ",")
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, min(start + data.draw(st.integers(1, 6)), len(text)))
    ground = data.draw(st.sampled_from(Ground))
    fit = REWRITER._fit(text, span, ground)
    assert (fit and (fit[1], fit[0].span())) == first_phrase(text, span, ground)


@pytest.mark.parametrize("place", range(3))
def test_a_phrase_may_begin_as_far_before_a_finding_as_it_is_long(place: int) -> None:
    phrase = Phrase("(?P<word>只|限)男性", "{word}人", (), "", "", "", "")
    text, start = "会开车,限男性,会修车", 4 + place
    draft = Rewriter(Style((phrase,), nothing="(?!)")).draft(text, [(Span(start, start + 1), Ground.GENDER)])
    assert draft and draft.text == "会开车,限人,会修车"


EDITS = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 4), st.sampled_from(["", "不限"])), max_size=4)


@given(st.text("限男性", min_size=24, max_size=24), EDITS)
def test_edits_are_made_as_one_by_one_from_the_last(text: str, made: list[tuple[int, int, str]]) -> None:
    edits = sorted({start: Edit(Span(start, start + size), write) for start, size, write in made}.values())
    apart = [edit for index, edit in enumerate(edits) if all(other.span.end <= edit.span.start for other in edits[:index])]
    single = text
    for edit in reversed(apart):
        single = single[: edit.span.start] + edit.text + single[edit.span.end :]
    assert apply(text, apart) == single
