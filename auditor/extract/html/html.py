"""HTML pages: the text of every block, hidden ones too, each piece located in the page's source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from msgspec.structs import replace

from auditor.errors import ExtractError
from auditor.extract.charset import decode
from auditor.extract.comments import with_template_comments
from auditor.extract.directives import Comment, directives
from auditor.extract.html.flow import Flow, Page
from auditor.extract.html.forms import choice, filled_in
from auditor.extract.html.frames import frames
from auditor.extract.html.job_posting import job_texts, unsaid
from auditor.extract.html.pairs import Pairs
from auditor.extract.html.pictures import kept_pictures
from auditor.extract.html.scripted import REASON, filled_in_by_script
from auditor.extract.html.tables import Tables
from auditor.extract.html.template import marks
from auditor.extract.html.tokens import NO_MARKS, Marks, Remark, Script, Tag, Text, all_tokens, attributes
from auditor.extract.kinds.suffixes import is_template
from auditor.extract.source import ReadOptions, Source
from auditor.model.directive import Directive
from auditor.model.document import Document, Failure, Label, Segment
from auditor.model.span import Span
from auditor.model.wording import NOTHING, Wording

_DECLARED = re.compile(rb"""<meta[^>]{0,300}?charset\s{0,9}=\s{0,9}["']?([\w-]{1,40})""", re.IGNORECASE)
_SPAN = re.compile(r"[0-9]{1,4}")
_HEAD_BYTES = 4_096
_REGIONS = frozenset(("html", "head", "body", "header", "main", "nav", "article", "section", "aside", "footer", "dialog", "form", "title"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "hgroup", "legend", "caption", "figcaption", "summary"))
_RUNS = frozenset(("p", "div", "pre", "blockquote", "center", "address", "hr", "figure", "details", "fieldset", "textarea"))
_ITEMS = frozenset(("ul", "ol", "li", "menu", "dir", "dl", "dt", "dd", "optgroup"))
_TABLE = frozenset(("table", "thead", "tbody", "tfoot", "tr", "td", "th"))
_BLOCKS = _REGIONS | _HEADINGS | _RUNS | _ITEMS | _TABLE
_APART = frozenset(("button", "iframe", "img", "input", "object", "option", "select", "svg", "video"))
_FORM = frozenset(("input", "option"))
_TOLD = re.compile(r"\s*(?:description|(?:og|twitter):(?:title|description))\s*", re.IGNORECASE)
_KEEP_SPACE = frozenset(("pre", "textarea"))
_SHOW_COMMENTS = frozenset(("textarea", "title"))
_READ_ATTRIBUTES = {"img": "alt", "area": "alt", "input": "placeholder", "textarea": "placeholder"}
_LONGEST_SAMPLE = 2  # code points: such a hint is a value that somebody else might fill in, such as 汉族
_TERMS = frozenset(("dl", "dt", "dd"))
_LISTS = frozenset(("ul", "ol", "menu", "dir"))
_CELLS = frozenset(("td", "th"))


def extract(source: Source, options: ReadOptions) -> Iterator[Document | Source]:
    """Read an HTML page, and yield the pictures and pages that are kept in it.

    Raises:
        ExtractError: if it cannot be read or holds no text.
    """
    data = source.read(options.max_bytes)
    text = decode(data, source.name, declared_charset(data))
    reader = _Reader(text, marks(text, is_template(source.name)))
    segments = reader.segments()
    scripted = filled_in_by_script(text, "".join(segment.text for segment in segments), reader.scripts)
    kept = [*kept_pictures(source, text, reader.pictures), *frames(source, text, reader.frames)]
    if not segments and not kept:
        raise ExtractError(source.name, REASON if scripted else Wording("网页里没有文字", "the page holds no text"))
    failures = [item for item in kept if isinstance(item, Failure)]
    if scripted:
        failures.insert(0, Failure(source.name, NOTHING, REASON))
    if segments or failures:
        yield Document(source.name, source.name, segments, tuple(failures), reader.directives())
    yield from (item for item in kept if isinstance(item, Source))


def declared_charset(data: bytes) -> str:
    """Return the charset that a page names in its head; empty where it names none."""
    declared = _DECLARED.search(data[:_HEAD_BYTES])
    return declared[1].decode("ascii", "replace") if declared else ""


def read_page(text: str) -> tuple[Segment, ...]:
    """Return the segments of a page that is decoded."""
    return _Reader(text).segments()


