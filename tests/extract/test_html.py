from __future__ import annotations

import base64
import html
import io
import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from auditor.errors import ExtractError
from auditor.extract.html.flow import Page
from auditor.extract.registry import extract
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Document, Segment
from auditor.model.location import LinePlace

PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>招聘信息</title>
<style>p { color: red }</style><script>var a = "<p>限女性</p>";</script></head>
<body>
  <h1>仓库管理员</h1>
  <!-- <p>不公开：限本地人</p> -->
  <p>要求：<b>限</b><i>男性</i>，
     年龄&nbsp;45&lt;50<br>  持证上岗</p>
  <div style="display:none">已婚优先</div>
</body></html>
"""


def read(page: str) -> Document:
    (document,) = extract(Source("ad.html", data=page.encode()), ReadOptions())
    return document


def texts(page: str) -> list[str]:
    return [segment.text for segment in read(page)]


def labels(page: str) -> list[tuple[str, str]]:
    return [(segment.label.text, segment.text) for segment in read(page) if segment.label]


def sign_at(page: str, segment: Segment, offset: int) -> str:
    place = segment.locate(offset)
    assert isinstance(place, LinePlace)
    return page.split("\n")[place.line - 1][place.column - 1]


def assert_located(page: str, segment: Segment) -> None:
    """Check every sign but white space, which is collapsed, and what a reference stands for."""
    for offset, sign in enumerate(segment.text):
        if not sign.isspace():
            assert sign_at(page, segment, offset) in (sign, "&")


def test_blocks_are_segments_without_scripts_styles_and_comments() -> None:
    assert texts(PAGE) == ["招聘信息", "仓库管理员", "要求：限男性， 年龄\xa045<50\n持证上岗", "已婚优先"]


def test_every_piece_is_located_in_the_source() -> None:
    for segment in read(PAGE):
        assert_located(PAGE, segment)
    post = read(PAGE).segments[2]
    assert post.locate(0) == LinePlace(7, 6)
    assert post.locate(post.text.index("男性")) == LinePlace(7, 20)
    assert post.locate(post.text.index("年龄")) == LinePlace(8, 6)
    assert post.locate(post.text.index("50")) == LinePlace(8, 20)
    assert post.locate(post.text.index("持证")) == LinePlace(8, 28)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>男<p>女", ["男", "女"]),
        ("<div>甲<div>乙</div>丙</div>", ["甲", "乙", "丙"]),
        ("<ul><li>一<li>二</ul>", ["一", "二"]),
        ("<p> 限 <b> 男 </b> 性 </p>", ["限 男 性"]),
        ("<p>甲<br><br>乙<br></p>", ["甲\n\n乙"]),
        ("<pre>甲\n  乙 &amp; 丙</pre>", ["甲\n  乙 & 丙"]),
        ("<input placeholder='请填民族'>", ["请填民族"]),
        ('<p><img src=a.png alt="限女性">见图</p>', ["限女性", "见图"]),
        ("<textarea placeholder=填年龄>20岁\n以上</textarea>", ["填年龄", "20岁\n以上"]),
        ("<p hidden>限男</p><p aria-hidden=true>限女</p>", ["限男", "限女"]),
        ("<noscript>请打开脚本</noscript><template><p>模板</p></template>正文", ["正文"]),
        ("<SCRIPT>if (a</b) {}</SCRIPT >正文", ["正文"]),
        ("<p title='a > b' data-x=\"</p>\">正文</p>", ["正文"]),
        ("<p>年龄<35岁，R&D部，a<b</p>", ["年龄<35岁，R&D部，a"]),
        ("<p>&#38480;&#x7537;&#1;性&nbsp&hearts;&unknown;&</p>", ["限男性\xa0♥&unknown;&"]),
        ("<![if !IE]>甲<![endif]><!--[if IE]>乙<![endif]--><![weird]><?php echo 1 ?><!-->丙</>", ["甲丙"]),
        ("<p>甲</p><a href='没有结尾 男性", ["甲", "<a href='没有结尾 男性"]),
        ("<p>甲</p><!-- 没有结尾 <b>男性</b>", ["甲", "<!-- 没有结尾 <b>男性</b>"]),
        ("<script>没有结尾 <p>限男性", ["没有结尾", "限男性"]),
        ("没有标签", ["没有标签"]),
    ],
)
def test_text_reads_as_in_a_browser(page: str, expected: list[str]) -> None:
    assert texts(page) == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<select><option>男<option>女</select>", ["○男 ○女"]),
        ("<label>性别要求</label><select><option>不限<option selected>男</select>年龄", ["性别要求 ○不限 ◉男 年龄"]),
        ("<label>性别</label><input type=radio>男<input type=radio>女", ["性别 ○男 ○女"]),
        ("<p>性别<input type='RADIO' checked>男<input type=radio>女</p>", ["性别 ◉男 ○女"]),
        ("<p><input type=checkbox checked=checked> 党员 <input type=checkbox> 团员</p>", ["☑ 党员 ☐ 团员"]),
        ("<p><label>民族</label><input value=汉族 placeholder=请填写>，已填</p>", ["请填写", "民族 汉族 ，已填"]),
        ("<p>请填<input type=hidden value=限男><input type=password value=限女><input type=submit value=提交></p>", ["请填"]),
        ("<p>性别<input type=radio data-checked>男</p>", ["性别 ○男"]),
    ],
)
def test_form_fields_show_what_is_chosen_and_filled_in(page: str, expected: list[str]) -> None:
    assert texts(page) == expected


def test_choices_in_a_table_are_one_value() -> None:
    page = "<table><tr><th>性别<td><select><option>男<option>女</select><tr><th>姓名<td><input></table>"
    assert labels(page) == [("性别", "○男 ○女")]
    choices = read(page).segments[1]
    assert choices.locate(0) == LinePlace(1, page.index("<option>") + 1)
    assert sign_at(page, choices, 1) == "男"


def test_a_hint_in_a_table_is_no_value() -> None:
    hints = "<tr><th>民族<td><input placeholder=汉族><tr><th>性别<td><input placeholder=限女性>"
    page = f"<table>{hints}<tr><th>婚否<td><input value=已婚></table>"
    assert labels(page) == [("婚否", "已婚")]
    assert [text for text in texts(page) if text in ("汉族", "限女性")] == ["限女性"]


@pytest.mark.parametrize("field", ['name="description"', 'property="og:description"', "name=Twitter:Description", 'property="og:title"'])
def test_what_search_engines_show_is_read_where_the_page_does_not_say_it(field: str) -> None:
    page = f'<head><meta {field} content="招聘店员，限女性"></head><p>招聘店员</p>'
    assert texts(page) == ["招聘店员", "招聘店员，限女性"]
    said = read(page).segments[1]
    assert said.locate(0) == LinePlace(1, page.index("招聘") + 1)


@pytest.mark.parametrize("content", ["招聘 店员，限女性", "招聘店员，限...", "", " "])
def test_what_the_page_says_itself_is_not_read_twice(content: str) -> None:
    assert texts(f'<meta name=description content="{content}"><p>招聘店员，<b>限女性</b>。</p>') == ["招聘店员，限女性。"]


def test_keywords_are_not_read() -> None:
    assert texts('<meta name=keywords content="限女性"><p>招聘店员</p>') == ["招聘店员"]


def kept(data: bytes, kind: str = "png") -> str:
    return f"<img src='data:image/{kind};base64,{base64.b64encode(data).decode()}'>"


def png(size: tuple[int, int]) -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 60).save(out, "PNG")
    return out.getvalue()


def test_large_pictures_kept_in_a_page_are_files_inside_it() -> None:
    poster, logo = (png(size) for size in ((800, 600), (300, 300)))
    page = f"<p>诚聘</p>{kept(b'dot')}{kept(logo)}{kept(poster)}<img src=other.png>{kept(poster, 'svg+xml')}"
    document, picture = extract(Source("ad.html", data=page.encode()), ReadOptions())
    assert isinstance(document, Document)
    assert isinstance(picture, Source)
    assert [segment.text for segment in document] == ["诚聘"]
    assert picture == Source("ad.html!/picture3.png", data=poster, depth=1, is_part=True)


def test_a_kept_picture_that_is_broken_is_told() -> None:
    page = f"<p>诚聘</p>{kept(b'x' * 3000)}".replace("base64,", "base64,A")  # one sign more than whole bytes have
    (document,) = extract(Source("ad.html", data=page.encode()), ReadOptions())
    assert isinstance(document, Document)
    assert [failure.told("en") for failure in document.failures] == [
        ("ad.html", "picture1.png", "a picture in the page whose base64 is broken")
    ]


def test_a_page_that_is_but_a_picture_is_read_as_that() -> None:
    (picture,) = extract(Source("ad.html", data=kept(png((800, 600))).encode()), ReadOptions())
    assert isinstance(picture, Source)


def test_a_page_in_a_frame_of_a_page_is_a_file_inside_it() -> None:
    page = "<p>诚聘</p><iframe srcdoc='&lt;p&gt;限&amp;#30007;性 a&lt;b'></iframe><iframe src=x.html></iframe><iframe srcdoc=' '></iframe>"
    document, frame = extract(Source("ad.html", data=page.encode()), ReadOptions())
    assert isinstance(document, Document)
    assert [segment.text for segment in document] == ["诚聘"]
    assert frame == Source("ad.html!/frame1.html", data="<p>限&#30007;性 a<b".encode(), depth=1, is_part=True)
    assert isinstance(frame, Source)
    (inner,) = extract(frame, ReadOptions())
    assert isinstance(inner, Document)
    assert [segment.text for segment in inner] == ["限男性 a<b"]


def test_a_page_that_is_but_a_frame_is_read_as_that() -> None:
    (frame,) = extract(Source("ad.html", data="<iframe srcdoc='限女性'></iframe>".encode()), ReadOptions())
    assert isinstance(frame, Source)


POSTING = """<p>诚聘</p><script type="application/ld+json">
{"@context": "https://schema.org", "@graph": [{"@type": "WebPage", "description": "不读"},
 {"description": "<p>岗位要求：<br>1、限\\u7537性 &amp; 已婚<\\/p><ul><li>能夜班</li></ul>",
  "@type": ["JobPosting"], "title": "仓管\\n员", "url": "https://example.org/",
  "hiringOrganization": {"@type": "Organization", "name": "某某公司", "logo": "x.png"},
  "skills": ["限本地人", "诚聘"]}]}
