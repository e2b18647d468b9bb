"""Character tables: what counts as the same sign when patterns are matched.

Only one-to-one replacements and deletions, so that offsets stay countable. No blanket NFKC: it would turn ``①18-30岁``
into ``118-30岁`` and a list mark into an age.
"""

from __future__ import annotations

import unicodedata
from array import array
from functools import cache
from typing import TypeAlias

from auditor.cache.memo import Memo
from auditor.cache.stamp import code_version, installed, stamp

_DASHES = "‐‑‒–—―−－﹣﹘─━ー⁃~～〜∼˜"
_QUOTES = {"“": '"', "”": '"', "„": '"', "＂": '"', "‘": "'", "’": "'", "＇": "'"}
_COLONS = {"︰": ":", "﹕": ":", "∶": ":", "꞉": ":"}
_STOPS = {"｡": "。", "﹒": ".", "﹐": ",", "､": "、", "﹔": ";", "﹖": "?", "﹗": "!"}
_BRACKETS = {"【": "(", "】": ")", "〔": "(", "〕": ")", "［": "(", "］": ")", "[": "(", "]": ")", "﹙": "(", "﹚": ")"}
# Signs that are written for another one: a variant that OpenCC leaves alone, or a look-alike used to slip past filters.
_VARIANTS = {"嵗": "岁", "歳": "岁", "亖": "四", "攵": "女", "囡": "女", "妏": "女", "〇": "零", "○": "零", "♂": "男", "♀": "女", "➕": "+"}
_BOXES = {"☐": "□", "◻": "□"}
# Forms of Hong Kong and Japan that OpenCC's table for Taiwan and the mainland leaves alone.
_ELSEWHERE = dict(
    zip("衞枱粧糭敍祇衹妳齢歴経験戸応対関気単労営県満総検権実発働", "卫台妆粽叙只只你龄历经验户应对关气单劳营县满总检权实发动", strict=True)
)
_SPACES = "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u3164\uffa0"
_POINT = "i"  # the type of a code point in an array
_Kept: TypeAlias = tuple[str, str, bytes]
_KEPT: Memo[_Kept] = Memo("signs-alike", lambda: stamp(code_version(["text/characters.py"]), installed("opencc")))


@cache
def replacements() -> dict[int, str]:
    """Return the signs that count as another one, by code point."""
    signs, counting, _ = _kept()
    return dict(zip(map(ord, signs), counting, strict=True))


def fold_each(text: str) -> str:
    """Return a text with every sign replaced that counts as another one."""
    return text.translate(_table())


@cache
def _table() -> array[int]:
    """Return for every code point the one that it counts as: ``str.translate`` is slow where it is told of some only."""
    return array(_POINT, _kept()[2])


def _kept() -> _Kept:
    return _KEPT.get("", lambda _: _made())


def _made() -> _Kept:
    """Return the signs that count as others, those, and the table that says so of every code point."""
    replaced = _replacements()
    table = array(_POINT, range(max(replaced) + 1))
    for code, sign in replaced.items():
        table[code] = ord(sign)
    return "".join(map(chr, replaced)), "".join(replaced.values()), table.tobytes()


def _replacements() -> dict[int, str]:
    table = {0xFF01 + i: chr(0x21 + i) for i in range(94)}
    table.update({ord(char): "-" for char in _DASHES})
    table.update({ord(char): " " for char in _SPACES})
    table.update(dict.fromkeys(range(0xD800, 0xE000), "\ufffd"))  # half a pair of surrogates, which nothing further on can read
    for part in (_QUOTES, _COLONS, _STOPS, _BRACKETS, _VARIANTS, _BOXES, _ELSEWHERE):
        table.update({ord(char): plain for char, plain in part.items()})
    table.update(_compatibility())
    table.update(_simplified())
    # A compatibility sign may stand for a traditional one, which stands for a simplified one.
    return {key: table.get(ord(value), value) for key, value in table.items() if chr(key) != value}


def _compatibility() -> dict[int, str]:
    """Ideographs that Unicode holds twice, radicals written for ideographs, and letters in mathematical dress."""
    ranges = [range(0x2E80, 0x2FE0), range(0xF900, 0xFB00), range(0x2F800, 0x2FA20), range(0x1D400, 0x1D800)]
    folded = {code: unicodedata.normalize("NFKC", chr(code)) for part in ranges for code in part}
    return {code: char for code, char in folded.items() if len(char) == 1 and char != chr(code)}


def _simplified() -> dict[int, str]:
    """Traditional to simplified, sign by sign: whole phrases could change length."""
    import opencc  # only where the table is not in the cache

    codes = [*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000)]
    lines = opencc.OpenCC("t2s").convert("\n".join(map(chr, codes))).split("\n")
    return {code: simple for code, simple in zip(codes, lines, strict=True) if len(simple) == 1 and simple != chr(code)}
