"""Suppressions in the text itself: heard where the user allows it, and otherwise told as an attempt."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from auditor.extract.directives import MARK
from auditor.model.directive import Directive, Extent
from auditor.model.document import Document
from auditor.model.finding import Finding
from auditor.model.location import LinePlace
from auditor.model.report import DocumentResult
from auditor.model.silence import Notice, NoticeKind, SilencedBy
from auditor.model.wording import Wording
from auditor.silence.aim import Names
from auditor.silence.applied import Written, applied
from auditor.silence.suppression import Reach, Suppression, SuppressionError, is_suppression, read_comment

_ATTEMPT = re.compile(r"(?:<!--|\{#-?|[#/*])[ \t]{0,9}" + MARK + r"\s{0,9}(ignore[^\n]{0,200}?)(?:-->|-?#\}|\*/|$)", re.MULTILINE)
_MOST_ATTEMPTS = 20  # in one document that are told one by one
NOT_ALLOWED = Wording(
    "文中有要求不报告问题的注释；配置未允许（suppressions），不起作用",
    "text that tries to silence the audit; the configuration does not allow it (suppressions), so it changes nothing",
)
NOT_HERE = Wording(
    "内容里有要求不报告问题的文字；这类文件里的注释不起作用",
    "text that tries to silence the audit; in this kind of file no comment does, so it changes nothing",
)


class CommentSilencer(Struct, frozen=True):
    """Hears the comments of a text.

    Args:
        names: that they may use.
        day: ISO day that their ends are held against.
        allowed: whether they set anything aside.
    """

    names: Names
    day: str
    allowed: bool

    @property
    def digest(self) -> str:
        """The day, where anything is set aside until one."""
        return f"comments {self.day if self.allowed else ''}"

    def __call__(self, document: Document, result: DocumentResult) -> DocumentResult:
        """Return the result without the findings that a comment speaks for."""
        if notices := (*_attempts(document), *(() if self.allowed else _refused(document))):
            result = replace(result, notices=(*result.notices, *notices))
        if not self.allowed or not document.directives:
            return result
        written, faulty = self._read(document.directives)
        result = replace(result, notices=(*result.notices, *faulty)) if faulty else result
        quiet = applied(written, result, self.names, self.day)
        return replace(quiet, notices=tuple(sorted(quiet.notices, key=_place)))

    def _read(self, directives: tuple[Directive, ...]) -> tuple[list[Written], list[Notice]]:
        written: list[Written] = []
        faulty: list[Notice] = []
        for directive in directives:
            try:
                reach, suppression = read_comment(directive.words, self.names)
            except SuppressionError as fault:
                faulty.append(Notice(NoticeKind.FAULTY, directive.location, directive.words, fault.reason))
            else:
                written.append(_written(suppression, reach, directive))
        return written, faulty


def _written(suppression: Suppression, reach: Reach, directive: Directive) -> Written:
    def holds(finding: Finding) -> bool:
        return directive.whole.covers(finding.location)

    covers = _Cover(reach, directive)
    return Written(
        suppression, SilencedBy.COMMENT, covers, directive.location, directive.words, holds=holds, lines=_lines(directive.whole, covers)
    )


def _lines(own: Extent, covers: _Cover) -> tuple[int, int] | None:
    """Return the lines that a comment and what it speaks for stand on; None for a whole file."""
    if covers.reach is Reach.FILE:
        return None
    spoken = covers.extent or own
    return min(own.start.line, spoken.start.line), max(own.end.line, spoken.end.line)


class _Cover(Struct, frozen=True):
    """Tells whether a finding starts where a comment speaks for."""

    reach: Reach
    directive: Directive

    @property
    def extent(self) -> Extent | None:
        """The place that it speaks for; None if there is none, or it is the whole file."""
        return {
            Reach.BLOCK: self.directive.block,
            Reach.LINE: self.directive.line,
            Reach.NEXT_LINE: self.directive.next_line,
        }.get(self.reach)

    def __call__(self, finding: Finding) -> bool:
        return self.reach is Reach.FILE or ((extent := self.extent) is not None and extent.covers(finding.location))


def _refused(document: Document) -> Iterator[Notice]:
    """Yield the comments that ask for silence, where none is allowed."""
    for directive in document.directives[:_MOST_ATTEMPTS]:
        if is_suppression(directive.words):
            yield Notice(NoticeKind.ATTEMPT, directive.location, directive.words, NOT_ALLOWED)


def _attempts(document: Document) -> Iterator[Notice]:
    """Yield what reads like such a comment in records, pages and word-processor files, where there is none.

    Extractors of text files tell comments themselves. Large sheets are not looked through: it would read them once more.
    """
    if not isinstance(document.segments, tuple):
        return
    found = 0
    for segment in document.segments:
        if MARK not in segment.text or isinstance(segment.anchors[0].location, LinePlace):
            continue
        for match in _ATTEMPT.finditer(segment.text):
            found += 1
            if found <= _MOST_ATTEMPTS:
                yield Notice(NoticeKind.ATTEMPT, segment.locate(match.start()), match[1].strip(), NOT_HERE)


def _place(notice: Notice) -> tuple[int, int]:
    place = notice.location
    return (place.line, place.column) if isinstance(place, LinePlace) else (0, 0)
