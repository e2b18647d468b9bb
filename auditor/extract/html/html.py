"""HTML pages: the text of every block, hidden ones too, each piece located in the page's source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from auditor.errors import ExtractError
from auditor.extract.charset import decode
from auditor.extract.html.flow import Flow, Page
from auditor.extract.html.tables import Tables
from auditor.extract.html.tokens import Tag, Text, attributes, tokens
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Document, Label, Segment

_DECLARED = re.compile(rb"""<meta[^>]{0,300}?charset\s{0,9}=\s{0,9}["']?([\w-]{1,40})""", re.IGNORECASE)
_SPAN = re.compile(r"[0-9]{1,4}")
_HEAD_BYTES = 4_096
_REGIONS = frozenset(("html", "head", "body", "header", "main", "nav", "article", "section", "aside", "footer", "dialog", "form", "title"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "hgroup", "legend", "caption", "figcaption", "summary"))
_RUNS = frozenset(("p", "div", "pre", "blockquote", "center", "address", "hr", "figure", "details", "fieldset", "textarea"))
_ITEMS = frozenset(("ul", "ol", "li", "menu", "dir", "dl", "dt", "dd", "select", "optgroup", "option"))
_TABLE = frozenset(("table", "thead", "tbody", "tfoot", "tr", "td", "th"))
_BLOCKS = _REGIONS | _HEADINGS | _RUNS | _ITEMS | _TABLE
_APART = frozenset(("button", "iframe", "img", "input", "object", "svg", "video"))
_KEEP_SPACE = frozenset(("pre", "textarea"))
_READ_ATTRIBUTES = {"img": "alt", "area": "alt", "input": "placeholder", "textarea": "placeholder"}
_TERMS = frozenset(("dl", "dt", "dd"))
_CELLS = frozenset(("td", "th"))


def extract(source: Source, options: ReadOptions) -> Iterator[Document]:
    """Read an HTML page.

    Raises:
        ExtractError: if it cannot be read or holds no text.
    """
    data = source.read(options.max_bytes)
    declared = _DECLARED.search(data[:_HEAD_BYTES])
    text = decode(data, source.name, declared[1].decode("ascii", "replace") if declared else "")
    segments = read_page(text)
    if not segments:
        raise ExtractError(source.name, "the page holds no text")
    yield Document(source.name, source.name, segments)


def read_page(text: str) -> tuple[Segment, ...]:
    """Return the segments of a page that is decoded."""
    return _Reader(text).segments()


class _Reader:
    """Turns the tokens of one page into segments."""

    def __init__(self, source: str) -> None:
        self._page = Page(source)
        self._flow = Flow(self._page)
        self._segments: list[Segment] = []
        self._tables = Tables(self._segments)
        self._keep_space = 0
        self._part = ""  # dt or dd
        self._term: Label | None = None
        self._table_tags = self._table_actions()

    def _table_actions(self) -> dict[tuple[str, bool], Callable[[], None]]:
        tables = self._tables
        return {
            ("table", False): tables.open,
            ("table", True): tables.close,
            ("thead", False): partial(tables.head, True),
            ("thead", True): partial(tables.head, False),
            ("tbody", False): partial(tables.head, False),
            ("tr", False): tables.row,
            ("tr", True): tables.end_cell,
            ("td", True): tables.end_cell,
            ("th", True): tables.end_cell,
        }

    def segments(self) -> tuple[Segment, ...]:
        """Read the page."""
        for token in tokens(self._page.source):
            if isinstance(token, Text):
                self._flow.add(token, keep_space=self._keep_space > 0)
            else:
                self._read_tag(token)
        self._end_block()
        self._tables.close_all()
        return tuple(self._segments)

    def _read_tag(self, tag: Tag) -> None:
        if tag.name == "br":
            self._flow.line_break()
        elif tag.name in _APART:
            self._flow.gap()
        elif tag.name in _BLOCKS:
            self._end_block()
            self._read_block(tag)
        if tag.name in _READ_ATTRIBUTES and not tag.closing:
            self._read_attribute(tag, _READ_ATTRIBUTES[tag.name])

    def _read_block(self, tag: Tag) -> None:
        if tag.name in _KEEP_SPACE:
            self._keep_space = max(0, self._keep_space + (-1 if tag.closing else 1))
        elif tag.name in _TERMS:
            self._read_term(tag)
        elif tag.name in _CELLS and not tag.closing:
            self._start_cell(tag)
        elif action := self._table_tags.get((tag.name, tag.closing)):
            action()

    def _read_term(self, tag: Tag) -> None:
        self._part = "" if tag.closing or tag.name == "dl" else tag.name
        if tag.name == "dl":
            self._term = None

    def _start_cell(self, tag: Tag) -> None:
        values = attributes(self._page.source, tag)
        columns, rows = (self._number(values.get(name)) for name in ("colspan", "rowspan"))
        self._tables.cell(self._page.place(tag.attributes.start), tag.name == "th", columns, rows)

    def _number(self, place: Text | None) -> int:
        match = _SPAN.match(self._page.source, place.start, place.end) if place else None
        return max(1, int(match[0])) if match else 1

    def _read_attribute(self, tag: Tag, name: str) -> None:
        flow = Flow(self._page)
        if place := attributes(self._page.source, tag).get(name):
            flow.add(place)
        self._emit(flow.segment())

    def _end_block(self) -> None:
        segment = self._flow.segment()
        self._flow = Flow(self._page)
        if segment and self._part == "dt":
            self._term = Label(segment.text, segment.anchors[0].location)
        elif segment and self._part == "dd":
            segment = replace(segment, label=self._term)
        self._emit(segment)

    def _emit(self, segment: Segment | None) -> None:
        if segment:
            self._tables.note(len(self._segments))
            self._segments.append(segment)
