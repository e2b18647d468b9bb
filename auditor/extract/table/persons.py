"""Lists of persons, such as those who are to be hired: what stands beside a name tells of its bearer and asks nothing of others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import takewhile

from msgspec import Struct

from auditor.extract.table.cell import TableCell
from auditor.extract.table.post import rank_of
from auditor.model.document import Label

_NAMES = re.compile(r"(?:考生|学生|员工|人员|本人|成员|教师)?姓名(?:[(（][^()（）]*[)）])?")
_NAME = re.compile(r"[\u3400-\u9fff][\u3400-\u9fff某*＊×xX○〇·]{1,9}")
_TRAIT = re.compile(
    r"性别|年龄|周岁|民族|籍贯|国籍|户籍(?:所在地|地|性质)?|户口(?:所在地|性质)?|生源地?|出生(?:年月日?|日期|时间|地)|婚(?:姻|育)(?:状况|情况)?|婚否"
    r"|政治面貌|健康状况|身体状况|身高|体重|学历|毕业(?:院校|学校|时间|年份)"
)
_CONTACT = re.compile(r"电话|手机|微信|邮箱|联系|备注")
_LIMITS = re.compile(r"[限仅只须需勿]|要求|优先|不(?:招|收|得|予|接受|考虑)")
_LONGEST_LIMIT = 40  # code points
_ASKS = re.compile(r"[限仅只须需应勿]|要求|优先|不|以[上下内]|或|均|皆|[-~—至到]")


class Persons(Struct, frozen=True):
    """Columns of a list of persons.

    Args:
        column: that of their names.
        traits: what names their traits, by column.
    """

    column: int
    traits: Mapping[int, Label]

    def named(self, cell: TableCell, row: Iterable[TableCell]) -> Label | None:
        """Return what names a trait of a person who is named in its row; nothing for what asks."""
        label = self.traits.get(cell.column)
        if label is None or _ASKS.search(cell.text):
            return None
        return label if any(other.column == self.column and _NAME.fullmatch(other.name) for other in row) else None


def limits(value: str) -> bool:
    """Tell whether a short value beside such a name says what is wanted, as those who hire write it and no applicant."""
    return len(value) <= _LONGEST_LIMIT and _LIMITS.search(value) is not None


def named_as_column(cell: TableCell) -> Label:
    """Return what names the header of such a column, or a name that is answered at once."""
    return Label("列名", cell.location)


def persons_in(names: Mapping[int, str], labels: Mapping[int, Label], over: Mapping[int, str]) -> Persons | None:
    """Return the columns of a list of persons; nothing where no column names them, several do, or it names who is to be called.

    Args:
        names: what each column is called.
        labels: what names it.
        over: what stands over it in a header of several rows.
    """
    columns = [column for column, name in names.items() if _NAMES.fullmatch(name)]
    is_called = any(_CONTACT.search(over.get(column, "")) for column in columns)
    own = _told_of_bearer(names, columns[0]) if len(columns) == 1 and not is_called else []
    traits = {column: Label(f"本人{names[column]}", labels[column].location) for column in own if _TRAIT.fullmatch(names[column])}
    return Persons(columns[0], traits) if own else None


def _told_of_bearer(names: Mapping[int, str], bearer: int) -> list[int]:
    """Return the columns behind a name that tell of its bearer; none where it only says whom to call about a post."""
    behind = [column for column in sorted(names) if column > bearer]
    if behind and _CONTACT.search(names[behind[0]]):
        behind = list(takewhile(lambda column: rank_of(names[column]) != 0, behind))
    return [column for column in behind if not _CONTACT.search(names[column])]
