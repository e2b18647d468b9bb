"""JSON that stays data wherever it stands in a page: nothing in it opens or closes an element, or turns the writing round."""

from __future__ import annotations

import json
import re
from typing import Any

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_ACTIVE = re.compile("[<>&\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]")


def inert(value: Any) -> str:
    """Return JSON whose strings hold, of signs that mean something to HTML or move others about, only escapes; lone surrogates stay."""
    return _ACTIVE.sub(_escape, _ENCODER.encode(value))


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
