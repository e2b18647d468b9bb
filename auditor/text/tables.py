"""Tables and forms written into running text: a header, or a name on the line before, gives a value its meaning."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from auditor.model.span import Span
from auditor.text.asked import asks
from auditor.text.clauses import BULLETS
from auditor.text.compiled import deferred

_LINE = deferred(r"[^\r\n]+")
_RULER = deferred(r"[\s|:+=-]+")
_BARS, _TABS, _COMMAS, _GAPS = "|", "\t", ",", "  "
_GAP = deferred(r"(?<=[^\s\x1c-\x1f])[ \u3000\xa0]{2,}(?=[^\s\x1c-\x1f])")  # as columns are set below each other in plain text
_MOST_COLUMNS = 60
_FEWEST_COMMAS = 3
_FEWEST_GAPS = 2
_LONGEST_VALUE, _LONGEST_ALONE = 24, 12  # code points, of values on lines of their own, and of an only one
_SIGNS = ((_BARS, 1), (_TABS, 1), (_COMMAS, _FEWEST_COMMAS), (_GAPS, _FEWEST_GAPS))
_COLONS = (":", "：")
_LONGEST_LINE = 12  # code points, of a name with marks
_QUOTED_PIECE = deferred(r'(?<=^|,)(?:\s*"[^"]*"\s*|[^,]*)(?=,|$)')
_SENTENCE = deferred(r"[。；;!！:：|\t]")
_PAUSE = deferred(r"[，,、]|^\d{1,2}[.)]")  # what parts or opens items
_MARK = deferred(rf"(?:[-–—*+·](?=\s)|[{BULLETS}]|\d{{1,2}}(?:[)）、]|[.．](?!\d)))\s*")
# A name of a field on a line of its own, behind the mark of an item and in brackets.
_NAMED = deferred(r"(?:[(（]?\d{1,2}[)）.．、]|[^\w\s\"(（【［\[:：]{1,2})?\s*[【［\[]?(?P<name>[^【】［］\[\]:：]{1,8})[】］\]]?\s*[:：]?")
_PERSONS, _PERSON = deferred(r"姓\s{0,4}名"), deferred(r"(?!不限|待定|若干)\p{Han}{2,4}(?:·\p{Han}{1,6})?")
_HIRES = deferred("招聘|招工|人数|名额|薪|待遇|要求|条件|限制")  # columns of posts, beside whose persons are to be called
_OF_A_PERSON = "本人性别"  # a name of a field that says so by itself
_OF_A_COLUMN = "列名"  # another one
_POSTS = deferred(r"(?:招聘|需求)?(?:岗位|职位|工种)(?:名称)?")
_ANY = deferred("不限|不作要求|[无没]有?(?:要求|限制)|均可")


class InlineCell(Struct, frozen=True):
    """A cell of such a table.

    Args:
        span: code points of its content in the text.
        label: the canonical name of its column; empty where the column has none that is known.
        header: where that name stands.
        is_answer: whether that name asks nothing any more: a colon leads from it to the content, or the content is any.
    """

    span: Span
    label: str
    header: Span | None
    is_answer: bool = False


def inline_cells(text: str, label_of: Callable[[str], str]) -> list[InlineCell]:
    """Return the cells of every table in a text, in order and with their headers, or the values of a form.

    Args:
        text: raw text.
        label_of: returns the canonical label that a header's words stand for; empty for none.
    """
    lines = [Span(*match.span()) for match in _LINE.finditer(text)]
    if len(lines) < 2:
        return []
    cells = list(_tables(text, lines, label_of))
    return cells or list(_stacked(text, lines, label_of))


def may_hold_cells(text: str, label_of: Callable[[str], str]) -> bool:
    """Tell whether a text could hold a table or a form. Never too strict."""
    if _BARS in text or _TABS in text or text.count(_COMMAS) > _FEWEST_COMMAS or _GAP.search(text):
        return True
    return any(label_of(_name(line).of(line)) for line in map(str.strip, _LINE.findall(text)) if 0 < len(line) <= _LONGEST_LINE)


def _tables(text: str, spans: Sequence[Span], label_of: Callable[[str], str]) -> Iterator[InlineCell]:
    if not any(sign in text for sign in (_BARS, _TABS, _COMMAS)) and not _GAP.search(text):
        return
    lines = [_row(text, span) for span in spans]
    for _, block in groupby((line for line in lines if line.cells or not line.ruler), key=lambda line: line.shape):
        yield from _table(text, [line.cells for line in block], label_of)


def has_table(text: str, label_of: Callable[[str], str]) -> bool:
    """Tell whether signs in a text part cells, and no words."""
    return any(_tables(text, [Span(*match.span()) for match in _LINE.finditer(text)], label_of))


class _Line(Struct, frozen=True):
    cells: tuple[Span, ...]
    sign: str
    ruler: bool = False

    @property
    def shape(self) -> tuple[str, int]:
        """Lines of one table part their cells by the same sign, the same number of times."""
        return self.sign, len(self.cells)


def _row(text: str, line: Span) -> _Line:
    content = line.of(text)
    if _BARS in content and _RULER.fullmatch(content):
        return _Line((), "", ruler=True)
    sign, count = next(((sign, count) for sign, least in _SIGNS if (count := len(_pieces(content, sign))) > least), ("", 0))
    return _Line(tuple(_cells(text, line, sign)), sign) if 0 < count <= _MOST_COLUMNS + 1 else _Line((), "")


def _cells(text: str, line: Span, sign: str) -> Iterator[Span]:
    start, end = line.start, line.end
    if sign == _BARS:  # outer bars part nothing
        content = _content(text, line)
        start = content.start + text.startswith(_BARS, content.start)
        end = content.end - (text[content.end - 1] == _BARS and content.end > start)
    for piece in _pieces(text[start:end], sign):
        start = text.index(piece, start) if sign == _GAPS else start
        yield _content(text, Span(start, start + len(piece)))
        start += len(piece) + 1


def _pieces(line: str, sign: str) -> list[str]:
    """Split a line; a comma between double quotes parts nothing."""
    if sign == _GAPS:
        return list(_GAP.split(line.strip()))
    if sign != _COMMAS or '"' not in line:
        return line.split(sign)
    return [match.group() for match in _QUOTED_PIECE.finditer(line)]


def _table(text: str, rows: Sequence[Sequence[Span]], label_of: Callable[[str], str]) -> Iterator[InlineCell]:
    """Yield the cells of lines of one shape, if the first of them is a header."""
    if len(rows) < 2 or len(rows[0]) < 2:
        return
    if len(rows[0]) == 2 and sum(bool(label_of(name.of(text))) for name, _ in rows) > 1:
        yield from _form(text, rows, label_of)
        return
    labels, heads = [label_of(header.of(text)) for header in rows[0]], dict(_heads(text, rows[0], label_of))
    if not (any(labels) or heads) or any(len(header) > 16 for header in rows[0]):
        return
    told_of, at = label_of(_OF_A_PERSON), _column_of_names(text, rows[0])
    for index, row in enumerate(rows):
        is_person = at is not None and _PERSON.fullmatch(row[at].of(text))
        for cell, header, label in zip(row, rows[0], labels, strict=True):
            if len(cell):
                own = _under(text, cell, told_of if is_person else label, header) if index else InlineCell(cell, "", None)
                yield heads.get(cell, own)


def _heads(text: str, header: Sequence[Span], label_of: Callable[[str], str]) -> Iterator[tuple[Span, InlineCell]]:
    """Yield by place the names in a header that ask for something by themselves elsewhere: over a column of posts they ask nobody."""
    if any(_POSTS.fullmatch(name.of(text)) for name in header):
        label = label_of(_OF_A_COLUMN)
        yield from ((name, InlineCell(name, label, name)) for name in header if label and asks(name.of(text)))


def _column_of_names(text: str, header: Sequence[Span]) -> int | None:
    """Return which column names people, if one does: a row with a name in it tells of that person and asks nothing of others."""
    if any(_HIRES.search(name.of(text)) for name in header):
        return None
    return next((index for index, name in enumerate(header) if _PERSONS.fullmatch(name.of(text))), None)


def _form(text: str, rows: Sequence[Sequence[Span]], label_of: Callable[[str], str]) -> Iterator[InlineCell]:
    """Yield the cells of a table of two columns, names and values: | 年龄 | 20-25 |."""
    for name, value in rows:
        label = label_of(name.of(text))
        cells = (InlineCell(name, "", None), _under(text, value, label, name))
        yield from (cell for cell in cells if len(cell.span))


def _under(text: str, cell: Span, label: str, header: Span) -> InlineCell:
    """Return a cell under a header, or beside one, that may be known."""
    return InlineCell(cell, label, header if label else None, bool(label and _ANY.search(cell.of(text))))


def _stacked(text: str, lines: Sequence[Span], label_of: Callable[[str], str]) -> Iterator[InlineCell]:
    """Yield values that stand on the line below their name, as pages lose their boxes: 年龄要求 / 20-25; an only one has to be short."""
    lines = [_content(text, line) for line in lines]
    names = [_name(line.of(text)).shift(line.start) if len(line) <= _LONGEST_LINE else Span(0, 0) for line in lines]
    labels = [label_of(name.of(text)) if len(name) else "" for name in names]
    is_only = sum(map(bool, labels)) == 1
    for line, name, label, value, next_label in zip(lines, names, labels, lines[1:], labels[1:], strict=False):
        content = value.of(text)
        if label and not next_label and _is_value(content, is_only):
            yield InlineCell(_behind_mark(text, value), label, name, line.of(text).endswith(_COLONS) or bool(_ANY.search(content)))


def _behind_mark(text: str, value: Span) -> Span:
    """Return a value without the mark of a list before it, which is no part of what it says and stays where that is written again."""
    mark = _MARK.match(text, value.start, value.end)
    return Span(mark.end(), value.end) if mark and mark.end() < value.end else value


def _is_value(line: str, is_only: bool) -> bool:
    """Tell whether a line may be the value of the name on the line before."""
    if is_only and (len(line) > _LONGEST_ALONE or _PAUSE.search(line)):
        return False
    return 0 < len(line) <= _LONGEST_VALUE and not _SENTENCE.search(line)


def _name(line: str) -> Span:
    """Return where on a short line the name of a field may stand, if it stands there alone."""
    named = _NAMED.fullmatch(line)
    return Span(*named.span("name")) if named else Span(0, 0)


def _content(text: str, line: Span) -> Span:
    """Return a line or a cell without the white space and quotes around."""
    content = line.of(text).strip().strip('"').strip()
    start = line.start + (line.of(text).index(content) if content else 0)
    return Span(start, start + len(content))
