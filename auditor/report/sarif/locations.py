"""Places as SARIF locations: a file with lines where it has any, and the cell, page, paragraph or record in it."""

from __future__ import annotations

from typing import Any

from auditor.model.location import CellPlace, LinePlace, Location, PagePlace, ParagraphPlace, RecordPlace
from auditor.model.wording import Language
from auditor.report.artifacts import Artifact, Region
from auditor.report.plain import plain_location
from auditor.report.printable import printable
from auditor.report.words import describe

ROOT = "SRCROOT"


def artifact_location(artifact: Artifact) -> dict[str, str]:
    """Return the file on disk; below the root by a relative URI, so that the report holds nothing of the machine it was made on."""
    return {"uri": artifact.uri, "uriBaseId": ROOT} if artifact.is_below else {"uri": artifact.uri}


def location_of(artifact: Artifact, place: Location, language: Language) -> dict[str, Any]:
    """Return a location that has a start and no end."""
    return located(artifact, artifact.start(place), place, language)


def located(artifact: Artifact, region: Region | None, place: Location, language: Language, text: str = "") -> dict[str, Any]:
    """Return a location.

    Args:
        artifact: the file.
        region: its lines, where it has any.
        place: where the extractor found it.
        language: in which people are told where that is.
        text: the words that a region with an end holds; empty for none.
    """
    physical: dict[str, Any] = {"artifactLocation": artifact_location(artifact)}
    if region:
        physical["region"] = plain_region(region) | ({"snippet": {"text": text}} if _is_whole(region, text) else {})
    location: dict[str, Any] = {"physicalLocation": physical}
    if artifact.member or not isinstance(place, LinePlace):
        location["logicalLocations"] = [_logical(artifact, place, language)]
    return location


def _is_whole(region: Region, text: str) -> bool:
    """Tell whether a region holds a text and nothing else; in HTML, tags can stand between its words."""
    breaks = text.count("\n")
    column = len(text) - text.rfind("\n") if breaks else region.start_column + len(text)
    return bool(text) and (region.end_line, region.end_column) == (region.start_line + breaks, column)


def plain_region(region: Region) -> dict[str, int]:
    """Return lines and columns, as far as they are known."""
    names = ("startLine", "startColumn", "endLine", "endColumn")
    return {name: number for name, number in zip(names, region, strict=True) if number}


def _logical(artifact: Artifact, place: Location, language: Language) -> dict[str, Any]:
    """Return the place inside a file: its path in packed files first, and its numbers as in the JSON report."""
    name = _path(place)
    return {
        "name": name.rpartition("/")[2],
        "fullyQualifiedName": f"{artifact.member}!/{name}" if artifact.member else name,
        "decoratedName": printable(describe(place, language)),
        "kind": place.kind,
        "properties": plain_location(place),
    }


def _path(place: Location) -> str:
    match place:
        case LinePlace(line, column):
            return f"{line}:{column}"
        case PagePlace(page):
            return f"page[{page}]"
        case ParagraphPlace(part, paragraph):
            return f"{part}/paragraph[{paragraph}]"
        case CellPlace(table, row, column, part):
            return f"{part}/{table}!R{row}C{column}" if table.isdigit() else f"{part}/{table}!{place.reference}"
        case RecordPlace(record, field):
            return f"{record}/{field}"
