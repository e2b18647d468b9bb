"""HTML pages: marks around the exact words, and a list of all that was found on top of the page.

What is written in is ASCII, so that it stands in every charset; the page's own bytes stay as they are, but its scripts do not run.
"""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence

from auditor.extract.charset import charset_of, decode
from auditor.extract.html.flow import Page
from auditor.extract.html.html import declared_charset
from auditor.extract.source import ReadOptions, Source
from auditor.model.own_notes import AUTHOR
from auditor.model.span import Span
from auditor.model.wording import Language, Wording
from auditor.revise.html.guard import NO_SCRIPTS, before_scripts, leading_away, shown
from auditor.revise.html.ranges import Texts, apart, severest
from auditor.revise.marker import COLOURS, NOT_MARKED, Marked
from auditor.revise.notes import Note

_HEADING = Wording("审核标注：{} 处", "Marked by an audit: {}")
_ID = f"{AUTHOR}-mark-"
_LIST = shown("block", "position:static", "width:auto", "height:auto", "background:#fff", "color:#000", "font:14px/1.5 sans-serif")
_STYLE = (
    "mark.auditor{cursor:help}"
    ".auditor-notes{all:revert;display:block;margin:1em;padding:.5em 1em;border:2px solid #888;"
    "text-align:left}.auditor-notes li{margin:.5em 0}"
)


def mark(source: Source, options: ReadOptions, notes: Sequence[Note], language: Language) -> Marked:
    """Return a copy of a page with notes in it.

    Raises:
        ExtractError: if it cannot be read.
    """
    data = source.read(options.max_bytes)
    declared = declared_charset(data)
    page = Page(decode(data, source.name, declared))
    texts = Texts(page)
    found = [(span, note) for note in notes for span in texts.of(note)]
    marked = {id(note) for _, note in found}
    pieces = apart(found)
    unmarked = [note for note in notes if id(note) not in marked]
    if not notes:
        return Marked(data)
    summary = _summary([note for note in notes if id(note) in marked], unmarked, _targets(pieces), language)
    top = len(page.source) if texts.top is None else texts.top
    changed = _insert(page.source, [*pieces], top, summary)
    return Marked(changed.encode(charset_of(data, declared), "xmlcharrefreplace"), tuple(unmarked))


def _targets(pieces: Sequence[tuple[Span, Sequence[Note]]]) -> dict[int, int]:
    """Map the ids of notes to the numbers of the first marks on their words."""
    first: dict[int, int] = {}
    for number, (_, notes) in enumerate(pieces, 1):
        for note in notes:
            first.setdefault(id(note), number)
    return first


def _insert(source: str, pieces: Sequence[tuple[Span, Sequence[Note]]], top: int, summary: str) -> str:
    parts: list[str] = []
    at = 0
    guard = before_scripts(source)
    kept = [(guard, guard, NO_SCRIPTS, ""), (top, top, summary, ""), *_marks(pieces)]
    wrapped = ((start, end, before + source[start:end] + after) for start, end, before, after in kept)
    for start, end, written in sorted([*wrapped, *leading_away(source)]):
        parts += [source[at:start], written]
        at = end
    return "".join([*parts, source[at:]])


def _marks(pieces: Sequence[tuple[Span, Sequence[Note]]]) -> list[tuple[int, int, str, str]]:
    """Return start and end of the source to be wrapped, and what is written before and behind it."""
    marks = []
    for number, (span, notes) in enumerate(pieces, 1):
        gravest = severest(notes).severity
        colour = "#{:02x}{:02x}{:02x}".format(*COLOURS[gravest])
        style = shown("inline", f"background:{colour}", "color:#000")
        title = _safe("\n\n".join(note.text for note in notes)).replace("\n", "&#10;")
        tag = f'<mark id="{_ID}{number}" class="auditor auditor-{gravest.value}" style="{style}" title="{title}">'
        marks.append((span.start, span.end, tag, "</mark>"))
    return marks


def _summary(marked: Sequence[Note], unmarked: Sequence[Note], targets: Mapping[int, int], language: Language) -> str:
    heading = _safe(_HEADING.get(language).format(len(marked)))
    items = "".join(f'<li><a href="#{_ID}{targets[id(note)]}">{_safe(f"“{note.words}”")}</a>{_said(note)}</li>' for note in marked)
    block = f"<style>{_STYLE}</style><strong>{heading}</strong><ol>{items}</ol>"
    if unmarked:
        listed = "".join(f"<li>{_safe(note.listed(language)[0])}{_said(note)}</li>" for note in unmarked)
        block += f"<strong>{_safe(NOT_MARKED.get(language))}</strong><ul>{listed}</ul>"
    caution = _safe((*marked, *unmarked)[0].lines[-1])
    return f'<section class="auditor-notes" lang="{language}" style="{_LIST}">{block}<p>{caution}</p></section>'


def _said(note: Note) -> str:
    """Return what a note says, but for the word of caution at its end."""
    return "".join(f"<br>{_safe(line)}" for line in note.lines[:-1])


def _safe(text: str) -> str:
    """Return a text that is no markup, in ASCII."""
    return html.escape(text).encode("ascii", "xmlcharrefreplace").decode("ascii")
