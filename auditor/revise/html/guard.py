"""What keeps a page from hiding its own marks: its scripts do not run in the copy, and its styles do not reach what is written in."""

from __future__ import annotations

import re

# Browsers heed it in the head only, before the first script; in front of the doctype it would change how the page is laid out.
NO_SCRIPTS = """<meta http-equiv="Content-Security-Policy" content="script-src 'none'">"""
_DOCTYPE = re.compile(r"\ufeff?(?:\s|<!--.{0,2000}?-->|<\?[^>]{0,200}>)*+<!doctype[^>]{0,500}>", re.IGNORECASE | re.DOTALL)
_SHOWN = ("visibility:visible", "opacity:1", "filter:none", "clip-path:none", "transform:none", "text-indent:0", "max-height:none")


def shown(display: str, *more: str) -> str:
    """Return a style that no style of the page outdoes."""
    return "".join(f"{rule}!important;" for rule in (f"display:{display}", *_SHOWN, *more))


def before_scripts(source: str) -> int:
    """Return where in a page ``NO_SCRIPTS`` is to stand."""
    doctype = _DOCTYPE.match(source)
    return doctype.end() if doctype else int(source.startswith("\ufeff"))
