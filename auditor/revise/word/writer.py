"""Word files written again: as tracked changes that a person accepts or rejects, or directly."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.extract.package import open_package
from auditor.extract.source import ReadOptions, Source
from auditor.extract.word.docx import MAIN, Passage, passages, stories
from auditor.model.document import Document
from auditor.model.location import Location
from auditor.model.rewrite import Edit
from auditor.model.wording import Wording
from auditor.placing import breaks_logic
from auditor.revise.composed import Change
from auditor.revise.package import Revision
from auditor.revise.repair import UNPLACED
from auditor.revise.word.changes import Direct, Means, Tracked
from auditor.revise.word.fallbacks import Fallbacks
from auditor.revise.word.paragraphs import ends_within, join, leave_out, paragraphs_of
from auditor.revise.word.runs import Words
from auditor.revise.writer import RefusedError

_SIGNED = Wording("原件带有数字签名，改写后签名失效", "the original is signed; the signature does not hold for what is written")


class WordWriter:
    """A Word file.

    Args:
        source: its bytes.
        options: how it is read.
        tracked: whether each change is to be tracked.
    """

    def __init__(self, source: Source, options: ReadOptions, tracked: bool) -> None:
        self._source = source
        self._options = options
        self._means: type[Means] = Tracked if tracked else Direct
        self.cautions: tuple[Wording, ...] = (_SIGNED,) if Revision(open_package(source, options)).signed else ()

    def write(self, changes: Sequence[Change]) -> bytes:
        """Return the file with changes made; parts without any stay as they are.

        Raises:
            RefusedError: if the words are not text that can be changed, such as those of formulas and fields.
        """
        package = open_package(self._source, self._options)
        revision = Revision(package)
        found = list(stories(package, package.main_part(MAIN)))
        rooms = _by_place(passages(package.name, found))
        pairs = [(_room(rooms, change), change) for change in changes]
        fallbacks = Fallbacks(piece.element for passage, _ in pairs for piece in passage.pieces)
        means = {story.root: self._means(story.root) for story in found}
        parts = {story.root: story.part for story in found}
        for passage, change in pairs:
            root = passage.pieces[0].element.getroottree().getroot()
            revision.put(parts[root], root)
            _change(passage, change, means[root])
        fallbacks.repeat()
        return revision.data()

    def lines(self, document: Document) -> list[str]:
        """Return the text of the file, a line for each of its paragraphs and cells."""
        return [f"{line}\n" for segment in document for line in segment.text.splitlines()]


def _by_place(found: Sequence[Passage]) -> dict[Location, Passage]:
    return {passage.segment.anchors[0].location: passage for passage in found}


def _room(rooms: dict[Location, Passage], change: Change) -> Passage:
    passage = rooms.get(change.segment.anchors[0].location)
    if passage is None or not passage.pieces or passage.segment.text != change.segment.text:
        raise RefusedError(UNPLACED)
    if any(breaks_logic(edit.span.of(change.segment.text)) for edit in change.edits):
        raise RefusedError(UNPLACED)
    return passage


def _change(passage: Passage, change: Change, means: Means) -> None:
    words = Words(passage)
    for edit in change.edits:
        words.cut(edit.span)
    homes = paragraphs_of(passage)
    ends = ends_within(passage, [edit.span for edit in change.edits])
    for edit in reversed(change.edits):
        _edit(words, edit, means)
    for end in ends:
        join(end, means)
    if change.empties and len(homes) == 1:
        leave_out(homes[0], means)


def _edit(words: Words, edit: Edit, means: Means) -> None:
    """Make one edit: what is written takes the look of what it replaces, or of what it follows."""
    runs = words.runs(edit.span)
    if edit.text:
        beside = runs[-1] if runs else words.before(edit.span.start)
        if beside is not None:
            means.insert(edit.text, beside, after=True, like=runs[0] if runs else beside)
        elif (following := words.behind(edit.span.start)) is not None:
            means.insert(edit.text, following, after=False, like=following)
        else:
            raise RefusedError(UNPLACED)
    for run in runs:
        means.delete(run)
