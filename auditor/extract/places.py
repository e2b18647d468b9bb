"""Where in a file something is wrong, in both languages."""

from __future__ import annotations

import re

from auditor.model.wording import NOTHING, Wording, same

_PICTURE = re.compile(r"(?:^|/)(?:media|Pictures)/[^/]{0,40}?(\d{1,4})\.\w{1,5}$")


def line(number: int) -> Wording:
    """Name a line, counted from 1."""
    return Wording(f"第{number}行", f"line {number}")


def lines(first: int, last: int) -> Wording:
    """Name some lines, counted from 1."""
    return Wording(f"第{first}-{last}行", f"lines {first}-{last}")


def row(number: int) -> Wording:
    """Name a row, counted from 1."""
    return Wording(f"第{number}行", f"row {number}")


def page(number: int) -> Wording:
    """Name a page, counted from 1."""
    return Wording(f"第{number}页", f"page {number}")


def pages(first: int, last: int) -> Wording:
    """Name some pages, counted from 1."""
    return Wording(f"第{first}-{last}页", f"pages {first}-{last}")


def spot(number: int, left: float, top: float) -> Wording:
    """Name a spot on a page by its distance from the upper left corner."""
    return Wording(f"第{number}页 {left:.0f},{top:.0f} 处", f"page {number}, at {left:.0f},{top:.0f}")


def byte(offset: int) -> Wording:
    """Name an offset in bytes."""
    return Wording(f"第 {offset:,} 字节处", f"byte {offset:,}")


def part(name: str) -> Wording:
    """Name a part of a file; a picture by its number, too, as parts of Office files have one."""
    found = _PICTURE.search(name)
    return Wording(f"文档内图片 {found[1]}（{name}）", f"picture {found[1]} in the document ({name})") if found else same(name)


def inside(first: Wording, second: Wording) -> Wording:
    """Name a place in a place."""
    if not first or not second:
        return first or second or NOTHING
    return Wording(f"{first.zh}，{second.zh}", f"{first.en}, {second.en}")
