"""Number formats that show more than the number: units in words, leading zeros, per cent."""

from __future__ import annotations

import re
from functools import lru_cache

_LITERAL = r'(?:"[^"]*"|\\.|[\u3000-\u9fff\uff00-\uffef])*'
_SHOWN = re.compile(rf"({_LITERAL})\s*(0+|\[?[#,?0]*0(?:\.[0#?]+)?|#|General|G/通用格式)(%?)\s*({_LITERAL})_?\s?")
_QUOTES = re.compile(r'"([^"]*)"|\\(.)')


def says_more(code: str) -> bool:
    """Tell whether a format adds words, zeros or a sign to a number."""
    found = _SHOWN.fullmatch(code.partition(";")[0])
    return bool(found and (found[1] or found[3] or found[4] or found[2].startswith("00")))


@lru_cache(maxsize=64)
def _parts(code: str) -> tuple[str, int, bool, str]:
    found = _SHOWN.fullmatch(code.partition(";")[0])
    if not found:
        return "", 0, False, ""
    zeros = len(found[2]) if found[2].strip("0") == "" else 0
    return _plain(found[1]), zeros, bool(found[3]), _plain(found[4])


def _plain(literal: str) -> str:
    return _QUOTES.sub(lambda match: match[1] if match[1] is not None else match[2], literal)


def written(number: float, code: str) -> str:
    """Return a number as its format shows it."""
    before, zeros, percent, after = _parts(code)
    value = round(number * 100, 10) if percent else number
    text = str(int(value)) if float(value).is_integer() else repr(value)
    return f"{before}{text.zfill(zeros)}{'%' if percent else ''}{after}"
