"""Comments that speak to the program, in the kinds of text that know comments; and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.extract.registry import extract
from auditor.extract.source import ReadOptions, Source
from auditor.model.directive import Directive, Extent
from auditor.model.document import Document
from auditor.model.location import LinePlace, PagePlace


def directives(name: str, text: str) -> tuple[Directive, ...]:
    (document,) = extract(Source(name, data=text.encode()), ReadOptions())
    assert isinstance(document, Document)
    return document.directives


def reached(name: str, text: str) -> list[str | None]:
    """Return the block that each comment speaks for, as the source writes it."""
    lines = text.split("\n")
    return [block and _cut(lines, block) for block in (directive.block for directive in directives(name, text))]


def _cut(lines: list[str], extent: Extent) -> str:
    start, end = extent.start, extent.end
    if start.line == end.line:
        return lines[start.line - 1][start.column - 1 : end.column - 1]
    middle = lines[start.line : end.line - 1]
    return "\n".join((lines[start.line - 1][start.column - 1 :], *middle, lines[end.line - 1][: end.column - 1]))


C = "<!-- auditor: ignore x -->"


@pytest.mark.parametrize(
    ("text", "block"),
    [
        (f"甲\n\n{C}\n乙\n丙\n\n丁", "乙\n丙"),
        (f"甲\n\n{C}\n\n\n乙\n\n丙", "乙"),
        (f"甲\n乙 {C}\n丙\n\n丁", f"甲\n乙 {C}\n丙"),
        (f"甲\n{C}\n乙\n\n丙", "乙"),
        (f"甲\n\n{C} 乙\n丙\n\n丁", f"{C} 乙\n丙"),
        (f"- 甲\n- 乙 {C}\n  丙\n- 丁", f"- 乙 {C}\n  丙"),
        (f"{C}\n1. 甲\n2. 乙", "1. 甲"),
        (f"{C}\n（1）甲\n（2）乙", "（1）甲"),
        (f"# 甲 {C}\n乙", f"# 甲 {C}"),
        (f"{C}\n# 甲\n乙", "# 甲"),
        (f"{C}\n\n| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n\n戊", "| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |"),
        (f"| 甲 | 乙 |\n|---|---|\n| 丙 {C} | 丁 |\n| 戊 | 己 |", f"| 丙 {C} | 丁 |"),
        ("甲\n\n<!-- auditor: ignore\n  x\n-->\n乙", "乙"),
        (f"甲\n\n{C}\n", None),
        ("[//]: # (auditor: ignore x)\n\n甲", "甲"),
        (f"甲\r\n\r\n{C}\r\n乙\r\n\r\n丙", "乙\r"),
    ],
)
def test_a_comment_in_markdown_speaks_for_its_block_or_the_next(text: str, block: str | None) -> None:
    assert reached("a.md", text) == [block]


@pytest.mark.parametrize(
    "text",
    [
        f"甲 `{C}` 乙",
        f"甲 ``a ` {C}`` 乙",
        f"```\n{C}\n```\n甲",
        f"~~~html\n{C}\n```\n~~~\n甲",
        f"```\n{C}\n",
        f"甲\n\n    {C}\n\n乙",
        f"\\{C} 甲",
        f'<a title="{C}">甲</a>',
        f"<img alt='{C}'> 甲",
        f"<script>var s = '{C}';</script>\n\n甲",
        f"<textarea>{C}</textarea>\n\n甲",
        "甲 <!-- auditor: ignore x 没有结束",
        "&lt;!-- auditor: ignore x --&gt; 甲",
        "<!-- 审核人 auditor: ignore x --> 甲",
        "<!-- Auditor: ignore x --> 甲",
    ],
)
def test_what_a_reader_of_markdown_sees_is_no_comment(text: str) -> None:
    assert directives("a.md", text) == ()


def test_markdown_comments_behind_what_only_looks_like_code_are_comments() -> None:
    text = f"甲 ` 乙 {C}\n\n```\n码\n```\n\n{C}\n丙\n\n- 丁\n\n    {C}\n    戊"
    assert [directive.location.line for directive in directives("a.md", text)] == [1, 7, 12]


@pytest.mark.parametrize(
    ("text", "block"),
    [
        (f"<p>甲{C}</p><p>乙</p>", f"甲{C}"),
        (f"<p>甲</p>{C}<p>乙</p>", "乙"),
        (f"<p>甲</p> {C}\n<p>乙</p>", "甲"),
        (f"<p>甲</p>\n{C}\n<div><p>乙</p></div>", "乙"),
        (f"<ul>{C}<li>甲</li><li>乙</li></ul>", "甲"),
        (f"<ul><li>甲</li><li>{C}乙</li></ul>", f"{C}乙"),
        (f"<table><tr><td>甲</td><td>乙 {C}</td></tr></table>", f"乙 {C}"),
        (f"甲<br>乙 {C}<br>丙<p>丁</p>", f"甲<br>乙 {C}<br>丙"),
        (f"<p>甲</p>\n{C}", None),
        (f'<p><b>甲</b>{C}<img alt="乙"></p><p>丙</p>', f'<b>甲</b>{C}<img alt="乙">'),
        (f'{C}<div><img alt="乙"></div><p>丙</p>', '<img alt="乙">'),
    ],
)
def test_a_comment_in_html_speaks_for_its_block_or_the_next(text: str, block: str | None) -> None:
    assert reached("a.html", text) == [block]


@pytest.mark.parametrize(
    "text",
    [
        f'<p title="{C}">甲</p>',
        f"<script>var s = '{C}';</script><p>甲</p>",
        f"<style>{C}</style><p>甲</p>",
        f"<template>{C}</template><p>甲</p>",
        f"<title>{C}甲</title><p>甲</p>",
        f"<textarea>{C}</textarea><p>甲</p>",
        "<p>&lt;!-- auditor: ignore x --&gt;甲</p>",
        "<p>甲</p><!-- auditor: ignore x",
    ],
)
def test_what_a_browser_shows_or_uses_is_no_comment(text: str) -> None:
    assert directives("a.html", text) == ()


@pytest.mark.parametrize(
    ("text", "block"),
    [
        (f"甲\n{C}\n乙\n丙", "乙"),
        (f"甲\n乙 {C}\n丙", f"乙 {C}"),
        ("甲\n# auditor: ignore x\n\n乙\n丙", "乙"),
        ("甲\n乙 {#- auditor: ignore x -#}\n丙", "乙 {#- auditor: ignore x -#}"),
        ("甲\n{# auditor: ignore x\n y #}\n丙", "丙"),
    ],
)
def test_plain_text_takes_the_comments_that_people_know(text: str, block: str) -> None:
    assert reached("a.txt", text) == [block]


@pytest.mark.parametrize("text", ["甲 # auditor: ignore x", "<!-- auditor: ignore x", "甲 auditor: ignore x", "{# auditor: ignore x"])
def test_plain_text_takes_nothing_else(text: str) -> None:
    assert directives("a.txt", text) == ()


T = "{# auditor: ignore x #}"


@pytest.mark.parametrize(
    ("name", "text", "block"),
    [
        ("a.md", f"甲\n\n{T}\n乙\n", "乙"),
        ("a.md.j2", f"{T}\n\n- 甲\n- 乙 {{{{ x }}}}", "- 甲"),
        ("a.html.j2", f"<p>甲</p>{T}<p>乙</p>", "乙"),
    ],
)
def test_a_comment_of_a_template_speaks_as_others_do(name: str, text: str, block: str) -> None:
    assert reached(name, text) == [block]


def test_a_browser_shows_the_comment_of_a_template_in_a_page_that_is_none() -> None:
    assert directives("a.html", f"<p>甲</p>{T}<p>乙</p>") == ()


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("# auditor: ignore x\na: 甲\nb: 乙", ["a: 甲"]),
        ("a: 甲 # auditor: ignore x\nb: 乙", ["a: 甲"]),
        ("a:\n- 甲\n# auditor: ignore x\n- 乙", ["乙"]),
        ("{# auditor: ignore x #}\na: {{ b }}岁", ["a: {{ b }}岁"]),
        ("a: '甲 # auditor: ignore x'", []),
        ("a: 甲#auditor:ignore x", []),
        ("a: |\n  甲\n  # auditor: ignore x\n", []),
    ],
)
def test_a_comment_in_yaml_speaks_for_a_value(text: str, blocks: list[str]) -> None:
    assert reached("a.yaml", text) == blocks


def test_a_directive_tells_its_words_place_and_lines() -> None:
    (directive,) = directives("a.md", "甲\n乙 <!--  auditor:  ignore\n  x   y -->\n\n丙")
    assert directive.words == "ignore x y"
    assert directive.location == LinePlace(2, 3)
    assert directive.line == Extent(LinePlace(2, 1), LinePlace(4, 1))
    assert directive.next_line == Extent(LinePlace(5, 1), LinePlace(6, 1))


def test_an_extent_is_half_open_and_holds_only_lines() -> None:
    extent = Extent(LinePlace(2, 3), LinePlace(4, 1))
    places = [LinePlace(2, 2), LinePlace(2, 3), LinePlace(3, 99), LinePlace(4, 1), PagePlace(3)]
    assert [extent.covers(place) for place in places] == [False, True, True, False, False]


PIECES = st.lists(st.sampled_from(["甲", " ", "\n", "`", "```", "~~~", "<!--", "-->", C, "- ", "|", "<p>", "</p>", "<a b='", "\\", "    "]))


@given(PIECES, st.sampled_from(["a.md", "a.html", "a.txt"]))
def test_any_text_is_read_and_each_block_lies_in_it(pieces: list[str], name: str) -> None:
    text = "x" + "".join(pieces)
    for directive in directives(name, text):
        assert directive.words == "ignore x" or "ignore x" in directive.words
        lines = text.split("\n")
        assert lines[directive.location.line - 1][directive.location.column - 1 :].startswith(("<!--", "[//]"))
        if directive.block:
            assert (directive.block.start.line, directive.block.start.column) < (directive.block.end.line, directive.block.end.column)
            assert _cut(lines, directive.block).strip()
