from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.engine import Auditor
from auditor.model.span import Span
from auditor.packs.loader import load_pack
from auditor.text.clauses import clause_spans
from auditor.text.evasion import Evasion
from auditor.text.normalise import fold_signs, normalise

EVASION = Evasion(load_pack().disguises)
AUDITOR = Auditor()


def meant(raw: str) -> str:
    reading = EVASION.read(raw)
    return reading.whole.text if reading else raw


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("限★女★性", "限女性"),
        ("湘//西//人//不//招", "湘西人不招"),
        ("未 婚 未 育 者 优 先", "未婚未育者优先"),
        ("仓管：F_e_m_a_l_e", "仓管:Female"),
        ("M A L E only", "MALE only"),
        ("薪 资 3 - 5 千", "薪资3 - 5千"),
        ("招💐姑娘", "招姑娘"),
        ("招\n女\n工\n六\n名\n包吃住", "招女工六名\n包吃住"),
        ("东,北,人,勿,扰", "东北人勿扰"),
        ("形、象、气、质、佳", "形象气质佳"),
        ("查乙*肝，少数民·族", "查乙肝,少数民族"),
        ("限<em>女</em>性<br/>会记账", "限女性\n会记账"),
        ("25&mdash;30岁，能&#32;干", "25—30岁,能 干"),
        ("fe\u0336male", "female"),
    ],
)
def test_words_cut_up_are_joined(raw: str, plain: str) -> None:
    assert meant(raw) == plain


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("④⑤岁以下", "45岁以下"),
        ("4️⃣0️⃣岁", "40岁"),
        ("三⑧岁", "38岁"),
        ("二①①优先", "211优先"),
        ("3十6岁", "36岁"),
        ("贰伍至叁拾岁", "25至30岁"),
        ("卅⑥岁", "36岁"),
        ("Ⅲ⑤岁", "35岁"),
        ("4O岁，身高l65cm，2O27届", "40岁,身高165cm,2027届"),
        ("第一志愿2ll", "第一志愿211"),
        ("九O后", "九零后"),
        ("35-4●岁", "35-49岁"),
    ],
)
def test_numbers_in_disguise_are_plain(raw: str, plain: str) -> None:
    assert meant(raw) == plain


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("呮偠囡苼", "只要女生"),
        ("限侽忄生，年齢卅崴以卞", "限男性,年龄卅岁以下"),
        ("夲哋卢囗忧先", "本地户口优先"),
        ("己婚，全曰制统召", "已婚,全日制统招"),
        ("㊚优先，限👩🏽，属🐲勿扰", "男优先,限女,属龙勿扰"),
        ("四十岁⬇️，以⬆️", "四十岁以下,以上"),
        ("♋座勿扰，吸🚬者免谈", "巨蟹座勿扰,吸烟者免谈"),
        ("❌纹身，孕妇🚫", "不要纹身,孕妇不要"),
        ("nü sheng 优先", "女生优先"),
        ("前台，n生优先，楠生勿扰", "前台,女生优先,男生勿扰"),
        ("前台，nan，会开车", "前台,男,会开车"),
        ("小huo子，非hàn族，往jie生", "小伙子,非汉族,往届生"),
        ("xian nan, nian ling 22 dao 30 sui", "限男, 年龄22 到 30 岁"),
        ("ma1e 0nly", "male only"),
        ("dang·员·优·先", "党员优先"),
        ("汗族优先，不招歪果仁", "汉族优先,不招外国人"),
        ("无fan罪记录，shu虎勿扰", "无犯罪记录,属虎勿扰"),
        ("玖捌伍/贰壹壹院校", "985/211院校"),
        ("双1流，顔値高，大③阳", "双一流,颜值高,大三阳"),
    ],
)
def test_words_in_disguise_are_plain(raw: str, plain: str) -> None:
    assert meant(raw) == plain


