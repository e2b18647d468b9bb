"""Makes as many ads as wanted out of given ones: each time with another phone, city, salary and company, and in another order."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random

from benchmarks.ads import read_texts

_CITIES = ("北京", "上海", "广州", "深圳", "天津", "重庆", "杭州", "南京", "武汉", "成都", "西安", "苏州", "长沙", "郑州", "青岛", "沈阳")
_FIRST = ("云帆", "启明", "恒信", "瑞丰", "天和", "安达", "新域", "博远", "金禾", "海川")
_SECOND = ("科技", "商贸", "物业", "餐饮", "电子", "物流", "教育", "服装")
_CITY = re.compile("|".join(_CITIES))
_SALARY = re.compile(r"(?<![0-9])[1-9][0-9]{3,4}(?=元)")
_PHONE = re.compile(r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])")


def write_changed(texts: Callable[[], Iterator[str]], count: int, seed: int, path: Path) -> None:
    """Write ads as JSONL, one after the other, keeping none in memory.

    Args:
        texts: returns the given texts from the first; it is called again when they come to an end.
        count: how many to write.
        seed: of all changes.
        path: where to.
    """
    random = Random(seed)
    with path.open("w", encoding="utf-8", newline="\n") as out:
        for number, text in enumerate(_again(texts, count)):
            out.write(json.dumps(_changed(text, number, random), ensure_ascii=False) + "\n")


def given_texts(path: Path) -> Callable[[], Iterator[str]]:
    """Return what reads a JSONL file from its first ad."""
    return lambda: read_texts(path)


def _again(texts: Callable[[], Iterator[str]], count: int) -> Iterator[str]:
    left = count
    while left:
        before = left
        for text in texts():
            yield text
            left -= 1
            if not left:
                return
        if left == before:
            raise ValueError("no ads to change")


def _changed(text: str, number: int, random: Random) -> dict[str, str]:
    company = f"{random.choice(_FIRST)}{random.choice(_SECOND)}{random.randrange(10_000):04}有限公司"
    lines = _shuffled(text.splitlines(), random)
    lines += [f"联系电话：{_phone(random)}"]
    day = f"{random.randint(2015, 2025)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
    return {
        "id": f"ad-{number:07}",
        "company": company,
        "city": random.choice(_CITIES),
        "date": day,
        "text": _replaced("\n".join(lines), random),
    }


def _shuffled(lines: Sequence[str], random: Random) -> list[str]:
    """Shuffle lines; clauses of a single line."""
    if len(lines) > 1:
        return random.sample(lines, len(lines))
    clauses = [clause for line in lines for clause in line.split("；")]
    return ["；".join(random.sample(clauses, len(clauses)))]


def _replaced(text: str, random: Random) -> str:
    text = _PHONE.sub(lambda _: _phone(random), text)
    text = _SALARY.sub(lambda _: str(random.randrange(3_000, 20_000, 100)), text)
    return _CITY.sub(lambda _: random.choice(_CITIES), text)


def _phone(random: Random) -> str:
    return f"1{random.randint(3, 9)}{random.randrange(10**9):09}"
