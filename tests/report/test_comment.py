"""Comments as GitHub's own Markdown renders them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cmarkgfm
from click.testing import Result
from cmarkgfm.cmark import Options
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from msgspec.structs import replace

from auditor.config import Config
from auditor.engine import Auditor
from auditor.model.report import DocumentResult
from auditor.report.comment import LIMIT
from auditor.report.markdown import code, row, table
from auditor.report.reporter import ReportOptions

ALLOWED = {"div", "h3", "p", "strong", "table", "thead", "tbody", "tr", "th", "td", "code", "ul", "li", "details", "summary", "sub"}


def rendered(text: str) -> html.HtmlElement:
    """Render as GitHub does, with raw HTML let through: what it would take out later must not be there at all."""
    return html.fragment_fromstring(cmarkgfm.github_flavored_markdown_to_html(text, Options.CMARK_OPT_UNSAFE), create_parent="div")


def test_totals_table_and_what_speaks_for_it(scan: Callable[..., Result], place_of_every_kind: Path) -> None:
    page = rendered(scan(place_of_every_kind.name, "--format", "markdown").output)
    assert page.findtext("h3") == "招聘文本审核"
    assert page.xpath("string(p)").startswith("9 份，发现 7 处 · 涉嫌违法 7")
    rows = [[cell.text_content() for cell in line] for line in page.xpath("table/tbody/tr")]
    assert ["涉嫌违法", "GEN001 限定性别", "ads/packed.zip!/内/岗位.txt 2:1", "限男性"] in rows
    assert len(rows) == 7
    assert page.xpath("string(details/summary)") == "依据与改写 (7)"
    assert len(page.xpath("details/ul/li")) == 7
    assert "就业促进法第27条" in page.xpath("string(details/ul/li[1])")


def test_the_worst_stands_first(reported: Callable[..., str], auditor: Auditor) -> None:
    results = [auditor.audit_text(text, f"{number}.txt") for number, text in enumerate(("属虎的勿投", "35岁以下", "限男性"))]
    page = rendered(reported("markdown", *results, options=ReportOptions("en")))
    assert [cell.text for cell in page.xpath("table/tbody/tr/td[1]")] == ["suspected violation", "restricted by policy", "doubtful"]


def test_hostile_words_stand_in_code_and_nowhere_else(reported: Callable[..., str], hostile: DocumentResult) -> None:
    page = rendered(reported("markdown", hostile))
    assert {element.tag for element in page.iter()} <= ALLOWED
    for code_ in page.xpath("//code"):
        code_.getparent().remove(code_) if not code_.tail else code_.clear(keep_tail=True)
    rest = page.text_content()
    for trap in ("@", "http", "www", "::", "script", "$", "#1", "calc"):
        assert trap not in rest, trap
    assert all(len(line) == 4 for line in page.xpath("table/tbody/tr"))


SIGNS = st.text(st.sampled_from("\\|` a<>@[]()*_~\n"), max_size=12)


@given(SIGNS, SIGNS)
def test_a_code_span_in_a_table_ends_no_cell_however_backslashes_are_counted(first: str, second: str) -> None:
    page = rendered("\n".join([*table(["a", "b"], ()), row([code(first), code(second)])]))
    (line,) = page.xpath("table/tbody/tr")
    assert [[child.tag for child in cell] for cell in line] == [["code"], ["code"]]
    assert all(not (cell.text or "").strip() and not (cell[0].tail or "").strip() for cell in line)


def test_a_comment_is_never_longer_than_github_takes_and_says_how_much_is_missing(
    reported: Callable[..., str], auditor: Auditor, hostile: DocumentResult
) -> None:
    copies = 300
    text = "限男性，35岁以下，仅限本市户籍，属虎的勿投，" + "双休" * 200
    results = [
        replace(auditor.audit_text(text, f"{'很长的文件夹/' * 40}{number}.txt"), notices=hostile.notices * 3) for number in range(copies)
    ]
    failed = [replace(hostile, source=f"{number}.txt") for number in range(copies)]
    report = reported("markdown", *results, *failed)
    assert 50_000 < len(report) <= LIMIT
    page = rendered(report)
    shown = len(page.xpath("table/tbody/tr"))
    total = 4 * copies + len(hostile.findings) * copies
    assert f"另有 {total - shown} 处未列出" in report
    assert page.xpath("string(details[1]/summary)") == f"依据与改写 ({total})"
    assert page.xpath("string(details[2]/summary)") == f"未能审核 ({copies})"
    assert {cell.text for cell in page.xpath("table/tbody/tr/td[1]")} == {"涉嫌违法"}


def test_what_is_silenced_is_listed_with_its_reason_and_a_clean_run_has_no_table(
    reported: Callable[..., str], silenced: DocumentResult
) -> None:
    page = rendered(reported("markdown", silenced))
    assert "未计入 2" in page.xpath("string(p[1])")
    assert page.xpath("string(details[2]/summary)") == "未计入 (2)"
    assert "已向主管部门备案（至 2027-01-01） [文中注释 2:1]" in page.xpath("string(details[2]/ul/li[1])")
    clean = rendered(reported("markdown", Auditor(Config()).audit_text("司机一名，男女不限。")))
    assert not clean.xpath("table | details")
