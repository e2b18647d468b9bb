"""The city of a place as ads write it."""

from __future__ import annotations

import re
from functools import lru_cache

_CITIES = r"北京|上海|天津|重庆|香港|澳门"
_PROVINCES = "河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾"
_REGIONS = "内蒙古|广西|西藏|宁夏|新疆"
_PROVINCE = re.compile(rf"(?:{_PROVINCES}|{_REGIONS})(?:省|(?:壮族|回族|维吾尔)?自治区)?")
_CITY = re.compile(r"([^市]{2,8})市|[^市]{2,10}?(?:自治州|地区|盟)")
_BREAKS = re.compile(r"[\s·・/|,，、;；>＞—–-]+")
_REMEMBERED = 65_536


@lru_cache(_REMEMBERED)
def city_of(place: str) -> str:
    """Return the city of a place, such as 珠海 of 广东省珠海市香洲区 and 上海 of 上海-浦东; a place without a plain city stays as it is."""
    parts = [part for part in _BREAKS.split(place.removeprefix("中国")) if part]
    if not parts:
        return place
    if own := re.match(_CITIES, parts[0]):
        return own[0]
    return _without_suffix(_behind_province(parts))


def _behind_province(parts: list[str]) -> str:
    first = parts[0]
    province = _PROVINCE.match(first)
    if province is None:
        return first
    rest = first[province.end() :]
    if not rest:
        return parts[1] if len(parts) > 1 else first
    return first if len(rest) < 2 else rest  # 吉林市 is a city, 河北区 a district


def _without_suffix(place: str) -> str:
    match = _CITY.match(place)
    if match is None:
        return place
    return match[1] or match[0]
