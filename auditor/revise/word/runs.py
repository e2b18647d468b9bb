"""Runs of Word files: cut where marked words begin and end, and coloured, with all else about them kept."""

from __future__ import annotations

from bisect import bisect_left
from copy import deepcopy
from itertools import accumulate

from lxml import etree

from auditor.extract.elements import Element, name_of
from auditor.extract.word.docx import Passage
from auditor.model.span import Span

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BEHIND_HIGHLIGHT = frozenset(
    ("u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath", "rPrChange")
)
_MAY_HOLD_MARKS = frozenset(("p", "hyperlink", "ins", "moveTo", "sdtContent", "fldSimple", "smartTag", "customXml", "dir", "bdo"))


class Words:
    """The words of a passage in the XML.

    Args:
        passage: whose elements are changed.
    """

    def __init__(self, passage: Passage) -> None:
        self._pieces = [(piece.text, piece.element) for piece in passage.pieces]
        self._starts = [0, *accumulate(len(piece.text) for piece in passage.pieces)]  # of each, and the end; in rising order

    def cut(self, span: Span) -> None:
        """See that runs begin and end where a span does; call it for all spans before runs are asked for."""
        self._cut(span.start)
        self._cut(span.end)

    def runs(self, span: Span) -> list[Element]:
        """Return the runs that hold the words of a span and nothing else; where there are none, as in formulas, what stands for them."""
        first = max(bisect_left(self._starts, span.start) - 1, 0)
        behind = bisect_left(self._starts, span.end, hi=len(self._pieces))
        some = zip(self._starts[first:behind], self._pieces[first:behind], strict=True)
        found = [element for at, (text, element) in some if span.start < at + len(text) and name_of(element) != "p"]
        return list(dict.fromkeys(map(run_of, found)))

    def before(self, offset: int) -> Element | None:
        """Return the run that ends at an offset; None where a paragraph begins."""
        return next(iter(self.runs(Span(offset - 1, offset))), None) if offset else None

    def behind(self, offset: int) -> Element | None:
        """Return the run that begins at an offset; None where a paragraph ends."""
        return next(iter(self.runs(Span(offset, offset + 1))), None)

    def _cut(self, offset: int) -> None:
        """See that a run ends at an offset, if one goes through it."""
        index = bisect_left(self._starts, offset, hi=len(self._pieces))
        if index < len(self._pieces) and self._starts[index] == offset:
            if name_of(element := self._pieces[index][1]) != "p":
                _split_run(element)
        elif index:
            self._cut_piece(index - 1, offset)

    def _cut_piece(self, index: int, offset: int) -> None:
        """Cut a piece that begins before an offset, if it goes through that and can be cut."""
        text, element = self._pieces[index]
        at = offset - self._starts[index]
        if at < len(text) and _splits(element):
            rest = _split_text(element, at)
            self._pieces[index : index + 1] = [(text[:at], element), (text[at:], rest)]
            self._starts.insert(index + 1, offset)
            _split_run(rest)


def run_of(element: Element) -> Element:
    """Return the run that an element stands in; where there is none, the child of the paragraph that holds it."""
    found = element
    while (parent := found.getparent()) is not None and name_of(parent) != "p" and not is_run(found):
        found = parent
    return found


def highlight(run: Element, colour: str) -> bool:
    """Colour a run by one of Word's names for colours; tell whether it can be."""
    if not is_run(run):
        return False
    space = run.tag[:-1]
    settings = next((child for child in run if child.tag == f"{space}rPr"), None)
    if settings is None:
        settings = etree.Element(f"{space}rPr")
        run.insert(0, settings)
    for old in settings.findall(f"{space}highlight"):
        settings.remove(old)
    at = next((index for index, child in enumerate(settings) if name_of(child) in _BEHIND_HIGHLIGHT), len(settings))
    settings.insert(at, etree.Element(f"{space}highlight", {f"{space}val": colour}))
    return True


def marked_off(run: Element) -> Element:
    """Return the run, or what holds it, beside which the ends of a comment's range may stand."""
    while (parent := run.getparent()) is not None and name_of(parent) not in _MAY_HOLD_MARKS:
        run = parent
    return run


def is_run(element: Element) -> bool:
    """Tell whether an element is a run of text, and no run of a formula."""
    return name_of(element) == "r" and "wordprocessingml" in str(element.tag)


def _splits(element: Element) -> bool:
    parent = element.getparent()
    return name_of(element) == "t" and parent is not None and is_run(parent)


def _split_text(element: Element, at: int) -> Element:
    """Cut a text in two; return the second."""
    text = element.text or ""
    rest = etree.Element(element.tag)
    element.text, rest.text = text[:at], text[at:]
    for half in (element, rest):
        half.set(_SPACE, "preserve")
    element.addnext(rest)
    return rest


def _split_run(element: Element) -> None:
    """Begin a new run with an element, unless one does."""
    run = run_of(element)
    if not is_run(run):
        return
    while (parent := element.getparent()) is not None and parent is not run:
        element = parent
    if all(name_of(child) == "rPr" for child in element.itersiblings("*", preceding=True)):
        return
    new = etree.Element(run.tag)
    for name, value in run.attrib.items():
        new.set(name, value)
    new.extend(deepcopy(child) for child in run if name_of(child) == "rPr")
    new.extend([element, *element.itersiblings("*")])
    run.addnext(new)
