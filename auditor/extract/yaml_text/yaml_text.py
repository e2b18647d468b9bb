"""YAML files: each value is a segment under its key, at its line and column. Comments say nothing to applicants and are not read."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import yaml

from auditor.errors import ExtractError
from auditor.extract import plain
from auditor.extract.comments import with_template_comments
from auditor.extract.directives import MARK, Comment, directives
from auditor.extract.html.flow import Page
from auditor.extract.plain import read_text
from auditor.extract.reasons import NO_TEXT, TOO_DEEP, larger_than
from auditor.extract.source import ReadOptions, Source
from auditor.extract.table.post import NO_RANK, post_named, rank_of
from auditor.extract.yaml_text.masked import masked
from auditor.extract.yaml_text.places import offsets, written_width
from auditor.extract.yaml_text.values import DeepError, Value, values
from auditor.model.directive import Directive
from auditor.model.document import Anchor, Document, Label, Segment, Written
from auditor.model.span import Apart, Span
from auditor.model.wording import Wording, fill
from auditor.text.template.marks import Kind, holds_words, tokens_of

_LARGEST = 8 << 20  # code points: a list of records of that size comes as JSONL
_NO_YAML = Wording("不是 YAML（{why}）", "not YAML: {why}")
_COMMENT = re.compile(rf"(?<![^\s])#[ \t]{{0,99}}({MARK}[^\n]*)")


def extract(source: Source, options: ReadOptions) -> Iterator[Document]:
    """Read a YAML file; a template of one that cannot be parsed is read as text.

    Raises:
        ExtractError: if it is no YAML, with line and column, or holds no text.
    """
    text = read_text(source, options)
    if len(text) > _LARGEST:
        raise ExtractError(source.name, larger_than(_LARGEST))
    mask = masked(text)
    parsed = text if mask is None else mask
    try:
        found = list(values(parsed))
    except DeepError as error:
        raise ExtractError(source.name, TOO_DEEP) from error
    except yaml.YAMLError as error:
        if mask is None:
            raise _refusal(source, error) from error
        yield from plain.extract(source, options)
        return
    segments = tuple(_segments(text, parsed, found))
    if not segments:
        raise ExtractError(source.name, NO_TEXT)
    yield Document(source.name, source.name, segments, directives=_directives(text, found))


def _directives(text: str, found: Sequence[Value]) -> tuple[Directive, ...]:
    """Return the comments that speak to this program; each value is a block, with its key where that stands on its line."""
    if MARK not in text:
        return ()
    written = Apart(Span(*value.place) for value in found)
    comments = (Comment(Span(*match.span()), match[1]) for match in _COMMENT.finditer(text))
    spoken = [comment for comment in comments if not written.overlap(comment.span)]
    return directives(text, with_template_comments(text, spoken), sorted(_block(text, value) for value in found))


def _block(text: str, value: Value) -> Span:
    start, end = value.place
    end = start + len(text[start:end].rstrip())
    key = value.key_place
    return Span(key.start if key and "\n" not in text[key.start : start] else start, max(start, end))


def _refusal(source: Source, error: yaml.YAMLError) -> ExtractError:
    mark: Any = getattr(error, "problem_mark", None)
    why = getattr(error, "problem", None) or str(error).partition("\n")[0]
    reason = fill(_NO_YAML, why=why)
    if mark is None:
        return ExtractError(source.name, reason)
    line, column = mark.line + 1, mark.column + 1
    return ExtractError(source.name, reason, Wording(f"第{line}行第{column}个字符", f"line {line}, column {column}"))


def _segments(text: str, parsed: str, found: Sequence[Value]) -> Iterator[Segment]:
    """Yield the segments of a text; ``parsed`` is the same with signs that stand for the places of a template."""
    page = Page(text)
    several = bool(found) and found[-1].path[0] != "0"
    posts = _posts(found)
    read = bytearray(len(text))
    for value in found:
        places = offsets(parsed, value)
        for place in places:
            read[place] = 1
        words = "".join(text[place] if sign == parsed[place] else sign for place, sign in zip(places, value.text, strict=True))
        label = Label(value.key, page.place(value.key_place.start)) if value.key_place else None
        yield Segment(
            words,
            tuple(_anchors(page, words, places)),
            label,
            ".".join(value.path[1:]),
            _group(value, several),
            posts.get(value.item or value.path[:1], ""),
        )
    yield from _marks_apart(text, page, read)


def _marks_apart(text: str, page: Page, read: bytearray) -> Iterator[Segment]:
    """Yield the comments and tags of a template that are part of no value but hold words: nobody is to hide any there."""
    for token in tokens_of(text):
        if token.kind is not Kind.VALUE and holds_words(text, token) and read.find(1, token.body.start, token.body.end) < 0:
            words = token.span.of(text)
            yield Segment(words, tuple(_anchors(page, words, range(token.span.start, token.span.end))))


def _group(value: Value, several: bool) -> str:
    """Return the post that a value tells of: each item of a list that has keys is one, and what is around them holds for all."""
    part = f"{value.path[0]}!" if several else ""
    return part + ".".join(value.item[1:])


def _posts(found: Sequence[Value]) -> dict[tuple[str, ...], str]:
    ranked: dict[tuple[str, ...], list[tuple[int, str]]] = defaultdict(list)
    for value in found:
        if (rank := rank_of(value.key)) != NO_RANK:
            ranked[value.item or value.path[:1]].append((rank, value.text))
    return {item: post_named(named) for item, named in ranked.items()}


def _anchors(page: Page, words: str, places: Sequence[int]) -> Iterator[Anchor]:
    """Yield where the text goes on elsewhere than right behind the sign before."""
    expected = -1
    for index, place in enumerate(places):
        if place != expected or words[index - 1] == "\n":
            width = written_width(page.source, place, words[index])
            yield Written(index, page.place(place), width) if width > 1 else Anchor(index, page.place(place))
        expected = place + 1
