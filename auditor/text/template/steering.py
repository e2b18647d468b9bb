"""What steers a template, told from words for people between the same marks: an ad must not hide its words there."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from auditor.model.span import Span

# Tags that are written as words alone; others hold a sign that no sentence has, or one word.
_WORDS = """
    if unless else elif elsif elseif endif for endfor each with set block endblock extends include import from macro endmacro call endcall
    filter endfilter autoescape trans pluralize do break continue case when assign capture increment decrement cycle tablerow render layout
    section partial load url static csrf now spaceless lorem regroup include_relative range end define template let const var while foreach
    p tr tc r cellbg colspan hm vm
"""
_TAGS = frozenset(_WORDS.split())
_PLAIN_WORDS = regex.compile(r"(?P<first>[A-Za-z_]{1,40})(?:[ ,]{1,2}[A-Za-z']{1,40}){1,60}[.!]?")
_MARKS = "#/^>-~+ "
_QUOTED = regex.compile(r"\"[^\"\n]{0,200}\"|'[^'\n]{0,200}'")
_KEEPS = regex.compile(r"(?:set|assign|let|var|const|define|trans|_)(?![\p{L}\p{N}_])")
_HAN = regex.compile(r"\p{Han}")


def steers(body: str) -> bool:
    """Tell whether what stands between the marks of a tag can be one: not a sentence of plain words."""
    sentence = _PLAIN_WORDS.fullmatch(body.strip(_MARKS))
    return sentence is None or sentence["first"].lower() in _TAGS


def words_of(body: str) -> Iterator[Span]:
    """Yield where Chinese words stand in a tag, outside quotes: names of values may be such, and so may be what somebody hides."""
    position = 0
    for end in (*(quoted.span() for quoted in _QUOTED.finditer(body)), (len(body), len(body))):
        if _HAN.search(body, position, end[0]):
            yield Span(position, end[0])
        position = end[1]


def quoted_words(body: str) -> Iterator[Span]:
    """Yield where Chinese words stand in the quotes of a tag."""
    yield from (Span(*quoted.span()) for quoted in _QUOTED.finditer(body) if _HAN.search(quoted.group()))


def keeps_words(body: str) -> bool:
    """Tell whether a tag keeps its quoted words for other places; other tags compare them, or look something up by them."""
    return _KEEPS.match(body.strip(_MARKS)) is not None