@pytest.mark.parametrize(
    "text",
    [
        "①18-30岁②女性",
        "①②③依次办理",
        "月薪3000②女性客户",
        "Nanjing与NVIDIA合作，nanometer级",
        "nan ning、nan jing路两店",
        "Office in Reno (NV), two desks",
        "三5个月转正",
        "O2O模式，5l装，卞师傅",
        "19一40岁",
        "👩‍⚕️护士站，👨👩👧亲子餐厅",
        "乙肝疫苗，A/B/C三档",
        "1/5/9号面试",
        "已婚妇科与男科",
        "招男 生产工",
        "仅限[男/女]性，能写字",
        "local hukou required，双休",
        "导医 女 大专起 3 个班",
        "焊工 男 3 名",
        "w.e.b开发",
        "2.5~3.5元",
        "汗蒸馆，j罩杯",
        "Shu Han Hotel，shu 本",
        "汗衫，双1号线",
        "听、说、读、写四项",
        "招铝生产线操作工，N生物公司",
        "李楠生老师带班",
    ],
)
def test_what_is_no_disguise_stays(text: str) -> None:
    assert meant(text) in (text, text.replace("，", ","), fold_signs(text).text)


# Each unit of a disguise with what it stands for; joined they are a text whose reading is known sign by sign.
UNITS = [
    *((sign, sign) for sign in "限女性优先岁以下"),
    ("侽", "男"),
    ("苼", "生"),
    ("姩", "年"),
    ("❀", ""),
    ("\u200b", ""),
]


@given(st.lists(st.sampled_from(UNITS), min_size=1, max_size=20), st.sampled_from(["", "★", "//", "·", "❀\u200b"]))
def test_every_sign_has_its_own_raw_place(units: list[tuple[str, str]], cut: str) -> None:
    raw, places = "", []
    signs = [unit for unit in units if unit[1]]
    for index, (written, _) in enumerate(signs):
        raw += cut if index else ""
        places.append(Span(len(raw), len(raw) + 1))
        raw += written
    reading = EVASION.read(raw)
    if reading and len(reading.whole.text) == len(signs):
        assert reading.whole.text == "".join(plain for _, plain in signs)
        assert [reading.whole.raw(Span(i, i + 1)) for i in range(len(signs))] == places


NOISE = st.text(
    alphabet=st.sampled_from("限女性男nv 　1８OlI①⑤⓪三十岁\u20e3\ufe0f★·/-~<b>&#32;</p>\n，。👩🏽🦰属🐲♍座己婚囗卢"), max_size=60
)


@given(NOISE)
def test_the_way_back_is_in_order_and_inside_the_text(raw: str) -> None:
    reading = EVASION.read(raw)
    if reading is None:
        return
    whole = reading.whole
    spans = [whole.raw(Span(i, i + 1)) for i in range(len(whole.text))]
    assert all(0 <= span.start < span.end <= len(raw) for span in spans)
    assert all(a.start <= b.start and a.end <= b.end for a, b in pairwise(spans))
    for span in clause_spans(whole.text):
        place, folded = whole.raw(span), whole.within(span).then(normalise(span.of(whole.text), one_clause=True))
        assert len(folded.offsets) == len(folded.text) + 1
        assert all(folded.raw(Span(i, i + 1)).shift(place.start).end <= place.end for i in range(len(folded.text)))


@given(NOISE)
def test_what_a_place_covers_is_read_as_the_sign_or_part_of_it(raw: str) -> None:
    """Signs that stand for the same raw signs stand together: none is torn apart by another."""
    reading = EVASION.read(raw)
    if reading:
        spans = [reading.whole.raw(Span(i, i + 1)) for i in range(len(reading.whole.text))]
        assert all(a == b or a.end <= b.start for a, b in pairwise(spans))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("分拣员（夜）限★女★性，薪资面谈", ["限★女★性"]),
        ("客服：n.v 生优先，4️⃣0️⃣岁以⬇️", ["n.v 生优先", "4️⃣0️⃣岁以⬇️"]),
        ("<p>男<b>士</b>优先</p><p>会焊接</p>", ["男<b>士</b>优先"]),
        ("开\n荒\n保\n洁\n男\n士\n优\n先\n日结", ["男\n士\n优\n先"]),
        ("年龄：4O歲以卞", ["年龄：4O歲以卞"]),
    ],
)
def test_findings_say_the_exact_words(text: str, words: list[str]) -> None:
    assert [finding.text for finding in AUDITOR.audit_text(text).findings] == words


@pytest.mark.parametrize("text", ["女★装★店招导购", "男/女/不/限", "n.v zhuang 品牌", "●男装●女装●童装", "户·籍·不·限，年·龄·不·限"])
def test_near_misses_stay_quiet_under_the_same_noise(text: str) -> None:
    assert AUDITOR.audit_text(text).findings == ()
