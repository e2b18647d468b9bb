"""The baseline: what it knows stays known wherever it moves, and nothing else does."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from auditor.engine import Auditor
from auditor.errors import ConfigError
from auditor.extract.plain import plain_document
from auditor.model.document import Document
from auditor.model.report import DocumentResult, InputFile, Tally, tally
from auditor.model.silence import BaselineEntry, SilencedBy
from auditor.silence.baseline import Baseline, Place, gone_of, path_of, place_of
from auditor.silence.baseline_file import baseline_text, read_baseline
from auditor.silence.standing import Scope, settle

DAY = "2026-11-26"
CLAUSES = ["保安，限男性。", "文员，限女性。", "年龄35岁以下。", "限本地户籍。", "五官端正。", "男女不限。", "招聘启事", "双休。"]
LINES = st.lists(st.sampled_from(CLAUSES), min_size=1, max_size=8)
HARMLESS = st.lists(st.sampled_from(["", "招聘启事", "双休，包住。", "男女不限。", "工作地点：本市城东"]), max_size=4)


def entries_of(document: Document, result: DocumentResult, folder: str) -> tuple[BaselineEntry, ...]:
    place = place_of(document, folder)
    counted: dict[str, BaselineEntry] = {}
    for finding in result.findings:
        fingerprint = finding.fingerprint
        before = counted.get(fingerprint)
        counted[fingerprint] = (
            replace(before, count=before.count + 1)
            if before
            else BaselineEntry(place.path, place.document, finding.rule.id, finding.text, fingerprint, 1)
        )
    return tuple(counted.values())


def audited(auditor: Auditor, lines: Sequence[str], name: str = "/x/a.txt") -> tuple[Document, DocumentResult]:
    document = plain_document("\n".join(lines), name)
    return document, auditor.audit(document)


def baseline_of(auditor: Auditor, lines: Sequence[str], **changes: str) -> Baseline:
    entries = entries_of(*audited(auditor, lines), "/x")
    return Baseline(tuple(replace(entry, **changes) for entry in entries), "/x", DAY)


@given(LINES)
def test_a_baseline_of_a_run_sets_exactly_that_run_aside(auditor: Auditor, lines: list[str]) -> None:
    document, result = audited(auditor, lines)
    quiet = baseline_of(auditor, lines)(document, result)
    assert quiet.findings == ()
    assert tuple(each.finding for each in quiet.silenced) == result.findings
    assert all(each.silence.by is SilencedBy.BASELINE for each in quiet.silenced)


@given(LINES, st.tuples(HARMLESS, HARMLESS, HARMLESS), st.integers(0, 8))
def test_lines_put_in_elsewhere_change_nothing(
    auditor: Auditor, lines: list[str], others: tuple[list[str], list[str], list[str]], at: int
) -> None:
    above, between, below = others
    document, result = audited(auditor, [*above, *lines[:at], *between, *lines[at:], *below])
    assert baseline_of(auditor, lines)(document, result).findings == ()


@given(LINES, st.integers(0, 8), st.sampled_from(["司机，限男性。", "保安，限男性。", "限党员。"]))
def test_one_more_finding_is_one_new_finding(auditor: Auditor, lines: list[str], at: int, new: str) -> None:
    document, result = audited(auditor, [*lines[:at], new, *lines[at:]])
    quiet = baseline_of(auditor, lines)(document, result)
    assert len(quiet.findings) == 1
    assert quiet.findings[0].clause_text in new


def test_of_two_equal_findings_one_is_new_where_one_is_known(auditor: Auditor) -> None:
    document, result = audited(auditor, ["保安，限男性。", "保安，限男性。"])
    assert len(baseline_of(auditor, ["保安，限男性。"])(document, result).findings) == 1


def test_a_clause_that_was_changed_is_new(auditor: Auditor) -> None:
    document, result = audited(auditor, ["夜班保安，限男性。"])
    assert len(baseline_of(auditor, ["保安，限男性。"])(document, result).findings) == 1


def test_an_entry_says_why_and_ends(auditor: Auditor) -> None:
    document, result = audited(auditor, ["保安，限男性。"])
    quiet = baseline_of(auditor, ["保安，限男性。"], reason="旧文本", until=DAY)(document, result)
    assert [(each.silence.reason.zh, each.silence.until) for each in quiet.silenced] == [("旧文本", DAY)]
    ended = baseline_of(auditor, ["保安，限男性。"], until="2026-11-25")
    assert ended(document, result) == result
    assert ended.digest != replace(ended, day="2026-11-25").digest


def test_another_file_is_not_known_but_one_that_was_moved_is(auditor: Auditor) -> None:
    document, result = audited(auditor, ["保安，限男性。"], "/x/b.txt")
    known = baseline_of(auditor, ["保安，限男性。"])
    assert known(document, result) == result
    assert replace(known, gone=frozenset({"a.txt"}))(document, result).findings == ()
    both = (*known.entries, replace(known.entries[0], path="b.txt", fingerprint="0" * 32))
    assert Baseline(both, "/x", DAY, frozenset({"a.txt"}))(document, result) == result


def test_it_goes_to_other_processes(auditor: Auditor) -> None:
    known = baseline_of(auditor, ["保安，限男性。"])
    document, result = audited(auditor, ["保安，限男性。"])
    assert pickle.loads(pickle.dumps(known))(document, result) == known(document, result)


@pytest.mark.parametrize(
    ("id_", "source", "place"),
    [
        ("/x/ads/a.md", "/x/ads/a.md", Place("ads/a.md")),
        ("7", "/x/a.jsonl", Place("a.jsonl", "7")),
        ("/y/a.md", "/y/a.md", Place("../y/a.md")),
        ("/x/a.zip!/b/c.md", "/x/a.zip!/b/c.md", Place("a.zip!/b/c.md")),
        ("<stdin>", "<stdin>", Place("<stdin>")),
    ],
)
def test_a_document_is_named_from_the_folder_of_the_baseline(id_: str, source: str, place: Place) -> None:
    assert place_of(Document(id_, source, ()), "/x") == place


def test_a_record_without_an_id_is_told_by_its_text(auditor: Auditor) -> None:
    segments = audited(auditor, ["保安"])[0].segments
    places = {place_of(Document(f"/x/a.jsonl:{line}", "/x/a.jsonl", segments), "/x") for line in (1, 7)}
    assert len(places) == 1
    assert places != {place_of(Document("/x/a.jsonl:1", "/x/a.jsonl", ()), "/x")}


def test_a_path_below_the_working_folder_is_the_same_however_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ads").mkdir()
    monkeypatch.chdir(tmp_path / "ads")
    names = ["a.md", "./a.md", "../ads/a.md", str(tmp_path / "ads" / "a.md")]
    assert {path_of(name, str(tmp_path)) for name in names} == {"ads/a.md"}


ENTRY = BaselineEntry("a.txt", "", "GEN001", "限男性", "0" * 32, 2)


def test_the_file_is_sorted_one_entry_a_line_and_read_back(tmp_path: Path) -> None:
    entries = (replace(ENTRY, path="b.txt", reason="旧", until="2027-01-01"), replace(ENTRY, document="7"), ENTRY)
    path = tmp_path / "known.json"
    path.write_text(baseline_text(entries), encoding="utf-8")
    assert path.read_text(encoding="utf-8").splitlines() == [
        "{",
        ' "version": 1,',
        ' "entries": [',
        f'  {{"path": "a.txt", "rule": "GEN001", "text": "限男性", "fingerprint": "{"0" * 32}", "count": 2}},',
        f'  {{"path": "a.txt", "document": "7", "rule": "GEN001", "text": "限男性", "fingerprint": "{"0" * 32}", "count": 2}},',
        f'  {{"path": "b.txt", "rule": "GEN001", "text": "限男性", "fingerprint": "{"0" * 32}", "count": 2, "reason": "旧", '
        '"until": "2027-01-01"}',
        " ]",
        "}",
    ]
    assert read_baseline(path, DAY).entries == tuple(sorted(entries))
    path.write_text(baseline_text([]), encoding="utf-8")
    assert read_baseline(path, DAY).entries == ()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{", "not JSON, as auditor baseline create writes it: Expecting property name enclosed in double quotes: line 1 column 2"),
        ("[]", '"version": 1'),
        ("[" * 99_999, "recursion"),
        ('{"version": 2, "entries": []}', '"version": 1'),
        ('{"version": 1, "entries": [1]}', "entry 1: is no object"),
        ('{"version": 1, "entries": [{"path": "a"}]}', "entry 1: rule is missing"),
        (baseline_text([ENTRY]).replace('"count": 2', '"count": "2"'), "entry 1: count is missing, or no number"),
        (baseline_text([ENTRY]).replace('"count": 2', '"count": true'), "entry 1: count is missing, or no number"),
        (baseline_text([ENTRY]).replace('"count": 2', '"count": 0'), "entry 1: count is below one"),
        (baseline_text([ENTRY]).replace('"count": 2', '"count": 2, "til": ""'), "entry 1: the key 'til' is not known"),
        (baseline_text([replace(ENTRY, until="soon")]), "entry 1: until is not a day"),
        (baseline_text([ENTRY, ENTRY]), "entry 2: there is one for"),
    ],
)
def test_a_file_that_is_none_says_where(tmp_path: Path, text: str, fault: str) -> None:
    path = tmp_path / "known.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        read_baseline(path, DAY)
    assert fault in str(error.value)
    assert str(path) in str(error.value)


def test_what_is_gone_is_told_by_the_files_that_are_there(tmp_path: Path) -> None:
    (tmp_path / "a!").mkdir()
    (tmp_path / "a!" / "b.txt").touch()
    (tmp_path / "c.zip").touch()
    paths = ("a!/b.txt", "c.zip!/in/d.md", "e.txt", "f.zip!/g.md", "<stdin>")
    entries = [replace(ENTRY, path=path) for path in paths]
    assert gone_of(entries, str(tmp_path)) == {"e.txt", "f.zip!/g.md"}


def settled(counts: Tally, entries: Sequence[BaselineEntry], **scope: tuple[str, ...]) -> Tally:
    inputs = [InputFile(path, 1, "") for path in scope.get("inputs", ("/x/a.txt",))]
    known = Baseline(tuple(entries), "/x", DAY, frozenset(scope.get("gone", ())))
    settle(known, counts, Scope(scope.get("paths", ("/x/a.txt",)), inputs, lambda _: scope.get("judged", ("GEN001",))))
    return counts


def test_what_is_no_longer_found_is_fixed_as_often_as_it_is_gone(auditor: Auditor) -> None:
    document, result = audited(auditor, ["保安，限男性。"])
    known = baseline_of(auditor, ["保安，限男性。", "保安，限男性。", "文员，限女性。"])
    counts = settled(tally([known(document, result)]), known.entries)
    assert [(entry.text, entry.count) for entry in counts.fixed] == [("限男性", 1), ("限女性", 1)]


@pytest.mark.parametrize(
    ("scope", "is_fixed"),
    [
        ({}, True),
        ({"inputs": ("/x/b.txt",)}, False),
        ({"judged": ("AGE001",)}, False),
        ({"inputs": (), "gone": ("a.txt",), "paths": ("/x",)}, True),
        ({"inputs": (), "gone": ("a.txt",), "paths": ("/x/sub",)}, False),
        ({"inputs": (), "paths": ("/x",)}, False),
    ],
)
def test_only_what_was_looked_for_can_be_gone(scope: dict[str, tuple[str, ...]], is_fixed: bool) -> None:
    assert bool(settled(Tally(), [ENTRY], **scope).fixed) == is_fixed


def test_nothing_is_gone_from_what_was_not_wholly_judged() -> None:
    packed = replace(ENTRY, path="a.zip!/b.md")
    for unsure in ("/x/a.zip", "/x/a.zip!/b.md"):
        assert settled(Tally(unsure={unsure}), [packed], inputs=("/x/a.zip",)).fixed == ()
    assert settled(Tally(unsure={"/x/a.zip!/c.md"}), [packed], inputs=("/x/a.zip",)).fixed == (packed,)


def test_entries_that_have_ended_are_told_apart() -> None:
    ended = replace(ENTRY, until="2026-11-25")
    counts = settled(Tally(), [ended])
    assert (counts.fixed, counts.expired) == ((), (ended,))
