"""Tokens of templates: whatever the engine, and whatever is opened and never closed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.text.template.marks import Kind, may_be_template
from auditor.text.template.tokens import tokens


def cut(text: str) -> list[tuple[str, str, str]]:
    return [(token.kind.name, token.span.of(text), token.body.of(text)) for token in tokens(text)]


@pytest.mark.parametrize(
    ("text", "kind", "body"),
    [
        ("{{ max_age }}", "VALUE", "max_age"),
        ("{{- max_age -}}", "VALUE", "max_age"),
        ("{{{raw_html}}}", "VALUE", "raw_html"),
        ("{{ {'a': 1}['a'] }}", "VALUE", "{'a': 1}['a']"),
        ("${ job.age }", "VALUE", "job.age"),
        ("#{age}", "VALUE", "age"),
        ("<%= age %>", "VALUE", "age"),
        ("<%- age %>", "VALUE", "age"),
        ("{age}", "VALUE", "age"),
        ("{年龄上限}", "VALUE", "年龄上限"),
        ("[[ 年龄 ]]", "VALUE", "年龄"),
        ("«年龄»", "VALUE", "年龄"),
        ("{{ range }}", "VALUE", "range"),
        ("{% if a < 3 %}", "TAG", "if a < 3"),
        ("{%- endif -%}", "TAG", "endif"),
        ("{%p if a %}", "TAG", "p if a"),
        ("<% if (a) { %>", "TAG", "if (a) {"),
        ("<% } %>", "TAG", "}"),
        ("{{#if a}}", "TAG", "#if a"),
        ("{{/if}}", "TAG", "/if"),
        ("{{else}}", "TAG", "else"),
        ("{{ if .Male }}", "TAG", "if .Male"),
        ("{{ range .Jobs }}", "TAG", "range .Jobs"),
        ("{{ end }}", "TAG", "end"),
        ("{# 限男 #}", "COMMENT", "限男"),
        ("{{!-- 限男 --}}", "COMMENT", "限男"),
        ("{{! 限男 }}", "COMMENT", "限男"),
        ("{{/* 限男 */}}", "COMMENT", "限男"),
        ("<%# 限男 %>", "COMMENT", "限男"),
        ("{% comment %}限男{% endcomment %}", "COMMENT", "限男"),
    ],
)
def test_each_engine_has_its_marks(text: str, kind: str, body: str) -> None:
    assert cut(f"招{text}工") == [(kind, text, body)]


@pytest.mark.parametrize(
    "text",
    [
        "{{ gender",
        "{% if a",
        "{# 限男性",
        "${x",
        "<%= x",
        "{Tensorflow, Keras}",
        "{12路、22路}",
        "{ X≤x}",
        "[[]]",
        "{% 限男性 %}",
        "{}",
        "« »",
    ],
)
def test_what_is_not_closed_or_holds_no_name_is_text(text: str) -> None:
    assert cut(f"招{text}工") == []


@pytest.mark.parametrize("text", ["{% only males wanted %}", "{% Males only, please! %}", "{{#males only}}", "{%- no women -%}"])
def test_a_sentence_is_no_tag(text: str) -> None:
    assert [kind for kind, _, _ in cut(text) if kind == "TAG"] == []


@pytest.mark.parametrize(
    "text", ["{% if male %}", "{% endblock content %}", "{% for x in rows %}", "{%tr for x in rows %}", "{{#each posts}}", "{% mine %}"]
)
def test_plain_words_behind_the_word_of_a_tag_are_one(text: str) -> None:
    assert [kind for kind, _, _ in cut(text)] == ["TAG"]


def test_verbatim_blocks_are_text() -> None:
    text = "{% raw %}{{ a }}{% endraw %}{{ b }}"
    assert cut(text) == [("TAG", "{% raw %}", "raw"), ("TAG", "{% endraw %}", "endraw"), ("VALUE", "{{ b }}", "b")]
    assert cut("{% raw %}{{ a }}") == [("TAG", "{% raw %}", "raw"), ("VALUE", "{{ a }}", "a")]


SIGNS = st.text(st.sampled_from("{}%#$<>=-![]«» \n\"'|男a3"), max_size=60)


@given(SIGNS)
def test_tokens_are_in_order_and_apart(text: str) -> None:
    found = list(tokens(text))
    places = [offset for token in found for offset in (token.span.start, token.body.start, token.body.end, token.span.end)]
    assert places == sorted(places)
    assert all(0 <= token.span.start < token.span.end <= len(text) for token in found)
    assert may_be_template(text) or not found


@pytest.mark.parametrize(
    "sign", ["{", "{{", "{% if", "{#", "${", "<%=", "[[a", "«a", "{{ {", '{{ "', "{% raw %}", "{% comment %}", "{{!--", "{a"]
)
def test_a_hundred_thousand_openings_are_read_to_the_end(sign: str) -> None:
    """A walk that took time by the square of its length would not come back."""
    assert all(token.kind is Kind.TAG for token in tokens(sign * 100_000))
