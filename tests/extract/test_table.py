from __future__ import annotations

import time

import pytest

from auditor.extract.table import TableCell, read
from auditor.model.location import CellPlace


def cells(rows: list[str]) -> list[TableCell]:
    """Make cells from rows cut at bars: ``!`` marks a header, each ``<`` widens the cell to its left, each ``^`` the one above."""
    found: list[TableCell] = []
    for number, row in enumerate(rows, 1):
        column = 1
        for text in row.split("|"):
            wide, high = 1 + text.count("<"), 1 + text.count("^")
            name = text.strip("!<^")
            if name != "-":
                found.append(TableCell(name, CellPlace("1", number, column), number, column, high, wide, text.startswith("!")))
            column += wide
    return found


def told(rows: list[str]) -> list[str]:
    """Return label and text of each cell that has a label."""
    found = cells(rows)
    return [f"{meaning.label.text}={cell.text}" for cell, meaning in zip(found, read(found, "table1"), strict=True) if meaning.label]


def groups(rows: list[str]) -> list[str]:
    return [meaning.group.removeprefix("table1") for meaning in read(cells(rows), "table1")]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["工种|性别", "铆工|男"], ["工种=铆工", "性别=男"]),
        (["工种|铆工", "性别|男"], ["工种=铆工", "性别=男"]),
        (["!path|!what", "a|b"], ["path=a", "what=b"]),
        (["!Field|!Value", "性别|男"], ["性别=男"]),
        (["!性别|男|!民族|汉族"], ["性别=男", "民族=汉族"]),
        (["!性别|男", "!对外地户口申请人的特别约定|不收"], ["性别=男", "对外地户口申请人的特别约定=不收"]),
        (["!性别|!年龄"], []),
        (["!|!性别|!年龄", "!钳工|男|30"], ["性别=男", "年龄=30"]),
        (["!工种^|!条件<", "-|!性别|!年龄", "钳工|男|30"], ["工种=钳工", "性别=男", "年龄=30"]),
        (["!基本<|!条件<", "!工种|!人数|!性别|!年龄", "钳工|2|男|30"], ["工种=钳工", "人数=2", "性别=男", "年龄=30"]),
        (["!工种|!性别", "!钳工|!男"], []),
        (["工种|性别|年龄", "钳工|不限<", "合计共三人<<"], ["工种=钳工", "性别=不限"]),
        (["工种|性别|年龄", "钳工|男|30|包住"], ["工种=钳工", "性别=男", "年龄=30"]),
        (["性别|男|年龄|35岁以下", "学历|中专|民族|汉族"], ["性别=男", "年龄=35岁以下", "学历=中专", "民族=汉族"]),
    ],
)
def test_names_of_cells(rows: list[str], expected: list[str]) -> None:
    assert told(rows) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["用工表<", "工种|性别", "铆工|男"], ["", "", "", "row3", "row3"]),
        (["性别|男", "年龄|30以下"], ["", "", "", ""]),
        (["一、限女性。", "二、包住。"], ["", ""]),
        (["前台一名，限女性，须未婚。|学徒一名，男女不限，包住。"], ["row1", "row1"]),
    ],
)
def test_what_tells_of_one_thing(rows: list[str], expected: list[str]) -> None:
    assert groups(rows) == expected


def test_a_long_form_takes_no_long_time() -> None:
    start = time.process_time()
    assert len(told(["性别|男"] * 30_000)) == 30_000
    assert time.process_time() - start < 5
