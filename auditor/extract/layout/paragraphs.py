"""Lines to paragraphs: a clause that the edge of the page cuts in two is read whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from msgspec import Struct
from msgspec.structs import replace

from auditor.extract.layout.lines import Gap, Line
from auditor.model.document import Anchor, Label, Segment

_MARK = re.compile(
    r"[(（\[【]?(?:\d{1,3}|[０-９]{1,3}|[一二三四五六七八九十百]{1,4})[)）\]】.．、:：](?!\d)(?!\s*$)"
    r"|第[\d一二三四五六七八九十百]{1,4}[条章节款项步]"
    r"|[A-Za-z][.．、)）]\s?(?![a-z])"
    r"|[①-⓿❶-➓㈠-㊉•●○◆◇■□▪▫▶►★☆※√✓◎·►\uf06c\uf0b7\uf0d8*]|[-–—]{1,2}\s"
)
_COUNT = re.compile(r"\d{1,2}[、.．)）]")  # behind the end of a sentence, whatever follows: 2、35岁以下
_NAMED = re.compile(r"[\u4e00-\u9fff]{2,8}[：:]")
_COUNTED = re.compile(r"[\u4e00-\u9fff（）()/／]{2,12}\s?(?:\d{1,3}|[一二两三四五六七八九十]{1,3}|若干)\s?[名人位]")
_SENTENCE_END = "。！？；：!?;:…”"
_CJK = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef“”‘’…—]")
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9'’-]{0,30}[,.;:]?|[0-9][0-9.,:/-]{1,20}")
_FULL_WITHIN = 2.0  # character heights from the right edge
_FEWEST_IN_LINE = 10  # characters
_DENSE = 0.7  # of its width: a line with less on it has things side by side
_FLUSH = 0.7  # character heights
_HANGING = 6.0  # character heights
_APART = 1.2  # character heights: a gap between words of a table
_MOST_GAPS = 20  # looked at
_LEADING = 1.4  # usual distances from one line to the next
_SAME_SIZE = 1.3
_CELL_PADDING = 14.0  # points, both sides


class Edges(Struct, frozen=True):
    """Where the lines of a column begin and end, and how far one is from the next, in points; in a cell, its borders."""

    left: float
    right: float
    leading: float = 0.0
    cell: bool = False

    def filled_by(self, line: Line, following: Line) -> bool:
        """Tell whether what begins the following line would not have found room on the line."""
        room = max(line.size, _first_word(following))
        if self.cell:
            return self.right - self.left - (line.box[2] - line.box[0]) < _CELL_PADDING + room
        width = line.box[2] - line.box[0]
        wide = width >= _FEWEST_IN_LINE * line.size and _ink(line) >= _DENSE * width
        return wide and self.right - line.box[2] < max(_FULL_WITHIN * line.size, room + line.size / 2)


def is_marked(line: Line) -> bool:
    """Tell whether a line is an item of a list."""
    return _MARK.match(line.text) is not None


def stands_alone(line: Line) -> bool:
    """Tell whether a line says itself what it is about: an item of a list, or a name with its value."""
    return is_marked(line) or _NAMED.match(line.text) is not None


def counts_posts(line: Line) -> bool:
    """Tell whether a line begins with a post and how many are wanted for it."""
    return _COUNTED.match(line.text) is not None


def ends_sentence(line: Line) -> bool:
    """Tell whether a sentence, or a part of one that stands by itself, ends where a line does."""
    return line.text.endswith(tuple(_SENTENCE_END))


def _first_word(line: Line) -> float:
    """Return about how wide the Latin word is that begins a line, with a space before it, in points; 0 where none does."""
    word = _WORD.match(line.text)
    return (line.box[2] - line.box[0]) * (len(word[0]) + 1) / (2 * _ems(line)) if word else 0.0


def _ink(line: Line) -> float:
    """Return about how wide a line would be without gaps, in points."""
    return _ems(line) * line.size


def _ems(line: Line) -> float:
    """Return how often the height of its characters, which may be none, goes into a line's width."""
    wide = len(_CJK.findall(line.text))
    return wide + (len(line.text) - wide) / 2


