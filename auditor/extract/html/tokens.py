"""HTML cut into text and tags with their offsets, in one pass.

The standard library's parser takes quadratic time over unclosed markup, raises AssertionError on some of it, reads the
same page differently from one patch release to the next, and forgets where a character reference stood. This one
consumes whatever it looks at, so that a hostile page costs no more than an honest one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import TypeAlias

from msgspec import Struct

_SKIPPED_END = re.compile(r"</(script|style|noscript|template)(?=[\s/>])", re.IGNORECASE | re.ASCII)
_OPENING = re.compile(r"<[a-zA-Z!?/]")
_MARKUP = re.compile(
    r"""
      <!-- (?: -?> | (?P<words>.*?)--!?> )
    | <(?: !(?!--) | \? | /(?![a-zA-Z]) ) [^>]*+ >
    | <(?P<closing>/?) (?P<name>[a-zA-Z][^\s/>]*+) (?P<attributes>(?: [^>=]++ | =\s*+ (?: "[^"]*+" | '[^']*+' )?+ )*+) >
    """,
    re.VERBOSE | re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""([^\s=/>"']++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>"']++)))?+""")


class Text(Struct, frozen=True):
    """A run of the source that is text, ``[start, end)``; character references stand as they are written."""

    start: int
    end: int

    def of(self, source: str) -> str:
        """Return it as the source writes it."""
        return source[self.start : self.end]


class Tag(Struct, frozen=True):
    """A start or end tag.

    Args:
        name: in lower case.
        attributes: where they stand in the source.
    """

    name: str
    closing: bool
    attributes: Text

    @property
    def whole(self) -> Text:
        """Where it stands in the source."""
        return Text(self.attributes.start - len(self.name) - (2 if self.closing else 1), self.attributes.end + 1)


class Script(Struct, frozen=True):
    """What stands between the tags of a script.

    Args:
        tag: its start tag.
        content: where it stands in the source.
    """

    tag: Tag
    content: Text


class Remark(Struct, frozen=True):
    """A comment of the page.

    Args:
        whole: with its marks.
        words: between them.
    """

    whole: Text
    words: Text


Token: TypeAlias = Text | Tag


class Marks(Struct, frozen=True):
    """The marks of a template in a page, in order.

    Args:
        places: of what prints a value, steers, or comments.
        comments: those of them that nobody is shown.
    """

    places: tuple[Text, ...] = ()
    comments: tuple[Text, ...] = ()

    def end_around(self, offset: int) -> int | None:
        """Return the end of the mark that an offset stands in; None where it stands in none."""
        index = bisect_right(self.places, offset, key=_start) - 1
        return self.places[index].end if index >= 0 and offset < self.places[index].end else None

    def shown(self, start: int, end: int) -> Iterator[Text]:
        """Yield the runs of a stretch of text around its comments."""
        first = bisect_right(self.comments, start, key=_end)
        for comment in self.comments[first : bisect_right(self.comments, end, key=_start)]:
            if start < comment.start:
                yield Text(start, comment.start)
            start = comment.end
        if start < end:
            yield Text(start, end)


NO_MARKS = Marks()


def _start(text: Text) -> int:
    return text.start


def _end(text: Text) -> int:
    return text.end


def tokens(source: str) -> Iterator[Token]:
    """Yield the text and tags of a page, without comments, declarations, scripts, styles, and what replaces scripts.

    What follows a tag or comment that never ends is text.
    """
    for token in all_tokens(source):
        if not isinstance(token, (Script, Remark)):
            yield token


def all_tokens(source: str, template: Marks = NO_MARKS) -> Iterator[Token | Script | Remark]:
    """Yield the text, tags and comments of a page, and behind the tag of each script what stands in it.

    Args:
        source: the page.
        template: marks of a template, in which no tag of the page begins.
    """
    last_ends = {match[1].lower(): match.start() for match in _SKIPPED_END.finditer(source)}
    position = search = 0
    while match := _next_markup(source, search, template):
        yield from template.shown(position, match.start())
        position = search = match.end()
        if match["words"] is not None:
            yield Remark(Text(*match.span()), Text(*match.span("words")))
        if match["name"]:
            tag = Tag(match["name"].lower(), bool(match["closing"]), Text(*match.span("attributes")))
            yield tag
            if not tag.closing and last_ends.get(tag.name, -1) >= position:
                end = _end_of(tag.name, source, position)
                if tag.name == "script":
                    yield Script(tag, Text(position, end))
                position = search = end
    yield from template.shown(position, len(source))


def _next_markup(source: str, position: int, template: Marks) -> re.Match[str] | None:
    """Return the next tag, comment or declaration; None where there is none, or one that never ends."""
    at = source.find("<", position)
    while at >= 0:
        if (end := template.end_around(at)) is not None:
            at = source.find("<", end)
            continue
        match = _MARKUP.match(source, at)
        if match or _OPENING.match(source, at):
            return match
        at = source.find("<", at + 1)
    return None


def _end_of(name: str, source: str, position: int) -> int:
    end = next(match for match in _SKIPPED_END.finditer(source, position) if match[1].lower() == name)
    return end.start()


def attributes(source: str, tag: Tag) -> dict[str, Text]:
    """Return where the values of a tag's attributes stand in the source, by lower-case name; the first of a name counts."""
    found: dict[str, Text] = {}
    for match in _ATTRIBUTE.finditer(source, tag.attributes.start, tag.attributes.end):
        if match.lastindex and match.lastindex > 1:
            found.setdefault(match[1].lower(), Text(*match.span(match.lastindex)))
    return found


def has_attribute(source: str, tag: Tag, name: str) -> bool:
    """Tell whether a tag has an attribute, with a value or without."""
    return any(match[1].lower() == name for match in _ATTRIBUTE.finditer(source, tag.attributes.start, tag.attributes.end))
