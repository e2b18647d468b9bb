"""Page numbers, and headers and footers that pages repeat: they stand between the two halves of a sentence and belong to neither."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from auditor.extract.pdf_glyphs import Line
from auditor.extract.pdf_order import visual_lines
from auditor.extract.pdf_page import Page

_NUMBER = re.compile(r"[-—–―~·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:[\s/／,，]*(?:共|of)?\s*\d{1,4}(?:\s*页)?)?[-—–―~·\s]*", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_NUMBER_ZONE = 0.12  # of the page's height
_REPEATED_ZONE = 0.08


def part_furniture(pages: Iterable[Page]) -> list[tuple[Page, list[Line]]]:
    """Return each page without its furniture, and the furniture."""
    outer = [(page, _outer_lines(page)) for page in pages]
    seen = Counter(_key(line) for _, lines in outer for line in lines)
    return [_part(page, [line for line in lines if _is_furniture(page, line, seen)]) for page, lines in outer]


def _outer_lines(page: Page) -> list[Line]:
    """Return the first and last line of a page where they stand in its margins."""
    lines = visual_lines(page.lines)
    ends = [lines[0], lines[-1]] if len(lines) > 1 else lines
    return [line for line in ends if _margin(page, line) <= _NUMBER_ZONE]


def _margin(page: Page, line: Line) -> float:
    """Return how far a line reaches into the page, as a share of its height."""
    return min(line.box[3], page.height - line.box[1]) / page.height


def _key(line: Line) -> str:
    return _DIGITS.sub("0", line.text)


def _is_furniture(page: Page, line: Line, seen: Counter[str]) -> bool:
    return _NUMBER.fullmatch(line.text) is not None or (seen[_key(line)] > 1 and _margin(page, line) <= _REPEATED_ZONE)


def _part(page: Page, furniture: Sequence[Line]) -> tuple[Page, list[Line]]:
    kept = tuple(line for line in page.lines if not any(_inside(line, other) for other in furniture))
    return replace(page, lines=kept), list(furniture)


def _inside(line: Line, other: Line) -> bool:
    return all(a >= b for a, b in zip(line.box[:2], other.box[:2], strict=True)) and all(
        a <= b for a, b in zip(line.box[2:], other.box[2:], strict=True)
    )
