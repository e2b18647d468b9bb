"""Code Quality reports by the rules that GitLab documents; it ships no schema to check them with, so they are written down here."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
from click.testing import Result

from auditor.engine import Auditor
from auditor.model.report import DocumentResult

SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^(?!\\./)"},
                    "lines": {"type": "object", "required": ["begin"], "properties": {"begin": {"type": "integer", "minimum": 1}}},
                },
            },
        },
    },
}


def issues(report: str) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = json.loads(report)
    jsonschema.validate(listed, SCHEMA)
    assert len({issue["fingerprint"] for issue in listed}) == len(listed)
    return listed


def test_issues_name_file_lines_and_severity(reported: Callable[..., str], auditor: Auditor) -> None:
    result = auditor.audit_text("司机\r\n限男性，35岁以下，\n属虎的勿投", "ads/ad.txt")
    found = [(one["check_name"], one["severity"], one["location"]) for one in issues(reported("gitlab", result))]
    assert found == [
        ("GEN001", "critical", {"path": "ads/ad.txt", "lines": {"begin": 2, "end": 2}}),
        ("AGE001", "major", {"path": "ads/ad.txt", "lines": {"begin": 2, "end": 2}}),
        ("SUP001", "minor", {"path": "ads/ad.txt", "lines": {"begin": 3, "end": 3}}),
    ]


def test_the_same_clause_twice_is_two_issues_that_keep_their_fingerprints_when_lines_move(
    reported: Callable[..., str], auditor: Auditor
) -> None:
    before = issues(reported("gitlab", auditor.audit_text("司机，限男性。\n司机，限男性。", "ad.txt")))
    after = issues(reported("gitlab", auditor.audit_text("急聘！\n\n司机，限男性。\n司机，限男性。", "ad.txt")))
    assert len(before) == 2
    assert [one["fingerprint"] for one in before] == [one["fingerprint"] for one in after]


def test_records_with_one_id_are_told_apart(scan: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "ads.jsonl"
    path.write_text('{"id": "1", "text": "限男性"}\n' * 3, encoding="utf-8")
    assert [one["location"]["lines"]["begin"] for one in issues(scan(path, "--format", "gitlab").output)] == [1, 2, 3]


def test_every_kind_of_place_gives_an_issue(scan: Callable[..., Result], place_of_every_kind: Path) -> None:
    found = issues(scan(place_of_every_kind.name, "--format", "gitlab").output)
    assert {one["location"]["path"] for one in found} == {f"ads/{path.name}" for path in place_of_every_kind.iterdir()}


def test_what_was_not_audited_is_an_issue(reported: Callable[..., str], hostile: DocumentResult) -> None:
    names = [one["check_name"] for one in issues(reported("gitlab", hostile))]
    assert names[-2:] == ["not-audited", "suppression-attempt"]


def test_a_clean_run_is_an_empty_list(reported: Callable[..., str], auditor: Auditor) -> None:
    assert issues(reported("gitlab", auditor.audit_text("司机一名，男女不限。"))) == []
