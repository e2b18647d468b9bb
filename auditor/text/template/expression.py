"""What stands between the marks of a value: the name of what will be filled in, and words that are printed in its place."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from auditor.model.span import Span
from auditor.text.characters import fold_each

_LONGEST = 300  # code points that are looked at
_LITERAL = regex.compile(
    r'"(?P<double>[^"\n]{0,200})"|\'(?P<single>[^\'\n]{0,200})\'|(?<![\p{L}\p{N}_.])(?P<number>\d{1,4})(?![\p{L}\p{N}_.])'
)
# What a literal stands behind that is printed as it stands: a default, another choice, a translation; nothing at all.
_PRINTS = regex.compile(
    r"(?:^|(?<![\p{L}\p{N}_.])(?:default|d|fallback|coalesce|ifnull)(?:\(|:|\s)\s{0,3}(?:value\s{0,3}=\s{0,3})?|(?<![=!<>])[?:]|\?\?|\|\||(?<![\p{L}_])(?:or|else|then)"
    r"|(?<![\p{L}\p{N}_.])(?:_|t|tr|trans|gettext)\()\s{0,3}$"
)
_PRINTS_NUMBER = regex.compile(
    r"(?:(?<![\p{L}\p{N}_.])(?:default|d|fallback|coalesce|ifnull)(?:\(|:|\s)\s{0,3}(?:value\s{0,3}=\s{0,3})?|\?\?|\|\||(?<![\p{L}_])(?:or|else))\s{0,3}$"
)
_COMPARED = regex.compile(r"\s{0,3}(?:[=!<>]=|[<>]|(?:not )?in(?![\p{L}_])|is(?![\p{L}_])|\]|~)")
_QUOTED = regex.compile(r"\"[^\"\n]{0,200}\"|'[^'\n]{0,200}'")
_SUBSCRIPT = regex.compile(r"(?:\[|\.get\(|(?<![\p{L}_])(?:get|lookup|index)\s\S{1,40}\s)\s{0,3}[\"'](?P<key>[^\"'\n]{1,40})[\"']")
_WORD = r"[\p{L}_][\p{L}\p{N}_\-]{0,60}"
_PATH = regex.compile(rf"{_WORD}(?:\s{{0,2}}(?:\??\.|\[\d{{1,3}}\]\.)\s{{0,2}}{_WORD}){{0,6}}")
_WORDS = regex.compile(r"[^|]{0,300}\p{Han}|[A-Za-z]{1,40}(?:[ ,]{1,2}[A-Za-z]{1,40}){1,60}[.!]?$")
_CASE = regex.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_INSIDE_HAN = regex.compile(r"(?<=\p{Han})_(?=\p{Han})")
_NO_WORD = regex.compile(r"[^\p{L}\p{N}]+")


def printed_literals(body: str) -> list[Span]:
    """Return where in a value words stand that are printed as they are, such as a default; what is compared or looked up is not."""
    return [place for match in _LITERAL.finditer(body[:_LONGEST]) if len(place := _printed(body, match))]


def _printed(body: str, match: regex.Match[str]) -> Span:
    """Return the place of a literal's words if they are printed, else an empty one."""
    before = body[max(match.start() - 60, 0) : match.start()] if match.start() else ""
    group = str(match.lastgroup)
    prints = _PRINTS_NUMBER if group == "number" else _PRINTS
    if not prints.search(before) or _COMPARED.match(body, match.end()):
        return Span(0, 0)
    return Span(*match.span(group)) if match[group].strip() else Span(0, 0)


def looks_like_text(body: str) -> bool:
    """Tell whether what stands between the marks could be a text for people rather than a name: an ad must not hide its words there."""
    return _WORDS.match(body) is not None


def names(body: str) -> Iterator[str]:
    """Yield the names in a value as plain words, each with what it belongs to: ``job_max_age`` for ``job.maxAge|default(35)``."""
    keys = [match["key"] for match in _SUBSCRIPT.finditer(body[:_LONGEST])]
    bare = _QUOTED.sub(" ", body[:_LONGEST]).partition("|")[0]
    for path in (*(match.group() for match in _PATH.finditer(bare)), *keys):
        yield plain(path)


def plain(name: str) -> str:
    """Return a name in small letters, its words joined by ``_``; Han signs stand together, whatever was put between them."""
    words = _NO_WORD.sub("_", _CASE.sub("_", fold_each(name))).strip("_").lower()
    return str(_INSIDE_HAN.sub("", words))
