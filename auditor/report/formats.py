"""The formats of reports that come with the program: known by name before anything is imported that writes them."""

from __future__ import annotations

from collections.abc import Mapping

BUILT_IN: Mapping[str, str] = {
    "terminal": "auditor.report.terminal.reporter:TerminalReporter",
    "json": "auditor.report.json:JsonReporter",
    "html": "auditor.report.html.reporter:HtmlReporter",
    "jsonl": "auditor.report.jsonl:JsonlReporter",
    "sarif": "auditor.report.sarif.reporter:SarifReporter",
    "github": "auditor.report.github:GithubReporter",
    "gitlab": "auditor.report.gitlab:GitlabReporter",
    "junit": "auditor.report.junit:JunitReporter",
    "csv": "auditor.report.csv:CsvReporter",
    "markdown": "auditor.report.comment:CommentReporter",
    "summary": "auditor.summary.reporter:SummaryReporter",
}
"""Name to module and class."""
