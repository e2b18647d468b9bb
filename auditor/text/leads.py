"""Lines whose meaning carries over the list behind them, such as ``以下人员勿扰：`` before ``1、学生 2、属虎的``."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import regex
from msgspec import Struct

from auditor.model.clause import Lead
from auditor.model.document import Segment
from auditor.model.location import LinePlace, PagePlace, ParagraphPlace
from auditor.model.span import Span
from auditor.text.compiled import compiled
from auditor.text.normalise import normalise

_LONGEST_LEAD = 60  # code points
_LONGEST_ITEM = 80
_MOST_PLAIN_ITEMS = 8  # lines without marks; who goes on longer tells of something else
_ITEM_ENDS = ("；", ";")
_LONGEST_IN_LINE = 20
_FAR = 0.9  # of a line's height: what is further below stands apart
_MOST_BREAKS = 3  # more are no different
_BULLETS = "-*+·•"  # the items of one list have one of them
_BLANK_LINE = regex.compile(r"\n[^\S\n]*\n")
_NO_MARKS = "。；;！!？? \t\r\n\u3000"  # what stands between the clauses of running text
_SPEAKS_ON = regex.compile("[:：,，]|[限仅只须必勿不]|要求|优先")  # in a clause of its own rather than in one item more
_NUMBER = regex.compile(r"[0-9０-９]+|[一二三四五六七八九十]+|[①-⑳⑴-⒇❶-❿➀-➓]")


class Leads:
    """Tells of each clause which lead, if any, it is a list item of.

    Args:
        words: regular expressions over one folded clause.
        forces: returns the word for the force of a folded lead, empty for one that has none: such a list has lines of its own.
    """

    def __init__(self, words: Sequence[str], forces: Callable[[str], str] = str) -> None:
        self._forces = forces
        self._pattern = compiled("|".join(words)) if words else None

    def opens(self, segment: Segment, span: Span) -> bool:
        """Tell whether a clause of a segment opens a list."""
        text = span.of(segment.text)
        at_line_end = segment.text[span.end : span.end + 1] in ("", "\r", "\n")
        if len(text) > _LONGEST_LEAD or not (at_line_end or text.endswith((":", "："))):
            return False
        return self.is_lead(normalise(text).text)

    def lead_of(self, segment: Segment, span: Span) -> Lead | None:
        """Return the lead that a clause of a segment is for those behind it: the whole of it, or what stands before its first item."""
        if self.opens(segment, span):
            return Lead(segment, span)
        head, colon, _ = span.of(segment.text).replace("：", ":").partition(":")
        goes_on = bool(colon) and segment.text[span.end : span.end + 1] in _ITEM_ENDS
        folded = f"{normalise(head).text}:"
        is_lead = goes_on and self.is_lead(folded) and bool(self._forces(folded))
        return Lead(segment, Span(span.start, span.start + len(head) + 1)) if is_lead else None

    def may_open(self, clause: str) -> bool:
        """Tell whether a raw clause, or a part of it up to a colon, could be the lead of a list. Never too strict."""
        folded = normalise(clause, one_clause=True).text
        return any(self.is_lead(part) for part in {folded, folded.partition(":")[0] + ":", normalise(clause).text})

    def is_lead(self, text: str) -> bool:
        """Tell whether a folded clause, or the part of one up to its colon, opens a list."""
        return self._pattern is not None and len(text) <= _LONGEST_LEAD and bool(self._pattern.search(text))


class Lists:
    """The lists of a document, read segment by segment: one may begin in a paragraph and go on in the next ones.

    Args:
        leads: tells what opens a list.
    """

    def __init__(self, leads: Leads) -> None:
        self._leads = leads
        self._run: _Run | None = None
        self._segment: Segment | None = None
        self._between, self._end = "", 0  # what stands before a part of the segment, and where that begins, behind the last clause

    @property
    def go_on(self) -> bool:
        """Whether the next clause may be an item."""
        return self._run is not None

    def enter(self, segment: Segment) -> None:
        """Turn to the next segment."""
        breaks = _breaks(self._segment, segment)
        self._run = self._run if breaks else None
        self._between = f"{self._between}{self._segment.text[self._end :]}{breaks}" if self._run and self._segment else ""
        self._segment, self._end = segment, 0

    def lead(self, segment: Segment, span: Span, may_open: bool = True) -> Lead | None:
        """Return the lead that the next clause of the segment stands under.

        Args:
            segment: that was entered last.
            span: of the clause.
            may_open: whether the clause itself may be a lead.
        """
        if self._run and not self._run.takes(self._between + segment.text[self._end : span.start], span.of(segment.text)):
            self._run = None
        opened = self._leads.lead_of(segment, span) if may_open else None
        lead = self._run.lead if self._run and not opened else None
        self._run = _Run(opened, in_line=opened.span != span) if opened else self._run
        self._between, self._end = "", span.end
        return lead


def _breaks(last: Segment | None, segment: Segment) -> str:
    """Return what stands between two paragraphs of one text: line breaks, more for empty ones, or the mark of an item; else nothing."""
    if last is None or any(each.label or each.field or each.group for each in (last, segment)):
        return ""
    match last.anchors[-1].location, segment.anchors[0].location:
        case LinePlace(), LinePlace() if segment.listed:
            return f"\n{_BULLETS[segment.listed % len(_BULLETS)]}"
        case ParagraphPlace(part, number), ParagraphPlace(other, following) if part == other and following > number:
            return "\n" * min(following - number, _MOST_BREAKS)
        case PagePlace(page, box), PagePlace(following, other) if 0 <= following - page <= 1 and box and other:
            is_apart = following == page and other[1] - box[3] > _FAR * (box[3] - box[1])
            return "\n\n" if is_apart else "\n"
    return ""


class _Run(Struct):
    """The list under one lead, as far as it has been read.

    Args:
        in_line: whether its items are parted by semicolons alone, the first of them right behind the colon of the lead.
        shape: that of the marks before its items, whatever their numbers.
    """

    lead: Lead
    in_line: bool = False
    items: int = 0
    shape: str = ""

    def takes(self, gap: str, item: str) -> bool:
        """Tell whether a clause is one item more, by what stands between it and the clause before."""
        if self.in_line:
            return set(gap) <= {*_ITEM_ENDS, " "} and len(item) <= _LONGEST_IN_LINE and not _SPEAKS_ON.search(item)
        shape = _NUMBER.sub("1", gap.strip(_NO_MARKS))
        if not self.items:
            self.shape = shape
            goes_on = bool(shape) or not _BLANK_LINE.search(gap)
        elif self.shape:
            goes_on = shape == self.shape or not set(gap) - set("；; ")
        else:
            goes_on = not shape and not _BLANK_LINE.search(gap) and not set(gap) & set("。！!？?") and self.items < _MOST_PLAIN_ITEMS
        self.items += 1
        return goes_on and len(item) <= _LONGEST_ITEM
