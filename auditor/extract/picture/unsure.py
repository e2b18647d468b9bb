"""What could not be read surely, told to a person: nothing is guessed and nothing silent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.extract.layout.lines import Line
from auditor.model.document import Failure
from auditor.model.wording import Wording, fill

_NAMED = 5  # on one page
_LINE = Wording(
    "文字识别没有把握（可信度 {sure:.2f}），请人工辨认",
    "text that could not be read surely (confidence {sure:.2f}): to be read by a person",
)
_LINES = Wording(
    "有 {count} 行文字识别没有把握（可信度最低 {sure:.2f}），请人工辨认",
    "{count} lines of text that could not be read surely (confidence from {sure:.2f}): to be read by a person",
)


def unsure(name: str, page: int, lines: Sequence[Line]) -> Iterator[Failure]:
    """Yield a failure for each line, or one for a page with many."""
    if len(lines) <= _NAMED:
        for line in lines:
            yield Failure(name, Wording(f"第{page}页 {_at(line)} 处", f"page {page}, at {_at(line)}"), fill(_LINE, sure=line.confidence))
        return
    least = min(line.confidence or 0.0 for line in lines)
    places = "; ".join(_at(line) for line in lines[:_NAMED])
    where = Wording(f"第{page}页 {places} … 处", f"page {page}, at {places} …")
    yield Failure(name, where, fill(_LINES, count=len(lines), sure=least))


def _at(line: Line) -> str:
    left, top, _, _ = line.place.box or line.box
    return f"{left:.0f},{top:.0f}"
