from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest

from auditor.extract.registry import extract
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Document
from auditor.revise.html.guard import NO_SCRIPTS
from auditor.revise.marker import Marked

Annotate = Callable[[str, bytes], Marked]

_SUMMARY = re.compile(r'<section class="auditor-notes".*?</section>', re.DOTALL)
_MARK = re.compile(r"</?mark\b[^>]*>")


def page(body: str) -> str:
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body class="a>b">{body}</body></html>'


def marks(source: str) -> list[str]:
    return re.findall(r"<mark\b[^>]*>(.*?)</mark>", source, re.DOTALL)


def summary(source: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "|", _SUMMARY.findall(source)[0]))


def bare(source: str) -> str:
    """The page without what was written in."""
    return _MARK.sub("", _SUMMARY.sub("", source.replace(NO_SCRIPTS, "", 1)))


def texts(source: str) -> list[str]:
    (found,) = extract(Source("ad.html", data=source.encode()), ReadOptions())
    assert isinstance(found, Document)
    return [segment.text for segment in found]


@pytest.mark.parametrize(
    ("body", "marked"),
    [
        ("<p>前台，仅限女性，有耐心</p>", ["仅限女性"]),
        ("<p>前台，仅限<b>女</b>性，有耐心</p>", ["仅限", "女", "性"]),
        ("<p>前台，仅<i>限女性，有</i>耐心</p>", ["仅", "限女性"]),
        ("<p>前台，仅限<!-- 男 -->女性</p>", ["仅限", "女性"]),
        ("<p>前台，仅限<script>'男'</script>女性</p>", ["仅限", "女性"]),
        ("<p>前台，仅限&#22899;性&amp;有耐心</p>", ["仅限&#22899;性"]),
        ("<p>前台，五官\n   端正</p>", ["五官\n   端正"]),
        ("<p>&lt;b&gt;仅限女性&nbsp;</p>", ["仅限女性"]),
        ("<table><tr><th>岗位<th>性别<tr><td>前台<td>女</table>", ["女"]),
        ("<p>男女不限</p>", []),
    ],
)
def test_marks_stand_on_the_exact_words_and_never_cross_a_tag(annotate: Annotate, body: str, marked: list[str]) -> None:
    source = page(body)
    done = annotate("ad.html", source.encode()).data.decode()
    assert marks(done) == marked
    assert bare(done) == source
    assert texts(_SUMMARY.sub("", done)) == texts(source)


def test_marks_say_what_is_found_and_a_list_on_top_leads_to_them(annotate: Annotate) -> None:
    done = annotate("ad.html", page("<p>前台，仅限女性，30周岁以下</p>").encode()).data.decode()
    first, second = re.findall(r"<mark\b[^>]*>", done)
    assert 'id="auditor-mark-1" class="auditor auditor-violation"' in first
    assert 'id="auditor-mark-2" class="auditor auditor-policy"' in second
    assert "涉嫌违法：限定性别" in html.unescape(first)
    assert done.index('<section class="auditor-notes"') == done.index('<body class="a>b">') + len('<body class="a>b">')
    assert '<a href="#auditor-mark-2">' in done
    assert "审核标注：2 处" in summary(done)
    assert "不构成法律结论" in summary(done)


@pytest.mark.parametrize(
    "body",
    [
        '<input placeholder="只招男生">',
        "<select><option>性别<option>只招男生</select>",
        "<textarea>只招男生</textarea>",
        "<svg><text>只招男生</text></svg>",
        "</body><head><title>只招男生</title></head><body>",
    ],
)
def test_words_that_cannot_take_a_mark_are_listed(annotate: Annotate, body: str) -> None:
    source = page(f"<p>招聘</p>{body}")
    done = annotate("ad.html", source.encode())
    assert [note.words for note in done.unmarked] == ["只招男生"]
    assert marks(done.data.decode()) == []
    assert bare(done.data.decode()) == source
    assert "以下各处无法在文中标出：" in summary(done.data.decode())
    assert "“只招男生”" in summary(done.data.decode())


def test_an_empty_drawing_does_not_hide_what_follows(annotate: Annotate) -> None:
    done = annotate("ad.html", page('<svg width="1"/><p>只招男生</p>').encode())
    assert marks(done.data.decode()) == ["只招男生"]


def test_a_page_without_body_has_its_list_at_the_end(annotate: Annotate) -> None:
    done = annotate("ad.html", "<p>只招男生</p>".encode()).data.decode()
    assert done.startswith(f"{NO_SCRIPTS}<p><mark ")
    assert done.endswith("</section>")


@pytest.mark.parametrize("charset", ["gb18030", "big5", "utf-16", "utf-8-sig"])
def test_the_charset_of_a_page_stays(annotate: Annotate, charset: str) -> None:
    words = "只招男生" if charset != "big5" else "限男性"
    source = f'<html><head><meta charset="{charset}"></head><body><p>{words}，有三年工作，工作地在本市，待遇面商。</p></body></html>'
    done = annotate("ad.html", source.encode(charset)).data
    assert marks(done.decode(charset)) == [words]
    assert bare(done.decode(charset)) == source


def test_hostile_words_are_no_markup_in_what_is_written_in(annotate: Annotate) -> None:
    body = '<p>限&lt;script&gt;alert(1)&lt;/script&gt;男性，只招男生"&gt;&lt;img src=x onerror=alert(1)&gt;，&quot;限男性&quot;</p>'
    source = page(body)
    done = annotate("ad.html", source.encode()).data.decode()
    assert bare(done) == source
    assert "<script" not in done
    assert "<img" not in done
    assert done.isascii() or re.sub(r"[^\x00-\x7f]", "", source) != source
    for tag in _MARK.findall(done):
        assert re.fullmatch(r'</mark>|<mark id="[^"<>]*" class="[^"<>]*" style="[^"<>]*" title="[^"<>]*">', tag)


@pytest.mark.parametrize(
    "tag",
    [
        '<meta http-equiv="refresh" content="0;url=https://a.example">',
        "<META content='0' HTTP-EQUIV = refresh>",
        '<meta http-equiv="&#114;efresh" content="3">',
    ],
)
def test_a_copy_leads_nowhere_by_itself(annotate: Annotate, tag: str) -> None:
    page = f"<html><head>{tag}<meta http-equiv='Content-Language' content='zh'></head><body><p>限女性</p></body></html>"
    copy = annotate("a.html", page.encode()).data.decode()
    assert "data-auditor-http-equiv" in copy
    assert [match.lower() for match in re.findall(r"(?<![\w-])http-equiv\s*=\s*[\"']?([^\"'\s>]+)", copy, re.IGNORECASE)] == [
        "content-security-policy",
        "content-language",
    ]
