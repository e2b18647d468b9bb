"""Which header or name gives a table cell its meaning, in whatever format the table comes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import TypeAlias

from auditor.model.document import Label
from auditor.model.location import Location

_LONGEST_HEADER = 20
_LONGEST_NAME = 12
_DEEPEST_HEADER = 3  # rows
_USUAL_NAME = re.compile(
    r"(?:姓名|性别|年龄|民族|籍贯|户籍|户口|婚姻|婚否|状况|面貌|健康|身高|体重|学历|学位|院校|学校|专业|职称|证书|技能|经验|经历|"
    r"部门|单位|岗位|职位|职务|工种|编号|代码|序号|名称|类别|类型|级别|等级|性质|方式|人数|数量|名额|地点|地址|电话|邮箱|时间|日期|期限|"
    r"薪资|薪酬|工资|待遇|福利|要求|条件|资格|职责|内容|说明|描述|概要|目的|权限|关系|上级|下级|备注|标准|项目|要素|分值|得分|评分|签名|签字|意见)"
    r"(?:[(（][^()（）]*[)）])?[:：]?$"
)
_SAYS_NOTHING = re.compile(r"(?:具体|详细|岗位)?(?:内容|要求|说明|信息|描述|条件)|values?|contents?|details?|requirements?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell and the part of the grid that it covers.

    Args:
        text: what stands in it; empty cells belong to the table, too.
        location: where.
        row: first row, from 1.
        column: first column, from 1.
        rows: how many rows it covers.
        columns: how many columns it covers.
        marked: whether the source marks it as a header.
    """

    text: str
    location: Location
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    marked: bool = False

    @property
    def name(self) -> str:
        """Its text as a name: without the spaces and line breaks of a narrow column."""
        return "".join(self.text.split())

    @property
    def label(self) -> Label:
        """What it is to the cells that it names."""
        return Label(self.text.strip(), self.location)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the table says of one of its cells.

    Args:
        label: the cell that names it.
        group: cells of the same group tell of the same thing; empty for titles, headers and text that is merely framed.
    """

    label: Label | None
    group: str


Row: TypeAlias = Sequence[TableCell]


def read(cells: Sequence[TableCell], name: str) -> list[Meaning]:
    """Return what a table says of each of its cells; ``name`` tells its groups from those of other tables.

    A table with a header tells of one thing a row. A form, in which every other cell names the next one, tells of one thing.
    """
    rows = _rows(cells)
    header = _header(rows)
    if header is not None:
        return list(_by_column(cells, rows, header, name))
    labels: dict[tuple[int, int], Label] = {}
    for row in rows.values():
        for place, label in pairs(row):
            labels.setdefault(place, label)
    if labels:
        return [Meaning(labels.get((cell.row, cell.column)), name) for cell in cells]
    return [Meaning(None, f"{name}row{cell.row}" if len(rows[cell.row]) > 1 else "") for cell in cells]


def _rows(cells: Sequence[TableCell]) -> dict[int, Row]:
    """Map each row's number to the cells in it, those that reach down from above among them."""
    rows: dict[int, list[TableCell]] = {}
    for cell in cells:
        for row in range(cell.row, cell.row + cell.rows):
            rows.setdefault(row, []).append(cell)
    return {row: sorted(rows[row], key=lambda cell: cell.column) for row in sorted(rows)}


def _header(rows: Mapping[int, Row]) -> int | None:
    """Return the number of the row that names the columns: the first of several cells, unless the table is a form."""
    number = next((number for number, row in rows.items() if len(row) > 1), None)
    if number is None or number == max(rows) or not _are_headers(rows[number]):
        return None
    row = rows[number]
    below = [other for index, other in rows.items() if index > number and len(other) > 1]
    is_form = _are_pairs(row, below) if len(row) == 2 else alternates(row, below)
    return None if is_form else number


def _are_headers(row: Row) -> bool:
    """Tell whether a row may name columns; where only some of its cells are marked, they name those beside them."""
    return _all_marked(row) or not any(cell.marked or not _is_header(cell) for cell in row)


def _all_marked(row: Row) -> bool:
    return all(cell.marked for cell in row)


def _is_header(cell: TableCell) -> bool:
    return 0 < len(cell.name) <= _LONGEST_HEADER and not cell.name.endswith(("：", ":")) and not any(sign in cell.name for sign in "。；;")


def _is_name(cell: TableCell) -> bool:
    return 0 < len(cell.name) <= _LONGEST_NAME and not cell.name.isdecimal() and not any(sign in cell.name for sign in "。；;，")


def is_usual(cell: TableCell) -> bool:
    """Tell whether a cell holds one of the names that tables of posts and forms use."""
    return len(cell.name) <= _LONGEST_NAME and _USUAL_NAME.search(cell.name) is not None


def _are_pairs(row: Row, below: Sequence[Row]) -> bool:
    """Tell whether two columns hold names and values: each first cell could be a name, and no header says otherwise."""
    if any(len(other) != 2 or not _is_name(other[0]) for other in below):
        return False
    is_header = _all_marked(row) or all(map(is_usual, row))
    return not is_header or _SAYS_NOTHING.fullmatch(row[1].name) is not None


def alternates(row: Row, below: Sequence[Row]) -> bool:
    """Tell whether usual names stand in every other cell of the first row, not marked throughout, and begin half of the others."""
    if _all_marked(row) or not any(map(is_usual, row[::2])) or any(map(is_usual, row[1::2])):
        return False
    return 2 * sum(is_usual(other[0]) for other in below) >= len(below)


def _by_column(cells: Sequence[TableCell], rows: Mapping[int, Row], header: int, name: str) -> Iterator[Meaning]:
    """Name each cell below the header by the lowest header cell above it."""
    last = _last_header(rows, header)
    names = {column: cell for number in range(header, last + 1) for cell in rows.get(number, ()) if cell.name for column in _columns(cell)}
    every = set(names.values())
    for cell in cells:
        if cell.row > last:
            yield Meaning(None if cell.marked else _above(cell, names, every), f"{name}row{cell.row}")
        else:
            yield Meaning(None, "")


def _last_header(rows: Mapping[int, Row], first: int) -> int:
    """Return the number of the header's last row: it is as deep as its deepest cell, or as its rows are marked."""
    last = first + min(_DEEPEST_HEADER, max(cell.rows for cell in rows[first])) - 1
    deepest = min(first + _DEEPEST_HEADER, max(rows)) - 1
    while last < deepest and _all_marked(rows[first]) and _all_marked(rows.get(last + 1, ())):
        last += 1
    return last


def _columns(cell: TableCell) -> range:
    return range(cell.column, cell.column + cell.columns)


def _above(cell: TableCell, names: Mapping[int, TableCell], every: Set[TableCell]) -> Label | None:
    """Return the name above a cell's first column; what stands under several names, and under all of them, is a note."""
    found = {names[column] for column in _columns(cell) if column in names}
    if cell.column not in names or (len(found) > 1 and found == every):
        return None
    return names[cell.column].label


def pairs(row: Row) -> Iterator[tuple[tuple[int, int], Label]]:
    """Yield places of values in a row, and the name to the left of each; a name of several rows may stand before pairs."""
    index = 1 if row[0].rows > 1 and len(row) % 2 else 0
    while index + 1 < len(row):
        name, value = row[index : index + 2]
        is_pair = _names(name, value)
        if is_pair:
            yield (value.row, value.column), name.label
        index += 2 if is_pair else 1


def _names(name: TableCell, value: TableCell) -> bool:
    if name.marked or value.marked:
        return name.marked and not value.marked and bool(name.name)
    return _is_name(name) and not is_usual(value)
