"""Workflow commands as the runner of GitHub Actions reads them: written by hand here, because it is no program that runs elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from auditor.engine import Auditor
from auditor.model.report import DocumentResult
from auditor.report.github import command


def read(line: str) -> tuple[str, dict[str, str], str]:
    """Read a line as the runner does: name, properties, message; what it takes for no command gives an empty name."""
    match = re.fullmatch(r"::([a-z]+)(?: (.*?))?::(.*)", line)
    if not match:
        return "", {}, line
    properties = dict(part.split("=", 1) for part in (match[2] or "").split(",") if part)
    return match[1], {name: unescaped(value, ":,") for name, value in properties.items()}, unescaped(match[3], "")


def unescaped(text: str, also: str) -> str:
    for sign in f"\r\n{also}%":
        text = text.replace(f"%{ord(sign):02X}", sign)
    return text


@given(st.text(), st.text(), st.text())
def test_any_text_comes_out_as_it_went_in(path: str, title: str, message: str) -> None:
    written = command("error", {"file": path, "title": title}, message)
    assert not {"\n", "\r"}.intersection(written)
    assert read(written) == ("error", {"file": path, "title": title}, message)


def test_a_finding_is_marked_where_it_stands(reported: Callable[..., str], auditor: Auditor) -> None:
    result = auditor.audit_text("司机𠮷\r\n\t限男性，35岁以下，\n属虎的勿投", "岗位,一.txt")
    commands = [read(line) for line in reported("github", result).splitlines()[:-1]]
    places = [(name, *(at[key] for key in ("file", "line", "endLine", "col", "endColumn"))) for name, at, _ in commands]
    assert places == [
        ("error", "岗位,一.txt", "2", "2", "2", "5"),
        ("warning", "岗位,一.txt", "2", "2", "6", "11"),
        ("notice", "岗位,一.txt", "3", "3", "1", "6"),
    ]
    assert commands[0][1]["title"] == "GEN001 限定性别（涉嫌违法）"
    assert "依据：" in commands[0][2]


def test_columns_are_left_out_where_a_finding_goes_over_lines(reported: Callable[..., str], auditor: Auditor) -> None:
    result = auditor.audit_text("司机，限男性，\n不收女性", "ad.txt")
    first = result.findings[0]
    long = first.ruled(span=replace(first.span, end=len(first.segment.text)))
    _, at, _ = read(reported("github", replace(result, findings=(long,))).splitlines()[0])
    assert (at["line"], at["endLine"]) == ("1", "2")
    assert "col" not in at


def test_what_has_no_lines_names_its_file_and_place(scan: Callable[..., Result], place_of_every_kind: Path) -> None:
    lines = scan(place_of_every_kind.name, "--format", "github").output.splitlines()
    sheet = next(read(line) for line in lines if "sheet.xlsx" in line)
    assert (sheet[1]["file"], "line" in sheet[1]) == ("ads/sheet.xlsx", False)
    assert "岗位表!B2" in sheet[2]


def test_hostile_words_start_no_command_of_their_own(reported: Callable[..., str], hostile: DocumentResult) -> None:
    lines = reported("github", hostile).split("\n")
    assert lines.pop() == ""
    assert [read(line)[0] for line in lines] == ["error", *["error"] * (len(hostile.findings) - 1), "error", "warning", "", "", ""]
    assert lines[-3].startswith("共 1 份")
    for line in lines:
        assert not re.search(r"[\x00-\x08\x0b-\x1f\u202e]", line)


def test_what_was_not_audited_is_an_error_and_what_is_silenced_nothing(reported: Callable[..., str], silenced: DocumentResult) -> None:
    commands = [read(line)[0] for line in reported("github", silenced).splitlines()]
    assert commands == ["error", "", ""]


def test_no_name_of_a_file_rewrites_the_terminal(reported: Callable[..., str], auditor: Auditor) -> None:
    (line, _) = reported("github", auditor.audit_text("限男性", "a\x1b[2J\u202e\x9b.txt")).splitlines()
    assert not {"\x1b", "\u202e", "\x9b"}.intersection(line)
    assert read(line)[1]["file"] == "a\ufffd[2J\ufffd\ufffd.txt"
