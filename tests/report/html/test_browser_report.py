"""Reports opened in a real browser, and used: by filter, keyboard and switch, on paper, without script, by those who hear it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from msgspec.structs import replace
from playwright.sync_api import Page

from auditor.engine import Auditor
from auditor.model.about import About
from auditor.model.location import PagePlace
from auditor.model.report import DocumentResult

Write = Callable[..., Path]
Show = Callable[..., Page]
MANY = 10_000
PHONE = {"viewport": {"width": 390, "height": 844}}
DESKTOP = {"viewport": {"width": 1366, "height": 900}}


def texts(page: Page, selector: str) -> list[str]:
    return [text.strip() for text in page.locator(selector).all_inner_texts()]


def chosen(results: Sequence[DocumentResult], **wanted: str) -> list[str]:
    """Return the marked words of the findings that a filter has to leave."""
    return [
        finding.text
        for result in results
        for finding in result.findings
        if wanted.get("ground", finding.rule.ground.value) == finding.rule.ground.value
        and wanted.get("severity", finding.severity.value) == finding.severity.value
    ]


def test_every_finding_stands_in_its_sentence_with_law_and_rewrite(results: Sequence[DocumentResult], write: Write, show: Show) -> None:
    page = show(write(results))
    assert texts(page, ".card mark") == chosen(results)
    first = results[0].findings[0]
    card = page.locator(".card").first
    assert card.locator("blockquote").inner_text() == first.clause_text
    card.locator("summary").click()
    told = card.inner_text()
    for citation in first.citations:
        for text in (citation.basis.title, citation.article.cite, citation.article.gist, citation.basis.penalty, citation.basis.remedy):
            assert text is None or text.zh in told
        assert citation.basis.valid_from in told
    assert first.why.zh in told
    assert first.rule.suggestion.zh in told
    assert first.rewrite
    assert card.locator(".after").inner_text().endswith(first.rewrite.text)
    assert card.locator("del").count() == sum(bool(len(edit.span)) for edit in first.rewrite.edits)
    assert "前台.txt" in told


def test_filters_leave_exactly_what_they_ask_for(results: Sequence[DocumentResult], write: Write, show: Show) -> None:
    page = show(write(results))
    every = len(chosen(results))
    assert page.locator("#status").inner_text() == f"共 {every} 项"
    page.get_by_role("checkbox", name="年龄").check()
    assert texts(page, ".card mark") == chosen(results, ground="age")
    page.get_by_role("checkbox", name="性别").check()
    assert len(texts(page, ".card mark")) == len(chosen(results, ground="age") + chosen(results, ground="gender"))
    page.get_by_role("button", name="清除筛选").click()
    page.get_by_role("checkbox", name="涉嫌违法").check()
    marked = chosen(results, severity="violation")
    assert texts(page, ".card mark") == marked
    assert page.locator("#status").inner_text() == f"共 {every} 项，符合条件 {len(marked)} 项"
    page.get_by_role("button", name="清除筛选").click()
    page.get_by_label("搜索", exact=True).fill("FEMALE 30")
    assert texts(page, ".card mark") == [finding.text for finding in results[3].findings]
    page.get_by_label("搜索", exact=True).fill("查无此词")
    assert page.locator(".card").count() == 0
    assert page.locator("#status").inner_text() == f"共 {every} 项，符合条件 0 项"
    page.get_by_role("button", name="清除筛选").click()
    page.get_by_label("来源文件").select_option("会计.txt")
    assert texts(page, ".card mark") == [finding.text for finding in results[2].findings]
    page.get_by_label("规则").select_option(results[2].findings[0].rule.id)
    assert page.locator(".card").count() >= 1


def test_numbers_beside_a_filter_are_what_it_would_leave(results: Sequence[DocumentResult], write: Write, show: Show) -> None:
    page = show(write(results))
    for box in page.locator(".boxes label").all():
        told = int(box.locator(".count").inner_text())
        box.locator("input").check()
        assert page.locator(".card").count() == told
        box.locator("input").uncheck()


def test_findings_are_sorted(results: Sequence[DocumentResult], write: Write, show: Show) -> None:
    page = show(write(results))
    page.get_by_label("排序").select_option("severity")
    order = ["涉嫌违法", "政策限制", "存疑", "提示"]
    ranks = [order.index(level) for level in texts(page, ".card .level")]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) > 1


def test_a_chart_is_a_table_and_leads_to_its_findings(results: Sequence[DocumentResult], write: Write, show: Show) -> None:
    page = show(write(results))
    rows = page.get_by_role("table", name="按事由").get_by_role("row").all()[1:]
    for number in range(len(rows)):
        row = page.get_by_role("table", name="按事由").get_by_role("row").nth(number + 1)
        total = int(row.get_by_role("cell").last.inner_text())
        row.get_by_role("button").click()
        assert page.locator(".card").count() == total
        assert page.locator(".card").first.evaluate("card => card === document.activeElement")


def test_employers_are_counted_and_searched(auditor: Auditor, write: Write, show: Show) -> None:
    found = auditor.audit_text("店员，限女性，40岁以下。", "ad.txt")
    names = ["东岸木业", "东岸", "东岸", "北桥文具"]
    results = [
        replace(found, id=str(number), findings=tuple(replace(finding, about=About(employer=name)) for finding in found.findings))
        for number, name in enumerate(names)
    ]
    page = show(write(results))
    rows = page.get_by_role("table", name="发现最多的用人单位").get_by_role("row").all_inner_texts()
    assert [row.split()[0] for row in rows[1:]] == ["东岸", "东岸木业", "北桥文具"]
    page.get_by_role("button", name="东岸", exact=True).click()
    assert page.locator(".card").count() == 2 * len(found.findings)
    assert page.get_by_label("用人单位", exact=True).input_value() == "东岸"


def test_an_employer_of_a_chart_is_meant_as_a_whole_however_many_there_are(auditor: Auditor, write: Write, show: Show) -> None:
    found = auditor.audit_text("店员，限女性。", "ad.txt")
    names = ["东岸", "东岸", "东岸木业", *(f"{number}号店" for number in range(70))]
    results = [
        replace(found, id=str(number), findings=(replace(found.findings[0], about=About(employer=name)),))
        for number, name in enumerate(names)
    ]
    page = show(write(results))
    page.get_by_role("button", name="东岸", exact=True).click()
    assert page.locator(".card").count() == 2
    page.get_by_label("用人单位", exact=True).fill(" 岸木")
    assert page.locator(".card").count() == 1


def test_another_view_is_narrowed_only_by_what_it_shows(results: Sequence[DocumentResult], write: Write, show: Show) -> None:
    page = show(write(results))
    page.get_by_label("来源文件").select_option("会计.txt")
    page.get_by_role("radio", name="未能审核").check()
    assert page.locator(".card").count() == 1
    page.get_by_label("搜索", exact=True).fill("查无此词")
    page.get_by_role("radio", name="发现").check()
    assert page.locator(".card").count() == 0


def test_what_is_not_a_finding_is_told_and_shown(results: Sequence[DocumentResult], write: Write, show: Show) -> None:
    page = show(write(results, language="en"))
    told = page.locator(".summary").inner_text()
    assert "Documents not fully audited: 1; places: 1." in told
    page.get_by_role("radio", name="Not judged 1").check()
    assert "the page is damaged" in page.locator(".card").inner_text()
    assert "page 2" in page.locator(".card").inner_text()
    page.get_by_role("radio", name="Set aside 1").check()
    card = page.locator(".card").inner_text()
    for text in ("岗位在女子监区，批文已存档", "2027-03-01", "comment in the text", "4:1", "男性优先"):
        assert text in card
    page.get_by_role("radio", name="Suppressions 1").check()
    assert "auditor: ignore all" in page.locator(".card").inner_text()
    assert page.get_by_role("radio", name="Let pass").count() == 0


def test_what_was_let_pass_is_shown_where_it_is_asked_for(auditor: Auditor, write: Write, show: Show) -> None:
    page = show(write([auditor.audit_text("女子监狱民警，限女性。")], show_dismissed=True))
    assert texts(page, ".card mark") == ["限女性"]
    assert "法定须由女性执行" in page.locator(".card").inner_text()


def test_the_other_language_is_a_click_away_and_keeps_the_filter(results: Sequence[DocumentResult], write: Write, show: Show) -> None:
    page = show(write(results))
    page.get_by_role("checkbox", name="年龄").check()
    before = texts(page, ".card mark")
    page.get_by_role("button", name="English").click()
    assert page.get_attribute("html", "lang") == "en"
    assert page.title() == "Audit of restrictive clauses in recruitment texts"
    assert page.get_by_role("checkbox", name=re.compile("^age")).is_checked()
    assert texts(page, ".card mark") == before
    first = next(finding for finding in results[0].findings if finding.rule.ground == "age")
    told = page.locator(".card").first.inner_text()
    assert first.rule.suggestion.en in told
    assert first.why.en in told
    page.get_by_role("button", name="中文").click()
    assert page.get_attribute("html", "lang") == "zh-CN"
    assert page.locator("h1").inner_text() == "招聘限制性条款审核报告"


def test_the_keyboard_reaches_everything(results: Sequence[DocumentResult], write: Write, show: Show) -> None:
    page = show(write(results))
    focused = "document.activeElement.id || document.activeElement.className"
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == "skip"
    assert page.locator(".skip").bounding_box()["x"] >= 0  # type: ignore[index]
    page.keyboard.press("Enter")
    assert page.evaluate(focused) == "results"
    page.keyboard.press("/")
    assert page.evaluate(focused) == "by-search"
    page.keyboard.type("女/")
    assert page.get_by_label("搜索", exact=True).input_value() == "女/"
    page.get_by_label("搜索", exact=True).fill("")
    page.get_by_role("radio", name="发现").focus()
    page.keyboard.press("ArrowRight")
    assert page.get_by_role("radio", name="未能审核").is_checked()
    assert page.evaluate("document.activeElement.value") == "unread"
    page.get_by_role("checkbox", name="按 / 键跳到搜索框").uncheck()
    page.keyboard.press("/")
    assert page.evaluate(focused) != "by-search"


def test_every_control_shows_that_it_has_the_focus(results: Sequence[DocumentResult], write: Write, show: Show) -> None:
    page = show(write(results))
    seen = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        name, outline = page.evaluate(
            """() => { const has = document.activeElement, near = has.type === 'radio' ? has.nextElementSibling : has;
            return [has === document.body ? '' : has.outerHTML.slice(0, 120), getComputedStyle(near).outlineStyle] }"""
        )
        if not name:  # past the last one
            break
        seen.add(name)
        assert outline != "none", name
    assert len(seen) > 20


HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "&lt;b&gt; {{7*7}} ${7*7} {% raw %}",
    "\u202e\u2066\u0007\u200b\udcff\ufeff",
    "javascript:alert(1)",
    "__proto__",
    "\u2028\u2029\r\n",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_ad_is_shown_and_does_nothing(auditor: Auditor, write: Write, show: Show, text: str) -> None:
    found = auditor.audit_text(f"店员{text}，限女性。", text)
    about = About(employer=text, city=text, url=text, source=text)
    hostile = replace(found, findings=tuple(replace(finding, about=about) for finding in found.findings))
    page = show(write([hostile, replace(hostile, id="2")]))
    assert page.locator(".card").count() == 2 * len(found.findings) > 0
    assert page.evaluate("document.querySelectorAll('img, iframe, a:not(.skip), script:not([type]):not(:last-of-type)').length") == 0
    assert not page.evaluate(r"/[\u202a-\u202e\u2066-\u2069\u0007\u200b\udcff]/.test(document.body.innerText)")
    shown = page.locator(".card blockquote").first.text_content() or ""
    assert "限女性" in shown
    if text.isprintable():
        assert shown == found.findings[0].clause_text
    page.get_by_label("搜索", exact=True).fill(text if text.isprintable() else "限女性")
    assert page.locator(".card").count() == 2 * len(found.findings)


def test_hidden_signs_are_named(auditor: Auditor, write: Write, show: Show) -> None:
    page = show(write([auditor.audit_text("店员\u202e，限女性。")]))
    assert texts(page, ".card blockquote .sign") == ["U+202E"]


def test_offsets_hold_beyond_the_basic_plane(auditor: Auditor, write: Write, show: Show) -> None:
    page = show(write([auditor.audit_text("😀𠮷店员，限女性😀，会记账。")]))
    assert texts(page, ".card mark") == ["限女性"]


def test_long_clauses_are_cut_around_the_words_until_asked_for(auditor: Auditor, write: Write, show: Show) -> None:
    long = "负责前台接待和电话转接" * 30
    found = auditor.audit_text(f"{long}限女性{long}")
    page = show(write([found]))
    quote = page.locator(".card blockquote").first
    assert len(quote.inner_text()) < 300
    page.get_by_role("button", name="显示全句").first.click()
    assert quote.inner_text() == found.findings[0].clause_text


def test_a_page_place_names_its_box(auditor: Auditor, write: Write, show: Show) -> None:
    found = auditor.audit_text("店员，限女性。", "scan.pdf")
    [finding] = found.findings
    place = PagePlace(3, (10.2, 20, 110.7, 32), "px", 0.87)
    moved = replace(finding, evidence=(replace(finding.evidence[0], location=place),))
    told = show(write([replace(found, findings=(moved,))])).locator(".card").inner_text()
    for text in ("第3页", "10, 20 – 111, 32 px", "87%"):
        assert text in told


def many(auditor: Auditor) -> list[DocumentResult]:
    """Return results with as many findings as a large scan has."""
    texts = [
        "前台两名，仅限女性，35周岁以下。",
        "仓库管理员，男性优先，限本市户口，中共党员优先。",
        "会计一名，已婚已育者优先，限应届毕业生，身高165以上。",
    ]
    kinds = [auditor.audit_text(text) for text in texts]
    results: list[DocumentResult] = []
    while sum(len(result.findings) for result in results) < MANY:
        for kind in kinds:
            number = len(results)
            about = About(employer=f"第{number % 700}号店")
            findings = tuple(replace(finding, about=about) for finding in kind.findings)
            results.append(replace(kind, id=f"ad-{number}", source=f"{number % 90}.jsonl", findings=findings))
    return results


def test_of_ten_thousand_findings_only_a_page_is_drawn_whatever_is_asked(auditor: Auditor, write: Write, show: Show) -> None:
    """What makes a filter answer at once; how soon it does is measured by ``benchmarks.html_report``."""
    results = many(auditor)
    page = show(write(results), **DESKTOP)
    search, cards = page.get_by_label("搜索", exact=True), page.locator(".card")
    for act in (
        lambda: page.get_by_role("checkbox", name="涉嫌违法").check(),
        lambda: page.get_by_role("button", name="清除筛选").click(),
        lambda: page.get_by_label("排序").select_option("employer"),
        lambda: page.get_by_role("button", name="下一页").click(),
    ):
        act()
        assert cards.count() == 50
    search.fill("ad-12 仅限")
    wanted = [result for result in results if "ad-12" in result.id and "仅限" in result.findings[0].clause_text]
    total = sum(len(result.findings) for result in wanted)
    assert f"符合条件 {total:,} 项" in page.locator("#status").inner_text()


def test_pages_turn_to_the_last(auditor: Auditor, write: Write, show: Show) -> None:
    found = auditor.audit_text("店员，限女性。")
    page = show(write([replace(found, id=str(number)) for number in range(120)]))
    assert page.get_by_role("button", name="上一页").is_disabled()
    for _ in range(2):
        page.get_by_role("button", name="下一页").click()
    assert page.locator(".card").count() == 20
    assert page.locator("#status").inner_text() == "共 120 项，第 101–120 项"
    assert page.get_by_role("button", name="下一页").is_disabled()


def printed(page: Page, path: Path) -> str:
    page.pdf(path=path)
    with pypdfium2.PdfDocument(path) as document:
        return "".join(each.get_textpage().get_text_range() for each in document).replace("\r\n", "")


def test_paper_holds_all_that_the_filter_leaves_with_its_law(auditor: Auditor, write: Write, show: Show, tmp_path: Path) -> None:
    woman, aged = auditor.audit_text("店员，限女性。"), auditor.audit_text("电工，35周岁以下。")
    results = [replace(found, id=f"ad-{number:03}") for number in range(60) for found in (woman, aged)]
    page = show(write(results))
    page.get_by_role("checkbox", name="年龄").check()
    paper = printed(page, tmp_path / "report.pdf")
    assert all(f"ad-{number:03}" in paper for number in range(60))
    assert paper.count("电工，") >= 60
    assert "店员" not in paper
    [finding] = aged.findings
    assert paper.count(finding.citations[0].article.gist.zh[:12]) >= 60
    assert "file://" not in paper
    assert page.locator(".card").count() == 50
    assert page.locator("details.law[open]").count() == 0


def test_without_script_the_page_can_be_read(results: Sequence[DocumentResult], write: Write, show: Show) -> None:
    page = show(write(results), java_script_enabled=False)
    assert texts(page, ".card mark") == chosen(results)
    told = page.locator("main").inner_text()
    for text in ("页面损坏", "第2页", "处发现", "启用 JavaScript", "中华人民共和国"):
        assert text in told
    counts = page.get_by_role("table", name="按级别").get_by_role("cell").all_inner_texts()
    assert sum(int(count) for count in counts if count.strip()) == len(chosen(results))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_nothing_stands_in_the_way_of_anyone(
    results: Sequence[DocumentResult], write: Write, show: Show, scheme: str, size: dict[str, Any]
) -> None:
    page = show(write(results, language="zh" if scheme == "light" else "en"), color_scheme=scheme, **size)
    page.locator("#open-law").click()
    if size is PHONE:
        page.locator(".more > summary").click()
    faults = [Axe().run(page).response["violations"]]
    for view in ("unread", "silenced"):
        page.locator(f"input[value={view}]").check()
        faults.append(Axe().run(page).response["violations"])
    assert [(fault["id"], fault["nodes"][0]["html"]) for each in faults for fault in each] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_is_wider_than_its_place(results: Sequence[DocumentResult], write: Write, show: Show, language: str) -> None:
    long = replace(results[2], id="2", source="很长的文件夹名称" * 12 + "x" * 80)
    about = About(employer="某某某某某某某某有限责任公司" * 4, url="https://example.invalid/" + "a" * 200)
    named = replace(long, findings=tuple(replace(finding, about=about) for finding in long.findings))
    path = write([*results, named], language=language)
    for width in (320, 390, 640, 700, 960, 1119, 1121, 1366, 2400):
        page = show(path, viewport={"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0, width
        wide = "each => [...each].filter(chart => chart.offsetWidth > chart.parentElement.clientWidth + 1).length"
        assert page.eval_on_selector_all(".chart", wide) == 0, width


def test_only_a_clean_audit_says_that_it_is(auditor: Auditor, results: Sequence[DocumentResult], write: Write, show: Show) -> None:
    clean = auditor.audit_text("店员，会记账。")
    assert "未发现限制性条款" in show(write([clean])).locator(".summary").inner_text()
    unread = replace(clean, failures=results[0].failures, read=False)
    told = show(write([unread])).locator("main").inner_text()
    assert "未发现限制性条款" not in told
    assert "页面损坏" in told
    assert "没有可审核的内容" in show(write([])).locator(".summary").inner_text()
