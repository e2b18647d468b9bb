"""GitLab's Code Quality report: a list of issues that a merge request shows beside its changes."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from auditor.model.document import Failure
from auditor.model.finding import Finding
from auditor.model.grounds import Severity
from auditor.model.location import RecordPlace
from auditor.model.report import DocumentResult, Header, InputFile, Tally
from auditor.model.silence import Notice
from auditor.report.artifacts import Artifact, Region
from auditor.report.items import Items
from auditor.report.objects import encoded
from auditor.report.pieces import PieceReporter, PlacedRenderer
from auditor.report.printable import printable
from auditor.report.reporter import ReportOptions
from auditor.report.statement import details, headline, quoted, unread_line

_SEVERITIES = {Severity.VIOLATION: "critical", Severity.POLICY: "major", Severity.RISK: "minor", Severity.NOTE: "info"}
_NOT_AUDITED = "not-audited"
_SUPPRESSION = "suppression"


class GitlabReporter(PieceReporter):
    """Writes one list; memory does not grow with the number of issues."""

    def __init__(self, stream: TextIO, options: ReportOptions) -> None:
        super().__init__(stream, IssueRenderer(options.language, Path.cwd()))
        self._items = Items(stream)

    def begin(self, header: Header) -> None:  # noqa: ARG002 - GitLab knows nothing but issues
        """Open the list."""
        self._write("[")

    def put(self, pieces: Sequence[bytes]) -> None:
        """Write issues."""
        self._items.put(pieces)

    def end(self, tally: Tally, inputs: Collection[InputFile]) -> None:  # noqa: ARG002 - as above
        """Close the list."""
        self._write("\n]\n")


@dataclass(frozen=True, slots=True)
class IssueRenderer(PlacedRenderer):
    """Writes issues."""

    def pieces(self, result: DocumentResult) -> Iterator[str]:
        """Yield the issues of one document, a comma before each; a clean one has none."""
        return (f",\n{encoded(issue)}" for issue in self._issues(result))

    def _issues(self, result: DocumentResult) -> Iterator[dict[str, Any]]:
        artifact = Artifact.of(result.source, self.root)
        seen: Counter[str] = Counter()
        for finding in result.findings:
            seen[finding.fingerprint] += 1
            yield self._finding(finding, artifact, (result.source, result.id, str(seen[finding.fingerprint])))
        for failure in result.failures:
            yield self._failure(failure, result.id)
        for notice in result.notices:
            yield self._notice(notice, Artifact.of(notice.source, self.root) if notice.source else artifact, result.id)

    def _finding(self, finding: Finding, artifact: Artifact, which: tuple[str, ...]) -> dict[str, Any]:
        record = str(finding.location.line) if isinstance(finding.location, RecordPlace) else ""  # ids of records may repeat
        said = " ".join((headline(finding, self.language), *details(finding, self.language)))
        region = artifact.region(finding.segment, finding.span)
        severity = _SEVERITIES[finding.severity]
        return _issue(finding.rule.id, severity, said, _place(artifact, region), (finding.fingerprint, record, *which))

    def _failure(self, failure: Failure, document: str) -> dict[str, Any]:
        said = unread_line(failure, self.language)
        artifact = Artifact.of(failure.source, self.root)
        which = (failure.source, document, failure.place.en, failure.reason.en)
        return _issue(_NOT_AUDITED, "critical", said, _place(artifact, None), which)

    def _notice(self, notice: Notice, artifact: Artifact, document: str) -> dict[str, Any]:
        said = f"{printable(notice.message.get(self.language))} {quoted(notice.text)}"
        region = artifact.start(notice.location)
        which = (artifact.path, artifact.member, document, repr(notice.location), notice.text)
        return _issue(f"{_SUPPRESSION}-{notice.kind.value}", "minor", said, _place(artifact, region), which)


def _issue(name: str, severity: str, said: str, place: dict[str, Any], which: tuple[str, ...]) -> dict[str, Any]:
    """Return an issue; ``which`` tells it from all others, and stays the same while lines move."""
    content = "\0".join((name, *which))
    return {
        "description": said,
        "check_name": name,
        "fingerprint": hashlib.sha256(content.encode(errors="surrogatepass")).hexdigest()[:32],
        "severity": severity,
        "location": place,
    }


def _place(artifact: Artifact, region: Region | None) -> dict[str, Any]:
    """Return where an issue is shown; GitLab wants a line of every one, which is the first where the file has none."""
    first = region.start_line if region else 1
    return {"path": artifact.path, "lines": {"begin": first, "end": (region.end_line if region else 0) or first}}