class _Reader:
    """Turns the tokens of one page into segments."""

    def __init__(self, source: str, template: Marks = NO_MARKS) -> None:
        self._page = Page(source)
        self._template = template
        self._flow = Flow(self._page)
        self._segments: list[Segment] = []
        self._tables = Tables(self._segments)
        self._pairs = Pairs(self._segments)
        self._keep_space = 0
        self._part = ""  # dt or dd
        self._term: Label | None = None
        self._lists: list[int] = []  # numbers of those that are open, the innermost last
        self._last_list = 0
        self._table_tags = self._table_actions()
        self._told: list[Segment] = []  # by the head of the page, to machines
        self._linked: list[Text] = []
        self._comments: list[Comment] = []
        self._blocks: list[Span] = []
        self._block_start = self._block_segments = 0
        self._shows_comments = ""
        self.scripts: list[Text] = []
        self.pictures: list[Text] = []
        self.frames: list[Text] = []

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
        for token in all_tokens(self._page.source, self._template):
            if isinstance(token, Text):
                self._flow.add(token, keep_space=self._keep_space > 0)
            elif isinstance(token, Remark):
                self._read_comment(token)
            elif isinstance(token, Script):
                (self._linked if self._is_linked_data(token.tag) else self.scripts).append(token.content)
            else:
                self._read_tag(token)
        self._end_block(Text(len(self._page.source), len(self._page.source)))
        self._tables.close_all()
        shown = tuple(self._segments)
        told = unsaid(shown, (*self._told, *job_texts(self._page, self._linked, read_page)))
        return (*shown, *told, *map(self._left_out, self._template.comments if shown else ()))

    def _left_out(self, comment: Text) -> Segment:
        """Return what a template says to those who edit it: nobody is to hide any words there."""
        return Segment.at(self._page.source[comment.start : comment.end], self._page.place(comment.start))

    def _is_linked_data(self, tag: Tag) -> bool:
        kind = attributes(self._page.source, tag).get("type")
        return kind is not None and "ld+json" in self._page.source[kind.start : kind.end].lower()

    def _read_tag(self, tag: Tag) -> None:
        if tag.name == "br":
            self._flow.line_break()
        elif tag.name in _APART:
            self._flow.gap()
        elif tag.name in _BLOCKS:
            self._end_block(tag.whole)
            self._pairs.read(tag)
            self._read_block(tag)
        if tag.name in _READ_ATTRIBUTES and not tag.closing:
            self._read_attribute(tag, _READ_ATTRIBUTES[tag.name])
        if tag.name in _FORM and not tag.closing:
            self._read_form(tag)
        elif tag.name == "meta":
            self._read_meta(tag)
        elif tag.name in ("img", "iframe"):
            self._read_kept(tag)

    def _read_kept(self, tag: Tag) -> None:
        """Take note of where a picture or a page may be kept."""
        values = attributes(self._page.source, tag)
        if tag.name == "img" and (address := values.get("src")):
            self.pictures.append(address)
        elif tag.name == "iframe" and (inner := values.get("srcdoc")):
            self.frames.append(inner)

    def _read_form(self, tag: Tag) -> None:
        """Add the sign of a choice, or what is filled into a field."""
        values = attributes(self._page.source, tag)
        if sign := choice(self._page.source, tag, values):
            self._flow.sign(sign, tag.attributes.start - len(tag.name) - 1)
        elif text := filled_in(self._page.source, values):
            self._flow.add(text)
            self._flow.gap()

    def _read_meta(self, tag: Tag) -> None:
        """Read what search engines and messengers show of the page."""
        values = attributes(self._page.source, tag)
        name = values.get("name") or values.get("property")
        if name and _TOLD.fullmatch(self._page.source, name.start, name.end) and (content := values.get("content")):
            flow = Flow(self._page)
            flow.add(content)
            self._told.extend(segment for segment in [flow.segment()] if segment)

    def _read_block(self, tag: Tag) -> None:
        if tag.name in _SHOW_COMMENTS:
            self._shows_comments = "" if tag.closing else tag.name
        if tag.name in _KEEP_SPACE:
            self._keep_space = max(0, self._keep_space + (-1 if tag.closing else 1))
        elif tag.name in _TERMS:
            self._read_term(tag)
        elif tag.name in _LISTS:
            self._read_list(tag)
        elif tag.name in _CELLS and not tag.closing:
            self._start_cell(tag)
        elif action := self._table_tags.get((tag.name, tag.closing)):
            action()

    def _read_list(self, tag: Tag) -> None:
        if not tag.closing:
            self._last_list += 1
            self._lists.append(self._last_list)
        elif self._lists:
            self._lists.pop()

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
        segment = flow.segment()
        if name != "placeholder":
            self._emit(segment)
        elif segment and len(segment.text) > _LONGEST_SAMPLE:  # a hint is no value, whatever a table calls it
            self._segments.append(segment)

    def _read_comment(self, comment: Remark) -> None:
        """Keep a comment, unless a browser shows it."""
        if not self._shows_comments:
            self._comments.append(Comment(Span(comment.whole.start, comment.whole.end), comment.words.of(self._page.source)))

    def directives(self) -> tuple[Directive, ...]:
        """Return the comments that speak to this program, once the page was read."""
        is_template = bool(self._template.comments)
        comments = with_template_comments(self._page.source, self._comments) if is_template else self._comments
        return directives(self._page.source, comments, self._blocks)

    def _end_block(self, border: Text) -> None:
        """End a block at the tag that is its border, and start the next one behind it."""
        self._end_flow()
        if len(self._segments) > self._block_segments:
            self._blocks.append(Span(self._block_start, border.start))
        self._block_start, self._block_segments = border.end, len(self._segments)

    def _end_flow(self) -> None:
        segment = self._flow.segment()
        self._flow = Flow(self._page)
        if segment and self._part == "dt":
            self._term = Label(segment.text, segment.anchors[0].location)
        elif segment and self._part == "dd":
            segment = replace(segment, label=self._term)
        elif segment and self._lists:
            segment = replace(segment, listed=self._lists[-1])
        self._emit(segment)

    def _emit(self, segment: Segment | None) -> None:
        if segment:
            self._tables.note(len(self._segments))
            self._segments.append(segment)
