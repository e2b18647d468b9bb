"""OpenDocument texts: paragraphs, tables, text boxes, notes, annotations, headers and footers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from msgspec import Struct, field

from auditor.errors import ExtractError
from auditor.extract import table
from auditor.extract.alt_text import described
from auditor.extract.elements import Element, attribute, find, name_of
from auditor.extract.embedded import Inner, not_read
from auditor.extract.picture.sizes import is_large
from auditor.extract.reasons import NO_TEXT, TOO_DEEP
from auditor.extract.source import ReadOptions, Source
from auditor.extract.word.lengths import points
from auditor.extract.word.odf import OpenDocument, open_odf
from auditor.extract.word.odt_changes import without_deleted
from auditor.extract.word.odt_table import OpenTable
from auditor.extract.word.odt_text import ABOUT, Hanging, controls_of, text_of
from auditor.model.document import Document, Failure, Segment
from auditor.model.location import ParagraphPlace

_TEXTS = frozenset(("p", "h"))
_UNREAD = frozenset(("tracked-changes", "forms", "sequence-decls", "variable-decls", "user-field-decls"))
_BOXES = frozenset(("text-box", "note", "annotation"))
_FURNITURE = {"header": "header", "footer": "footer"}
_NO_FILES = frozenset(("math", "chart"))


def extract(source: Source, options: ReadOptions) -> Iterator[Document | Source]:
    """Read an OpenDocument text as if all its tracked changes were accepted; large pictures in it come as sources after it.

    Raises:
        ExtractError: if it cannot be read or holds nothing.
    """
    opened = open_odf(source, options)
    without_deleted(opened.content)
    reader = _Reader(opened, controls_of(opened.content))
    try:
        body = find(opened.content, "body", "text")
        if body is not None:
            reader.blocks(body, "body")
        for element, part in _furniture(opened.styles):
            reader.blocks(element, part)
    except RecursionError:
        raise ExtractError(source.name, TOO_DEEP) from None
    failures = tuple(item for item in reader.inner if isinstance(item, Failure))
    if not reader.segments and not reader.inner:
        raise ExtractError(source.name, NO_TEXT)
    if reader.segments or failures:
        yield Document(source.name, source.name, tuple(reader.segments), failures)
    yield from (item for item in reader.inner if isinstance(item, Source))


def _furniture(styles: Element) -> Iterator[tuple[Element, str]]:
    """Yield headers, then footers, those for first and left pages too."""
    pages = [child for master in styles.iter("{*}master-page") for child in master.iterchildren("*")]
    for kind, part in _FURNITURE.items():
        yield from ((child, part) for child in pages if name_of(child).partition("-")[0] == kind)


class _Reader(Struct):
    """Collects segments, and counts the paragraphs and tables of each part."""

    opened: OpenDocument
    controls: dict[str, Element]
    segments: list[Segment] = field(default_factory=list)
    inner: list[Inner] = field(default_factory=list)
    _paragraphs: Counter[str] = field(default_factory=Counter)
    _tables: Counter[str] = field(default_factory=Counter)

    def blocks(self, parent: Element, part: str) -> None:
        """Read the paragraphs and tables in an element, and in what merely wraps them."""
        for child in parent.iterchildren("*"):
            name = name_of(child)
            if name in _TEXTS:
                self._paragraph(child, part)
            elif name == "table":
                self._table(child, part)
            elif name in ("image", "object", "object-ole") or child.tag in ABOUT:
                self._hanging(child)
            elif name not in _UNREAD:
                self.blocks(child, "textbox" if name == "text-box" else part)

    def _paragraph(self, element: Element, part: str) -> None:
        hanging = Hanging(self.controls)
        text = text_of(element, hanging)
        self._paragraphs[part] += 1
        if text.strip():
            self.segments.append(Segment.at(text, ParagraphPlace(part, self._paragraphs[part])))
        for item in hanging.elements:
            self._hanging(item)

    def _hanging(self, element: Element) -> None:
        match name_of(element):
            case "image":
                self._picture(element)
            case "object" | "object-ole":
                self._object(element)
            case "note":
                body = find(element, "note-body")
                if body is not None:
                    self.blocks(body, "endnote" if attribute(element, "note-class") == "endnote" else "footnote")
            case "title" | "desc":
                self._about(element)
            case "annotation":
                self.blocks(element, "comment")
            case _:
                self.blocks(element, "textbox")

    def _about(self, element: Element) -> None:
        """Read what stands in for a drawing, title and description at once."""
        drawing = element.getparent()
        about = [element] if drawing is None else [other for other in drawing if other.tag in ABOUT]
        if element is about[0] and (text := described(other.text or "" for other in about)):
            self._paragraphs["alt"] += 1
            self.segments.append(Segment.at(text, ParagraphPlace("alt", self._paragraphs["alt"])))

    def _table(self, element: Element, part: str) -> None:
        """Read a table; the tables in its cells come after it, and what hangs on their paragraphs."""
        self._tables[part] += 1
        later: list[Element] = []
        found = OpenTable(part, self._tables[part], lambda cell: "\n".join(self._cell(cell, later)))
        found.read(element)
        name = f"{'' if part == 'body' else part}table{found.number}"
        meanings = table.read(found.cells, name, table.line_above(self.segments))
        for cell, meaning in zip(found.cells, meanings, strict=True):
            if cell.text.strip():
                self.segments.append(table.segment(cell, meaning))
        for item in later:
            self._table(item, part) if name_of(item) == "table" else self._hanging(item)

    def _cell(self, parent: Element, later: list[Element]) -> Iterator[str]:
        for child in parent.iterchildren("*"):
            if name_of(child) in _TEXTS:
                hanging = Hanging(self.controls)
                yield text_of(child, hanging)
                later.extend(hanging.elements)
            elif name_of(child) in ("table", "image", "object", *_BOXES) or child.tag in ABOUT:
                later.append(child)
            elif name_of(child) not in _UNREAD:
                yield from self._cell(child, later)

    def _picture(self, element: Element) -> None:
        frame = element.getparent()
        size = [points(attribute(frame, name)) for name in ("width", "height")] if frame is not None else [0, 0]
        is_preview = frame is not None and any(name_of(other).startswith("object") for other in frame)
        if is_large(*size) and not is_preview:
            found = self.opened.picture(attribute(element, "href"))
            self.inner.extend((found,) if found else ())

    def _object(self, element: Element) -> None:
        """Read the words of a chart; any other object but a formula is a failure."""
        path = attribute(element, "href").removeprefix("./")
        package = self.opened.package
        if package is None or not package.has(f"{path}/content.xml"):
            self.inner.append(not_read(self.opened.source, path))
            return
        root = package.xml(f"{path}/content.xml")
        chart = find(root, "body", "chart")
        if chart is not None:
            self.blocks(chart, "textbox")
        elif name_of(root) not in _NO_FILES:
            self.inner.append(not_read(self.opened.source, path))