</script>"""


def test_a_job_posting_for_machines_is_read() -> None:
    document = read(POSTING)
    assert [(s.label.text if s.label else "", s.text) for s in document] == [
        ("", "诚聘"),
        ("description", "岗位要求：\n1、限男性 & 已婚"),
        ("description", "能夜班"),
        ("title", "仓管\n员"),
        ("hiringOrganization", "某某公司"),
        ("skills", "限本地人"),
    ]
    lines = POSTING.split("\n")
    for segment, words in zip(document.segments[1:], ("性 ", "夜班", "员", "公司", "本地"), strict=True):
        place = segment.locate(segment.text.rindex(words))
        assert isinstance(place, LinePlace)
        assert lines[place.line - 1][place.column - 1 :].startswith(words)


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "Organization", "description": "限男性"}',
        '{"@type": "JobPosting", "datePosted": "限男性", "image": {"caption": "限男性"}}',
        '{"@type": "JobPosting", "description": ""}',
        '"JobPosting"',
        '["@type", "JobPosting"]',
        "",
        "}]{",
    ],
)
def test_what_is_no_job_posting_is_left_alone(script: str) -> None:
    assert texts(f"<p>诚聘</p><script type='application/ld+json'>{script}</script>") == ["诚聘"]


def test_a_broken_job_posting_is_read_as_far_as_it_goes() -> None:
    script = '{"@type": "JobPosting", "title": "保安",, "description": "限男性\n已婚", "skills": "没有结尾'
    assert texts(f"<p>诚聘</p><script type=application/ld+json>{script}</script>") == ["诚聘", "保安", "限男性\n已婚"]


@pytest.mark.parametrize("piece", ['{"a":', "[", '"x",', "\\\\", '{"@type":"JobPosting","d":"<p>x"},', '"\\\\u', "]}"])
def test_hostile_postings_take_no_long_time(piece: str) -> None:
    start = time.process_time()
    assert "限男性" in texts(f"<p>限男性</p><script type='application/ld+json'>[{piece * (200_000 // len(piece))}</script>")
    assert time.process_time() - start < 5


SCRIPT = '<script>window.__INITIAL_STATE__ = {"job": "' + "限男性，能夜班" * 60 + '"}</script>'


@pytest.mark.parametrize(
    "page",
    [
        "<title>招聘</title><div id=app></div><script src=a.js></script>",
        '<p>首页</p><div class="x" id="root"> </div>',
        "<p>首页 登录</p>" + SCRIPT,
        "<p>首页 登录</p>" + "<script>a('" + "\\\\u9650" * 300 + "')</script>",
    ],
)
def test_a_page_that_a_script_fills_in_is_told(page: str) -> None:
    document = read(page)
    assert [failure.reason.en for failure in document.failures] == [
        "the page is filled in by script and holds little of its text: save it from the browser as a complete page"
    ]
    assert document.segments


def test_a_page_with_nothing_but_a_script_says_why() -> None:
    with pytest.raises(ExtractError, match="filled in by script"):
        read("<div id=app></div>" + SCRIPT)


@pytest.mark.parametrize(
    "page",
    [
        f"<p>{'店员两名，性别不限。' * 60}</p>{SCRIPT}",
        "<p>首页</p><div id=app><p>店员两名</p></div>",
        "<p>店员两名</p><script>var a = '请输入手机号码';</script>",
        "<p>店员两名</p><div id=apple></div>",
    ],
)
def test_a_page_that_holds_its_text_is_no_failure(page: str) -> None:
    assert read(page).failures == ()


def test_a_header_row_labels_the_cells_below() -> None:
    page = """<table><caption>夏季用工</caption>
