"""What keeps a page from hiding its own marks: no scripts in the copy, no leading away, no styles on what is written in."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from auditor.extract.html.tokens import Tag, attributes, tokens
from auditor.model.own_notes import AUTHOR

# Browsers heed it in the head only, before the first script; in front of the doctype it would change how the page is laid out.
NO_SCRIPTS = """<meta http-equiv="Content-Security-Policy" content="script-src 'none'">"""
_DOCTYPE = re.compile(r"\ufeff?(?:\s|<!--.{0,2000}?-->|<\?[^>]{0,200}>)*+<!doctype[^>]{0,500}>", re.IGNORECASE | re.DOTALL)
_EQUIV = re.compile(r"http-equiv(?=[\s=/>]|$)", re.IGNORECASE)
_SHOWN = ("visibility:visible", "opacity:1", "filter:none", "clip-path:none", "transform:none", "text-indent:0", "max-height:none")


def shown(display: str, *more: str) -> str:
    """Return a style that no style of the page outdoes."""
    return "".join(f"{rule}!important;" for rule in (f"display:{display}", *_SHOWN, *more))


def leading_away(source: str) -> Iterator[tuple[int, int, str]]:
    """Yield start and end of each ``http-equiv`` by which a page would leave or be loaded anew, and what disarms it.

    A name of an attribute that no browser knows stands in its place, so that the page's own words stay as they are.
    """
    for token in tokens(source):
        if isinstance(token, Tag) and token.name == "meta" and not token.closing:
            value = attributes(source, token).get("http-equiv")
            if value and html.unescape(source[value.start : value.end]).strip().lower() == "refresh":
                for name in _EQUIV.finditer(source, token.attributes.start, token.attributes.end):
                    yield *name.span(), f"data-{AUTHOR}-{name[0].lower()}"


def before_scripts(source: str) -> int:
    """Return where in a page ``NO_SCRIPTS`` is to stand."""
    doctype = _DOCTYPE.match(source)
    return doctype.end() if doctype else int(source.startswith("\ufeff"))
