"""What a file does to the process that reads it costs that file and nothing else. Real processes throughout."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from openpyxl import Workbook

from auditor.errors import ExtractError, ReaderBugError
from auditor.extract.nesting import read
from auditor.extract.source import MEBIBYTE, ReadOptions, Source
from auditor.extract.worker import process
from auditor.extract.worker.isolated import Isolated
from auditor.model.document import Document
from auditor.model.packed import PackedSegments, PackedSheet

pytestmark = pytest.mark.usefixtures("extension")

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals are those of POSIX")


@pytest.fixture
def isolated() -> Iterator[Isolated]:
    before = children()
    reader = Isolated()
    yield reader
    reader.close()
    assert children() <= before


def children() -> set[int]:
    """The processes that this one has started and that still run; other tests may keep theirs."""
    return {child.pid for child in psutil.Process().children() if child.status() != psutil.STATUS_ZOMBIE}


def told(reader: Isolated, *lines: str, name: str = "f.trap", **limits: float) -> list[str]:
    """Read a trap; return texts of documents, and errors."""
    return texts(reader, Source(name, data="\n".join(lines).encode()), **limits)


def texts(reader: Isolated, source: Source, **limits: float) -> list[str]:
    items = read(source, ReadOptions(**limits), reader)  # type: ignore[arg-type]
    return [item.segments[0].text if isinstance(item, Document) else str(item) for item in items]


def test_documents_come_as_they_were_made(isolated: Isolated) -> None:
    assert told(isolated, "say 一", "say 二") == ["一", "二"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        pytest.param("crash", "the reader crashed (signal 11) at this file", marks=POSIX),
        ("leave 7", "the reader crashed (exit code 7) at this file"),
        ("leave 0", "the reader crashed (exit code 0) at this file"),
        ("hang", "took longer than 1 seconds"),
        ("exhaust", "needed more memory than there is"),
        ("dig", "nested too deeply"),
        ("refuse because", "a place: because"),
        ("exit 3", "a bug in auditor: SystemExit: 3"),
        ("interrupt", "a bug in auditor: KeyboardInterrupt"),
        ("blunder zero", "a bug in auditor: ZeroDivisionError: zero"),
        ("lie it", "a bug in auditor: TypeError: an extractor yields documents and sources, no dict"),
        ("foist it", "the reader answered what is no document: subprocess.Popen is no part of a message"),
    ],
)
def test_what_was_read_before_stays_and_the_next_file_is_read(isolated: Isolated, line: str, said: str) -> None:
    assert told(isolated, "say 一", line, "say 二", max_seconds=1) == ["一", f"f.trap: {said}"]
    assert told(isolated, "say 三") == ["三"]


def test_memory_has_a_limit(isolated: Isolated) -> None:
    assert told(isolated, "say 一", "eat", max_memory=150 * MEBIBYTE) == ["一", "f.trap: needed more than 150 MiB of memory"]
    assert told(isolated, "say 三", max_memory=150 * MEBIBYTE) == ["三"]


def test_a_process_that_keeps_much_memory_does_not_charge_it_to_the_next_file(isolated: Isolated) -> None:
    assert told(isolated, "keep 120", "say 一", max_memory=200 * MEBIBYTE) == ["一"]
    assert told(isolated, "keep 120", "say 二", max_memory=200 * MEBIBYTE) == ["二"]


def test_a_bug_brings_its_traceback(isolated: Isolated) -> None:
    (error,) = read(Source("f.trap", data=b"blunder zero"), ReadOptions(), isolated)
    assert isinstance(error, ReaderBugError)
    assert "raise ZeroDivisionError(rest)\nZeroDivisionError: zero" in error.trace


def test_a_member_that_crashes_costs_only_itself(isolated: Isolated) -> None:
    lines = ("say 一", "hold say 二|leave 9", "say 三", "hold hold say 四", "say 五")
    assert told(isolated, *lines) == ["一", "二", "f.trap!/inner.trap: the reader crashed (exit code 9) at this file", "三", "四", "五"]


def test_progress_and_documents_restart_the_clock(isolated: Isolated) -> None:
    assert told(isolated, "sleep 10", "say 一", max_seconds=1.2) == ["一"]
    assert told(isolated, "sleep 3", "say 一", "sleep 3", "say 二", max_seconds=0.9) == ["一", "二"]


def test_progress_without_end_is_no_progress(isolated: Isolated, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "MOST_STRETCHES", 3)
    start = time.monotonic()
    assert told(isolated, "sleep 1000", max_seconds=0.6) == ["f.trap: took longer than 0.6 seconds"]
    assert time.monotonic() - start > 1.8


def test_what_a_library_prints_or_asks_is_no_answer(isolated: Isolated, capfd: pytest.CaptureFixture[str]) -> None:
    assert told(isolated, "say 一", "speak nonsense", "ask", "say 二") == ["一", "二"]
    assert capfd.readouterr() == ("", "")


def test_what_a_reader_started_ends_with_it(isolated: Isolated, tmp_path: Path) -> None:
    for number, end in enumerate(("hang", "leave 1")):
        note = tmp_path / f"pid{number}"
        assert len(told(isolated, f"start {note}", "sleep 6", end, max_seconds=2)) == 1
        assert not psutil.pid_exists(int(note.read_text())) or psutil.Process(int(note.read_text())).status() == psutil.STATUS_ZOMBIE


def test_a_process_is_kept_and_one_that_died_idle_is_replaced(isolated: Isolated) -> None:
    before = children()
    told(isolated, "say 一")
    (own,) = children() - before
    assert told(isolated, "say 二") == ["二"]
    assert children() - before == {own}
    first = psutil.Process(own)
    first.kill()
    first.wait()
    assert told(isolated, "say 三") == ["三"]


def test_an_answer_given_up_leaves_the_process_fit_for_use(isolated: Isolated) -> None:
    items = read(Source("f.trap", data="say 一\nsay 二".encode()), ReadOptions(), isolated)
    next(items)
    del items
    assert told(isolated, "say 三") == ["三"]


def test_plain_text_is_read_without_a_process(isolated: Isolated) -> None:
    before = children()
    for name, data in (("a.txt", "限男性"), ("a.csv", "岗位\n限男性"), ("a.jsonl", '{"text": "限男性"}'), ("a.md", "限男性")):
        items = list(read(Source(name, data=data.encode()), ReadOptions(), isolated))
        assert not any(isinstance(item, ExtractError) for item in items), items
    assert children() == before


def test_a_large_source_and_a_large_document_pass(isolated: Isolated) -> None:
    words = "限男性" * 1_000_000
    assert told(isolated, f"say {words}") == [words]


def test_what_was_read_ahead_is_given_when_it_is_asked_for(isolated: Isolated, tmp_path: Path) -> None:
    path = tmp_path / "f.trap"
    path.write_text("say 一\nsay 二", encoding="utf-8")
    source, before = Source("f.trap", path), children()
    isolated.prepare(source, ReadOptions())
    isolated.prepare(source, ReadOptions())
    own = children() - before
    assert texts(isolated, source) == texts(isolated, source) == ["一", "二"]
    assert children() - before == own


def test_a_file_that_changed_since_it_was_read_ahead_is_read_again(isolated: Isolated, tmp_path: Path) -> None:
    path = tmp_path / "f.trap"
    path.write_text("say 一", encoding="utf-8")
    isolated.prepare(Source("f.trap", path), ReadOptions())
    path.write_text("say 一\nsay 二", encoding="utf-8")
    assert texts(isolated, Source("f.trap", path)) == ["一", "二"]


def test_another_source_than_was_read_ahead_gets_its_own_answer(isolated: Isolated) -> None:
    for line in ("say 一", "hang", "leave 3"):
        isolated.prepare(Source("f.trap", data=line.encode()), ReadOptions())
        assert told(isolated, "say 二") == ["二"]


def test_what_goes_wrong_ahead_is_told_in_its_place(isolated: Isolated) -> None:
    crash, late = Source("f.trap", data=b"leave 3"), Source("f.trap", data=b"hang")
    isolated.prepare(crash, ReadOptions())
    assert texts(isolated, crash) == ["f.trap: the reader crashed (exit code 3) at this file"]
    isolated.prepare(late, ReadOptions(max_seconds=0.6))
    assert texts(isolated, late, max_seconds=0.6) == ["f.trap: took longer than 0.6 seconds"]
    assert told(isolated, "say 一") == ["一"]


def test_a_file_that_ended_the_process_ahead_is_not_read_again(isolated: Isolated, tmp_path: Path) -> None:
    note, before = tmp_path / "pid", children()
    source = Source("f.trap", data=f"start {note}\nleave 3".encode())
    isolated.prepare(source, ReadOptions())
    while not note.exists() or children() != before:
        time.sleep(0.01)
    started = note.read_text()
    assert texts(isolated, source) == ["f.trap: the reader crashed (exit code 3) at this file"]
    assert note.read_text() == started


@pytest.mark.parametrize("prepared", [False, True])
def test_parts_of_a_large_sheet_are_told_before_all_is_read(isolated: Isolated, tmp_path: Path, prepared: bool) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("岗位表")
    for row in (["岗位名称", "性别", "其他条件"], *([f"岗位{number}", "不限", "身体健康"] for number in range(12_000))):
        sheet.append(row)
    book.save(tmp_path / "jobs.xlsx")
    source = Source("jobs.xlsx", tmp_path / "jobs.xlsx")
    if prepared:
        isolated.prepare(source, ReadOptions())
    told: list[tuple[str, PackedSheet]] = []
    (document,) = isolated(source, ReadOptions(), lambda *part: told.append(part))
    assert isinstance(document, Document)
    assert isinstance(document.segments, PackedSegments)
    packs = document.segments.sheets[0].packs
    assert len(packs) > 2
    assert [(name, part.packs) for name, part in told] == [("jobs.xlsx", (pack,)) for pack in packs if not pack.left_out]


def test_what_fails_while_parts_are_told_ends_the_process(isolated: Isolated, tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["性别", "女"])
    book.save(tmp_path / "jobs.xlsx")

    def fail(_name: str, _part: PackedSheet) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(isolated(Source("jobs.xlsx", tmp_path / "jobs.xlsx"), ReadOptions(), fail))
    assert told(isolated, "say 一") == ["一"]


def test_what_is_read_ahead_and_not_asked_for_ends_with_the_others(isolated: Isolated) -> None:
    isolated.prepare(Source("f.trap", data=b"hang"), ReadOptions())
