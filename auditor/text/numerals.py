"""Numbers in disguise: several scripts in one number, letters for digits, digits in rings and on keys."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import regex

from auditor.model.rewrite import Edit
from auditor.model.span import Span
from auditor.text.ages import read_number

_FORMAL = dict(zip("壹弌贰貳弍叁叄参肆伍陆陸柒捌玖拾", "一一二二二三三三四五六六七八九十", strict=True))
_HAN = "零一二三四五六七八九十廿卅"
_RINGS = "⓪①-⑳㉑-㊿⓵-⓾❶-❿➀-➓⑴-⒇"
_ROMAN = "Ⅰ-Ⅸ"
_KEY = "\u20e3"
_SIGN = regex.compile(rf"\d{_KEY}|[\d{_HAN}{''.join(_FORMAL)}{_RINGS}{_ROMAN}]")
_RUN = regex.compile(rf"(?:{_SIGN.pattern})+")
_RING = regex.compile(rf"[{_RINGS}]")
_STRANGE = regex.compile(rf"[{_KEY}{''.join(_FORMAL)}{_RINGS}{_ROMAN}]|\d[{_HAN}]|[{_HAN}]\d")
_ITEM_START = regex.compile(r"(?:^|[\n,;:。、!?)(|] ?| )$")
_UNIT = r"周?岁|[后届级年月天分块元米名人%]|字头|以|厘米|公分|斤|cm|CM|kg"
_UNIT_NEXT = regex.compile(rf" {{0,3}}(?:之间|{_UNIT}|优先|院校|高校|大学|毕业|[-~至到/⬇⬆↓↑,;.。、)]|$)")
_KEY_UNIT = regex.compile(rf"{_UNIT}|[.、)]")
_PERSON_NEXT = regex.compile(r"周?岁|[后届]|以[上下内]|[-~至到]|[,;。)/]|$")
_HAN_SIGN = regex.compile(r"\p{Han}")
_LETTERED = regex.compile(r"(?<![A-Za-z0-9.])(?=[OolI.]{0,3}\d)(?:\d+\.?)*[OolI](?:\.?[0-9OolI])*(?=$|[^A-Za-z0-9]|cm|CM|kg|[KkW])")
_LITRES = regex.compile(r"\d+[lI]")
# A digit that is kept back is read as the mildest bound: 4●岁, 3*岁以下.
_MASKED = regex.compile(r"(?<=(?<!\d)[2-6])[●*×□](?=周?岁(?!以上))")
_HAN_O = regex.compile(rf"(?<=[{_HAN}])[Oo](?=后|周?岁)")
_DIGIT_OF_LETTER = str.maketrans("OolI", "0011")
_DIGIT_OF_HAN = {sign: str(value) for value, sign in enumerate("零一二三四五六七八九")}


def numeral_edits(text: str) -> Iterator[Edit]:
    """Yield plain digits for numbers in disguise in a folded text; a ring that opens a list item stays what it is."""
    edits = [*_lettered(text), *_mixed(text), *(Edit(Span(*match.span()), "9") for match in _MASKED.finditer(text))]
    yield from sorted(edits, key=lambda edit: edit.span)


def _lettered(text: str) -> Iterator[Edit]:
    """Yield digits for letters inside numbers: 4O岁, l70cm; not for O2O or 5l."""
    for match in _LETTERED.finditer(text):
        raw = match.group()
        if raw.lower() == "o2o" or (_LITRES.fullmatch(raw) and not _PERSON_NEXT.match(text, match.end())):
            continue
        yield from _each(match.start(), raw, raw.translate(_DIGIT_OF_LETTER))
    yield from (Edit(Span(*match.span()), "零") for match in _HAN_O.finditer(text))


def _mixed(text: str) -> Iterator[Edit]:
    for match in _RUN.finditer(text):
        if _STRANGE.search(match.group()):
            start = match.start() + _mark(text, match.start(), match.group())
            yield from _number(text, Span(start, match.end()))


def _mark(text: str, start: int, run: str) -> int:
    """Return how many signs at the start of a run are the mark of a list item: a ring before a plain number, a key before it."""
    width = 2 if run[1:2] == _KEY else 1
    if len(run) == width or not (run[1:2] == _KEY or _RING.match(run)):
        return 0
    opens = _ITEM_START.search(text, max(start - 2, 0), start) is not None
    following = run[width : width + 1]
    plain = following.isascii() or following in "一二三四五六七八九廿卅"
    return width if opens and plain and run[width + 1 : width + 2] != _KEY else 0


def _number(text: str, span: Span) -> Iterator[Edit]:
    run = span.of(text)
    signs = _SIGN.findall(run)
    if not _STRANGE.search(run) or not _stands_for_a_number(text, span, signs):
        return
    values = [_value(sign) for sign in signs]
    if any(value in "十廿卅" for value in values):
        number = read_number("".join(values))
        if number is not None:
            yield Edit(span, str(number))
        return
    place = span.start
    for sign, value in zip(signs, values, strict=True):
        yield Edit(Span(place, place + len(sign)), _DIGIT_OF_HAN.get(value, value))
        place += len(sign)


def _stands_for_a_number(text: str, span: Span, signs: list[str]) -> bool:
    if len(signs) == 1:
        return _alone(text, span, signs[0])
    if len(signs) > 4:
        return False
    rings = [_value(sign) for sign in signs if _RING.match(sign)]
    if len(rings) == len(signs) > 2:  # ⑨⑧⑤, but ①②③ are marks
        return rings != sorted(set(rings))
    plain = [sign for sign in signs if sign in _HAN or (sign.isascii() and sign.isdigit())]
    if len(plain) == len(signs):  # 三5岁, 2零25届, but 三5个月 and 19一40岁 are none
        dash = "一" in signs[1:-1]
        return not dash and _PERSON_NEXT.match(text, span.end) is not None
    if len(signs) == 2 and _alike(signs) and (text[span.start - 1 : span.start] in tuple("-~至到") or not _follow(signs)):
        return True
    return _UNIT_NEXT.match(text, span.end) is not None


def _alike(signs: list[str]) -> bool:
    """Tell whether two signs are both rings, or both keys."""
    return all(map(_RING.match, signs)) or all(sign.endswith(_KEY) for sign in signs)


def _follow(signs: list[str]) -> bool:
    """Tell whether two signs are one number and the next, as marks of a list are."""
    return int(_value(signs[1])) == int(_value(signs[0])) + 1


def _alone(text: str, span: Span, sign: str) -> bool:
    """Tell whether a sign by itself is a number: a key before a unit, a ring from 14 that names an age."""
    if text[span.end : span.end + 1] == "." and _SIGN.match(text, span.end + 1):
        return True  # a decimal
    if sign.endswith(_KEY):
        return _KEY_UNIT.match(text, span.end) is not None or text[max(span.start - 1, 0) : span.start] == "."
    if _RING.match(sign):
        number, before = int(_value(sign)), text[span.start - 1 : span.start]
        behind = _UNIT_NEXT if before == "." or _HAN_SIGN.match(before) else _PERSON_NEXT
        return (number >= 14 or behind is _UNIT_NEXT) and behind.match(text, span.end) is not None and text[span.end :] != ""
    return False


def _value(sign: str) -> str:
    """Return the digits that a sign stands for, or its Han numeral."""
    if sign in _FORMAL:
        return _FORMAL[sign]
    if sign.isascii() or sign[:1].isascii():
        return sign[0]
    number = unicodedata.numeric(sign)
    return sign if sign in _HAN else str(int(number))


def _each(start: int, raw: str, plain: str) -> Iterator[Edit]:
    """Yield an edit for each sign that changes."""
    for index, (before, after) in enumerate(zip(raw, plain, strict=True), start):
        if before != after:
            yield Edit(Span(index, index + 1), after)
