"""Pages to segments: sentences and tables may go on over the end of a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from auditor.extract.layout.aligned import with_aligned_tables
from auditor.extract.layout.centred import with_centred_names
from auditor.extract.layout.columns import Block, Item, blocks, part_furniture
from auditor.extract.layout.footnotes import part_footnotes
from auditor.extract.layout.lines import Line
from auditor.extract.layout.page import Page
from auditor.extract.layout.paragraphs import Edges, paragraphs, segment
from auditor.extract.layout.ruled import Sheet
from auditor.extract.layout.vertical import with_vertical_lines
from auditor.model.document import Segment

_FAR = 0.7  # of the page's width
_SAME = 3.0  # points


def segments(pages: Sequence[Page]) -> Iterator[Segment]:
    """Yield paragraphs and tables where they begin; after the rest of their page its footnotes, header, number and what runs otherwise."""
    parted = [(*part_footnotes(page), furniture) for page, furniture in part_furniture(map(with_vertical_lines, pages))]
    aligned = [(with_centred_names(with_aligned_tables(page)), notes, furniture) for page, notes, furniture in parted]
    found = list(_flow([(page, blocks(page)) for page, _, _ in aligned]))
    for page, notes, furniture in aligned:
        for apart in (*([replace(page, lines=notes, tables=(), frames=())] if notes else []), *page.turned):
            found.extend(_flow([(apart, blocks(apart))]))
        found.extend((page.number, segment([[line]])) for line in (*furniture, *page.aside))
    yield from (entry for _, entry in sorted(found, key=lambda pair: pair[0]))


def _flow(pages: Sequence[tuple[Page, Sequence[Block]]]) -> Iterator[tuple[int, Segment]]:
    """Yield segments with the pages on which they begin; sentences and tables may go on over a page's end."""
    parts: list[Sheet | list[tuple[Line, Edges]]] = []
    sheets = 0
    for item, edges, first in _items(pages):
        last = parts[-1] if parts else None
        if isinstance(item, Line):
            if not isinstance(last, list):
                parts.append(last := [])
            last.append((item, edges))
        elif isinstance(last, Sheet) and first and last.goes_on_in(item):
            last.add(item)
        else:
            sheets += 1
            parts.append(Sheet(sheets, item))
    above = ""
    for part in parts:
        if isinstance(part, Sheet):
            yield from ((part.page, cell) for cell in part.segments(above))
            above = ""
        else:
            for lines in paragraphs(part):
                read = segment([lines])
                above = read.text
                yield lines[0].page, read


def _items(pages: Sequence[tuple[Page, Sequence[Block]]]) -> Iterator[tuple[Item, Edges, bool]]:
    """Yield lines and tables, the edges of their column, and whether they are the first of a page.

    Where pages of one width have one column each, the longest lines of all show how far the others might have gone.
    """
    rights: dict[int, list[float]] = {}
    for page, found in pages:
        lines = (item for block in found if block.shared for item in block.items if isinstance(item, Line))
        rights.setdefault(round(page.width), []).extend(line.box[2] for line in lines)
    longest_of = {width: _longest(ends) for width, ends in rights.items()}
    for page, found in pages:
        items = [(item, block) for block in found for item in block.items]
        longest, several = longest_of[round(page.width)]
        reach = longest if several or longest >= _FAR * page.width else page.width
        for index, (item, block) in enumerate(items):
            right = max(reach, block.right) if block.shared else block.right
            yield item, Edges(block.left, right, block.leading), index == 0


def _longest(ends: Sequence[float]) -> tuple[float, bool]:
    """Return where the longest lines end, and whether several do; the page's text ends there, too, or where that is far to the right."""
    longest = max(ends, default=0.0)
    return longest, sum(longest - end <= _SAME for end in ends) > 1
