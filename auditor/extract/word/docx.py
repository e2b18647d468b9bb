"""Word files: paragraphs, tables, text boxes, notes, comments, headers and footers, read from the XML itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct, field

from auditor.errors import ExtractError
from auditor.extract import table
from auditor.extract.alt_text import alt_text
from auditor.extract.elements import Element, attribute, children, name_of
from auditor.extract.embedded import Inner, objects
from auditor.extract.package import Package, open_package
from auditor.extract.reasons import NO_TEXT, TOO_DEEP
from auditor.extract.source import ReadOptions, Source
from auditor.extract.word.docx_pictures import pictures
from auditor.extract.word.docx_table import WordTable
from auditor.extract.word.docx_text import CONTENTS, Piece, goes_on_behind, pieces_of
from auditor.model.document import Anchor, Document, Failure, Segment
from auditor.model.location import ParagraphPlace
from auditor.model.own_notes import OWN_NOTES, is_ours

MAIN = "word/document.xml"
"""Where the body usually is."""
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


class Story(Struct, frozen=True):
    """A part of the package that holds text.

    Args:
        kind: as in ``ParagraphPlace.part``.
        part: its name in the package.
    """

    kind: str
    part: str
    root: Element


class Passage(Struct, frozen=True):
    """A segment, and what its text is made of, piece by piece."""

    segment: Segment
    pieces: tuple[Piece, ...]


def extract(source: Source, options: ReadOptions) -> Iterator[Document | Source]:
    """Read a Word file as if all its tracked changes were accepted; files and large pictures in it come as sources after it.

    Paragraphs are counted in their part, empty ones too, without those in tables and text boxes. Hidden text is read like any other:
    it comes to light where the text is copied or converted.

    Raises:
        ExtractError: if it cannot be read or holds nothing.
    """
    package = open_package(source, options)
    found = list(stories(package, package.main_part(MAIN)))
    segments = tuple(passage.segment for passage in passages(source.name, found))
    inner = [item for story in found for item in _inner(package, source, story)]
    failures = tuple(item for item in inner if isinstance(item, Failure))
    if not segments and not inner:
        raise ExtractError(source.name, NO_TEXT)
    if segments or failures:
        yield Document(source.name, source.name, segments, failures)
    yield from (item for item in inner if isinstance(item, Source))


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
        raise ExtractError(name, TOO_DEEP) from None
    return reader.passages


def _inner(package: Package, source: Source, story: Story) -> Iterator[Inner]:
    """Yield the files and large pictures in a story."""
    yield from objects(package, source, story.part)
    yield from pictures(package, source, story.part, story.root)


class _Reader(Struct):
    """Collects passages, and counts the paragraphs and tables of each part."""

    passages: list[Passage] = field(default_factory=list)
    _paragraphs: Counter[str] = field(default_factory=Counter)
    _tables: Counter[str] = field(default_factory=Counter)
    _field: str = ""
    _begun: list[tuple[tuple[Piece, ...], ParagraphPlace]] = field(default_factory=list)  # several where the end of one is deleted

    def blocks(self, parent: Element, part: str) -> None:
        """Read the paragraphs and tables in an element, and in what merely wraps them."""
        for child in children(parent):
            match name_of(child):
                case "p":
                    self._paragraph(child, part)
                case "tbl":
                    self._table(child, part)
                case "comment" if _is_ours(child):
                    self._field = OWN_NOTES
                    self.blocks(child, part)
                    self._field = ""
                case _ if attribute(child, "type") not in _SEPARATORS:
                    self.blocks(child, part)

    def _paragraph(self, element: Element, part: str) -> None:
        boxes: list[Element] = []
        self._paragraphs[part] += 1
        self._begun.append((tuple(pieces_of(element, boxes)), ParagraphPlace(part, self._paragraphs[part])))
        if not goes_on_behind(element):
            self._end_paragraph()
        self._boxes(boxes)

    def _end_paragraph(self) -> None:
        text, anchors = "", []
        for pieces, place in self._begun:
            anchors.append(Anchor(len(text), place))
            text += "".join(piece.text for piece in pieces)
        if text.strip():
            every = tuple(piece for pieces, _ in self._begun for piece in pieces)
            self.passages.append(Passage(Segment(text, tuple(anchors), field=self._field), every))
        self._begun.clear()

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
        meanings = table.read(found.cells, name, table.line_above([passage.segment for passage in self.passages[-1:]]))
        for cell, pieces, meaning in zip(found.cells, found.pieces, meanings, strict=True):
            if cell.text.strip():
                self.passages.append(Passage(table.segment(cell, meaning), pieces))

    def _boxes(self, boxes: Iterable[Element]) -> None:
        """Read text boxes, and what stands in for drawings."""
        for box in boxes:
            if name_of(box) == CONTENTS:
                self.blocks(box, "textbox")
            elif text := alt_text(box):
                self._paragraphs["alt"] += 1
                place = ParagraphPlace("alt", self._paragraphs["alt"])
                self.passages.append(Passage(Segment.at(text, place), ()))


def _is_ours(comment: Element) -> bool:
    """Tell whether a comment is one that this program wrote."""
    lines = ("".join(run.text or "" for run in paragraph.iter("{*}t")) for paragraph in comment.iter("{*}p"))
    return is_ours(attribute(comment, "author"), "\n".join(lines))
