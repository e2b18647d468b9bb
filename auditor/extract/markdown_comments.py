"""Comments of a Markdown file, told from code, escaped signs and attributes, which a reader sees or a browser uses."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Generator, Iterator

from auditor.extract.directives import MARK, Comment
from auditor.model.span import Span

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_NEXT = re.compile(r"\\[!-/:-@\[-`{-~]|`+|<!--|<(script|style|textarea)(?=[\s>])", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""<[a-zA-Z][^<>]{0,200}=\s{0,9}(?:"[^"<>]{0,200}|'[^'<>]{0,200})\Z""")
_LOOK_BACK = 400  # code points
_REFERENCE = re.compile(r""" {0,3}\[(?://|comment)\]:[ \t]{1,9}(?:#|<>|<#>)[ \t]{1,9}(?:\((.*)\)|"(.*)"|'(.*)')\s*""")
_BLANK = re.compile(r"\n[ \t\r]*(?=\n)")
_INDENTED = re.compile(r"(?: {4}| {0,3}\t)")
_ITEM = re.compile(r"(?:[-*+]|\d{1,9}[.)])(?:\s|\Z)")


def markdown_comments(text: str) -> list[Comment]:
    """Return the comments of a Markdown file, ``<!-- -->`` and ``[//]: # ( )``; none where none speaks to this program."""
    return list(_Scanner(text).comments()) if MARK in text else []


class _Scanner:
    """Goes through a text once; what never ends is looked for only once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._ticks: dict[int, list[int]] = defaultdict(list)
        for match in re.finditer("`+", text):
            self._ticks[len(match.group())].append(match.start())
        self._blank = [match.start() for match in _BLANK.finditer(text)]
        self._after_blank = True
        self._in_list = self._in_code = False

    def comments(self) -> Iterator[Comment]:
        at = 0
        while at < len(self._text):
            end = self._line_end(at)
            line = self._text[at:end]
            if fence := _FENCE.match(line):
                at = self._behind_fence(end, fence[1])
            elif self._is_code(line):
                at = end + 1
            elif (reference := _REFERENCE.fullmatch(line)) and self._after_blank:
                yield Comment(Span(at, end), reference[1] or reference[2] or reference[3] or "")
                at = end + 1
            else:
                self._after_blank = not line.strip()
                at = yield from self._in_line(at)

    def _line_end(self, at: int) -> int:
        end = self._text.find("\n", at)
        return len(self._text) if end < 0 else end

    def _behind_fence(self, at: int, fence: str) -> int:
        """Return where the line behind a fenced block starts; one that never ends takes all that follows."""
        closing = re.compile(rf"^ {{0,3}}{fence[0]}{{{len(fence)},}}[ \t\r]*$", re.MULTILINE).search(self._text, at)
        return self._line_end(closing.end()) + 1 if closing else len(self._text)

    def _is_code(self, line: str) -> bool:
        """Tell whether a line is indented code: four blanks behind an empty line, outside of lists."""
        if line.strip() and not line[0].isspace():
            self._in_list = _ITEM.match(line) is not None
        indented = _INDENTED.match(line) is not None and bool(line.strip())
        self._in_code = indented and not self._in_list and (self._after_blank or self._in_code)
        return self._in_code

    def _in_line(self, at: int) -> Generator[Comment, None, int]:
        """Yield the comments that start in the rest of a line, and return where the next line to look at starts."""
        end = self._line_end(at)
        while match := _NEXT.search(self._text, at, end):
            at = match.end()
            if match.group() == "<!--" and not self._in_attribute(match.start()):
                close = self._text.find("-->", match.end())
                if close < 0:
                    return len(self._text)
                yield Comment(Span(match.start(), close + 3), self._text[match.end() : close])
                at = close + 3
            elif match.group().startswith("`"):
                at = self._behind_code(match)
            elif match[1]:
                at = self._behind_raw(match)
            end = self._line_end(at) if at > end else end
        return end + 1

    def _in_attribute(self, at: int) -> bool:
        return _ATTRIBUTE.search(self._text, max(0, at - _LOOK_BACK), at) is not None

    def _behind_code(self, ticks: re.Match[str]) -> int:
        """Return where code between backticks of one number ends; without an end in their paragraph they are text."""
        places = self._ticks[len(ticks.group())]
        following = bisect_left(places, ticks.end())
        blank = bisect_left(self._blank, ticks.end())
        limit = self._blank[blank] if blank < len(self._blank) else len(self._text)
        if following < len(places) and places[following] < limit:
            return places[following] + len(ticks.group())
        return ticks.end()

    def _behind_raw(self, tag: re.Match[str]) -> int:
        closing = re.compile(f"</{tag[1]}", re.IGNORECASE).search(self._text, tag.end())
        return closing.end() if closing else len(self._text)
