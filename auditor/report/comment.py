"""Markdown for a comment on a pull request: totals, a short table, and what speaks for each finding folded up below.

Whatever an ad or a file name holds stands in code spans, in which no platform looks for mentions, links, markup or formulas.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from msgspec import Struct, field

from auditor.extract.source import INSIDE
from auditor.model.document import Failure
from auditor.model.finding import Finding
from auditor.model.grounds import Severity
from auditor.model.own_notes import CAUTION
from auditor.model.report import DocumentResult, InputFile, Tally
from auditor.model.silence import Notice, Silenced
from auditor.model.wording import Wording
from auditor.report.artifacts import Artifact
from auditor.report.markdown import code, escape, row, table
from auditor.report.objects import encoded
from auditor.report.pieces import PieceReporter, PlacedRenderer
from auditor.report.reporter import ReportOptions
from auditor.report.statement import NOT_AUDITED, cut, labelled
from auditor.report.totals import OPTIONS, beside, idle, known_entries, options_read, set_aside
from auditor.report.words import (
    ADVICE,
    CLAUSE,
    IDLE,
    LAW,
    NOTICES,
    REMINDER,
    SET_ASIDE,
    SEVERITIES,
    describe,
    known,
    law,
    place,
    shown_name,
    silenced_why,
    unread,
)

LIMIT = 65_536
"""The most characters that GitHub takes in a comment."""

_ROWS, _DETAILS, _OTHERS, _REMARKS = 24_000, 24_000, 4_000, 1_500  # characters of each part; the rest is the program's own
_WORDS, _NAME, _TEXT = 60, 200, 240  # most code points shown of each
_UNREAD, _TOLD, _ASIDE = "!", "?", "~"
_TITLE = Wording("招聘文本审核", "Recruitment text audit")
_COLUMNS = (Wording("程度", "severity"), Wording("规则", "rule"), Wording("位置", "place"), Wording("字词", "words"))
_MORE = Wording("依据与改写", "Law and lawful wording")
_WHY = Wording("说明", "reason")
_REWRITE = Wording("改为", "write")
_DELETE = Wording("删去本句", "delete this sentence")


class _Kept(Struct):
    """Pieces of one kind, the first ones that fit into a length; the others are only counted."""

    room: int
    pieces: list[str] = field(default_factory=list)
    full: bool = False

    def add(self, piece: str) -> None:
        """Keep a piece if there is room for it, and was for all before."""
        self.full = self.full or len(piece) > self.room
        if not self.full:
            self.pieces.append(piece)
            self.room -= len(piece)


class CommentReporter(PieceReporter):
    """Keeps what fits into a comment, the worst first, and writes it at the end, when the totals are known."""

    def __init__(self, stream: TextIO, options: ReportOptions) -> None:
        super().__init__(stream, ItemRenderer(options.language, Path.cwd()))
        self._language = options.language
        self._rows = {severity: _Kept(_ROWS) for severity in Severity}
        self._details = {severity: _Kept(_DETAILS) for severity in Severity}
        self._others = {kind: _Kept(_OTHERS) for kind in (_UNREAD, _TOLD, _ASIDE)}

    def put(self, pieces: Sequence[bytes]) -> None:
        """Keep what fits of results: a line each item, with its kind before the first tab."""
        for line in b"".join(pieces).split(b"\n")[:-1]:
            kind, _, item = line.decode().partition("\t")
            if kind in self._others:
                self._others[kind].add(json.loads(item))
            elif not self._rows[Severity(kind)].full or not self._details[Severity(kind)].full:
                shown, details = json.loads(item)
                self._rows[Severity(kind)].add(shown)
                self._details[Severity(kind)].add(details)

    def end(self, tally: Tally, inputs: Collection[InputFile]) -> None:  # noqa: ARG002 - files that have nothing are not listed
        """Write the comment."""
        self._write("".join(f"{line}\n" for line in self._lines(tally)))

    def _lines(self, tally: Tally) -> Iterator[str]:
        yield from (f"### {self._say(_TITLE)}", "", self._totals(tally))
        if tally.total:
            rows = _fitting((self._rows[severity].pieces for severity in reversed(Severity)), _ROWS)
            yield from ("", *table([self._say(column) for column in _COLUMNS], ()), *rows, *self._rest(tally.total - len(rows)))
            details = _fitting((self._details[severity].pieces for severity in reversed(Severity)), _DETAILS)
            yield from _folded(self._say(_MORE), tally.total, details, self._rest(tally.total - len(details)))
        for kind, what, count in (
            (_UNREAD, NOT_AUDITED, tally.failures),
            (_ASIDE, SET_ASIDE, tally.silenced.total()),
            (_TOLD, IDLE, tally.notices),
        ):
            yield from self._list(what, count, self._others[kind].pieces)
        for what, entries in known_entries(tally):
            said = [f"- {code(cut(known(entry, self._language), _TEXT))}" for entry in entries]
            yield from self._list(what, len(said), _fitting([said], _REMARKS))
        yield from self._remarks(tally)
        yield from ("", f"<sub>{self._made()}</sub>")

    def _list(self, what: Wording, count: int, pieces: list[str]) -> Iterator[str]:
        return _folded(self._say(what), count, pieces, self._rest(count - len(pieces))) if count else iter(())

    def _remarks(self, tally: Tally) -> Iterator[str]:
        """Yield what is said of the whole run, a paragraph each."""
        said = [escape(self._say(remark)) for remark in (set_aside(tally), idle(tally), *beside(self._header, tally)) if remark]
        if given := options_read(self._header):
            said.append(f"{self._say(OPTIONS)} {' '.join(code(cut(option, _NAME)) for option in given)}")
        for remark in _fitting([said], _REMARKS):
            yield from ("", remark)

    def _say(self, wording: Wording) -> str:
        return wording.get(self._language)

    def _totals(self, tally: Tally) -> str:
        levels = [f"{self._say(SEVERITIES[level])} {tally.findings[level]}" for level in reversed(Severity) if tally.findings[level]]
        zh = f"**{tally.documents} 份，发现 {tally.total} 处**"
        en = f"**Documents: {tally.documents}, findings: {tally.total}**"
        aside = tally.silenced.total()
        silenced = Wording(f"{SET_ASIDE.zh} {aside}", f"{SET_ASIDE.en} {aside}") if aside else None
        unread_ = Wording(f"未能审核 {tally.failures}", f"not audited {tally.failures}") if tally.failures else None
        return " · ".join([self._say(Wording(zh, en)), *levels, *(self._say(part) for part in (silenced, unread_) if part)])

    def _rest(self, count: int) -> Iterator[str]:
        """Yield how many are not shown, where some are not."""
        if count > 0:
            zh = f"另有 {count} 处未列出，完整结果见其他格式的报告。"
            yield from ("", self._say(Wording(zh, f"And {count} more; a report in another format has all.")))

    def _made(self) -> str:
        header = self._header
        zh = f"规则包 {header.pack_digest[:12]}，适用 {header.as_of} 的规定，程序 {header.tool_version}。"
        en = f"Rules {header.pack_digest[:12]}, law as of {header.as_of}, program {header.tool_version}. "
        return f"{self._say(Wording(zh, en))}{self._say(CAUTION)}"


def _fitting(kinds: Iterable[list[str]], room: int) -> list[str]:
    """Return the first pieces that fit into a length."""
    kept = _Kept(room)
    for pieces in kinds:
        for piece in pieces:
            kept.add(piece)
    return kept.pieces


def _folded(title: str, count: int, pieces: Iterable[str], rest: Iterable[str]) -> Iterator[str]:
    """Yield pieces under a title that opens them; what stands in front is plain text of the program's own."""
    yield from ("", f"<details><summary>{title} ({count})</summary>", "", *pieces, *rest, "", "</details>")


