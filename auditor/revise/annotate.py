"""Annotate a document: audit it, and write a copy with a mark and a note on every finding."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import cast

from msgspec import Struct
from msgspec.structs import replace

from auditor.batch.run import audit_paths
from auditor.engine import Auditor
from auditor.errors import ConfigError, ExtractError
from auditor.extract.kinds import Kind, kind_of
from auditor.extract.kinds.suffixes import PROMISED, TEXTS
from auditor.extract.source import Source
from auditor.model.report import Report
from auditor.model.wording import Language, Wording, fill
from auditor.redaction import Redactor
from auditor.revise.files import IS_THERE, write_whole
from auditor.revise.marker import Marked, Marker
from auditor.revise.notes import Note, notes

_NO_MARKS = Wording("只能在 {known} 中加标记，这种文件（{kind}）不行", "marks can be put into {known}, not into this kind of file ({kind})")
_ITSELF = Wording("会覆盖原件本身", "would overwrite the document itself")
_OTHER_SUFFIX = Wording(
    "副本仍是 .{kind} 文件，不能以 {suffix} 命名", "the copy is a .{kind} file like the document, and cannot be called {suffix}"
)
_MARKERS = {
    Kind.DOCX: "auditor.revise.word.word:mark",
    Kind.XLSX: "auditor.revise.sheet.sheet:mark",
    Kind.PDF: "auditor.revise.pdf.pdf:mark",
    Kind.HTML: "auditor.revise.html.html:mark",
}


class Annotation(Struct, frozen=True):
    """What became of a document.

    Args:
        report: of its audit.
        written: whether a copy was written; none is where nothing of the document could be read.
        marked: how many stretches of words carry a mark.
        unmarked: notes on words that could not be marked where they stand.
        cautions: what the person who opens the copy should know.
    """

    report: Report
    written: bool
    marked: int = 0
    unmarked: tuple[Note, ...] = ()
    cautions: tuple[Wording, ...] = ()


def annotate(
    auditor: Auditor, path: Path, out: Path, language: Language, force: bool = False, *, redactor: Redactor | None = None
) -> Annotation:
    """Audit a document and write a copy with marks; the document itself is never changed.

    Args:
        auditor: judges the document.
        path: a file of a kind that can be marked.
        out: the copy.
        language: of the notes; quoted text stays as it is.
        force: whether a file that is there may be replaced; the document itself never is.
        redactor: takes personal data out of notes and report; the words of the document stay as they are.

    Raises:
        ConfigError: if this kind of file takes no marks, or the copy cannot be written, or is called another kind.
        ExtractError: if the file cannot be opened, or changed while it was read.
    """
    source = Source(str(path), path)
    marker = _marker(source)
    _refuse_suffix(source, out)
    _refuse_overwriting(path, out, force)
    report = audit_paths(auditor, [str(path)])
    if not any(document.read for document in report.documents):
        return Annotation(_shown(report, redactor), written=False)
    shown = _shown(report, redactor)
    options = auditor.read_options
    source = _unchanged(Source(source.name, data=source.read(options.max_bytes)), report)
    found = notes(report.findings, language, shown.findings)
    own, packed = _parted(found, report, source.name)
    marked = marker(source, options, own, language) if own else Marked(source.data)
    write_whole(out, marked.data)
    unmarked = (*marked.unmarked, *packed)
    return Annotation(shown, True, len(found) - len(unmarked), unmarked, marked.cautions)


def _shown(report: Report, redactor: Redactor | None) -> Report:
    """Return a report as it may be shown."""
    return replace(report, documents=tuple(map(redactor.result, report.documents))) if redactor else report


def _marker(source: Source) -> Marker:
    kind = kind_of(source)
    if kind not in _MARKERS:
        known = ", ".join(f".{known.value}" for known in _MARKERS)
        raise ConfigError(fill(_NO_MARKS, known=known, kind=kind.value), source.name)
    module, _, name = _MARKERS[kind].partition(":")
    return cast(Marker, getattr(import_module(module), name))


def _refuse_suffix(source: Source, out: Path) -> None:
    """Refuse to call a copy what it is not: no program would open it."""
    kind, called = kind_of(source), {**TEXTS, **PROMISED}.get(out.suffix.lower())
    if called in _MARKERS and called is not kind:
        raise ConfigError(fill(_OTHER_SUFFIX, kind=kind.value, suffix=out.suffix), str(out))


def _refuse_overwriting(path: Path, out: Path, force: bool) -> None:
    if out.exists():
        if out.samefile(path):
            raise ConfigError(_ITSELF, str(out))
        if not force:
            raise ConfigError(IS_THERE, str(out))


def _unchanged(source: Source, report: Report) -> Source:
    """Return a source, the same bytes that were audited."""
    digest = hashlib.sha256(source.data).hexdigest()
    if all(file.sha256 != digest for file in report.inputs):
        raise ExtractError(source.name, Wording("读取时文件被改动", "changed while it was read"))
    return source


def _parted(found: Sequence[Note], report: Report, name: str) -> tuple[list[Note], list[Note]]:
    """Part notes on the document itself from those on files that are packed into it."""
    own = {id(finding.segment) for document in report.documents if document.source == name for finding in document.findings}
    return [note for note in found if id(note.segment) in own], [note for note in found if id(note.segment) not in own]
