"""Several posts in one text: which part of it tells of the post that a clause belongs to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import accumulate

import regex

from auditor.model.document import Segment
from auditor.text.normalise import normalise

# A numbered heading (二、保安员3名) or one that names a post (岗位二：…), unless it opens a part that all ads have.
_POST = regex.compile(
    r"^[ \t　]*(?:[一二三四五六七八九十]{1,2}[、.．]|(?:岗位|职位|招聘岗位)[一二三四五六七八九十0-9]{1,2}[:：、. ]|【)"
    r"(?![^\n]{0,10}(?:职责|要求|条件|资格|待遇|福利|薪|时间|方式|程序|简介|介绍|范围|对象|地点|地址|流程|事项|内容|原则|计划|办法|材料|报名|联系"
    r"|说明|描述|提示|声明|注意))",
    regex.MULTILINE,
)


class Posts:
    """Segments that tell of one post or more, cut at the headings of the posts. Nothing is done before it is asked.

    Args:
        segments: in reading order; a field stands under its name.
    """

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = segments

    def around(self, segment: Segment, offset: int) -> str:
        """Return, folded, what tells of the post at an offset: what stands before all posts, and the post's own part."""
        start, end = self._part(self._offsets[id(segment)] + offset)
        return self._folded(start, end)

    @cached_property
    def _lines(self) -> list[str]:
        return [f"{segment.label.text}：{segment.text}" if segment.label else segment.text for segment in self._segments]

    @cached_property
    def _text(self) -> str:
        return "\n".join(self._lines)

    @cached_property
    def _offsets(self) -> dict[int, int]:
        """Where the text of each segment starts in the whole."""
        ends = accumulate(len(line) + 1 for line in self._lines)
        return {id(segment): end - 1 - len(segment.text) for segment, end in zip(self._segments, ends, strict=True)}

    @cached_property
    def _starts(self) -> list[int]:
        starts = [match.start() for match in _POST.finditer(self._text)]
        return starts if len(starts) > 1 else []

    def _part(self, offset: int) -> tuple[int, int]:
        index = bisect_right(self._starts, offset)
        borders = [0, *self._starts, len(self._text)]
        return (borders[index], borders[index + 1]) if self._starts else (0, len(self._text))

    @lru_cache(maxsize=4)  # noqa: B019 - keeps four texts at most
    def _folded(self, start: int, end: int) -> str:
        head = self._text[: self._starts[0]] if self._starts and start else ""
        return normalise(head + self._text[start:end]).text