@dataclass(frozen=True, slots=True)
class ItemRenderer(PlacedRenderer):
    """Writes lines of JSON, also for what is set aside."""

    def pieces(self, result: DocumentResult) -> Iterator[str]:
        """Yield the lines of one document, each behind its kind; a clean one has none."""
        return (f"{kind}\t{encoded(item)}\n" for kind, item in self._items(result))

    def _items(self, result: DocumentResult) -> Iterator[tuple[str, str | tuple[str, str]]]:
        for finding in result.findings:
            where = self._where(result.source, place(finding, self.language))
            yield finding.severity.value, (self._row(finding, where), "\n".join(self._details(finding, where)))
        for failure in result.failures:
            yield _UNREAD, self._failure(failure)
        for notice in result.notices:
            yield _TOLD, self._notice(notice, self._where(notice.source or result.source, describe(notice.location, self.language)))
        for silenced in result.silenced:
            yield _ASIDE, self._silenced(silenced, self._where(result.source, place(silenced.finding, self.language)))

    def _say(self, wording: Wording) -> str:
        return wording.get(self.language)

    def _where(self, source: str, within: str) -> str:
        artifact = Artifact.of(source, self.root)
        name = shown_name(INSIDE.join(part for part in (artifact.path, artifact.member) if part), self.language)
        return code(f"{_end(name, _NAME)} {cut(within, _NAME)}".rstrip())

    def _row(self, finding: Finding, where: str) -> str:
        rule = f"{finding.rule.id} {escape(self._say(finding.rule.title))}"
        return row((self._say(SEVERITIES[finding.severity]), rule, where, code(cut(finding.text, _WORDS))))

    def _details(self, finding: Finding, where: str) -> Iterator[str]:
        yield f"- **{finding.rule.id} {escape(self._say(finding.rule.title))}** {where}"
        yield self._item(CLAUSE, code(cut(finding.clause_text, _TEXT)))
        yield self._item(_WHY, escape(self._say(finding.why)))
        if finding.citations:
            yield self._item(LAW, escape(law(finding, self.language)))
        for caution in finding.cautions:
            yield self._item(REMINDER, escape(self._say(caution)))
        if finding.rewrite:
            text = finding.rewrite.text
            yield self._item(_REWRITE, code(cut(text, _TEXT))) if text else f"  - {self._say(_DELETE)}"
        yield self._item(ADVICE, escape(self._say(finding.rule.suggestion)))

    def _item(self, label: Wording, said: str) -> str:
        return f"  - {labelled(label, said, self.language)}"

    def _failure(self, failure: Failure) -> str:
        return f"- {self._where(failure.source, '')} {code(cut(unread(failure, self.language), _TEXT))}"

    def _notice(self, notice: Notice, where: str) -> str:
        return f"- {self._say(NOTICES[notice.kind])} {where} {escape(self._say(notice.message))} {code(cut(notice.text, _WORDS))}"

    def _silenced(self, silenced: Silenced, where: str) -> str:
        rule, why = silenced.finding.rule, silenced_why(silenced.silence, self.language)
        words = code(cut(silenced.finding.text, _WORDS))
        return f"- **{rule.id} {escape(self._say(rule.title))}** {where} {words} {code(cut(why, _TEXT))}"


def _end(text: str, most: int) -> str:
    """Return the end of a text, which tells most of a path."""
    return text if len(text) <= most else f"…{text[-most:]}"
