from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import ExtractError
from auditor.extract.charset import decode

ADS = (
    "诚聘仓管员，限男性。",
    "招前台一名，形象好",
    "文员：已婚已育优先",
    "年龄18-35岁，包吃住",
    "电工2名，须持证上岗，夜班补贴另计。",
    "招聘保洁（本地户籍）\r\n电话面谈\r\n",
    "JAVA工程师，本科以上，薪资面议",
    "急招：理货员、收银员；男女不限！",
)
TRADITIONAL_ADS = (
    "誠聘倉務員，限男性。",
    "招請文員一名，女性優先",
    "年齡十八至三十五歲，須輪班",
    "廚房幫工，經驗不拘，供膳食",
    "會計助理，須懂電腦及普通話。",
)


@pytest.mark.parametrize("text", ADS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gbk", "gb18030"])
def test_short_simplified_ads_are_read_in_every_charset(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "ad.txt") == text


@pytest.mark.parametrize("text", TRADITIONAL_ADS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "gbk", "big5", "big5hkscs"])
def test_short_traditional_ads_are_read_in_every_charset(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "ad.txt") == text


def test_utf_16_with_big_end_first_is_told_by_its_mark() -> None:
    assert decode(b"\xfe\xff" + "限女".encode("utf-16-be"), "ad.txt") == "限女"


@pytest.mark.parametrize("text", ["龘靐", "限男性", "。"])
def test_gb18030_is_told_by_its_mark(text: str) -> None:
    assert decode(f"\ufeff{text}".encode("gb18030"), "a.txt").removeprefix("\ufeff") == text


def test_four_byte_characters_of_gb18030_are_read() -> None:
    text = "𠮷野家餐厅招服务员，能上夜班者优先录用"
    assert decode(text.encode("gb18030"), "ad.txt") == text


def test_a_declared_charset_is_believed_where_it_fits_and_the_bytes_are_not_utf_8() -> None:
    text = "女工"
    assert decode(text.encode("big5"), "ad.html", "Big5") == text
    assert decode(text.encode(), "ad.html", "gb2312") == text
    assert decode(text.encode(), "ad.html", "x-unknown") == text


@pytest.mark.parametrize(
    ("data", "place"),
    [
        pytest.param("招聘保安数名，".encode() + b"\xff" + "限男性，身高一米七以上".encode(), "byte 21", id="one bad byte"),
        pytest.param(b"a" * 1024 + b"\x81", "byte 1,024", id="far in"),
        pytest.param(b"fine text\0more", "byte 9", id="NUL"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "byte 0", id="picture"),
        pytest.param("限男".encode()[:-1], "byte 3", id="cut short"),
        pytest.param("招聘\ufffd员".encode(), "byte 6", id="lost character"),
        pytest.param(b"\xef\xbb\xbf" + "\ufffd".encode(), "byte 3", id="lost after a mark"),
        pytest.param("招\0".encode("utf-16"), "byte 4", id="NUL in UTF-16"),
        pytest.param(b"\xff\xfe\x00\xd8", "byte 2", id="half a pair"),
        pytest.param("Résumé écrit à la main".encode("latin-1"), "byte 1", id="Latin-1"),
    ],
)
def test_what_cannot_be_decoded_is_refused_with_its_place(data: bytes, place: str) -> None:
    with pytest.raises(ExtractError) as caught:
        decode(data, "ad.txt")
    assert caught.value.place.en == place
    assert caught.value.source == "ad.txt"


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0\ufffd\ufeff")))
def test_utf_8_comes_back_as_it_was(text: str) -> None:
    assert decode(text.encode(), "ad.txt") == text


@given(st.binary())
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        text = decode(data, "ad.txt")
    except ExtractError as error:
        assert error.place.en.startswith("byte ")
    else:
        assert "\ufffd" not in text
        assert "\0" not in text
