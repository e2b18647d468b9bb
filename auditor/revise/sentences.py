"""Sentences that go as a whole: what parts them from others goes with them, and the list that they stood in is counted anew."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from auditor.model.document import Segment
from auditor.model.location import CellPlace
from auditor.model.rewrite import Edit
from auditor.model.span import Span
from auditor.revise.numbering import Number, number_in, write
from auditor.text.clauses import clause_spans

# What may stand between two sentences: the mark that ends the first, line ends, and the mark of a list before the second.
_GAP = re.compile(r"(?P<stop>[^\S\n\r]*+[。｡；;！!?？.]*+)(?P<breaks>\s*+)(?P<mark>.*)", re.DOTALL)
_FINAL = re.compile(r"[。｡！!？?.]")
_CALL = re.compile(r"[！!？?]")
_HEADING = re.compile(
    r".*[:：]|#.*|[【\[［〔].{1,16}[】\]］〕]|(?:岗位|任职|职位|应聘|招聘|基本|其他|其它)?(?:要求|条件|资格|信息)|(?i:requirements|qualifications)"
)
_LEAD = re.compile(r"[^:：,，;；。]{2,12}[:：]\s*")
_POINT_NUMBER = re.compile(r"([0-9]{1,2})[.．](?=[0-9])")
_COMMAS = " \t\u3000,，、"
_LINE_ENDS = re.compile(r"\r\n|[\n\r\f\v\u2028\u2029]")
_BARS = ("|", "\t")


class OnlyHeadingError(Exception):
    """Nothing would be left of what a heading announces."""


class _Gap(Struct, frozen=True):
    """What stands before a sentence.

    Args:
        stop: the mark that ends the sentence before.
        breaks: white space behind that, with line ends where there are any.
        mark: of a list.
        end: where the sentence starts.
    """

    stop: str
    breaks: str
    mark: str
    end: int

    @property
    def mark_start(self) -> int:
        """Where the mark of the list starts, in code points of the segment."""
        return self.end - len(self.mark)

    @property
    def line_start(self) -> int:
        """Where the line of the sentence starts, with its indent; where its mark does, if it starts no line."""
        last = max((match.end() for match in _LINE_ENDS.finditer(self.breaks)), default=len(self.breaks))
        return self.mark_start - len(self.breaks) + last

    @property
    def lines(self) -> int:
        """How many line ends it holds."""
        return len(_LINE_ENDS.findall(self.breaks))

    @property
    def number(self) -> Number | None:
        """What the mark counts."""
        return number_in(self.mark)

    @property
    def style(self) -> str:
        """The mark with the first number of its series: equal for items of one list."""
        number = self.number
        return (self.mark[: number.start] + number.kind + self.mark[number.end :] if number else self.mark).strip()

    @property
    def opens_item(self) -> bool:
        """Whether the sentence begins a line or an item of a list."""
        return bool(self.mark) or self.lines > 0

    @property
    def is_cell_border(self) -> bool:
        """Whether signs part cells here, and no sentences."""
        return any(bar in text for text in (self.stop, self.breaks, self.mark) for bar in _BARS)


class _Sentence(Struct, frozen=True):
    span: Span
    before: _Gap
    behind: _Gap
    gone: bool


def outline(segment: Segment, gone: Set[Span]) -> list[list[_Sentence]]:
    """Return the sentences of a segment, by line or item of a list; empty where those that go are no sentences of its running text."""
    text = segment.text
    spans = list(clause_spans(text))
    if not gone <= set(spans):
        return []
    edges = [0, *(span.end for span in spans)], [*(span.start for span in spans), len(text)]
    gaps = [_gap(text, start, end) for start, end in zip(*edges, strict=True)]
    gaps[:-1] = _numbered(text, gaps[:-1])
    sentences = [_Sentence(span, gaps[index], gaps[index + 1], span in gone) for index, span in enumerate(spans)]
    items: list[list[_Sentence]] = []
    for sentence in sentences:
        if not items or sentence.before.opens_item:
            items.append([])
        items[-1].append(sentence)
    return items


def without(segment: Segment, gone: Set[Span]) -> list[Edit]:
    """Return the edits that take whole sentences out of a segment, so that what is left reads on.

    Raises:
        OnlyHeadingError: if nothing would be left under a heading.
    """
    items = outline(segment, gone)
    if not items:
        return _plain(segment, gone)
    if all(sentence.gone for item in items for sentence in item):
        return [Edit(Span(0, len(segment.text)), "")]
    return _merged((*_whole_items(segment.text, items), *_parts(segment.text, items)))


def renumbered(segments: Iterable[Segment], gone: dict[int, Set[Span]]) -> Iterator[tuple[Segment, Edit]]:
    """Yield the numbers of items that follow one that goes, counted anew.

    Args:
        segments: of a document, in order.
        gone: which of their sentences go, by the ``id`` of the segment.
    """
    lists: dict[str, tuple[int, int]] = {}  # by style: which number comes next, and how many before it have gone
    for segment in segments:
        if is_cell(segment):
            lists.clear()
        for item in outline(segment, gone.get(id(segment), frozenset())):
            gap = item[0].before
            if (number := gap.number) is None:
                continue
            expected, dropped = lists.get(gap.style, (0, 0))
            dropped = dropped if number.value == expected else 0
            is_gone = all(sentence.gone for sentence in item)
            lists[gap.style] = number.value + 1, dropped + is_gone
            if dropped and not is_gone:
                place = Span(gap.mark_start + number.start, gap.mark_start + number.end)
                yield segment, Edit(place, write(number.kind, number.value - dropped))


def is_heading(text: str) -> bool:
    """Tell whether a line announces what follows it."""
    return _HEADING.fullmatch(text.strip().splitlines()[-1]) is not None if text.strip() else False


def _gap(text: str, start: int, end: int) -> _Gap:
    stop, breaks, mark = _GAP.findall(text, start, end)[0]
    return _Gap(stop, breaks, mark, end)


def _numbered(text: str, gaps: Iterable[_Gap]) -> Iterator[_Gap]:
    """Give lines such as ``3.2 years of …`` the number of a list where it is the next one: alone it might as well be a figure."""
    expected = 1
    for gap in gaps:
        match = _POINT_NUMBER.match(text, gap.end) if not gap.mark and (gap.lines or not gap.end) else None
        counted = replace(gap, mark=match[0], end=match.end()) if match and int(match[1]) == expected else gap
        if counted.number and counted.style == "1.":
            expected = counted.number.value + 1
        yield counted


def is_cell(segment: Segment) -> bool:
    """Tell whether a segment is a cell or field, and no running text."""
    return segment.label is not None or bool(segment.group) or isinstance(segment.anchors[0].location, CellPlace)


def _plain(segment: Segment, gone: Iterable[Span]) -> list[Edit]:
    """Take the words out and leave all that is around: a cell may be empty."""
    left = segment.text
    for span in sorted(gone, reverse=True):
        left = left[: span.start] + left[span.end :]
    whole = any(char.isalnum() for char in left)
    return [Edit(span, "") for span in sorted(gone)] if whole else [Edit(Span(0, len(segment.text)), "")]


def _whole_items(text: str, items: Sequence[Sequence[_Sentence]]) -> Iterator[Edit]:
    for all_gone, group in groupby(range(len(items)), key=lambda index: all(one.gone for one in items[index])):
        if all_gone:
            run = list(group)
            before = items[run[0] - 1][-1] if run[0] else None
            following = items[run[-1] + 1][0] if run[-1] + 1 < len(items) else None
            yield _item(text, items[run[0]][0], items[run[-1]][-1], before, following)


def _item(text: str, first: _Sentence, last: _Sentence, before: _Sentence | None, following: _Sentence | None) -> Edit:
    """Take out items: up to the mark of the next one, or, where they are the last of their list, from the end of what stands before."""
    opening = first.before
    if opening.is_cell_border or last.behind.is_cell_border:
        return Edit(Span(first.span.start, last.span.end), "")
    announced = before is not None and is_heading(before.span.of(text))
    if following and (before is None or _goes_on(opening, following.before)):
        if announced and is_heading(following.span.of(text)):
            raise OnlyHeadingError
        if opening.lines and following.before.lines:
            return Edit(Span(opening.line_start, following.before.line_start), "")
        return Edit(Span(opening.mark_start + _lead(text, first, following), following.before.mark_start), "")
    if before is None or announced:
        raise OnlyHeadingError
    return _tail(text, before, opening, last)


def _goes_on(opening: _Gap, following: _Gap) -> bool:
    """Tell whether another item of the same list follows, or another line of the same paragraph."""
    return opening.style == following.style and following.lines <= max(opening.lines, 1)


def _lead(text: str, first: _Sentence, following: _Sentence) -> int:
    """Return how much of a sentence announces what follows it in the same line, and stays."""
    lead = _LEAD.match(text, first.span.start, first.span.end)
    return lead.end() - first.span.start if lead and not first.before.mark and not following.before.lines else 0


def _tail(text: str, before: _Sentence, opening: _Gap, last: _Sentence) -> Edit:
    """Take out the last sentences of a line or list; what ended the last one ends what stands before, unless it was a call or question."""
    stop = last.behind.stop
    if not stop.strip() or _CALL.search(stop):
        kept = len(opening.stop) if stop.strip() or opening.opens_item or _FINAL.search(opening.stop) else 0
        return Edit(Span(before.span.end + kept, last.span.end + len(stop)), "")
    return Edit(Span(before.span.start + len(before.span.of(text).rstrip(_COMMAS)), last.span.end), "")


def _parts(text: str, items: Sequence[Sequence[_Sentence]]) -> Iterator[Edit]:
    """Take sentences out of items of which others stay."""
    for item in items:
        if all(sentence.gone for sentence in item):
            continue
        for gone, group in groupby(range(len(item)), key=lambda index: item[index].gone):
            if gone:
                run = list(group)
                yield _part(text, item, run[0], run[-1])


def _part(text: str, item: Sequence[_Sentence], first: int, last: int) -> Edit:
    if last + 1 == len(item):
        return _tail(text, item[first - 1], item[first].before, item[last])
    following = item[last + 1]
    rest = following.span.of(text)
    start = item[first].span.start + (0 if first else _lead(text, item[first], following))
    return Edit(Span(start, following.span.end - len(rest.lstrip(_COMMAS))), "")


def _merged(edits: Iterable[Edit]) -> list[Edit]:
    """Return deletions in order, those that touch or overlap as one."""
    found: list[Edit] = []
    for edit in sorted(edits):
        if found and edit.span.start <= found[-1].span.end:
            found[-1] = Edit(Span(found[-1].span.start, max(edit.span.end, found[-1].span.end)), "")
        else:
            found.append(edit)
    return found