def paragraphs(lines: Iterable[tuple[Line, Edges]]) -> Iterator[list[Line]]:
    """Yield runs of lines that one sentence may go through; lines come in reading order with the edges of their columns."""
    current: list[Line] = []
    before: Edges | None = None
    for line, edges in lines:
        if before and current and not continues(current, line, before, edges):
            yield current
            current = []
        current.append(line)
        before = edges
    if current:
        yield current


def continues(paragraph: Sequence[Line], line: Line, before: Edges, edges: Edges) -> bool:
    """Tell whether the last sentence of a paragraph goes on in a line; ``before`` and ``edges`` are those of their columns."""
    last = paragraph[-1]
    ends = ends_sentence(last)
    value = _value_over(last, line)
    if not before.filled_by(last, line) and not (value and before.filled_by(value, line)):
        return False
    if _MARK.match(line.text) or (ends and (_NAMED.match(line.text) or _COUNT.match(line.text))) or _are_alike(paragraph[0], line):
        return False
    if max(last.size, line.size) > _SAME_SIZE * min(last.size, line.size):
        return False
    if last.page == line.page and before == edges:
        return edges.cell or (_near(last, line, edges) and (value is not None or _flush(paragraph, line, edges)))
    if last.page == line.page and line.box[1] > last.box[1]:
        return False  # below what it would go on from: not the next column
    return not ends and line.page - last.page <= 1 and (edges.cell or line.box[0] - edges.left <= _FLUSH * line.size)


def _value_over(last: Line, line: Line) -> Line | None:
    """Return what stands behind the last gap of a line, as a value does behind its name, if the next line begins below it."""
    if not last.gaps or abs(last.gaps[-1].right - line.box[0]) > _FLUSH * line.size:
        return None
    gap, (_, top, right, bottom) = last.gaps[-1], last.box
    return replace(last, text=last.text[gap.behind :], box=(gap.right, top, right, bottom), gaps=())


def _are_alike(first: Line, line: Line) -> bool:
    """Tell whether two lines begin like items of one list, such as posts with the number of people wanted, or are rows of one table."""
    if any(item.match(first.text) and item.match(line.text) for item in (_NAMED, _COUNTED)):
        return True
    pairs = product(_wide_gaps(first), _wide_gaps(line)) if first.gaps and line.gaps else ()
    return any(abs(one.right - other.right) <= _FLUSH * line.size for one, other in pairs)


def _wide_gaps(line: Line) -> Iterator[Gap]:
    yield from (gap for gap in line.gaps[:_MOST_GAPS] if gap.right - gap.left > _APART * line.size)


def _near(last: Line, line: Line, edges: Edges) -> bool:
    distance = line.box[1] - last.box[1]
    return distance <= _LEADING * max(edges.leading, last.size)


def _flush(paragraph: Sequence[Line], line: Line, edges: Edges) -> bool:
    """Tell whether a line begins where the next line of the paragraph would: not indented, or under a list mark's text."""
    first, last, room = paragraph[0].box[0], paragraph[-1].box[0], _FLUSH * line.size
    left = line.box[0]
    if left - edges.left <= room or left < first - room:
        return True
    if named := _NAMED.match(paragraph[0].text):
        return first - room <= left <= first + len(named[0]) * line.size + room
    if _MARK.match(paragraph[0].text):
        return first - room <= left <= first + _HANGING * line.size
    return len(paragraph) > 1 and abs(left - last) <= room


def segment(texts: Iterable[Sequence[Line]], label: Label | None = None, group: str = "") -> Segment:
    """Make one segment of paragraphs, with a line break between two of them; every line has its anchor."""
    whole = ""
    anchors = []
    for lines in texts:
        for index, line in enumerate(lines):
            whole += (_joint(whole[-1], line.text[0]) if index else "\n") if whole else ""
            anchors.append(Anchor(len(whole), line.place))
            whole += line.text
    return Segment(whole, tuple(anchors), label, group=group)


def _joint(before: str, after: str) -> str:
    return "" if _CJK.match(before) or _CJK.match(after) else " "
