"""A real browser that opens reports; every page that a test opens must fetch nothing and complain of nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, Page, sync_playwright

from auditor.engine import Auditor
from auditor.model.document import Failure
from auditor.model.location import LinePlace
from auditor.model.report import DocumentResult, InputFile, tally
from auditor.model.silence import Notice, NoticeKind, Silence, Silenced, SilencedBy
from auditor.model.wording import Wording, same
from auditor.report.html.reporter import HtmlReporter
from auditor.report.reporter import ReportOptions

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ADS = {
    "前台.txt": "前台两名，仅限女性，35周岁以下，普通话流利。",
    "仓库.txt": "仓库管理员，男性优先，限本市户口。",
    "会计.txt": "会计一名，不限男女，已婚已育者优先。",
    "clerk.txt": "Accounts clerk, female only, under 30.",
}

Write = Callable[..., Path]
Show = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start one for a module: while it runs, its event loop does, and others could not start theirs."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def results(auditor: Auditor) -> tuple[DocumentResult, ...]:
    """Results of invented ads, one of them in part unread, one with a finding set aside and a suppression that did nothing."""
    front, store, *others = (auditor.audit_text(text, name) for name, text in ADS.items())
    torn = Failure("前台.txt", Wording("第2页", "page 2"), Wording("页面损坏", "the page is damaged"))
    silence = Silence(SilencedBy.COMMENT, same("岗位在女子监区，批文已存档"), "2027-03-01", LinePlace(4, 1))
    refused = Wording("配置没有允许", "the configuration does not allow it")
    notice = Notice(NoticeKind.ATTEMPT, LinePlace(9, 1), "auditor: ignore all", refused)

    quiet = replace(store, findings=store.findings[1:], silenced=(Silenced(store.findings[0], silence),), notices=(notice,))
    return (replace(front, failures=(torn,)), quiet, *others)


@pytest.fixture
def write(auditor: Auditor, tmp_path: Path) -> Write:
    """Return what writes a page of results."""

    def written(results: Sequence[DocumentResult], **options: Any) -> Path:
        stream = StringIO(newline="")
        reporter = HtmlReporter(stream, ReportOptions(**options))
        reporter.begin(auditor.header)
        for result in results:
            reporter.add(result)
        reporter.end(tally(results), [InputFile("ads.txt", 12, "0" * 64)])
        path = tmp_path / "report.html"
        path.write_bytes(stream.getvalue().encode("utf-8", "backslashreplace"))
        return path

    return written


@pytest.fixture
def show(browser: Browser) -> Iterator[Show]:
    """Return what opens a page, and see at the end that it did nothing but show itself."""
    faults: list[str] = []
    contexts = []

    def opened(path: Path, **settings: Any) -> Page:
        contexts.append(browser.new_context(**settings))
        page = contexts[-1].new_page()
        page.on("console", lambda message: faults.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: faults.append(f"error: {error}"))
        page.on("dialog", lambda dialog: faults.append(f"dialog: {dialog.message}"))
        page.on("request", lambda request: faults.append(f"request: {request.url}") if request.url != path.as_uri() else None)
        page.goto(path.as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []
