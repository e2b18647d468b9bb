"""What a report tells of a document, read back from its plain data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct

from auditor.model.about import NOTHING_ABOUT, About, AdCount
from auditor.model.location import CellPlace, LinePlace, Location, PagePlace, ParagraphPlace, RecordPlace
from auditor.model.report import Status


class Entry(Struct, frozen=True):
    """One finding as a report tells it, in the report's language.

    Args:
        law: the articles it rests on, named.
        post: what the post is called; empty where the source does not say.
        group: what tells the posts of its document apart; empty outside of them.
        rewrite: the lawful clause, or what to do with it; empty where no sure one is known.
    """

    rule: str
    title: str
    ground: str
    severity: str
    about: About
    post: str
    group: str
    text: str
    clause: str
    location: Location
    law: tuple[str, ...]
    message: str
    rewrite: str
    suggestion: str
    fingerprint: str


class Audited(Struct, frozen=True):
    """One document as a report tells it."""

    id: str
    source: str
    status: Status
    about: About
    ads: tuple[AdCount, ...]
    entries: tuple[Entry, ...]


def audited(plain: object) -> Audited:
    """Return what a report tells of a document.

    Args:
        plain: a member of ``documents`` of the JSON report, or a line of the JSONL report; reports before schema 1.4 know
            nothing of an ad beside its text.

    Raises:
        ValueError: if it is none, in a few words.
    """
    document = _object(plain, "a document")
    findings, ads = _list(document, "findings"), _list(document, "ads") if "ads" in document else []
    return Audited(
        _text(document, "id"),
        _text(document, "source"),
        Status(_text(document, "status")),
        _about(document),
        tuple(_ad_count(_object(each, "ads")) for each in ads),
        tuple(_entry(_object(each, "a finding")) for each in findings),
    )


def _entry(finding: Mapping[str, Any]) -> Entry:
    rewrite = finding.get("rewrite")
    return Entry(
        rule=_text(finding, "rule"),
        title=_text(finding, "title") if "title" in finding else _text(finding, "name"),
        ground=_text(finding, "ground"),
        severity=_text(finding, "severity"),
        about=_about(finding),
        post=_optional(finding, "post"),
        group=_optional(finding, "group"),
        text=_text(finding, "text"),
        clause=_text(finding, "clause"),
        location=_location(_object(finding.get("location"), "location")),
        law=tuple(_law(_object(each, "legal_basis")) for each in _list(finding, "legal_basis")),
        message=_text(finding, "message"),
        rewrite=_text(_object(rewrite, "rewrite"), "message") if rewrite else "",
        suggestion=_text(finding, "suggestion"),
        fingerprint=_text(finding, "fingerprint"),
    )


def _about(holder: Mapping[str, Any]) -> About:
    if "about" not in holder:
        return NOTHING_ABOUT
    plain = _object(holder["about"], "about")
    known = {name: text for name in About.__struct_fields__ if (text := _optional(plain, name))}
    return About(**known) if known else NOTHING_ABOUT


def _ad_count(plain: Mapping[str, Any]) -> AdCount:
    count = plain.get("count")
    if not isinstance(count, int) or count < 1:
        raise ValueError(f"count is {count!r}")
    return AdCount(_about(plain), count)


def _law(citation: Mapping[str, Any]) -> str:
    title, article = _text(citation, "title"), _text(citation, "article")
    gap = " " if article[:1].isascii() else ""
    return f"{title}{gap}{article}"


_PLACES: Mapping[str, Callable[..., Location]] = {
    place.kind: place for place in (LinePlace, PagePlace, ParagraphPlace, CellPlace, RecordPlace)
}


def _location(plain: Mapping[str, Any]) -> Location:
    """Return a location from its kind and its numbers."""
    numbers = {name: tuple(value) if isinstance(value, list) else value for name, value in plain.items() if name != "kind"}
    make = _PLACES.get(_text(plain, "kind"))
    if make is None:
        raise ValueError(f"kind of location is {plain['kind']!r}")
    try:
        return make(**numbers)
    except TypeError as error:
        raise ValueError(f"location: {error}") from error


def _object(value: object, name: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"{name} is no object")
    return value


def _list(holder: Mapping[str, Any], name: str) -> list[Any]:
    value = holder.get(name)
    if not isinstance(value, list):
        raise ValueError(f"{name} is no list")
    return value


def _text(holder: Mapping[str, Any], name: str) -> str:
    value = holder.get(name)
    if not isinstance(value, str):
        raise ValueError(f"{name} is no text")
    return value


def _optional(holder: Mapping[str, Any], name: str) -> str:
    return _text(holder, name) if holder.get(name) is not None else ""
