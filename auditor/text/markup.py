"""What a reader of the page does not see: tags and entities in plain text, and marks struck through letters."""

from __future__ import annotations

import html
from collections.abc import Iterator

from auditor.model.rewrite import Edit
from auditor.model.span import Span
from auditor.text.compiled import deferred

_BLOCKS = "address|article|blockquote|br|dd|div|dl|dt|h[1-6]|hr|li|ol|p|section|table|tbody|td|th|thead|tr|ul"
_INLINE = "a|abbr|b|big|center|code|em|font|i|img|ins|label|mark|small|span|strong|strike|sub|sup|tt|u|wbr"
MARKUP = deferred(
    rf"(?i)(?P<block>(?:</?(?:{_BLOCKS})(?:\s[^<>]{{0,200}})?/?>)+)|</?(?:{_INLINE})(?:\s[^<>]{{0,200}})?/?>"
    r"|(?P<entity>&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8}\d{0,2});)"
)


def markup_edits(text: str) -> Iterator[Edit]:
    """Yield what to read for tags and entities: a line end for blocks, nothing for others, the sign that an entity names."""
    for match in MARKUP.finditer(text) if "<" in text or "&" in text else ():
        sign = "\n" if match["block"] else html.unescape(match["entity"] or "")
        if sign != match.group():
            yield Edit(Span(*match.span()), sign)


_STRUCK = deferred(r"(?<=[\p{L}\d\p{Mn}])[\p{Mn}\u20d0-\u20df\u20e5-\u20f0]+")


def mark_edits(text: str) -> Iterator[Edit]:
    """Yield marks that are set over or through letters and digits, to leave them out."""
    return (Edit(Span(*match.span()), "") for match in (() if text.isascii() else _STRUCK.finditer(text)))