<thead><tr><th>岗位</th><th>性别</th></tr></thead>
<tr><td>分拣员</td><td><p>限男</p><p>能夜班</p></td></tr>
<tr><td>质检员</td><td>女</td></tr></table>"""
    document = read(page)
    assert [(s.text, s.label.text if s.label else "", s.group) for s in document] == [
        ("夏季用工", "", ""),
        ("岗位", "", ""),
        ("性别", "", ""),
        ("分拣员", "岗位", "table1row2"),
        ("限男", "性别", "table1row2"),
        ("能夜班", "性别", "table1row2"),
        ("质检员", "岗位", "table1row3"),
        ("女", "性别", "table1row3"),
    ]
    label = document.segments[4].label
    assert label and label.location == LinePlace(2, 27)


def test_a_table_without_marked_header_is_labelled_by_its_short_first_row() -> None:
    page = "<table><tr><td colspan=3>招聘表<tr><td>岗位<td>性别<td>年龄<tr><td>厨师<td>男<td>18至40</table>"
    assert labels(page) == [("岗位", "厨师"), ("性别", "男"), ("年龄", "18至40")]


def test_names_on_the_left_label_what_stands_beside_them() -> None:
    assert labels("<table><tr><td>性别：</td><td>限女</td></tr><tr><td>年龄</td><td>25以下</td></tr></table>") == [
        ("性别：", "限女"),
        ("年龄", "25以下"),
    ]
    assert labels("<table><tr><th>性别<td>男<th>民族<td>汉族</table>") == [("性别", "男"), ("民族", "汉族")]


def test_a_form_without_marks_names_values_to_their_left() -> None:
    page = "<table><tr><td>性别<td>男<td>年龄<td>35岁以下<tr><td>学历<td>中专<td>工作地点<td>北门仓库</table>"
    assert labels(page) == [("性别", "男"), ("年龄", "35岁以下"), ("学历", "中专"), ("工作地点", "北门仓库")]
    assert {segment.group for segment in read(page)} == {"table1"}


def test_a_marked_header_of_two_rows_names_columns_by_its_lower_cells() -> None:
    page = """<table><thead><tr><th rowspan=2>工种<th colspan=2>条件<tr><th>性别<th>年龄</thead>
