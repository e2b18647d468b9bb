"""What the post is called that a row, a column or a form tells of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

_REMARK = re.compile(r"[(（][^()（）]*[)）]|[\s:：*]")
_WHO = r"(?:拟?招聘|招考|招录|拟聘|应聘|报考|报名|需求|用人|用工|空缺|引进|见习)?"
_TITLE = re.compile(_WHO + r"(?:岗位|职位|职务|工种|岗|学科)(?:名称)?|(?:job|position|post)(?:[ _]?(?:title|name))?|title", re.IGNORECASE)
_CODE = re.compile(_WHO + r"(?:岗位|职位|职务)(?:代码|编号|代号|编码|序号)|(?:job|position|post)[ _]?(?:code|id)", re.IGNORECASE)
_EMPLOYER = re.compile(
    r"(?:招聘|招考|招录|用人|主管|用工|聘用|具体|所属)?(?:单位|部门|机关|机构|公司|企业|科室|学校|社区|村居?|街道|乡镇|镇街|门店|院系|系部|用人司局)(?:名称)?"
    r"|company|department|employer",
    re.IGNORECASE,
)
_RANKS = (_TITLE, _CODE, _EMPLOYER)
NO_RANK = len(_RANKS)
_BARE_TITLE = "名称"
_LONGEST = 40  # code points


@lru_cache(maxsize=4_096)
def rank_of(name: str) -> int:
    """Return how well a field of this name says which post it is about: 0 its title, 1 its code, 2 who hires; ``NO_RANK`` not at all."""
    plain = _REMARK.sub("", name)
    return next((rank for rank, known in enumerate(_RANKS) if known.fullmatch(plain)), NO_RANK)


def naming_among(names: Mapping[int, str]) -> Mapping[int, int]:
    """Return which columns say which post a row is about, and how well; a bare 名称 beside a unit is that of the post.

    Args:
        names: of all columns.
    """
    ranks = {column: rank for column, name in names.items() if (rank := rank_of(name)) != NO_RANK}
    if set(ranks.values()) & {0, 2} == {2}:
        ranks.update((column, 0) for column, name in names.items() if "".join(name.split()) == _BARE_TITLE)
    return ranks


def post_named(named: Iterable[tuple[int, str]]) -> str:
    """Return what a post is called: its title with its code, else who hires.

    Args:
        named: rank and text of its fields.
    """
    best: dict[int, str] = {}
    for rank, text in named:
        if rank < NO_RANK and (line := " ".join(text.split())):
            best.setdefault(rank, line if len(line) <= _LONGEST else line[:_LONGEST] + "…")
    return " ".join(best[rank] for rank in (0, 1) if rank in best) or best.get(2, "")


def posts_of(names: Iterable[str]) -> str:
    """Return how several posts are called together."""
    distinct = list(dict.fromkeys(name for name in names if name))
    return "、".join(distinct[:_MOST_POSTS]) + ("…" if len(distinct) > _MOST_POSTS else "")


_MOST_POSTS = 5
