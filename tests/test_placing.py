"""From a segment back into the text of its file."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.extract.html.html import read_page
from auditor.model.document import Segment
from auditor.model.location import LinePlace, ParagraphPlace
from auditor.model.rewrite import Edit, apply
from auditor.model.span import Span
from auditor.placing import HtmlFile, NotPlacedError, TextFile, breaks_logic


def test_a_line_further_down_is_found() -> None:
    source = "第一行\r\n二\t限女性\n"
    segment = Segment.at("限女性", LinePlace(2, 3))
    (placed,) = TextFile(source).placed(segment, [Edit(Span(0, 3), "不限")])
    assert apply(source, [placed]) == "第一行\r\n二\t不限\n"


@pytest.mark.parametrize(
    "segment",
    [Segment.at("限男性", LinePlace(1, 1)), Segment.at("限女性", ParagraphPlace("body", 1)), Segment.at("女{% if x %}性", LinePlace(2, 1))],
    ids=["other words", "another kind of place", "logic"],
)
def test_what_does_not_stand_there_is_refused(segment: Segment) -> None:
    with pytest.raises(NotPlacedError):
        TextFile("限女性\n女{% if x %}性").placed(segment, [Edit(Span(0, len(segment.text)), "")])


@pytest.mark.parametrize(
    ("words", "breaks"),
    [
        ("{{ age }}岁", False),
        ("{{ age", True),
        ("{% if x %}", True),
        ("x %}限女性", True),
        ("<% x %>", True),
        ("限女性", False),
        ("${x}", True),
    ],
)
def test_logic_of_templates_is_told(words: str, breaks: bool) -> None:
    assert breaks_logic(words) is breaks


_PIECES = st.lists(
    st.sampled_from(
        (
            "限女性",
            "<b>",
            "</b>",
            "&nbsp;",
            "&#22899;",
            "&amp;",
            "<br>",
            "<!-- x -->",
            "\n",
            " ",
            "会开车",
            "，",
            "<script>1</script>",
            "a<c",
        )
    ),
    max_size=10,
)


@given(_PIECES, st.data())
def test_what_is_cut_out_of_a_page_is_gone_from_its_text_and_nothing_else(pieces: list[str], data: st.DataObject) -> None:
    source = f"<p>前{''.join(pieces)}后</p>"
    (segment,) = read_page(source)
    start = data.draw(st.integers(1, len(segment.text) - 1))
    end = data.draw(st.integers(start, len(segment.text) - 1))
    try:
        edits = HtmlFile(source).placed(segment, [Edit(Span(start, end), "")])
    except NotPlacedError:
        assert "&" in source  # half of what a reference stands for
        return
    changed = apply(source, edits)
    kept = segment.text[:start] + segment.text[end:]
    assert "".join("".join(one.text for one in read_page(changed)).split()) == "".join(kept.split())
    assert re.findall("<(?!br)[^>]*>", changed) == re.findall("<(?!br)[^>]*>", source)


@given(st.text("<>&\"'不限a;", max_size=6))
def test_what_is_written_into_a_page_reads_as_text(words: str) -> None:
    (segment,) = read_page("<p>前台限女性后</p>")
    edits = HtmlFile("<p>前台限女性后</p>").placed(segment, [Edit(Span(2, 5), words)])
    changed = apply("<p>前台限女性后</p>", edits)
    assert changed == f"<p>前台{html.escape(words, quote=False)}后</p>"
    assert [one.text for one in read_page(changed)] == [f"前台{words}后"]
