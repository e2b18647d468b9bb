from __future__ import annotations

import pytest

from auditor.engine import Auditor
from auditor.model.document import Segment
from auditor.model.location import LinePlace, ParagraphPlace
from auditor.text.posts import Posts

TWO = "某公司招聘\n一、前台文员：能早起。\n二、采掘工若干名。"


def test_a_clause_belongs_to_its_own_post_and_to_what_stands_before_all() -> None:
    segment = Segment.at(TWO, LinePlace(1, 1))
    posts = Posts([segment])
    assert posts.around(segment, TWO.index("早起")) == "某公司招聘\n一、前台文员:能早起。\n"
    assert posts.around(segment, TWO.index("若干")) == "某公司招聘\n二、采掘工若干名。"
    assert posts.around(segment, 0) == "某公司招聘\n"


def test_headings_that_all_ads_have_cut_nothing() -> None:
    text = "招聘保安\n一、岗位职责：巡逻。\n二、任职要求：无犯罪记录。"
    segment = Segment.at(text, LinePlace(1, 1))
    assert "保安" in Posts([segment]).around(segment, len(text) - 2)
    assert "巡逻" in Posts([segment]).around(segment, len(text) - 2)


def test_paragraphs_are_read_together() -> None:
    paragraphs = [Segment.at(text, ParagraphPlace("body", n)) for n, text in enumerate(TWO.split("\n"), 1)]
    assert Posts(paragraphs).around(paragraphs[1], 3) == "某公司招聘\n一、前台文员:能早起。\n"


@pytest.mark.parametrize(
    ("text", "excused"),
    [
        ("一、前台文员：限女性。\n二、女子监狱管教民警若干名。", False),
        ("一、女子监狱管教民警：限女性。\n二、前台文员若干名。", True),
        ("女子监狱招聘管教民警：限女性。", True),
    ],
)
def test_an_exception_excuses_its_own_post_only(auditor: Auditor, text: str, excused: bool) -> None:
    result = auditor.audit_text(text)
    assert [dismissal.by for dismissal in result.dismissals] == (["X42"] if excused else [])
