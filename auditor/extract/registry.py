"""Which extractor reads which file. Modules are imported when first needed: a text file costs no PDF library."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.metadata import entry_points
from typing import TypeAlias, cast

from auditor.errors import ExtractError
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Document

Extractor: TypeAlias = Callable[[Source, ReadOptions], Iterator[Document]]

ENTRY_POINT_GROUP = "auditor.extractors"

_BUILT_IN = {
    ".txt": "auditor.extract.plain:extract",
    ".text": "auditor.extract.plain:extract",
    ".md": "auditor.extract.markdown:extract",
    ".markdown": "auditor.extract.markdown:extract",
    ".html": "auditor.extract.html:extract",
    ".htm": "auditor.extract.html:extract",
    ".docx": "auditor.extract.docx:extract",
    ".pdf": "auditor.extract.pdf:extract",
    ".xlsx": "auditor.extract.xlsx:extract",
    ".csv": "auditor.extract.delimited:extract",
    ".tsv": "auditor.extract.delimited:extract",
    ".jsonl": "auditor.extract.jsonl:extract",
    ".ndjson": "auditor.extract.jsonl:extract",
}


def find_extractor(suffix: str) -> Extractor | None:
    """Return the extractor for a lower-case suffix with its dot, or None."""
    for point in entry_points(group=ENTRY_POINT_GROUP):
        if point.name == suffix:
            return cast(Extractor, point.load())
    target = _BUILT_IN.get(suffix)
    if target is None:
        return None
    module, _, name = target.partition(":")
    return cast(Extractor, getattr(import_module(module), name))


def extract(source: Source, options: ReadOptions) -> Iterator[Document]:
    """Read a source into documents: one for a file, many for a file of records.

    Raises:
        ExtractError: if nothing reads this kind of file, or the whole file cannot be read.
    """
    extractor = find_extractor(source.suffix or ".txt")
    if extractor is None:
        raise ExtractError(source.name, f"{source.suffix} is not a format that this version reads")
    yield from extractor(source, options)
