"""What a browser makes of a marked page whose own scripts and styles are against the marks."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.revise.marker import Marked

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
HEAD = '<!DOCTYPE html><html><head><meta charset="utf-8">'
AD = "<p>前台一名，仅限<b>女</b>性，有耐心。</p><p>保安，<span>30周岁以下</span>，会开车。</p>"
ERASES = "<script>document.querySelectorAll('mark,section').forEach(mark => mark.replaceWith('不限'))</script>"
HIDES = "<style>mark,section{display:none!important;visibility:hidden!important;color:#fff!important}</style>"
TELLS = """<script>document.title = getComputedStyle(document.querySelector('mark')).display</script>"""

Annotate = Callable[[str, bytes], Marked]

pytestmark = pytest.mark.skipif(BROWSER is None, reason="Chromium is not installed")


def dom(page: bytes, folder: Path) -> str:
    """Return the page as a browser holds it after its scripts ran."""
    path = folder / "marked.html"
    path.write_bytes(page)
    command = [str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}", "--dump-dom"]
    return subprocess.run([*command, path.as_uri()], check=True, capture_output=True, timeout=120).stdout.decode()


def marked(source: str) -> list[tuple[str, str]]:
    """Return the words of each mark and how grave its note says they are."""
    found = re.findall(r'<mark id="auditor-mark-\d+"[^>]* title="([^"]*)">([^<]*)</mark>', source)
    return [(words, html.unescape(title).partition("：")[0]) for title, words in found]


@pytest.mark.parametrize(
    "page",
    [
        f"{HEAD}</head><body>{AD}</body></html>",
        f"{HEAD}{HIDES}</head><body>{AD}{ERASES}</body></html>",
        f"{HEAD}{ERASES}</head><body onload=\"document.body.innerHTML='不限'\">{AD}</body></html>",
        f"<!-- 通知 -->\n{HEAD}</head><body>{AD}<img src=x onerror=\"document.body.innerHTML='不限'\">{ERASES}</body></html>",
        f"{AD}{ERASES}",
    ],
    ids=["plain", "script and style", "onload", "onerror", "no head"],
)
def test_marks_and_list_outlive_the_scripts_of_the_page(annotate: Annotate, tmp_path: Path, page: str) -> None:
    found = dom(annotate("ad.html", page.encode()).data, tmp_path)
    assert marked(found) == [*((words, "涉嫌违法") for words in ("仅限", "女", "性")), ("30周岁以下", "政策限制")]
    assert '<section class="auditor-notes"' in found


def test_without_the_guard_a_script_would_erase_the_marks(annotate: Annotate, tmp_path: Path) -> None:
    done = annotate("ad.html", f"{HEAD}</head><body>{AD}{ERASES}</body></html>".encode()).data
    assert marked(dom(done.replace(b"script-src", b"font-src"), tmp_path)) == []


def test_styles_of_the_page_do_not_hide_marks(annotate: Annotate, tmp_path: Path) -> None:
    done = annotate("ad.html", f"{HEAD}{HIDES}</head><body>{AD}{TELLS}</body></html>".encode()).data
    assert "<title>inline</title>" in dom(done.replace(b"script-src", b"font-src"), tmp_path)
