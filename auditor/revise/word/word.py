"""Word files: comments anchored to the exact words, which are highlighted, too.

Word has comments in the body only. Words in headers, footers and notes are highlighted; what is said of them stands at the sign of
the note, or in a comment at the start of the document.

The XML is changed in place rather than through python-docx, which parses and writes every part anew, and opens neither templates nor
files of the strict standard: here all parts but those with marks stay as they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from auditor.extract.elements import Element, attribute, name_of
from auditor.extract.package import open_package
from auditor.extract.source import ReadOptions, Source
from auditor.extract.word.docx import MAIN, Story, passages, stories
from auditor.model.grounds import Severity
from auditor.model.location import Location
from auditor.model.wording import Language, Wording
from auditor.revise.marker import NOT_MARKED, Marked
from auditor.revise.notes import Note
from auditor.revise.package import Revision
from auditor.revise.word.comments import Comments
from auditor.revise.word.fallbacks import Fallbacks
from auditor.revise.word.runs import Words, highlight

_COLOURS = {Severity.VIOLATION: "yellow", Severity.POLICY: "cyan", Severity.RISK: "green", Severity.NOTE: "lightGray"}
_ELSEWHERE = Wording("以下各处位于页眉、页脚等不能加批注的地方：", "Found where Word has no comments, such as headers and footers:")
_SIGNED = Wording("原件带有数字签名，加了标记的副本签名失效", "the original is signed; the signature does not hold for a copy with marks")
_REFERENCES = {"footnote": "footnoteReference", "endnote": "endnoteReference"}


def mark(source: Source, options: ReadOptions, notes: Sequence[Note], language: Language) -> Marked:
    """Return a copy of a Word file with notes in it.

    Raises:
        ExtractError: if it cannot be read.
    """
    package = open_package(source, options)
    revision = Revision(package)
    main = package.main_part(MAIN)
    copy = _Copy(revision, main, list(stories(package, main)))
    copy.add(notes, language)
    return Marked(revision.data(), tuple(copy.unmarked), (_SIGNED,) if revision.signed else ())


class _Copy:
    """The text of a Word file that takes marks."""

    def __init__(self, revision: Revision, main: str, found: Sequence[Story]) -> None:
        self._revision = revision
        self._main = main
        self._stories = {id(story.root): story for story in found}
        self._passages = {passage.segment.anchors[0].location: passage for passage in passages(revision.package.name, found)}
        self._words: dict[Location, Words] = {}
        self._body = found[0].root
        self._old_comments = next((story for story in found if story.kind == "comment"), None)
        self.unmarked: list[Note] = []

    def add(self, notes: Sequence[Note], language: Language) -> None:
        """Add notes: the gravest last, so that its colour stays."""
        if not notes:
            return
        words = [self._words_of(note) for note in notes]
        for note, found in zip(notes, words, strict=True):
            if found:
                found.cut(note.span)
        runs = {id(note): found.runs(note.span) if found else [] for note, found in zip(notes, words, strict=True)}
        coloured = [note for note in sorted(notes, key=lambda note: note.severity.rank) if self._highlight(runs[id(note)], note.severity)]
        ends = {id(note): self._ends_in_body(runs[id(note)]) for note in notes}
        self.unmarked = [note for note in notes if not ends[id(note)] and note not in coloured]
        self._comment(notes, ends, language)
        Fallbacks(run for found in runs.values() for run in found).repeat()

    def _words_of(self, note: Note) -> Words | None:
        location = note.segment.anchors[0].location
        passage = self._passages.get(location)
        if passage is None or passage.segment.text != note.segment.text:
            return None
        if location not in self._words:
            self._words[location] = Words(passage)
        return self._words[location]

    def _highlight(self, runs: Sequence[Element], severity: Severity) -> bool:
        for run in runs[:1]:
            story = self._stories[id(run.getroottree().getroot())]
            self._revision.put(story.part, story.root)
        return sum(highlight(run, _COLOURS[severity]) for run in runs) > 0

    def _comment(self, notes: Sequence[Note], ends: Mapping[int, tuple[Element, Element] | None], language: Language) -> None:
        old = self._old_comments
        comments = Comments(self._revision, self._main, self._body, old.root if old else None)
        self._revision.put(self._main, self._body)
        if old:
            self._revision.put(old.part, old.root)
        for note in notes:
            if place := ends[id(note)]:
                comments.add(note.lines, *place)
        if elsewhere := [note for note in notes if not ends[id(note)]]:
            said = [line for note in elsewhere for line in note.listed(language)]
            comments.add_at([(NOT_MARKED if self.unmarked else _ELSEWHERE).get(language), *said], self._first_paragraph())

    def _ends_in_body(self, runs: Sequence[Element]) -> tuple[Element, Element] | None:
        """Return the first and last run of the body to comment on: those themselves, those that hold their text box, or a note's sign."""
        if not runs:
            return None
        story = self._stories[id(runs[0].getroottree().getroot())]
        if story.kind in _REFERENCES:
            sign = self._sign_of(runs[0], story.kind)
            return (sign, sign) if sign is not None else None
        return (_outermost(runs[0]), _outermost(runs[-1])) if story.root is self._body else None

    def _sign_of(self, run: Element, kind: str) -> Element | None:
        """Return the run of the body that leads to the foot- or endnote in which a run stands."""
        number = next((attribute(parent, "id") for parent in run.iterancestors() if name_of(parent) == kind), "")
        found = (sign for sign in self._body.iter("*") if name_of(sign) == _REFERENCES[kind] and attribute(sign, "id") == number)
        return next((parent for sign in found if (parent := sign.getparent()) is not None), None)

    def _first_paragraph(self) -> Element:
        found = next((element for element in self._body.iter("*") if name_of(element) == "p"), None)
        if found is None:
            found = etree.Element(str(self._body.tag).rpartition("}")[0] + "}p")
            self._body[0].insert(0, found)
        return found


def _outermost(run: Element) -> Element:
    """Return the run that holds the text box in which a run stands; the run itself outside of text boxes."""
    boxes = [parent for parent in run.iterancestors() if name_of(parent) == "txbxContent"]
    return next((parent for parent in boxes[-1].iterancestors() if name_of(parent) == "r"), run) if boxes else run
