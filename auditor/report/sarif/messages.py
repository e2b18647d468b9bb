"""Text in SARIF messages, in which ``[text](target)`` is a link and braces stand for arguments."""

from __future__ import annotations

import re

_LINK = re.compile(r"\\*+\]\(")


def literal(text: str) -> str:
    """Return a message that says a text and nothing else: whatever an ad holds becomes no link and takes no argument."""
    return braced(_LINK.sub(_open, text))


def braced(text: str) -> str:
    """Return a text in which braces stand for themselves."""
    return text.replace("{", "{{").replace("}", "}}")


def _open(match: re.Match[str]) -> str:
    """Put an odd number of backslashes before what would end the text of a link, so that it does not."""
    return match[0] if len(match[0]) % 2 else f"\\{match[0]}"
