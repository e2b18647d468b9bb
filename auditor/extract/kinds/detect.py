"""What a file is, by its content. Its suffix only decides between kinds of text, which all look alike."""

from __future__ import annotations

from pathlib import PurePath

from auditor.extract.kinds.containers import ole_kind, zip_kind
from auditor.extract.kinds.kind import Kind
from auditor.extract.kinds.signatures import by_magic, encoded_mail_kind, holds_markup, marked_kind
from auditor.extract.kinds.suffixes import CALLED_TABLES, CALLED_TEXTS, PROMISED, TEMPLATES, TEXTS
from auditor.extract.source import Source

_HEAD = 8_192  # bytes that are looked at


def kind_of(source: Source) -> Kind:
    """Return what a source is.

    Raises:
        ExtractError: if it cannot be opened.
    """
    with source.open() as stream:
        head = stream.read(_HEAD)
        kind = by_magic(head)
        if kind is Kind.ZIP:
            return zip_kind(stream) or PROMISED.get(source.suffix, Kind.ZIP)
        if kind is Kind.OLE:
            return ole_kind(stream) or PROMISED.get(source.suffix, Kind.OLE)
    return kind or _text_kind(head, _text_suffix(source)) or PROMISED.get(source.suffix, Kind.UNKNOWN)


def looks_like_text(source: Source) -> bool:
    """Tell from the first bytes and the suffix whether a source is text that is read as it stands, such as .txt or .jsonl.

    Raises:
        ExtractError: if it cannot be opened.
    """
    with source.open() as stream:
        head = stream.read(_HEAD)
    plain = (Kind.TEXT, Kind.MARKDOWN, Kind.CSV, Kind.TSV, Kind.JSONL, Kind.JSON, Kind.YAML)
    return by_magic(head) is None and _text_kind(head, _text_suffix(source)) in plain


def _text_suffix(source: Source) -> str:
    """Return the suffix that tells kinds of text apart: of a template, that of what it makes."""
    if source.suffix not in TEMPLATES:
        return source.suffix
    inner = PurePath(PurePath(source.name).stem).suffix.lower()
    return inner if inner and inner in TEXTS else source.suffix


def _text_kind(head: bytes, suffix: str) -> Kind | None:
    """Return the kind of a text; None for what is no text, or has the suffix of something else."""
    known = TEXTS.get(suffix)
    if known and (mail := encoded_mail_kind(head)):
        return mail
    if known and known is not Kind.TEXT:
        return known
    marked = marked_kind(head)
    if known:
        return marked if marked in (Kind.EML, Kind.MHTML) and not suffix else Kind.TEXT
    if marked:
        return marked
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    return _called(head, suffix)


def _called(head: bytes, suffix: str) -> Kind | None:
    """Return the kind of a text that may be of several by its suffix; None for what is called something else."""
    if suffix in TEMPLATES:
        return Kind.HTML if holds_markup(head) else Kind.TEXT
    if suffix in CALLED_TABLES:
        return Kind.TSV if b"\t" in head else Kind.CSV
    return Kind.TEXT if suffix in CALLED_TEXTS else None