<tr><td>漆工<td>限男<td>40以下</table>"""
    assert labels(page) == [("工种", "漆工"), ("性别", "限男"), ("年龄", "40以下")]


def test_a_table_that_merely_frames_text_belongs_to_the_page() -> None:
    page = "<p>本店招工<table><tr><td>一、招迎宾两名，限女性。<tr><td>二、招学徒，男女不限。</table>"
    assert [(segment.label, segment.group) for segment in read(page)] == [(None, "")] * 3


def test_cells_that_span_rows_and_columns_keep_their_neighbours_in_place() -> None:
    page = """<table><tr><th>部门<th>岗位<th>性别<tr><td rowspan=2>生产部<td>普工<td>男
<tr><td>文员<td>女<tr><td colspan=2>合计<td>不限</table>"""
    assert labels(page) == [
        ("部门", "生产部"),
        ("岗位", "普工"),
        ("性别", "男"),
        ("岗位", "文员"),
        ("性别", "女"),
        ("部门", "合计"),
        ("性别", "不限"),
    ]


def test_a_table_inside_a_cell_has_its_own_labels() -> None:
    page = "<table><tr><td><p>页首的一段话，很长很长很长很长。</p><table><tr><th>性别<th>年龄<tr><td>男<td>30</table><td>页尾</table>"
    assert labels(page) == [("性别", "男"), ("年龄", "30")]
    assert [segment.group for segment in read(page) if segment.label] == ["table2row2"] * 2


def test_definition_lists_label_their_definitions() -> None:
    assert labels("<dl><dt>性别<dd>限男性<dd>能出差<dt>学历<dd>大专</dl><p>完") == [
        ("性别", "限男性"),
        ("性别", "能出差"),
        ("学历", "大专"),
    ]


@pytest.mark.parametrize("charset", ["gbk", "gb2312", "GB18030", "big5"])
def test_the_charset_that_a_page_declares_is_honoured(charset: str) -> None:
    page = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}"></head><p>限女性</p>'
    (document,) = extract(Source("ad.htm", data=page.encode(charset)), ReadOptions())
    assert [segment.text for segment in document] == ["限女性"]


def test_a_wrong_declaration_is_not_believed() -> None:
    (document,) = extract(Source("ad.html", data='<meta charset="gbk"><p>限女性</p>'.encode()), ReadOptions())
    assert document.segments[0].text == "限女性"


@pytest.mark.parametrize("page", ["<html><body></body></html>", "<p> &nbsp; <br></p>", "<script>1</script>", "<!-- 限男 -->", " \n"])
def test_a_page_without_text_is_refused(page: str) -> None:
    with pytest.raises(ExtractError, match="the page holds no text"):
        read(page)


@pytest.mark.parametrize(
    "piece",
    [
        "<div>",
        "<table><tr><td>",
        "<table><tr><td rowspan=9999 colspan=99>男",
        "<dl><dt>甲<dd>乙",
        "<a ",
        '<a x="',
        "<a x='>",
        "<!--x>",
        "<!--",
        "<![x",
        "<?x",
        "</x",
        "</ ",
        "<script>",
        "<script></script",
        "<img alt='a' b",
        "&#9",
        "&a",
        "<",
    ],
)
def test_hostile_markup_takes_no_long_time(piece: str) -> None:
    start = time.process_time()
    assert "限男性" in "".join(texts("<p>限男性</p>" + piece * (200_000 // len(piece))))
    assert time.process_time() - start < 5


@pytest.mark.parametrize("row", ["<td rowspan=9999 colspan=9999>男", "<tr><td rowspan=9999>性别<td>男", "<tr><th>性别<td>男", "<tr><td>"])
def test_a_huge_table_takes_no_long_time(row: str) -> None:
    start = time.process_time()
    spanning = "<td rowspan=9999>年龄" * 300
    assert "限男性" in texts(f"<table><tr>{spanning}{row * (200_000 // len(row))}</table><p>限男性</p>")
    assert time.process_time() - start < 20


@pytest.mark.parametrize("attribute", ["{}", "title='{}'", 'alt="{}"', "placeholder={}", "x={}=", "colspan={}"])
def test_a_huge_attribute_takes_no_long_time(attribute: str) -> None:
    start = time.process_time()
    assert texts(f"<p><input {attribute.format('9' * 2_000_000)}>限男性</p>")[-1] == "限男性"
    assert time.process_time() - start < 5


def test_a_reference_to_a_huge_number_is_no_fault() -> None:
    assert texts(f"<p>限&#{'9' * 5000};男</p>")[0].startswith("限&#999")


PIECES = st.sampled_from(
    ["<p>", "</p>", "<b>", "<td>", "<tr>", "<table>", "</table>", "<br>", "<pre>", "</pre>", "<dd>", "<dt>", "<!--x-->", "<"]
)


@given(st.lists(st.one_of(PIECES, st.text(alphabet="限男 \n\t\r岁&;a3\u3000", max_size=6)), max_size=30))
def test_every_sign_is_located_in_any_page(pieces: list[str]) -> None:
    page = "男" + "".join(pieces)
    for segment in read(page):
        assert_located(page, segment)
        assert segment.text.strip()


@given(st.text())
def test_any_text_is_read_or_refused(page: str) -> None:
    with suppress(ExtractError):
        assert all(segment.text.strip() for segment in read(page))


@given(st.lists(st.text(alphabet="限男女<>&\"'18岁", min_size=1), min_size=1))
def test_escaped_paragraphs_read_back(paragraphs: list[str]) -> None:
    assert texts("".join(f"<p>{html.escape(text)}</p>" for text in paragraphs)) == paragraphs


def test_offsets_lead_back_to_what_is_written() -> None:
    page = Page("a\nb&amp;&#22899;c")
    places = [page.place(offset) for offset in range(13)]
    assert [page.offset(place) for place in places] == list(range(13))
    assert [page.end_of(offset) for offset in (0, 2, 3, 8, 16)] == [1, 3, 8, 16, 17]


def test_a_sign_inside_the_marks_of_a_template_begins_no_tag() -> None:
    page = "<div>{% if a <b %}<p>限男性</p>{% endif %}<p>{{ x <y }}岁</p><%= z %></div>"
    assert texts(page) == ["{% if a <b %}", "限男性", "{% endif %}", "{{ x <y }}岁", "<%= z %>"]


def test_a_comment_around_tags_stands_apart_only_in_what_is_called_a_template() -> None:
    page = "<p>招人</p>{# <p>限男性</p> #}<p>日结{# 旧 #}</p>"
    assert texts(page) == ["招人", "{#", "限男性", "#}", "日结{# 旧 #}"]
    (document,) = extract(Source("ad.html.j2", data=page.encode()), ReadOptions())
    assert [segment.text for segment in document] == ["招人", "日结", "{# <p>限男性</p> #}", "{# 旧 #}"]
    assert [segment.locate(0) for segment in document][2:] == [LinePlace(1, 10), LinePlace(1, 31)]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<div><div>户籍</div><div>本市</div></div>", [("户籍", "本市")]),
        ("<li><p>年龄要求：<p>18-35</li>", [("年龄要求：", "18-35")]),
        ("<div><p>说明<div><div>户籍</div><div>本市</div></div></div>", [("户籍", "本市")]),
        ("<div><div>户籍</div><div>本市</div><div>限女</div></div>", []),
        ("<div><h3>岗位要求</h3><p>能吃苦。</p></div>", []),
        ("<div><div>户籍</div><div>年龄</div></div>", []),
        ("<div><div>户籍</div></div><div>本市</div>", []),
    ],
)
def test_a_name_and_its_value_alone_in_a_box(page: str, expected: list[tuple[str, str]]) -> None:
    assert labels(page) == expected
