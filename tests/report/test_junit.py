"""JUnit XML against the schema of Jenkins' xUnit plugin, which is vendored beside this file under its MIT licence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from lxml import etree

from auditor.engine import Auditor
from auditor.model.grounds import Severity
from auditor.model.report import DocumentResult
from auditor.report.reporter import ReportOptions

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parent / "schemas/junit-10.xsd"))


def suites(report: str) -> list[etree._Element]:
    root = etree.fromstring(report.encode(), etree.XMLParser(resolve_entities=False))
    SCHEMA.assertValid(root)
    for suite in root:
        for name, tag in (
            ("tests", "testcase"),
            ("failures", "testcase/failure"),
            ("errors", "testcase/error"),
            ("skipped", "testcase/skipped"),
        ):
            assert int(suite.get(name)) == len(suite.findall(tag)), name
    *suites, run = root
    assert (run.get("name"), run.get("tests")) == ("clause-auditor", "0")
    return suites


@pytest.mark.parametrize(
    ("fail_on", "outcomes"),
    [
        (Severity.POLICY, ["failure", "failure", "skipped"]),
        (Severity.VIOLATION, ["failure", "skipped", "skipped"]),
        (Severity.NOTE, ["failure", "failure", "failure"]),
        (None, ["skipped", "skipped", "skipped"]),
    ],
)
def test_a_finding_fails_where_the_exit_code_would(
    reported: Callable[..., str], auditor: Auditor, fail_on: Severity | None, outcomes: list[str]
) -> None:
    result = auditor.audit_text("限男性，35岁以下，属虎的勿投", "ad.txt")
    (suite,) = suites(reported("junit", result, options=ReportOptions(fail_on=fail_on)))
    assert [case[0].tag for case in suite] == outcomes
    assert [case[0].get("type") for case in suite] == ["violation", "policy", "risk"]
    assert suite[0].get("name") == "GEN001 限定性别（涉嫌违法） 1:1 “限男性”"
    assert "依据：" in (suite[0][0].text or "")


def test_the_option_of_the_command_is_what_counts(scan: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "ad.txt"
    path.write_text("限男性，35岁以下", encoding="utf-8")
    (suite,) = suites(scan(path, "--format", "junit", "--fail-on", "violation").output)
    assert (suite.get("failures"), suite.get("skipped")) == ("1", "1")


def test_a_clean_document_is_a_test_that_passes(reported: Callable[..., str], auditor: Auditor) -> None:
    (suite,) = suites(reported("junit", auditor.audit_text("司机一名，男女不限。", "ad.txt")))
    assert [(case.get("name"), len(case)) for case in suite] == [("审核", 0)]


def test_what_was_not_audited_is_an_error_and_what_is_silenced_is_skipped(
    reported: Callable[..., str], silenced: DocumentResult, hostile: DocumentResult
) -> None:
    first, second = suites(reported("junit", silenced, hostile))
    assert [case[0].tag for case in first] == ["failure", "skipped", "skipped"]
    assert "已向主管部门备案" in first[1][0].get("message", "")
    assert (second.get("errors"), second[-2][0].tag) == ("1", "error")


def test_hostile_words_stay_text(reported: Callable[..., str], hostile: DocumentResult) -> None:
    (suite,) = suites(reported("junit", hostile))
    assert {element.tag for element in suite.iter()} == {"testsuite", "testcase", "failure", "error", "skipped"}
    said = "".join(suite.itertext())
    assert "]]><script>alert(1)</script>" in said
    assert "&amp;" in said
