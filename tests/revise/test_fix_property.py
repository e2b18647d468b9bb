"""What holds for any ad: its other text stays code point for code point, nothing new is found, and a second time changes nothing."""

from __future__ import annotations

import html
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.engine import Auditor
from auditor.extract.charset import charset_of
from auditor.extract.registry import extract
from auditor.extract.source import Source
from auditor.model.report import DocumentResult
from auditor.model.rewrite import apply
from auditor.revise.composed import compose
from auditor.revise.fix import Fix, Fixer
from tests.revise.conftest import read

DEV = Path(__file__).parents[2] / "corpora" / "dev" / "ads.jsonl"
ADS = [json.loads(line)["text"] for line in DEV.read_text(encoding="utf-8").splitlines()]
PARTS = [part for ad in ADS for part in ad.replace("；", "。").split("。") if 1 < len(part) < 60 and "\n" not in part]
_TEXT = st.tuples(
    st.sampled_from(["", "招聘启事\n", "任职要求：\n", "\ufeff"]),
    st.lists(st.sampled_from(PARTS), min_size=1, max_size=7),
    st.sampled_from(["。", "；", "，", "\n", "\r\n", "\n\n"]),
    st.sampled_from(["", "{}、", "{}. ", "- ", "（{}）"]),
)
_SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])


def listed(parts: list[str], mark: str, glue: str) -> str:
    return glue.join(mark.format(number) + part for number, part in enumerate(parts, 1))


def prints(results: Iterable[DocumentResult]) -> Counter[str]:
    return Counter(f"{finding.rule.id} {finding.fingerprint}" for result in results for finding in result.findings)


def holds(fixer: Fixer, name: str, data: bytes) -> Fix:
    """See that nothing but what is said to be fixed has gone, that nothing is new, and that all is done at once."""
    done = fixer.fix(Source(name, data=data))
    fixed = Counter(f"{finding.rule.id} {finding.fingerprint}" for repair in done.repairs for finding in repair.findings)
    assert not prints(done.results_after) - (prints(done.results) - fixed)
    again = fixer.fix(Source(name, data=done.data))
    assert again.repairs == ()
    assert again.data == done.data
    assert not done.changed or done.data != data
    return done


@_SLOW
@given(_TEXT, st.sampled_from(["utf-8", "gb18030", "utf-16-le"]))
def test_texts(auditor: Auditor, text: tuple[str, list[str], str, str], charset: str) -> None:
    head, parts, glue, mark = text
    said = head + listed(parts, mark, glue)
    data = said.encode(charset)
    charset = charset_of(data)  # a few signs may be read in several ways
    done = holds(Fixer(auditor, extract), "ad.txt", data)
    before, after = letters(data.decode(charset)), letters(done.data.decode(charset))
    assert not before - after - letters("".join(repair.text for repair in done.repairs))
    assert not after - before - letters("".join(repair.rewrite.text for repair in done.repairs))


def letters(text: str) -> Counter[str]:
    """All that is neither mark nor number: those of lists change."""
    return Counter(sign for sign in text if sign.isalpha())


@_SLOW
@given(_TEXT)
def test_edits_alone_tell_the_files_apart(auditor: Auditor, text: tuple[str, list[str], str, str]) -> None:
    """Outside the edits every code point is equal: the file is what its edits make of it, round by round."""
    head, parts, glue, mark = text
    said = (head + listed(parts, mark, glue)).removeprefix("\ufeff")
    done = Fixer(auditor, extract).fix(Source("ad.txt", data=said.encode()))
    for segment in {id(repair.segment): repair.segment for repair in done.repairs}.values():
        assert segment.text == said
        changes = compose([segment], [repair for repair in done.repairs if repair.segment is segment])
        said = apply(said, changes[0].edits)
    assert done.data.decode() == said


@_SLOW
@given(_TEXT)
def test_markdown(auditor: Auditor, text: tuple[str, list[str], str, str]) -> None:
    head, parts, _, mark = text
    table = "\n\n| 岗位 | 其他要求 |\n| --- | --- |\n" + "\n".join(f"| 文员 | {part.replace('|', '/')} |" for part in parts)
    holds(Fixer(auditor, extract), "ad.md", f"# {head}\n\n{listed(parts, mark or '* ', chr(10))}{table}\n".encode())


@_SLOW
@given(_TEXT, st.sampled_from(["p", "li", "div", "td", "b"]))
def test_pages(auditor: Auditor, text: tuple[str, list[str], str, str], tag: str) -> None:
    head, parts, _, mark = text
    items = "\n".join(f'<{tag} title="限女性">{mark.format(number)}{html.escape(part)}</{tag}>' for number, part in enumerate(parts, 1))
    wrapped = f"<ul>{items}</ul>" if tag == "li" else f"<table><tr>{items}</table>" if tag == "td" else items
    opening = '<!DOCTYPE html><html><head><meta charset="utf-8"><style>p>b{}</style></head><body>'
    source = f"{opening}<h1>{head.strip()}</h1>{wrapped}</body></html>"
    done = holds(Fixer(auditor, extract), "ad.html", source.encode())
    kept = done.data.decode()
    assert kept.startswith(source[: source.index("<h1>")])
    assert kept.count('title="限女性"') == kept.count(f"</{tag}>")
    assert len(read("ad.html", source.encode()).segments) >= len(read("ad.html", done.data).segments)


@pytest.mark.parametrize("mark", ["{}、", "{}. ", "（{}）", "{})"])
def test_lists_stay_counted(auditor: Auditor, mark: str) -> None:
    parts = ["会开车", "限女性", "能倒班", "35岁以下", "住得近", "会粤语"]
    done = Fixer(auditor, extract).fix(Source("ad.txt", data=listed(parts, mark, "\n").encode()))
    assert done.data.decode() == listed(["会开车", "能倒班", "住得近", "会粤语"], mark, "\n")
