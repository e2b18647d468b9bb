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
from auditor.extract.word.docx_text import Element, Piece, attribute, children, name_of, pieces_of
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


@dataclass(frozen=True, slots=True)
class Story:
    """A part of the package that holds text.

    Args:
        kind: as in ``ParagraphPlace.part``.
        part: its name in the package.
    """

    kind: str
    part: str
    root: Element


@dataclass(frozen=True, slots=True)
class Passage:
    """A segment, and what its text is made of, piece by piece."""

    segment: Segment
    pieces: tuple[Piece, ...]


def extract(source: Source, options: ReadOptions) -> Iterator[Document]:
    """Read a Word file as if all its tracked changes were accepted.

    Paragraphs are counted in their part, empty ones too, without those in tables and text boxes.

    Raises:
        ExtractError: if it cannot be read or holds no text.
    """
    package = open_package(source, options)
    main = main_part(package)
    segments = tuple(passage.segment for passage in passages(package.name, stories(package, main)))
    failures = tuple(_embedded(package, main))
    if not segments and not failures:
        raise ExtractError(source.name, "the file holds no text")
    yield Document(source.name, source.name, segments, failures)


def main_part(package: Package) -> str:
    """Return the name of the part that holds the body."""
    return next((link.target for link in package.relations() if link.kind == "officeDocument"), "word/document.xml")


def stories(package: Package, main: str) -> Iterator[Story]:
    """Yield the body, then what stands outside it.

    Raises:
        ExtractError: if a part is missing or damaged.
    """
    yield Story("body", main, package.xml(main))
    links = package.relations(main)
    for kind, part in _PARTS.items():
        yield from (Story(part, link.target, package.xml(link.target)) for link in links if link.kind == kind)


def passages(name: str, found: Iterable[Story]) -> list[Passage]:
    """Read stories of the file of a name.

    Raises:
        ExtractError: if they are nested too deeply.
    """
    reader = _Reader()
    try:
        for story in found:
            reader.blocks(story.root, story.kind)
    except RecursionError:
        raise ExtractError(name, "nested too deeply") from None
    return reader.passages


def _embedded(package: Package, main: str) -> Iterator[Failure]:
    for link in package.relations(main):
        if link.kind in _EMBEDDED:
            yield Failure(package.name, link.target, "a document inside the document, which is not read")


@dataclass(slots=True)
class _Reader:
    """Collects passages, and counts the paragraphs and tables of each part."""

    passages: list[Passage] = field(default_factory=list)
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
        pieces = tuple(pieces_of(element, boxes))
        text = "".join(piece.text for piece in pieces)
        self._paragraphs[part] += 1
        if text.strip():
            self.passages.append(Passage(Segment.at(text, ParagraphPlace(part, self._paragraphs[part])), pieces))
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
        meanings = table.read(found.cells, name)
        for cell, pieces, meaning in zip(found.cells, found.pieces, meanings, strict=True):
            if cell.text.strip():
                segment = Segment.at(cell.text, cell.location, meaning.label, group=meaning.group)
                self.passages.append(Passage(segment, pieces))

    def _boxes(self, boxes: Iterable[Element]) -> None:
        for box in boxes:
            self.blocks(box, "textbox")
