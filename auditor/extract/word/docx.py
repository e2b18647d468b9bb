"""Word files: paragraphs, tables, text boxes, notes, comments, headers and footers, read from the XML itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from auditor.errors import ExtractError
from auditor.extract import table
from auditor.extract.package import Package, open_package
from auditor.extract.source import ReadOptions, Source
from auditor.extract.word.docx_table import WordTable
from auditor.extract.word.docx_text import Element, attribute, children, name_of, text_of
from auditor.model.document import Document, Failure, Segment
from auditor.model.location import ParagraphPlace

_PARTS = {
    "header": "header",
    "footer": "footer",
    "footnotes": "footnote",
    "endnotes": "endnote",
    "comments": "comment",
    "diagramData": "textbox",
}
_EMBEDDED = frozenset(("aFChunk", "subDocument"))
_SEPARATORS = frozenset(("separator", "continuationSeparator", "continuationNotice"))


def extract(source: Source, options: ReadOptions) -> Iterator[Document]:
    """Read a Word file as if all its tracked changes were accepted.

    Paragraphs are counted in their part, empty ones too, without those in tables and text boxes.

    Raises:
        ExtractError: if it cannot be read or holds no text.
    """
    package = open_package(source, options)
    main = next((link.target for link in package.relations() if link.kind == "officeDocument"), "word/document.xml")
    reader = _Reader()
    try:
        for part, root in _parts(package, main):
            reader.blocks(root, part)
    except RecursionError:
        raise ExtractError(source.name, "nested too deeply") from None
    failures = tuple(_embedded(package, main))
    if not reader.segments and not failures:
        raise ExtractError(source.name, "the file holds no text")
    yield Document(source.name, source.name, tuple(reader.segments), failures)


def _parts(package: Package, main: str) -> Iterator[tuple[str, Element]]:
    yield "body", package.xml(main)
    links = package.relations(main)
    for kind, part in _PARTS.items():
        yield from ((part, package.xml(link.target)) for link in links if link.kind == kind)


def _embedded(package: Package, main: str) -> Iterator[Failure]:
    for link in package.relations(main):
        if link.kind in _EMBEDDED:
            yield Failure(package.name, link.target, "a document inside the document, which is not read")


@dataclass(slots=True)
class _Reader:
    """Collects segments, and counts the paragraphs and tables of each part."""

    segments: list[Segment] = field(default_factory=list)
    _paragraphs: Counter[str] = field(default_factory=Counter)
    _tables: Counter[str] = field(default_factory=Counter)

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
        text = text_of(element, boxes)
        self._paragraphs[part] += 1
        if text.strip():
            self.segments.append(Segment.at(text, ParagraphPlace(part, self._paragraphs[part])))
        self._boxes(boxes)

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
                self.segments.append(table.segment(cell, meaning))

    def _boxes(self, boxes: Iterable[Element]) -> None:
        for box in boxes:
            self.blocks(box, "textbox")
