"""Lists to choose from, as workbooks keep them for their drop-down fields: 男, 女, 不限 below each other ask for nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from auditor.extract.table.cell import Row, TableCell
from auditor.extract.table.words import is_value_name
from auditor.model.document import Label

_OPEN = frozenset(("不限", "无要求", "不限制"))
_OTHERS = frozenset(("其他", "其它"))
_WHATEVER = _OPEN | _OTHERS
_FEWEST_CHOICES, _LONGEST_CHOICE = 3, 12
_FEWEST_LISTS = 2


def offers_in(heads: Mapping[int, TableCell], rows: Sequence[Row]) -> Mapping[int, Label]:
    """Return what names the columns of a table whose columns are lists to choose from; nothing where they are none.

    Where its first column is no such list, each row tells of what stands there: of a team, for example, the last one being all others.

    Args:
        heads: the header cell over each column, none of which names posts.
        rows: those below it.
    """
    lists = {column: [cell.name for row in rows for cell in row if cell.column == column and cell.name] for column in heads}
    offered = [column for column, choices in lists.items() if _are_choices(choices)]
    first = min(lists)
    are_lists = len(offered) >= _FEWEST_LISTS and first in offered and not _are_things(lists[first])
    return {column: Label("可选项", heads[column].location) for column in offered} if are_lists else {}


def _are_things(texts: Sequence[str]) -> bool:
    """Tell whether texts that end in 其他 name things: where nothing but that leaves all open, choices are traits such as 男 or 高中."""
    return _OPEN.isdisjoint(texts) and not all(is_value_name(text) for text in texts if text not in _OTHERS)


def _are_choices(texts: Sequence[str]) -> bool:
    """Tell whether short texts differ from each other, and the first or last of them leaves all open."""
    if len(texts) < _FEWEST_CHOICES or len(set(texts)) < len(texts):
        return False
    return not _WHATEVER.isdisjoint((texts[0], texts[-1])) and max(map(len, texts)) <= _LONGEST_CHOICE
