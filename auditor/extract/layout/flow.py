"""Pages to segments: sentences and tables go on over the ends of columns and pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.extract.layout.columns import Block, Item, blocks, part_furniture
from auditor.extract.layout.lines import Line
from auditor.extract.layout.page import Page
from auditor.extract.layout.paragraphs import Edges, paragraphs, segment
from auditor.extract.layout.ruled import Sheet
from auditor.model.document import Segment


def segments(pages: Sequence[Page]) -> Iterator[Segment]:
    """Yield paragraphs and tables where they begin, and page headers and numbers after the rest of their page."""
    parted = part_furniture(pages)
    found = list(_flow([(page, blocks(page)) for page, _ in parted]))
    found.extend((page.number, segment([[line]])) for page, furniture in parted for line in furniture)
    yield from (entry for _, entry in sorted(found, key=lambda pair: pair[0]))


def _flow(pages: Sequence[tuple[Page, Sequence[Block]]]) -> Iterator[tuple[int, Segment]]:
    """Yield segments with the pages on which they begin; sentences and tables may go on over a page's end."""
    parts: list[Sheet | list[tuple[Line, Edges]]] = []
    for item, edges, first in _items(pages):
        last = parts[-1] if parts else None
        if isinstance(item, Line):
            if not isinstance(last, list):
                parts.append(last := [])
            last.append((item, edges))
        elif isinstance(last, Sheet) and first and last.goes_on_in(item):
            last.add(item)
        else:
            parts.append(Sheet(sum(isinstance(part, Sheet) for part in parts) + 1, item))
    for part in parts:
        if isinstance(part, Sheet):
            yield from ((part.page, cell) for cell in part.segments())
        else:
            yield from ((lines[0].page, segment([lines])) for lines in paragraphs(part))


def _items(pages: Sequence[tuple[Page, Sequence[Block]]]) -> Iterator[tuple[Item, Edges, bool]]:
    """Yield lines and tables, the edges of their column, and whether they are the first of a page.

    Where pages of one width have one column each, the longest line of all shows how far the others might have gone.
    """
    rights: dict[int, float] = {}
    for page, found in pages:
        for block in (block for block in found if block.shared):
            rights[round(page.width)] = max(block.right, rights.get(round(page.width), 0.0))
    for page, found in pages:
        items = [(item, block) for block in found for item in block.items]
        for index, (item, block) in enumerate(items):
            right = rights[round(page.width)] if block.shared else block.right
            yield item, Edges(block.left, right, block.leading), index == 0
