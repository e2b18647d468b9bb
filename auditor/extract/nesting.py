"""Files inside files: archives and mails are read to their depth, within one budget for the outermost file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from auditor.errors import ExtractError
from auditor.extract.registry import Extractor, extract
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Document


@dataclass(slots=True)
class _Budget:
    """What may still be unpacked from one outermost file."""

    members: int
    unpacked: int

    def left(self, options: ReadOptions) -> ReadOptions:
        """Return the options for one more level, which may unpack no more than is left."""
        return replace(options, max_members=max(0, self.members), max_unpacked=max(0, self.unpacked))

    def spent_by(self, source: Source, options: ReadOptions) -> str:
        """Count one member; return why neither it nor those after it are read, empty where they are."""
        self.members -= 1
        self.unpacked -= len(source.data)
        if self.members < 0:
            return f"neither this nor what follows is read: more than {options.max_members:,} files inside one file"
        if self.unpacked < 0:
            return f"neither this nor what follows is read: files inside one file unpack to more than {options.max_unpacked:,} bytes"
        return ""


def read(source: Source, options: ReadOptions, extractor: Extractor = extract) -> Iterator[Document | ExtractError]:
    """Yield the documents of a source and of all that is packed into it, in order; what cannot be read as an error in its place.

    Args:
        source: a file, or an archive or mail with files inside.
        options: limits.
        extractor: reads one level.
    """
    yield from _read(source, options, extractor, _Budget(options.max_members, options.max_unpacked))


def _read(source: Source, options: ReadOptions, extractor: Extractor, budget: _Budget) -> Iterator[Document | ExtractError]:
    try:
        for item in extractor(source, budget.left(options)):
            if isinstance(item, Document):
                yield item
            elif reason := budget.spent_by(item, options):
                raise ExtractError(item.name, reason)
            elif item.depth > options.max_depth:
                yield ExtractError(item.name, f"not read: nested more than {options.max_depth} deep")
            else:
                yield from _read(item, options, extractor, budget)
    except ExtractError as error:
        yield error
