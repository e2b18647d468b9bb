"""Text files written again: the words that come out, the bytes that stay, and what is left with its reason."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from auditor.config import Config
from auditor.engine import Auditor
from auditor.extract.registry import extract
from auditor.extract.source import Source
from auditor.model.document import Document
from auditor.model.grounds import Severity
from auditor.model.report import DocumentResult
from auditor.model.silence import Silence, SilencedBy
from auditor.revise.fix import Fix, Fixer
from auditor.revise.repair import ALONE, MINOR, SET_ASIDE, UNSURE
from auditor.silence.silencer import set_aside

Mend = Callable[[str, bytes], Fix]

TEXTS = [
    ("招聘启事\n前台一名，限女性，会粤语。\n", "招聘启事\n前台一名，会粤语。\n"),
    ("要求：\n1、会开车；\n2、35岁以下；\n3、能倒班。\n", "要求：\n1、会开车；\n2、能倒班。\n"),
    ("要求：\n1、会开车；\n2、能倒班；\n3、限女性。\n", "要求：\n1、会开车；\n2、能倒班。\n"),
    ("要求：\r\n1、限女性；\r\n2、能倒班；\r\n", "要求：\r\n1、能倒班；\r\n"),
    ("1、会开车；2、限女性；3、能倒班。", "1、会开车；2、能倒班。"),
    ("会开车。限女性；能倒班", "会开车。能倒班"),
    ("会开车；能倒班；限女性！", "会开车；能倒班；"),
    ("1.会开车\n2.限女性\n3.2年以上经验\n", "1.会开车\n2.2年以上经验\n"),
    ("①会开车\n②限女性\n③能倒班\n", "①会开车\n②能倒班\n"),
    ("一、会开车\n二、限女性\n三、能倒班\n", "一、会开车\n二、能倒班\n"),
    ("岗位要求：35岁以下；能倒班。", "岗位要求：能倒班。"),
    ("会开车\n限女性\n\n福利：包住\n", "会开车\n\n福利：包住\n"),
    ("岗位\t性别\t年龄\n前台\t女\t18-30岁\n", "岗位\t性别\t年龄\n前台\t不限\t年满18周岁\n"),
    ("招{{ post }}，限女性，月薪{{ pay }}。\n", "招{{ post }}，月薪{{ pay }}。\n"),
    ("诚聘{% if night %}夜班{% endif %}保安，限男性，包住。", "诚聘{% if night %}夜班{% endif %}保安，包住。"),
    ("性别：\n男\n年龄：\n35岁以下\n", "性别：\n不限\n年龄：\n不限\n"),
    ("性别：\n- 男\n年龄：\n1. 35岁以下\n2. 会开车\n", "性别：\n- 不限\n年龄：\n1. 不限\n2. 会开车\n"),
    ("性别：\n· 男\n· 能倒班\n", "性别：\n· 不限\n· 能倒班\n"),
    ("Gender:\nmale\nAge:\nunder 35\n", "Gender:\nany\nAge:\nany\n"),
    ("店員，須為女性，18-30歲，會講普通話", "店員，年滿18周歲，會講普通話"),
]

MARKDOWN = [
    ("# 招聘\n\n- 会开车\n- 限女性\n- 能倒班\n", "# 招聘\n\n- 会开车\n- 能倒班\n"),
    ("# 招聘\n\n- **限女性**，会开车\n", "# 招聘\n\n- 会开车\n"),
    ("| 岗位 | 性别 |\n| --- | --- |\n| 前台 | 女 |\n", "| 岗位 | 性别 |\n| --- | --- |\n| 前台 | 不限 |\n"),
    ("性别：\n\n男\n\n学历：本科\n", "性别：\n\n不限\n\n学历：本科\n"),
    ("性别：\n\n- 男\n\n学历：本科\n", "性别：\n\n- 不限\n\n学历：本科\n"),
    ("会开车。\n\n性别：\n\n男。\n", "会开车。\n\n性别：\n\n不限。\n"),
    ("年龄：\n\n1、35岁以下\n\n2、会开车\n", "年龄：\n\n1、会开车\n"),
    ("## 要求\n\n1. 会开车\n2. 限女性\n3. 能倒班\n", "## 要求\n\n1. 会开车\n2. 能倒班\n"),
]


@pytest.mark.parametrize(("text", "lawful"), TEXTS)
def test_a_text_is_written_again(mend: Mend, text: str, lawful: str) -> None:
    done = mend("ad.txt", text.encode())
    assert done.data.decode() == lawful
    assert not any(result.findings for result in done.results_after)


@pytest.mark.parametrize(("text", "lawful"), MARKDOWN)
def test_markdown_is_written_again(mend: Mend, text: str, lawful: str) -> None:
    assert mend("ad.md", text.encode()).data.decode() == lawful


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16-le", "utf-16-be"])
def test_charset_and_mark_stay(mend: Mend, charset: str) -> None:
    mark = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}.get(charset, b"")
    text = "招聘前台一名，年龄：18-30岁，工作地在本市，待遇面商。\r\n男女不限。\r\n"
    done = mend("ad.txt", mark + text.encode(charset))
    assert done.data == mark + text.replace("18-30岁", "年满18周岁").encode(charset)


def test_a_sign_that_the_charset_lacks_is_a_reason_and_nothing_is_written(mend: Mend) -> None:
    data = "求住家阿姨，限女性，工作地在本市，待遇面商，有耐心，可日付。".encode("big5")
    done = mend("ad.txt", data)
    assert {item.reason.en for item in done.left} == {"the file's charset BIG5 has no code for “员”"}
    assert done.data == data


def test_bytes_that_decode_as_others_would_be_written_stay(mend: Mend) -> None:
    """Big5 has two codes for 兀; the one that no program writes stays where it is."""
    data = "限男性，有耐心，工作地在本市，待遇面商，".encode("big5") + b"\xc9\x4a" + "字型大小".encode("big5")
    done = mend("ad.txt", data)
    assert done.changed
    assert done.data == data.removeprefix("限男性，".encode("big5"))


@pytest.mark.parametrize(
    ("text", "words", "reason"),
    [
        ("限女性", "限女性", ALONE),
        ("招聘启事\n任职要求：\n1、限女性\n", "限女性", ALONE),
        ("任职要求：\n限女性\n公司福利：\n包住\n", "限女性", ALONE),
        ("会开车。\nO型血优先。", "O型血优先", MINOR),
        ("包住。\n限男性，会用⌫键。", "限男性", UNSURE),
    ],
)
def test_what_is_left_is_named_with_the_reason(mend: Mend, text: str, words: str, reason: object) -> None:
    done = mend("ad.txt", text.encode())
    left = {item.finding.text: item.reason for item in done.left}
    assert left.get(words) == reason
    assert done.data.decode() == text


def test_doubtful_words_go_when_asked(auditor: Auditor) -> None:
    source = Source("ad.txt", data="会开车。\nO型血优先。".encode())
    done = Fixer(auditor, extract, least=Severity.RISK).fix(source)
    assert done.data.decode() == "会开车。"


def test_doubtful_words_go_with_others_of_their_sentence(mend: Mend) -> None:
    assert mend("ad.txt", "前台，限女性，O型血优先，会粤语。".encode()).data.decode() == "前台，会粤语。"


def test_rules_left_out_keep_their_words() -> None:
    narrow = Auditor(Config(select=("gender",), as_of="2026-11-24"), rewrites_all=False)
    done = Fixer(narrow, extract).fix(Source("ad.txt", data="会计一名，女，30岁以下，有证书".encode()))
    assert done.data.decode() == "会计一名，30岁以下，有证书"


@dataclass(frozen=True, slots=True)
class Ages:
    """Sets ages aside."""

    digest: str = "ages"

    def __call__(self, document: Document, result: DocumentResult) -> DocumentResult:
        del document
        return set_aside(result, lambda finding: Silence(SilencedBy.BASELINE) if finding.rule.id == "AGE001" else None)


def test_a_sentence_with_something_set_aside_stays(auditor: Auditor) -> None:
    text = "保安，限男性，30岁以下，包住。\n文员，限女性，包住。\n"
    done = Fixer(auditor, extract, silencers=(Ages(),)).fix(Source("ad.txt", data=text.encode()))
    assert done.data.decode() == "保安，限男性，30岁以下，包住。\n文员，包住。\n"
    assert [(item.finding.text, item.reason) for item in done.left] == [("限男性", SET_ASIDE)]


def test_a_kind_of_file_that_is_not_written_is_audited_all_the_same(mend: Mend) -> None:
    done = mend("ad.csv", "岗位,性别\n前台,女\n".encode())
    assert not done.can_be_written
    assert [item.finding.text for item in done.left] == ["女"]
    assert ".csv" in done.left[0].reason.en


def test_a_file_that_cannot_be_read_is_a_failure(mend: Mend) -> None:
    done = mend("ad.docx", b"PK\x03\x04 cut")
    assert not done.changed
    assert [failure.source for result in done.results for failure in result.failures] == ["ad.docx"]
