"""The data inside the page: it says what the JSON report says, once, and nothing in it is anything but data."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Callable, Sequence
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from auditor.cli import cli
from auditor.engine import Auditor
from auditor.model.document import Failure
from auditor.model.report import DocumentResult, InputFile, tally
from auditor.model.wording import same
from auditor.report.html import blocks, words
from auditor.report.html.bilingual import bilingual
from auditor.report.html.inert import inert
from auditor.report.html.reporter import HtmlReporter
from auditor.report.plain import plain_result
from auditor.report.reporter import ReportOptions

Write = Callable[..., Path]
DATA = re.compile(r'<script type="application/json" class="data">(.*?)</script>', re.DOTALL)
HOSTILE = '</script><img src=x onerror="alert(1)"><!--\u202e\u2028&amp;'


def entries(path: Path) -> list[dict[str, Any]]:
    """Return the documents in a page, with what they share put in again."""
    shared: dict[str, Any] = {}
    documents = []
    for entry in (entry for block in DATA.findall(path.read_text(encoding="utf-8")) for entry in json.loads(block)):
        if "key" in entry:
            assert entry["key"] not in shared
            shared[entry["key"]] = entry["value"]
        else:
            documents.append(_put_in(entry, shared))
    return documents


def _put_in(entry: dict[str, Any], shared: dict[str, Any]) -> dict[str, Any]:
    for found in (*entry.get("findings", ()), *(silenced["finding"] for silenced in entry.get("silenced", ()))):
        found.update(shared[found["rule"]])
        found["why"] = shared[found["why"]]
        found["legal_basis"] = [shared[key] for key in found["legal_basis"]]
    return entry


def test_the_page_says_of_each_finding_what_the_json_report_says(results: Sequence[DocumentResult], write: Write) -> None:
    documents = entries(write(results))
    assert len(documents) == len(results)
    for entry, result in zip(documents, results, strict=True):
        plain = bilingual(lambda language, result=result: plain_result(result, language))
        assert (entry["id"], entry["source"], entry["status"]) == (plain["id"], plain["source"], plain["status"])
        for found, finding in zip(entry["findings"], plain["findings"], strict=True):
            for name in ("rule", "title", "severity", "ground", "suggestion", "text", "start", "end", "clause", "legal_basis"):
                assert found[name] == finding[name]
            assert finding["message"]["zh"].endswith(f"；{found['why']['zh']}")
            assert found["clause"][found["start"] - found["clause_start"] :].startswith(found["text"])


def test_rewrites_count_where_the_clause_starts(auditor: Auditor, write: Write) -> None:
    [entry] = entries(write([auditor.audit_text("诚聘英才。店员，限女性，会用收银机。")]))
    [found] = entry["findings"]
    text = found["clause"]
    for edit in reversed(found["rewrite"]["edits"]):
        start, end = (edit[name] - found["clause_start"] for name in ("start", "end"))
        text = text[:start] + edit.get("text", "") + text[end:]
    assert text == found["rewrite"]["text"] != found["clause"]


def test_what_is_let_pass_is_left_out_unless_asked_for(auditor: Auditor, write: Write) -> None:
    passed = [auditor.audit_text("女子监狱民警，限女性。")]
    assert entries(write(passed)) == []
    [entry] = entries(write(passed, show_dismissed=True))
    assert [outcome["text"] for outcome in entry["dismissed"]] == [outcome.text for outcome in passed[0].dismissals] != []


@given(st.recursive(st.text() | st.integers() | st.none(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_inert_json_is_the_same_data_without_active_signs(value: Any) -> None:
    text = inert(value)
    assert json.loads(text) == value
    assert not re.search("[<>&\u2028-\u202e\u2066-\u2069\n\r]", text)


def test_a_lone_surrogate_goes_through_the_file(auditor: Auditor, write: Write) -> None:
    [entry] = entries(write([auditor.audit_text("店员\udcff，限女性。")]))
    assert "\udcff" in entry["findings"][0]["clause"]


def test_data_is_cut_into_blocks(results: Sequence[DocumentResult], write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = entries(write(results))
    monkeypatch.setattr(blocks, "_FULL", 100)
    path = write(results)
    assert len(DATA.findall(path.read_text(encoding="utf-8"))) > len(results)
    assert entries(path) == whole


def test_the_policy_names_the_only_style_and_script(results: Sequence[DocumentResult], write: Write) -> None:
    page = write(results).read_text(encoding="utf-8")
    tree = lxml.html.document_fromstring(page)
    [policy] = tree.xpath('//meta[@http-equiv="Content-Security-Policy"]/@content')
    for kind, source in (("style", tree.xpath("//style/text()")), ("script", tree.xpath("//script[not(@type)]/text()"))):
        [text] = source
        assert f"{kind}-src 'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" in policy
    assert policy.startswith("default-src 'none';")
    assert tree.xpath("//@style | //@src | //link | //*[starts-with(name(@*), 'on')]") == []
    assert tree.xpath("//@href") == ["#results"]


def page_of(auditor: Auditor, text: str) -> Any:
    """Return a page in which a text stands everywhere that others decide."""
    [*found] = [auditor.audit_text(f"店员，限女性{text}。", text)]
    failed = DocumentResult(text, text, failures=(Failure(text, same(text), same(text)),), read=False, fields_not_read=(text,))
    stream = StringIO()
    reporter = HtmlReporter(stream, ReportOptions())
    reporter.begin(auditor.header)
    for result in (*found, failed):
        reporter.add(result)
    reporter.end(tally([*found, failed]), [InputFile(text, 1, "0" * 64)])
    return lxml.html.document_fromstring(stream.getvalue())


def test_no_text_of_others_makes_an_element(auditor: Auditor) -> None:
    calm, wild = page_of(auditor, "甲"), page_of(auditor, HOSTILE)
    assert [element.tag for element in wild.iter()] == [element.tag for element in calm.iter()]
    assert "\u202e" not in wild.text_content()


def test_processes_and_one_write_the_same(tmp_path: Path, runner: CliRunner) -> None:
    ads = tmp_path / "ads.jsonl"
    lines = [json.dumps({"id": str(number), "text": f"{number}号店员，限女性，3{number % 7}岁以下"}) for number in range(200)]
    ads.write_text("\n".join(lines), encoding="utf-8")
    pages = []
    for jobs in ("1", "2"):
        path = tmp_path / f"{jobs}.html"
        done = runner.invoke(cli, ["scan", str(ads), "--format", "html", "-o", str(path), "--jobs", jobs])
        assert done.exit_code == 1, done.output
        pages.append(path.read_bytes())
    assert pages[0] == pages[1]
    assert len(entries(tmp_path / "1.html")) == 200


def test_redaction_holds_for_the_page(tmp_path: Path, runner: CliRunner) -> None:
    ad, path = tmp_path / "ad.txt", tmp_path / "report.html"
    ad.write_text("店员，限女性，请致电13912345678联系。", encoding="utf-8")
    assert runner.invoke(cli, ["scan", str(ad), "--report", f"html={path}", "--redact"]).exit_code == 1
    page = path.read_text(encoding="utf-8")
    assert "限女性" in page
    assert "13912345678" not in page


def test_the_page_never_calls_a_finding_unlawful_outright() -> None:
    said = [wording for table in (words.STATIC, words.SPOKEN) for wording in table.values()]
    assert not any(re.search(r"(?<!涉嫌)违法|歧视", wording.zh) for wording in [*said, words.TITLE, words.POINTERS])


def test_the_page_says_what_there_are_words_for() -> None:
    folder = Path(words.__file__).parent / "page"
    spoken = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.js"))
    built = {f"view_{view}" for view in re.findall(r'"(\w+)"', re.findall(r"const VIEWS = \[(.*)\]", spoken)[0])}
    built |= {
        f"sort_{order}" for order in re.findall(r"^  (\w+): ", re.findall(r"const ORDERS = \{(.*?)\};", spoken, re.DOTALL)[0], re.MULTILINE)
    }
    assert built | {name for name in words.SPOKEN if f'"{name}"' in spoken} == set(words.SPOKEN)
    assert set(re.findall(r'word\("(\w+)"', spoken)) <= set(words.SPOKEN)
    shown = (folder / "body.html").read_text(encoding="utf-8") + (folder / "head.html").read_text(encoding="utf-8")
    assert set(re.findall(r"static\.(\w+)", shown)) == set(words.STATIC)
