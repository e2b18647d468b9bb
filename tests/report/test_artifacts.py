"""Files, URIs, and lines and columns that are true."""

from __future__ import annotations

import sys
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.config import Config
from auditor.engine import Auditor
from auditor.model.document import Document, Segment
from auditor.model.location import CellPlace, LinePlace, RecordPlace
from auditor.model.rewrite import apply
from auditor.model.span import Span
from auditor.report.artifacts import Artifact, Region

ROOT = Path(__file__).parent
AUDITOR = Auditor(Config(as_of="2026-11-24"))
SAID = ("限男性", "限 女 性", "35岁以下", "仅限本市户籍", "属虎的勿投", "female only", "1８-3０周岁", "已婚已育优先", "限\U000e0100男性")
BETWEEN = (
    "，",
    "。\n",
    "。\r\n",
    "\r",
    "\t",
    "\u3000",
    "\U0001f600",
    "𠮷",
    "①",
    "；",
    " ",
    "\n\n",
    "\r\n",
    "\u2028",
    "\x0b",
    "\x85",
    "司机",
    "e\u0301",
)
TEXTS = st.lists(st.sampled_from(SAID + BETWEEN), min_size=2, max_size=30).map("".join)


def cut_out(text: str, region: Region) -> str:
    """Cut a region out as a program does that knows nothing but lines and columns."""
    lines = text.split("\n")
    if region.start_line == region.end_line:
        return lines[region.start_line - 1][region.start_column - 1 : region.end_column - 1]
    first, *others, last = lines[region.start_line - 1 : region.end_line]
    return "\n".join((first[region.start_column - 1 :], *others, last[: region.end_column - 1]))


@given(TEXTS)
def test_the_region_of_a_finding_holds_its_words(text: str) -> None:
    artifact = Artifact.of("ad.txt", ROOT)
    for finding in AUDITOR.audit_text(text, "ad.txt").findings:
        region = artifact.region(finding.segment, finding.span)
        assert region is not None
        assert cut_out(text, region) == finding.text


def test_the_texts_of_that_test_hold_findings_on_several_lines() -> None:
    found = AUDITOR.audit_text("\r\n".join(SAID)).findings
    assert len({finding.location for finding in found}) > 5


@pytest.mark.parametrize(
    ("source", "path", "uri"),
    [
        ("ads/a.txt", "ads/a.txt", "ads/a.txt"),
        ("./ads/../ads/a.txt", "ads/a.txt", "ads/a.txt"),
        ("岗位 1#?.txt", "岗位 1#?.txt", "%E5%B2%97%E4%BD%8D%201%23%3F.txt"),
        ("100%.txt", "100%.txt", "100%25.txt"),
        ("<stdin>", "<stdin>", "%3Cstdin%3E"),
        ("x:y.txt", "x:y.txt", "x%3Ay.txt"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="such names are none there")
def test_paths_below_the_root_are_relative(source: str, path: str, uri: str) -> None:
    artifact = Artifact.of(source, ROOT)
    assert (artifact.path, artifact.is_below, artifact.uri) == (path, True, uri)


def test_paths_outside_the_root_are_whole_and_lead_there() -> None:
    artifact = Artifact.of("../岗 位.txt", ROOT)
    assert not artifact.is_below
    assert PurePosixPath(artifact.path) == PurePosixPath((ROOT.parent / "岗 位.txt").as_posix())
    parts = urlsplit(artifact.uri)
    assert (parts.scheme, parts.netloc) == ("file", "")
    assert unquote(parts.path).endswith(artifact.path)


def test_the_uri_of_a_folder_with_the_name_of_a_drive() -> None:
    assert Artifact("C:/ads/a b.txt", False).uri == "file:///C:/ads/a%20b.txt"
    assert Artifact("//server/share/a.txt", False).uri == "file://server/share/a.txt"


def test_a_name_that_the_system_cannot_have_still_gives_a_uri() -> None:
    assert Artifact("a\ud800.txt", True).uri == "a%ED%A0%80.txt"
    if sys.platform != "win32":
        assert Artifact("a\udcff.txt", True).uri == "a%FF.txt"


def test_what_is_packed_has_the_lines_of_no_file_on_disk() -> None:
    artifact = Artifact.of("ads.zip!/内/岗位.txt", ROOT)
    assert (artifact.path, artifact.member) == ("ads.zip", "内/岗位.txt")
    assert artifact.start(LinePlace(3, 4)) is None


@pytest.mark.parametrize(
    ("source", "place", "region"),
    [
        ("a.md", LinePlace(3, 4), Region(3, 4)),
        ("a.jsonl", RecordPlace("r", "text", 7), Region(7)),
        ("a.parquet", RecordPlace("r", "text", 7), None),
        ("a.EML", LinePlace(2, 10), Region(2)),
        ("a.msg", LinePlace(1, 1), None),
        ("a.xlsx", CellPlace("岗位表", 2, 1), None),
    ],
)
def test_only_what_is_true_of_the_file_is_said(source: str, place: LinePlace | RecordPlace | CellPlace, region: Region | None) -> None:
    assert Artifact.of(source, ROOT).start(place) == region


def test_columns_go_on_from_the_place_of_a_segment() -> None:
    segment = Segment.at("限男性，\n限女性", LinePlace(4, 9))
    artifact = Artifact.of("a.md", ROOT)
    assert artifact.region(segment, Span(0, 3)) == (4, 9, 4, 12)
    assert artifact.region(segment, Span(2, 7)) == (4, 11, 5, 3)
    assert artifact.region(segment, Span(5, 5)) == (5, 1, 0, 0)


@given(TEXTS)
def test_the_changes_that_a_rewrite_makes_are_the_same_by_lines_and_columns(text: str) -> None:
    from auditor.report.sarif.fixes import fix_of

    artifact = Artifact.of("ad.txt", ROOT)
    for finding in AUDITOR.audit(Document("ad.txt", "ad.txt", (Segment.at(text, LinePlace(1, 1)),))).findings:
        fix = fix_of(finding, artifact, "zh")
        if fix is None:
            continue
        assert finding.rewrite
        changed = text
        for replacement in reversed(fix["artifactChanges"][0]["replacements"]):
            changed = replaced(changed, replacement)
        assert changed == apply(text, finding.rewrite.edits)


def replaced(text: str, replacement: dict) -> str:  # type: ignore[type-arg]
    region = replacement["deletedRegion"]
    start, end = (
        sum(len(line) + 1 for line in text.split("\n")[: region[f"{side}Line"] - 1]) + region[f"{side}Column"] - 1
        for side in ("start", "end")
    )
    return text[:start] + replacement.get("insertedContent", {}).get("text", "") + text[end:]
