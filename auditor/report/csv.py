"""CSV that opens in a spreadsheet program: a row a finding, and one for all that could not be judged."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import NamedTuple, TextIO, TypeAlias

from auditor.model.document import Failure
from auditor.model.finding import Finding
from auditor.model.own_notes import CAUTION
from auditor.model.report import DocumentResult, Header
from auditor.model.silence import Notice, Silence
from auditor.model.wording import Language, Wording
from auditor.report.artifacts import Artifact, Region
from auditor.report.cells import BOM, guarded
from auditor.report.pieces import PieceRenderer, PieceReporter
from auditor.report.reporter import ReportOptions
from auditor.report.statement import NOT_AUDITED
from auditor.report.words import GROUNDS, SEVERITIES, describe, law, unread

_FOUND = Wording("发现", "finding")
_SILENCED = Wording("已抑制", "silenced")
_SUPPRESSION = Wording("抑制标记", "suppression")

_Cell: TypeAlias = str | int | None


class Row(NamedTuple):
    """What one row is about; ``silence`` says why a finding was set aside."""

    result: DocumentResult
    artifact: Artifact
    about: Finding | Failure | Notice
    silence: Silence | None = None

    @property
    def finding(self) -> Finding | None:
        """The finding, where it is about one."""
        return self.about if isinstance(self.about, Finding) else None

    @property
    def region(self) -> Region | None:
        """Where it stands in a text file."""
        if isinstance(self.about, Finding):
            return self.artifact.region(self.about.segment, self.about.span)
        return self.artifact.start(self.about.location) if isinstance(self.about, Notice) else None


def _kind(row: Row, language: Language) -> str:
    if isinstance(row.about, Finding):
        return (_SILENCED if row.silence else _FOUND).get(language)
    return (NOT_AUDITED if isinstance(row.about, Failure) else _SUPPRESSION).get(language)


def _place(row: Row, language: Language) -> str:
    return row.about.place.get(language) if isinstance(row.about, Failure) else describe(row.about.location, language)


def _why(row: Row, language: Language) -> str:
    match row.about:
        case Finding(why=why):
            return why.get(language)
        case Failure():
            return unread(row.about, language)
        case Notice(message=said):
            return said.get(language)


def _words(row: Row, _language: Language) -> str | None:
    return None if isinstance(row.about, Failure) else row.about.text


def _of_finding(cell: Callable[[Finding, Language], str]) -> Callable[[Row, Language], _Cell]:
    return lambda row, language: (cell(row.finding, language) or None) if row.finding else None


def _of_region(name: str) -> Callable[[Row, Language], _Cell]:
    return lambda row, _: getattr(row.region, name, 0) or None


_COLUMNS: tuple[tuple[Wording, Callable[[Row, Language], _Cell]], ...] = (
    (Wording("类别", "kind"), _kind),
    (Wording("文件", "file"), lambda row, _: row.result.source),
    (Wording("编号", "id"), lambda row, _: row.result.id if row.result.id != row.result.source else None),
    (Wording("位置", "place"), _place),
    (Wording("行", "line"), _of_region("start_line")),
    (Wording("列", "column"), _of_region("start_column")),
    (Wording("末行", "end line"), _of_region("end_line")),
    (Wording("末列", "end column"), _of_region("end_column")),
    (Wording("程度", "severity"), _of_finding(lambda finding, language: SEVERITIES[finding.severity].get(language))),
    (Wording("事由", "ground"), _of_finding(lambda finding, language: GROUNDS[finding.rule.ground].get(language))),
    (Wording("规则", "rule"), _of_finding(lambda finding, _: finding.rule.id)),
    (Wording("问题", "fault"), _of_finding(lambda finding, language: finding.rule.title.get(language))),
    (Wording("岗位", "post"), _of_finding(lambda finding, _: finding.post)),
    (Wording("用人单位", "employer"), _of_finding(lambda finding, _: finding.about.employer)),
    (Wording("字词", "words"), _words),
    (Wording("条款原文", "clause"), _of_finding(lambda finding, _: finding.clause_text)),
    (Wording("依据", "law"), _of_finding(law)),
    (Wording("说明", "reason"), _why),
    (Wording("改写", "rewrite"), _of_finding(lambda finding, language: finding.rewrite.wording.get(language) if finding.rewrite else "")),
    (Wording("建议", "advice"), _of_finding(lambda finding, language: finding.rule.suggestion.get(language))),
    (Wording("抑制理由", "why silenced"), lambda row, language: row.silence.reason.get(language) if row.silence else None),
    (Wording("指纹", "fingerprint"), _of_finding(lambda finding, _: finding.fingerprint)),
    (Wording("提示", "caution"), lambda _, language: CAUTION.get(language)),
)


class CsvReporter(PieceReporter):
    """Writes a row as soon as its document is judged; the word of caution stands in every row, because rows get parted."""

    def __init__(self, stream: TextIO, options: ReportOptions) -> None:
        super().__init__(stream, RowRenderer(options.language, Path.cwd()))
        self._language = options.language

    def begin(self, header: Header) -> None:  # noqa: ARG002 - a table holds nothing else
        """Write the titles."""
        self._write(BOM + written([title.get(self._language) for title, _ in _COLUMNS]))


@dataclass(frozen=True, slots=True)
class RowRenderer(PieceRenderer):
    """Writes a row for each finding, also those set aside, for all that could not be judged, and for what is told of suppressions.

    Args:
        language: of what the program says.
        root: the folder that the paths of files with lines start from.
    """

    language: Language
    root: Path

    def pieces(self, result: DocumentResult) -> Iterator[str]:
        """Yield the rows of one document; a clean one has none."""
        rows = ([cell(row, self.language) for _, cell in _COLUMNS] for row in _rows(result, Artifact.of(result.source, self.root)))
        return map(written, rows)


def _rows(result: DocumentResult, artifact: Artifact) -> Iterator[Row]:
    for finding in result.findings:
        yield Row(result, artifact, finding)
    for silenced in result.silenced:
        yield Row(result, artifact, silenced.finding, silenced.silence)
    others: tuple[Failure | Notice, ...] = (*result.failures, *result.notices)
    for about in others:
        yield Row(result, artifact, about)


def written(cells: Iterable[_Cell]) -> str:
    """Return a row as CSV with its line end; of signs that no table takes, line ends and tabs stay and the others are shown as �."""
    row = StringIO()
    csv.writer(row, lineterminator="\r\n").writerow([guarded(_clean(cell)) for cell in cells])
    return row.getvalue()


def _clean(cell: _Cell) -> _Cell:
    return "".join("�" if sign < " " and sign not in "\t\r\n" else sign for sign in cell) if isinstance(cell, str) else cell
