"""Word files: paragraphs, tables, text boxes, notes, comments, headers and footers, read from the XML itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from auditor.errors import ExtractError
from auditor.extract import table
from auditor.extract.embedded import Inner, objects
from auditor.extract.package import Package, open_package
from auditor.extract.source import ReadOptions, Source
from auditor.extract.word.docx_pictures import pictures
from auditor.extract.word.docx_table import WordTable
from auditor.extract.word.docx_text import text_of
from auditor.extract.word.docx_xml import Element, attribute, children, find, name_of
from auditor.model.document import Anchor, Document, Failure, Segment
from auditor.model.location import ParagraphPlace

_PARTS = {
    "header": "header",
    "footer": "footer",
    "footnotes": "footnote",
    "endnotes": "endnote",
    "comments": "comment",
    "diagramData": "textbox",
    "chart": "textbox",
}
_SEPARATORS = frozenset(("separator", "continuationSeparator", "continuationNotice"))


def extract(source: Source, options: ReadOptions) -> Iterator[Document | Source]:
    """Read a Word file as if all its tracked changes were accepted; files and large pictures in it come as sources after it.

    Paragraphs are counted in their part, empty ones too, without those in tables and text boxes. Hidden text is read like any other:
    it comes to light where the text is copied or converted.

    Raises:
        ExtractError: if it cannot be read or holds nothing.
    """
    package = open_package(source, options)
    main = next((link.target for link in package.relations() if link.kind == "officeDocument"), "word/document.xml")
    reader = _Reader()
    inner: list[Inner] = []
    try:
        for kind, part in _parts(package, main):
            root = package.xml(part)
            reader.blocks(root, kind)
            inner.extend(objects(package, source, part))
            inner.extend(pictures(package, source, part, root))
    except RecursionError:
        raise ExtractError(source.name, "nested too deeply") from None
    failures = tuple(item for item in inner if isinstance(item, Failure))
    if not reader.segments and not inner:
        raise ExtractError(source.name, "the file holds no text")
    if reader.segments or failures:
        yield Document(source.name, source.name, tuple(reader.segments), failures)
    yield from (item for item in inner if isinstance(item, Source))


def _parts(package: Package, main: str) -> Iterator[tuple[str, str]]:
    """Yield the parts that hold text, each with what it is to its paragraphs."""
    yield "body", main
    links = package.relations(main)
    for kind, part in _PARTS.items():
        yield from ((part, link.target) for link in links if link.kind == kind)


@dataclass(slots=True)
class _Reader:
    """Collects segments, and counts the paragraphs and tables of each part."""

    segments: list[Segment] = field(default_factory=list)
    _paragraphs: Counter[str] = field(default_factory=Counter)
    _tables: Counter[str] = field(default_factory=Counter)
    _begun: list[tuple[str, ParagraphPlace]] = field(default_factory=list)  # several where the end of one is deleted

    def blocks(self, parent: Element, part: str) -> None:
        """Read the paragraphs and tables in an element, and in what merely wraps them."""
        for child in children(parent):
            match name_of(child):
                case "p":
                    self._paragraph(child, part)
                case "tbl":
                    self._table(child, part)
                case _ if attribute(child, "type") not in _SEPARATORS:
                    self.blocks(child, part)

    def _paragraph(self, element: Element, part: str) -> None:
        boxes: list[Element] = []
        self._paragraphs[part] += 1
        self._begun.append((text_of(element, boxes), ParagraphPlace(part, self._paragraphs[part])))
        if not _goes_on(element):
            self._end_paragraph()
        self._boxes(boxes)

    def _end_paragraph(self) -> None:
        text, anchors = "", []
        for piece, place in self._begun:
            anchors.append(Anchor(len(text), place))
            text += piece
        self._begun.clear()
        if text.strip():
            self.segments.append(Segment(text, tuple(anchors)))

    def _table(self, element: Element, part: str) -> None:
        """Read a table; the tables and text boxes in its cells come after it."""
        self._tables[part] += 1
        found = WordTable(part, self._tables[part])
        found.read(element)
        self._cells(found)
        for inner in found.inner:
            self._table(inner, part)
        self._boxes(found.boxes)

    def _cells(self, found: WordTable) -> None:
        name = f"{'' if found.part == 'body' else found.part}table{found.number}"
        for cell, meaning in zip(found.cells, table.read(found.cells, name), strict=True):
            if cell.text.strip():
                self.segments.append(Segment.at(cell.text, cell.location, meaning.label, group=meaning.group))

    def _boxes(self, boxes: Iterable[Element]) -> None:
        for box in boxes:
            self.blocks(box, "textbox")


def _goes_on(element: Element) -> bool:
    """Tell whether the end of a paragraph is deleted, so that the next one goes on in it."""
    following = element.getnext()
    return following is not None and name_of(following) == "p" and find(element, "pPr", "rPr", "del") is not None
