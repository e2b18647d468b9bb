"""Templates cut into tokens: places for values, tags that steer, and comments; all else is text that is printed as it stands.

The same few marks are read whatever the engine (Jinja, Liquid, Handlebars, Mustache, ERB, EJS, Go, merge fields of Word): an ad does
not say which it is for. What is opened and never closed is text.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from auditor.model.span import Span
from auditor.text.template.marks import Kind, Token
from auditor.text.template.steering import steers

LONGEST_VALUE = 300  # code points between the marks of a value
_LONGEST_TAG = 2_000
_MOST_BRACES = 3  # of objects inside a value
_NAME = r"[\p{L}_][\p{L}\p{N}_.\-]{0,39}"
# A brace, bracket or chevron alone stands in ads as well: it has to hold a name and nothing else.
_OPENS = regex.compile(
    r"(?P<comment>\{#|<%#|\{\{[-~]?(?:!--|!(?!=)|/\*))|(?P<tag>(?:\{%|<%(?![=\-%]))(?=[-+~]?[ \t\r\n]{0,20}[A-Za-z_#/}]))"
    r"|(?P<triple>\{\{\{)|(?P<value>\{\{|<%[=\-])|(?P<single>[$#%]\{)"
    rf"|(?P<named>\{{ {{0,2}}{_NAME} {{0,2}}\}}(?!\}})|\[\[ {{0,2}}{_NAME} {{0,2}}\]\]|« {{0,2}}{_NAME} {{0,2}}»)"
)
_ENDS = {"{#": "#}", "<%#": "%>", "{%": "%}", "<%": "%>"}
# Words with which what stands between the marks of a value steers, in Handlebars, Mustache, Go and ERB.
_STEERS = regex.compile(r"[#/^>}]|(?:else|end|break|continue)$|(?:else|els?if|if|unless|for|range|with|define|template|block)\s+[^\s|=]")
_VERBATIM = regex.compile(r"(?:raw|verbatim)(?!\S)")
_IGNORED = regex.compile(r"comment(?!\S)")
_SPACE_CONTROL = "-~+= \t\r\n"


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a text in order; what stands in verbatim blocks is text.

    Args:
        text: with marks of plain width, as ``fold_width`` makes them.
    """
    scan = _Scan(text)
    while token := scan.next():
        yield token


class _Scan:
    """A walk through a text that takes time by its length, however much in it is never closed."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._position = 0
        self._missing: set[str] = set()  # ends that stand nowhere further on
        self._waiting: list[Token] = []

    def next(self) -> Token | None:
        """Return the next token; None at the end."""
        if self._waiting:
            return self._waiting.pop(0)
        while opening := _OPENS.search(self._text, self._position):
            token = self._token(opening)
            if token and (token.kind is not Kind.TAG or steers(token.body.of(self._text))):
                self._position = token.span.end
                return self._with_block(token)
            self._position = opening.start() + 1
        return None

    def _token(self, opening: regex.Match[str]) -> Token | None:
        start, mark = opening.span()[0], opening.group()
        if opening["named"]:
            edge = 1 if mark[0] in "{«" else 2
            return self._made(Kind.VALUE, start, start + edge, opening.end() - edge, opening.end())
        if opening["comment"]:
            return self._closed(Kind.COMMENT, opening, _end_of_comment(mark), len(self._text))
        if opening["tag"]:
            return self._closed(Kind.TAG, opening, _ENDS[mark], _LONGEST_TAG)
        if opening["single"]:
            return self._closed(Kind.VALUE, opening, "}", LONGEST_VALUE)
        token = self._closed(Kind.VALUE, opening, "}}}" if opening["triple"] else "%>" if mark[0] == "<" else "}}", LONGEST_VALUE)
        steers = token is not None and mark != "<%=" and _STEERS.match(self._text, token.body.start, token.body.end)
        return Token(Kind.TAG, token.span, token.body) if token and steers else token

    def _closed(self, kind: Kind, opening: regex.Match[str], end: str, longest: int) -> Token | None:
        """Return the token that an opening starts, up to the nearest end that closes the braces inside it as well."""
        at = self._find(end, opening.end(), longest)
        for _ in range(_MOST_BRACES if kind is Kind.VALUE and end == "}}" else 0):
            inside = self._text[opening.end() : max(at, 0)]
            if at < 0 or inside.count("{") <= inside.count("}"):
                break
            at = self._find(end, at + 1, longest)
        if at < 0:
            return None
        return self._made(kind, opening.start(), opening.end(), at, at + len(end))

    def _find(self, end: str, start: int, longest: int) -> int:
        if end in self._missing:
            return -1
        at = self._text.find(end, start, start + longest + len(end))
        if at < 0 and start + longest + len(end) >= len(self._text):
            self._missing.add(end)
        return at

    def _made(self, kind: Kind, start: int, inner: int, inner_end: int, end: int) -> Token:
        inside = self._text[inner:inner_end]
        body = inner + len(inside) - len(inside.lstrip(_SPACE_CONTROL))
        return Token(kind, Span(start, end), Span(body, max(body, inner + len(inside.rstrip("-~+ \t\r\n")))))

    def _with_block(self, token: Token) -> Token:
        """Step over what a block keeps verbatim, or leaves out."""
        word = token.body.of(self._text) if token.kind is Kind.TAG else ""
        if _VERBATIM.match(word):
            self._pass_verbatim(word.split()[0])
        elif _IGNORED.match(word):
            return self._comment(token)
        return token

    def _pass_verbatim(self, word: str) -> None:
        closing = self._closing(word)
        if closing:
            self._waiting.append(closing)
            self._position = closing.span.end

    def _comment(self, token: Token) -> Token:
        closing = self._closing("comment")
        if closing is None:
            return token
        self._position = closing.span.end
        return Token(Kind.COMMENT, Span(token.span.start, closing.span.end), Span(token.span.end, closing.span.start))

    def _closing(self, word: str) -> Token | None:
        """Return the tag that ends a block; None where it stands nowhere."""
        if f"end{word}" in self._missing:
            return None
        closing = regex.compile(rf"\{{%[-+~]?\s{{0,9}}(?P<body>end{word})\s{{0,9}}[-+~]?%\}}").search(self._text, self._position)
        if closing is None:
            self._missing.add(f"end{word}")
            return None
        return Token(Kind.TAG, Span(*closing.span()), Span(*closing.span("body")))


def _end_of_comment(mark: str) -> str:
    if mark[-1] == "-":
        return "--}}"
    return "*/}}" if mark[-1] == "*" else _ENDS.get(mark, "}}")
