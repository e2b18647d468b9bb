"""Pages written again: text alone changes, and what holds nothing else goes."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from auditor.revise.fix import Fix
from auditor.revise.repair import UNPLACED

Mend = Callable[[str, bytes], Fix]


def page(body: str, charset: str = "utf-8") -> str:
    return f'<!DOCTYPE html><html><head><meta charset="{charset}"></head><body class="a>b">{body}</body></html>'


BODIES = [
    ("<p>前台，限<b>女性</b>，有耐心。</p>", "<p>前台<b></b>，有耐心。</p>"),
    ("<p>前台，限<i>女</i>性&nbsp;，会粤语&amp;英语</p>", "<p>前台<i></i>&nbsp;，会粤语&amp;英语</p>"),
    ("<p>前台，限&#22899;性，会粤语</p>", "<p>前台，会粤语</p>"),
    ("<p>年龄：18-35岁，&nbsp;会开车</p>", "<p>年龄：年满18周岁，&nbsp;会开车</p>"),
    ("<ol>\n <li>会开车</li>\n <li class=x>35岁以下</li>\n <li>能倒班</li>\n</ol>", "<ol>\n <li>会开车</li>\n <li>能倒班</li>\n</ol>"),
    ("<ul><li>35岁以下<li>会开车</ul>", "<ul><li>会开车</ul>"),
    ("<ul><li>会开车<li>35岁以下</ul>", "<ul><li>会开车</ul>"),
    ("<p>1、会开车；<br>2、限女性；<br/>3、能倒班。</p>", "<p>1、会开车；<br>2、能倒班。</p>"),
    ("<p>会开车<br><br>限女性</p>", "<p>会开车</p>"),
    ("<p>1、会开车；</p><p>2、限女性；</p><p>3、能倒班。</p>", "<p>1、会开车；</p><p>2、能倒班。</p>"),
    ("<table><tr><th>岗位<th>性别<tr><td>前台<td><b>女</b></table>", "<table><tr><th>岗位<th>性别<tr><td>前台<td><b>不限</b></table>"),
    ("<table><tr><th>岗位<th>其他<tr><td>前台<td>限女性</table>", "<table><tr><th>岗位<th>其他<tr><td>前台<td></table>"),
    ("<div>男女不限。<span>限男性。</span>包住。</div>", "<div>男女不限。<span></span>包住。</div>"),
    ("<pre>要求：\n1、限女性\n2、会开车</pre>", "<pre>要求：\n1、会开车</pre>"),
    ("<p>限<!-- 男 -->女性，会<script>'限男性'</script>开车</p>", "<p><!-- 男 -->会<script>'限男性'</script>开车</p>"),
    ("<h2>女文员</h2><p>会开车，限女性，30岁以下</p>", None),
]


@pytest.mark.parametrize(("body", "lawful"), BODIES)
def test_a_page_is_written_again(mend: Mend, body: str, lawful: str | None) -> None:
    done = mend("ad.html", page(body).encode())
    if lawful is not None:
        assert done.data.decode() == page(lawful)
    assert not any(result.findings for result in done.results_after) or lawful is None


@pytest.mark.parametrize(
    "body",
    [
        '<p>会开车</p><input placeholder="只招男生">',
        '<p>会开车</p><img alt="只招男生">',
        "<ul><li><b>限男性</b><img></li><li>包住</li></ul>",
    ],
)
def test_attributes_and_items_with_pictures_stay(mend: Mend, body: str) -> None:
    done = mend("ad.html", page(body).encode())
    assert [item.reason for item in done.left] == [UNPLACED]
    assert done.data.decode() == page(body)


def test_what_is_written_is_no_markup(mend: Mend) -> None:
    done = mend("ad.html", page("<p>招女&lt;b&gt;文员，限女性，会&lt;i&gt;粤语</p>").encode())
    assert re.findall(r"<[bi]\b", done.data.decode()) == []
    assert "&lt;i&gt;" in done.data.decode()


@pytest.mark.parametrize("charset", ["gbk", "big5", "utf-16"])
def test_the_charset_of_a_page_stays(mend: Mend, charset: str) -> None:
    words = "限男性，有三年工作，工作地在本市，待遇面商。"
    done = mend("ad.html", page(f"<p>{words}</p>", charset).encode(charset))
    assert done.data == page("<p>有三年工作，工作地在本市，待遇面商。</p>", charset).encode(charset)


def test_a_sign_that_the_charset_of_a_page_lacks_is_written_by_number(mend: Mend) -> None:
    source = page("<p>求住家阿姨，限女性，工作地在本市，待遇面商，有耐心，可日付。</p>", "big5")
    done = mend("ad.html", source.encode("big5"))
    assert b"&#21592;" in done.data
    assert not any(result.findings for result in done.results_after)
