"""CSV that opens in a spreadsheet program: a row a finding, and one for all else that is told."""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import NamedTuple, TextIO, TypeAlias

from auditor.model.document import Failure
from auditor.model.finding import Finding
from auditor.model.own_notes import CAUTION
from auditor.model.report import DocumentResult, Header, InputFile, Tally
from auditor.model.silence import BaselineEntry, Notice, Silence
from auditor.model.wording import Language, Wording
from auditor.report.artifacts import Artifact, Region
from auditor.report.cells import BOM, guarded
from auditor.report.pieces import PieceReporter, PlacedRenderer
from auditor.report.reporter import ReportOptions
from auditor.report.statement import NOT_AUDITED
from auditor.report.totals import beside, known_entries, options_line
from auditor.report.words import GROUNDS, NOTICES, SET_ASIDE, SEVERITIES, describe, known, law, silenced_why, unread

_FOUND = Wording("发现", "finding")
_REMARK = Wording("说明", "remark")

_Cell: TypeAlias = str | int | None


class Row(NamedTuple):
    """What one row is about: something in a document, an entry of the baseline, or a statement on the whole run.

    Args:
        kind: what people filter by.
        file: that it is about; empty for none.
        id: of the document, where it is not the file.
        artifact: where machines find it.
        silence: why a finding was set aside.
    """

    kind: Wording
    about: Finding | Failure | Notice | BaselineEntry | Wording
    file: str = ""
    id: str = ""
    artifact: Artifact | None = None
    silence: Silence | None = None

    @property
    def finding(self) -> Finding | None:
        """The finding, where it is about one."""
        return self.about if isinstance(self.about, Finding) else None

    @property
    def region(self) -> Region | None:
        """Where it stands in a text file."""
        match self.about, self.artifact:
            case Finding(segment=segment, span=span), Artifact() as artifact:
                return artifact.region(segment, span)
            case Notice(location=location), Artifact() as artifact:
                return artifact.start(location)
        return None


def _place(row: Row, language: Language) -> str | None:
    match row.about:
        case Failure(place=place):
            return place.get(language)
        case Finding() | Notice():
            return describe(row.about.location, language)
    return None


def _why(row: Row, language: Language) -> str:
    match row.about:
        case Finding(why=why):
            return why.get(language)
        case Failure():
            return unread(row.about, language)
        case Notice(message=said):
            return said.get(language)
        case BaselineEntry():
            return known(row.about, language)
        case Wording():
            return row.about.get(language)


def _words(row: Row, _language: Language) -> str | None:
    return row.about.text if isinstance(row.about, Finding | Notice | BaselineEntry) else None


def _rule(row: Row, _language: Language) -> str | None:
    return row.about.rule if isinstance(row.about, BaselineEntry) else row.finding.rule.id if row.finding else None


def _fingerprint(row: Row, _language: Language) -> str | None:
    return row.about.fingerprint if isinstance(row.about, Finding | BaselineEntry) else None


def _of_finding(cell: Callable[[Finding, Language], str]) -> Callable[[Row, Language], _Cell]:
    return lambda row, language: (cell(row.finding, language) or None) if row.finding else None


def _of_region(name: str) -> Callable[[Row, Language], _Cell]:
    return lambda row, _: getattr(row.region, name, 0) or None


