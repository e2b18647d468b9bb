"""Days, months and cities as sites write them; what is not plain is not guessed."""

from __future__ import annotations

import pytest

from auditor.summary.city import city_of
from auditor.summary.day import day_of, month_of


@pytest.mark.parametrize(
    ("text", "day", "month"),
    [
        ("2026-03-05", "2026-03-05", "2026-03"),
        ("2026/3/5 10:11:12", "2026-03-05", "2026-03"),
        ("2026.03.05", "2026-03-05", "2026-03"),
        ("2026年3月5日", "2026-03-05", "2026-03"),
        ("发布于 2026 年 3 月 5 日", "2026-03-05", "2026-03"),
        ("2026-03-05T23:59:59Z", "2026-03-05", "2026-03"),
        ("20260305", "2026-03-05", "2026-03"),
        ("1772640000", "2026-03-05", "2026-03"),
        ("1772640000123", "2026-03-05", "2026-03"),
        ("2026年3月", None, "2026-03"),
        ("2026-03", None, "2026-03"),
        ("2026-13-05", None, ""),
        ("2026-02-30", None, ""),
        ("3天前", None, ""),
        ("03-05", None, ""),
        ("05/03/2026", None, ""),
        ("12026-03-05", None, ""),
        ("2026", None, ""),
        ("", None, ""),
    ],
)
def test_days(text: str, day: str | None, month: str) -> None:
    found = day_of(text)
    assert (found and found.isoformat(), month_of(text)) == (day, month)


@pytest.mark.parametrize(
    ("place", "city"),
    [
        ("宁波", "宁波"),
        ("宁波市", "宁波"),
        ("浙江省宁波市鄞州区某路1号", "宁波"),
        ("浙江宁波", "宁波"),
        ("浙江 宁波 鄞州", "宁波"),
        ("中国浙江省宁波市", "宁波"),
        ("上海-浦东新区", "上海"),
        ("上海市浦东新区", "上海"),
        ("北京市/天津市", "北京"),
        ("内蒙古自治区呼和浩特市", "呼和浩特"),
        ("广西壮族自治区南宁市", "南宁"),
        ("吉林市", "吉林"),
        ("吉林省吉林市", "吉林"),
        ("海南", "海南"),
        ("吉林省延边朝鲜族自治州", "延边朝鲜族自治州"),
        ("宁波·鄞州", "宁波"),
        ("Shanghai", "Shanghai"),
        ("不限", "不限"),
        ("", ""),
        ("-", "-"),
    ],
)
def test_cities(place: str, city: str) -> None:
    assert city_of(place) == city
