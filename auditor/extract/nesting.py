"""Files inside files: archives and mails are read to their depth, within one budget for the outermost file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from msgspec import Struct

from auditor.errors import ExtractError
from auditor.extract.reasons import too_deep_inside
from auditor.extract.registry import Extractor, extract
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Document
from auditor.model.wording import NOTHING, Wording, fill

_STOPS = Wording("这个文件和后面的文件都未读取：{why}", "neither this nor what follows is read: {why}")


class _Budget(Struct):
    """What may still be unpacked from one outermost file."""

    members: int
    unpacked: int

    def left(self, options: ReadOptions) -> ReadOptions:
        """Return the options for one more level, which may unpack no more than is left."""
        return replace(options, max_members=max(0, self.members), max_unpacked=max(0, self.unpacked))

    def spent_by(self, source: Source, options: ReadOptions) -> Wording:
        """Count one member; return why neither it nor those after it are read, empty where they are."""
        self.members -= 1
        self.unpacked -= len(source.data)
        if self.members < 0:
            return fill(
                _STOPS,
                why=Wording(
                    f"一个文件里装有超过 {options.max_members:,} 个文件", f"more than {options.max_members:,} files inside one file"
                ),
            )
        if self.unpacked < 0:
            most = f"{options.max_unpacked:,}"
            return fill(
                _STOPS, why=Wording(f"一个文件里的内容解压后超过 {most} 字节", f"files inside one file unpack to more than {most} bytes")
            )
        return NOTHING


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
                yield ExtractError(item.name, too_deep_inside(options.max_depth))
            else:
                yield from _read(item, options, extractor, budget)
    except ExtractError as error:
        yield error