_COLUMNS: tuple[tuple[Wording, Callable[[Row, Language], _Cell]], ...] = (
    (Wording("类别", "kind"), lambda row, language: row.kind.get(language)),
    (Wording("文件", "file"), lambda row, _: row.file),
    (Wording("编号", "id"), lambda row, _: row.id or None),
    (Wording("位置", "place"), _place),
    (Wording("行", "line"), _of_region("start_line")),
    (Wording("列", "column"), _of_region("start_column")),
    (Wording("末行", "end line"), _of_region("end_line")),
    (Wording("末列", "end column"), _of_region("end_column")),
    (Wording("程度", "severity"), _of_finding(lambda finding, language: SEVERITIES[finding.severity].get(language))),
    (Wording("事由", "ground"), _of_finding(lambda finding, language: GROUNDS[finding.rule.ground].get(language))),
    (Wording("规则", "rule"), _rule),
    (Wording("问题", "fault"), _of_finding(lambda finding, language: finding.rule.title.get(language))),
    (Wording("岗位", "post"), _of_finding(lambda finding, _: finding.post)),
    (Wording("用人单位", "employer"), _of_finding(lambda finding, _: finding.about.employer)),
    (Wording("字词", "words"), _words),
    (Wording("条款原文", "clause"), _of_finding(lambda finding, _: finding.clause_text)),
    (Wording("依据", "law"), _of_finding(law)),
    (Wording("说明", "reason"), _why),
    (Wording("注意", "check"), _of_finding(lambda finding, language: " ".join(caution.get(language) for caution in finding.cautions))),
    (Wording("改写", "rewrite"), _of_finding(lambda finding, language: finding.rewrite.wording.get(language) if finding.rewrite else "")),
    (Wording("建议", "advice"), _of_finding(lambda finding, language: finding.rule.suggestion.get(language))),
    (Wording("未计入原因", "why set aside"), lambda row, language: silenced_why(row.silence, language) if row.silence else None),
    (Wording("指纹", "fingerprint"), _fingerprint),
    (Wording("提示", "caution"), lambda _, language: CAUTION.get(language)),
)


class CsvReporter(PieceReporter):
    """Writes a row as soon as its document is judged; the word of caution stands in every row, because rows get parted."""

    def __init__(self, stream: TextIO, options: ReportOptions) -> None:
        super().__init__(stream, RowRenderer(options.language, Path.cwd()))
        self._language = options.language

    def begin(self, header: Header) -> None:
        """Write the titles."""
        super().begin(header)
        self._write(BOM + written([title.get(self._language) for title, _ in _COLUMNS]))

    def end(self, tally: Tally, inputs: Collection[InputFile]) -> None:  # noqa: ARG002 - files that have nothing are not listed
        """Write a row for each entry of the baseline that is told of, and for each statement on the whole run."""
        rows = [Row(what, entry, entry.path, entry.document) for what, entries in known_entries(tally) for entry in entries]
        rows += [Row(_REMARK, said) for said in (*beside(self._header, tally), options_line(self._header)) if said]
        for row in rows:
            self._write(_line(row, self._language))


@dataclass(frozen=True, slots=True)
class RowRenderer(PlacedRenderer):
    """Writes rows, also for what is set aside."""

    def pieces(self, result: DocumentResult) -> Iterator[str]:
        """Yield the rows of one document; a clean one has none."""
        return (_line(row, self.language) for row in _rows(result, self.root))


def _rows(result: DocumentResult, root: Path) -> Iterator[Row]:
    source, id_ = result.source, result.id if result.id != result.source else ""
    artifact = Artifact.of(source, root)
    for finding in result.findings:
        yield Row(_FOUND, finding, source, id_, artifact)
    for silenced in result.silenced:
        yield Row(SET_ASIDE, silenced.finding, source, id_, artifact, silenced.silence)
    for failure in result.failures:
        yield Row(NOT_AUDITED, failure, source, id_)
    for notice in result.notices:
        file = notice.source or source
        yield Row(NOTICES[notice.kind], notice, file, id_, Artifact.of(file, root))


def _line(row: Row, language: Language) -> str:
    return written([cell(row, language) for _, cell in _COLUMNS])


def written(cells: Iterable[_Cell]) -> str:
    """Return a row as CSV with its line end; of signs that no table takes, line ends and tabs stay and the others are shown as �."""
    row = StringIO()
    csv.writer(row, lineterminator="\r\n").writerow([guarded(_clean(cell)) for cell in cells])
    return row.getvalue()


def _clean(cell: _Cell) -> _Cell:
    return "".join("�" if sign < " " and sign not in "\t\r\n" else sign for sign in cell) if isinstance(cell, str) else cell
