"""Annotations for GitHub Actions: workflow commands that put a mark on the line of a file, one a finding."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from auditor.model.document import Failure
from auditor.model.finding import Finding
from auditor.model.grounds import Severity
from auditor.model.own_notes import CAUTION
from auditor.model.report import DocumentResult, InputFile, Tally
from auditor.model.silence import Notice
from auditor.model.wording import Wording
from auditor.report.artifacts import Artifact, Region
from auditor.report.pieces import PieceReporter, PlacedRenderer
from auditor.report.printable import printable
from auditor.report.reporter import ReportOptions
from auditor.report.statement import NOT_AUDITED, details, headline, named, not_audited, quoted, title
from auditor.report.totals import sentences
from auditor.report.words import NOTICES

_COMMANDS = {Severity.VIOLATION: "error", Severity.POLICY: "warning", Severity.RISK: "notice", Severity.NOTE: "notice"}


class GithubReporter(PieceReporter):
    """Writes a command a finding; the totals stand at the end, in lines of their own."""

    def __init__(self, stream: TextIO, options: ReportOptions) -> None:
        super().__init__(stream, CommandRenderer(options.language, Path.cwd()))
        self._language = options.language

    def end(self, tally: Tally, inputs: Collection[InputFile]) -> None:  # noqa: ARG002 - GitHub is told of no file that has nothing
        """Write the totals; nothing that a document says stands in them."""
        zh = f"共 {tally.documents} 份，发现 {tally.total} 处，未能审核 {tally.failures} 处。{CAUTION.zh}"
        en = f"Documents: {tally.documents}, findings: {tally.total}, not audited: {tally.failures}. {CAUTION.en}"
        for said in (Wording(zh, en), *sentences(self._header, tally)):
            self._write(f"{printable(said.get(self._language))}\n")


@dataclass(frozen=True, slots=True)
class CommandRenderer(PlacedRenderer):
    """Writes commands."""

    def pieces(self, result: DocumentResult) -> Iterator[str]:
        """Yield the commands of one document, a line each; a clean one has none."""
        return (f"{said}\n" for said in self._commands(result))

    def _commands(self, result: DocumentResult) -> Iterator[str]:
        artifact = Artifact.of(result.source, self.root)
        about = named(result, self.language)
        for finding in result.findings:
            yield self._finding(finding, artifact, about)
        for failure in result.failures:
            yield self._failure(failure)
        for notice in result.notices:
            yield self._notice(notice, Artifact.of(notice.source, self.root) if notice.source else artifact)

    def _finding(self, finding: Finding, artifact: Artifact, about: str) -> str:
        said = "\n".join((headline(finding, self.language), *details(finding, self.language), about))
        region = artifact.region(finding.segment, finding.span)
        return command(_COMMANDS[finding.severity], _place(artifact, region) | {"title": title(finding, self.language)}, said)

    def _failure(self, failure: Failure) -> str:
        place = _place(Artifact.of(failure.source, self.root), None)
        return command("error", place | {"title": NOT_AUDITED.get(self.language)}, not_audited(failure, self.language))

    def _notice(self, notice: Notice, artifact: Artifact) -> str:
        said = f"{printable(notice.message.get(self.language))} {quoted(notice.text)}"
        place = _place(artifact, artifact.start(notice.location))
        return command("warning", place | {"title": NOTICES[notice.kind].get(self.language)}, said)


def command(name: str, properties: Mapping[str, str | int], message: str) -> str:
    """Return a workflow command: one line, whatever the texts hold."""
    listed = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{name} {listed}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _path(artifact: Artifact) -> str:
    """Return the path; a file whose name could rewrite a terminal is not found by it, but the message names it all the same."""
    return "".join(char if char.isprintable() or char in "\r\n\t\u3000" else "\ufffd" for char in artifact.path)


def _place(artifact: Artifact, region: Region | None) -> dict[str, str | int]:
    """Return the properties of a place; GitHub takes columns only of what stands on one line."""
    place: dict[str, str | int] = {"file": _path(artifact)}
    if region is None:
        return place
    place |= {"line": region.start_line, "endLine": region.end_line or region.start_line}
    if region.start_column and region.end_line == region.start_line:
        place |= {"col": region.start_column, "endColumn": region.end_column}
    return place
