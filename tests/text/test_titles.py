"""What a whole text is, by its title."""

from __future__ import annotations

import pytest

from auditor.model.context import TextKind
from auditor.model.wording import NOTHING
from auditor.text.sections import Headings, Trail
from auditor.text.titles import Titles

TITLES = Titles(
    (
        TextKind("case", "判决书", 3, "", NOTHING, (), ()),
        TextKind("apart", "招生简章|说明书", 1, "招聘|月薪", NOTHING, (), ()),
    )
)


@pytest.mark.parametrize(
    ("texts", "kind"),
    [
        (["某学院招生简章\n报名条件：\n女生"], "apart"),
        (["【说明书】", "要求：", "女性慎用"], "apart"),
        (["编号7\n\n某法院\n判决书（摘要）\n要求：女性"], "case"),
        (["判决书\n招聘要求：女性"], "case"),
        (["某学院招生简章\n要求：女生\n月薪五千"], ""),
        (["要求：女\n招生简章"], ""),
        (["要求：女\n一\n二\n判决书"], ""),
        (["要求：看懂说明书，女性"], ""),
        ([], ""),
    ],
)
def test_a_title_tells_that_a_text_hires_nobody_unless_it_says_that_it_does(texts: list[str], kind: str) -> None:
    found = TITLES.kind_of(texts)
    assert (found.id if found else "") == kind


def test_what_comes_to_light_later_counts() -> None:
    trail = Trail(Headings({}, TITLES))
    trail.go_by("某学院招生简章")
    asked = trail.here(7)
    assert asked.text is not None
    assert asked.text.id == "apart"
    trail.go_by("另招聘门卫")
    assert asked.text is None
