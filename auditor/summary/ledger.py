"""The ledger: one line a finding, in columns that a person filters and a program reads."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeAlias

from msgspec import Struct

from auditor.errors import ConfigError
from auditor.model.own_notes import CAUTION
from auditor.model.wording import Language, Wording
from auditor.report.words import describe
from auditor.summary.city import city_of
from auditor.summary.counts import Dimension
from auditor.summary.day import day_of
from auditor.summary.summary import Summary
from auditor.summary.told import Audited, Entry
from auditor.summary.words import name_of

Cell: TypeAlias = str | int | datetime.date | None


class Line(Struct, frozen=True):
    """One finding with its ad.

    Args:
        number: from 1, over all reports.
        group: number of the group of ads that are nearly the same; None where it is in none, or they are not known.
    """

    number: int
    document: Audited
    entry: Entry
    group: int | None = None


class Column(Struct, frozen=True):
    """One column.

    Args:
        key: its name for programs, the same in every language.
        title: its name for people.
        width: as spreadsheet programs count, in digits.
        cell: what stands in it.
        kind: ``text``, ``int`` or ``date``.
    """

    key: str
    title: Wording
    width: int
    cell: Callable[[Line, Language], Cell]
    kind: str = "text"


def _severity(line: Line, language: Language) -> Cell:
    return name_of(Dimension.SEVERITY, line.entry.severity, language)


def _ground(line: Line, language: Language) -> Cell:
    return name_of(Dimension.GROUND, line.entry.ground, language)


COLUMNS: tuple[Column, ...] = (
    Column("number", Wording("序号", "no."), 7, lambda line, _: line.number, "int"),
    Column("employer", Wording("用人单位", "employer"), 26, lambda line, _: line.entry.about.employer or None),
    Column("post", Wording("岗位", "post"), 20, lambda line, _: line.entry.post or None),
    Column("city", Wording("城市", "city"), 10, lambda line, _: city_of(line.entry.about.city) or None),
    Column("day", Wording("发布日", "day"), 12, lambda line, _: day_of(line.entry.about.date), "date"),
    Column("severity", Wording("程度", "severity"), 12, _severity),
    Column("ground", Wording("事由", "ground"), 12, _ground),
    Column("rule", Wording("规则", "rule"), 9, lambda line, _: line.entry.rule),
    Column("title", Wording("问题", "fault"), 16, lambda line, _: line.entry.title),
    Column("text", Wording("字词", "words"), 20, lambda line, _: line.entry.text),
    Column("clause", Wording("条款原文", "clause"), 44, lambda line, _: line.entry.clause),
    Column("law", Wording("依据", "law"), 40, lambda line, language: ("；" if language == "zh" else "; ").join(line.entry.law)),
    Column("reason", Wording("说明", "reason"), 36, lambda line, _: line.entry.message),
    Column("rewrite", Wording("改写", "rewrite"), 36, lambda line, _: line.entry.rewrite or None),
    Column("suggestion", Wording("建议", "advice"), 36, lambda line, _: line.entry.suggestion),
    Column("id", Wording("广告编号", "ad"), 18, lambda line, _: line.document.id),
    Column("place", Wording("位置", "place"), 18, lambda line, language: describe(line.entry.location, language)),
    Column("file", Wording("文件", "file"), 24, lambda line, _: line.document.source),
    Column("workplace", Wording("工作地点（原文）", "place of work as written"), 16, lambda line, _: line.entry.about.city or None),
    Column("date", Wording("日期（原文）", "date as written"), 14, lambda line, _: line.entry.about.date or None),
    Column("source", Wording("来源", "source"), 14, lambda line, _: line.entry.about.source or None),
    Column("url", Wording("链接", "address"), 24, lambda line, _: line.entry.about.url or None),
    Column("near_duplicates", Wording("近似重复组", "near-duplicates"), 10, lambda line, _: line.group, "int"),
    Column("fingerprint", Wording("指纹", "fingerprint"), 14, lambda line, _: line.entry.fingerprint),
)
CHECKED = (Wording("核实结果", "checked"), Wording("备注", "remark"))
"""Columns that a person fills in."""


def caution(language: Language) -> str:
    """Say what a ledger is, and what it is not."""
    return CAUTION.get(language)


class Ledger(Protocol):
    """Writes findings to one file as they come."""

    def add(self, line: Line) -> None:
        """Write one finding."""

    def end(self, summary: Summary) -> None:
        """Write what stands behind the findings, and close the file."""

    def give_up(self) -> None:
        """Close what is open; the file is not wanted."""


class LedgerOptions(Struct, frozen=True):
    """How a ledger is written.

    Args:
        language: of titles, and of what stands in the report as a code.
        bom: whether a CSV file starts with a byte order mark, by which Excel knows it for UTF-8.
    """

    language: Language
    bom: bool = False


def open_ledger(path: Path, suffix: str, options: LedgerOptions) -> Ledger:
    """Open a ledger of the kind that a suffix names: ``.xlsx``, ``.csv`` or ``.parquet``.

    Raises:
        ConfigError: if there is no such kind, or what it needs is not installed.
    """
    match suffix.lower():
        case ".csv":
            from auditor.summary.delimited import CsvLedger

            return CsvLedger(path, options)
        case ".xlsx":
            from auditor.summary.workbook import WorkbookLedger

            return WorkbookLedger(path, options)
        case ".parquet":
            from auditor.summary.parquet import ParquetLedger

            return ParquetLedger(path, options)
    raise ConfigError(f"--ledger: {suffix or 'no suffix'} is none of .xlsx, .csv, .parquet")
