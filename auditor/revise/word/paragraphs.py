"""Paragraphs of Word files that go, or go on in the next one."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

from lxml import etree

from auditor.extract.elements import Element, find, name_of
from auditor.extract.word.docx import Passage
from auditor.model.span import Span
from auditor.revise.repair import UNPLACED
from auditor.revise.word.changes import Means
from auditor.revise.writer import RefusedError


def ends_within(passage: Passage, spans: Iterable[Span]) -> list[Element]:
    """Return the paragraphs of a cell whose ends lie among the words of some spans."""
    starts = accumulate((len(piece.text) for piece in passage.pieces), initial=0)
    ends = [(at, piece.element) for at, piece in zip(starts, passage.pieces, strict=False) if name_of(piece.element) == "p"]
    return [_before(element) for span in spans for at, element in ends if span.start <= at < span.end]


def join(paragraph: Element, means: Means) -> None:
    """Have a paragraph go on in the next one.

    Raises:
        RefusedError: if a table, or a new section, stands between.
    """
    if not _may_go(paragraph):
        raise RefusedError(UNPLACED)
    means.join(paragraph)


def paragraphs_of(passage: Passage) -> list[Element]:
    """Return the paragraphs that the words of a passage stand in."""
    return list(dict.fromkeys(_paragraph(piece.element) for piece in passage.pieces))


def leave_out(paragraph: Element, means: Means) -> None:
    """Take out a paragraph of which all words have been taken out; one that has to stay stays empty, unless it is numbered.

    Raises:
        RefusedError: if a number would be left alone.
    """
    if _in_cell(paragraph):
        return
    before = paragraph.getprevious()
    if _may_go(paragraph) or (means.removes_alone and _parts_nothing(paragraph)):
        means.remove(paragraph)
    elif before is not None and name_of(before) == "p" and _look(before) == _look(paragraph) and _may_go(before):
        means.join(before)
    elif find(paragraph, "pPr", "numPr") is not None or find(paragraph, "pPr", "pStyle") is not None:
        raise RefusedError(UNPLACED)  # a style may number, too


def _before(paragraph: Element) -> Element:
    found = paragraph.getprevious()
    if found is None or name_of(found) != "p":
        raise RefusedError(UNPLACED)
    return found


def _may_go(paragraph: Element) -> bool:
    """Tell whether another paragraph follows, and no section ends here."""
    following = paragraph.getnext()
    return following is not None and name_of(following) == "p" and find(paragraph, "pPr", "sectPr") is None


def _parts_nothing(paragraph: Element) -> bool:
    """Tell whether a paragraph may go before a table or at the end: no section ends with it, and no two tables would become one."""
    around = [name_of(each) for each in (paragraph.getprevious(), paragraph.getnext()) if each is not None]
    return find(paragraph, "pPr", "sectPr") is None and "p" in around


def _paragraph(element: Element) -> Element:
    while name_of(element) != "p" and (parent := element.getparent()) is not None:
        element = parent
    return element


def _in_cell(paragraph: Element) -> bool:
    parent = paragraph.getparent()
    return parent is not None and name_of(parent) == "tc"


def _look(paragraph: Element) -> bytes:
    settings = find(paragraph, "pPr")
    return b"" if settings is None else etree.tostring(settings)
