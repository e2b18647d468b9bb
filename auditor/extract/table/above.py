"""The post that a line above a table names, where the table itself only lists: 岗位名称：收银员 above 序号 and 职责说明."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.extract.table.cell import Meaning
from auditor.extract.table.post import post_named, rank_of
from auditor.model.document import Segment
from auditor.model.location import ParagraphPlace

_LONGEST = 120  # code points of the line
_ITEM = r"(?:[(（]?[\d一二三四五六七八九十]{1,3}[)）、.．]{1,2}\s*)?"
_FIELD = r"(?P<name>[^\s:：；;，,]{2,10})\s*[:：]\s*(?P<value>[^\s:：；;，,。][^:：；;，,。\n]*?)"
_NEXT = r"(?=\s+[^\s:：；;，,]{2,10}\s*[:：]|[；;，,。\s]*$)"
_FIELDS = re.compile(_FIELD + _NEXT)
_BEGINS = re.compile(_ITEM + _FIELD + _NEXT)


def told_by_line(meanings: Sequence[Meaning], line: str) -> Sequence[Meaning]:
    """Return what a table says of its cells where a line above names the post: all that it lists tells of that post.

    A table that names posts itself tells of these; so does one below a line that names something else.

    Args:
        meanings: of its cells, as if nothing stood above.
        line: the line above.
    """
    post = post_in(line)
    if not post or any(meaning.post for meaning in meanings):
        return meanings
    group = next((meaning.group for meaning in meanings if meaning.group), "")
    return [meaning._replace(group=group, post=post, also=()) if meaning.group else meaning for meaning in meanings]


def line_above(segments: Sequence[Segment]) -> str:
    """Return the line above what follows some segments of a text: the last of them, unless that stands in a table."""
    last = segments[-1] if segments else None
    return last.text if last and isinstance(last.anchors[0].location, ParagraphPlace) else ""


def post_in(line: str) -> str:
    """Return what the post is called that the fields of a line name; empty where its first one names none."""
    line = line.strip()
    first = _BEGINS.match(line) if len(line) <= _LONGEST else None
    if not first or rank_of(first["name"]) > 1:
        return ""
    fields = [first, *_FIELDS.finditer(line, first.end())]
    return post_named((rank_of(field["name"]), field["value"]) for field in fields)
