"""Find out what is known of an ad beside its text: by the usual names of fields and columns, or by those the user gives."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache, reduce
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from auditor.model.about import NOTHING_ABOUT, About, AdCount
from auditor.model.document import Document, Segment, part_of_group
from auditor.model.finding import Finding
from auditor.model.packed import Cells
from auditor.model.report import DocumentResult

_Slot: TypeAlias = tuple[str, int]
_Values: TypeAlias = Mapping[str, tuple[int, str]]

_USUAL = {
    "employer": """
        公司名称 企业名称 单位名称 招聘单位 用人单位 招聘企业 招聘公司 招录机关 招考单位 招录单位 用工单位 招聘单位名称 用人单位名称
        招聘主体 招聘机构 机构名称 发布企业 公司全称 企业全称 雇主 公司 企业 单位 companyname employername enterprisename corpname
        companyfullname hiringorganizationname hiringorganization company employer enterprise organization organisation corp
        主管部门 招录部门 部门名称
        """,
    "city": """
        城市 工作城市 所在城市 城市名称 工作地点 工作地 工作地区 上班地点 工作区域 工作地址 所在地区 所在地 地区 区域 地点
        city cityname jobcity workcity addresslocality joblocation worklocation workplace location region area
        """,
    "date": """
        发布日期 发布时间 发布于 刊登日期 发布 创建时间 创建日期 更新日期 更新时间 刷新时间 日期
        dateposted publishdate publishtime publishedat published pubdate pubtime postdate postedat posted releasedate
        createdat createtime createdate updatedat updatetime updatedate date
        """,
    "url": "职位链接 招聘链接 原文链接 岗位链接 来源链接 详情链接 详情页 链接 网址 joburl detailurl sourceurl joblink url link href",
    "source": """
        来源 来源网站 数据来源 信息来源 来源平台 招聘平台 发布平台 招聘网站 发布渠道 招聘渠道 平台 网站 渠道
        source sourcename platform website site channel
        """,
}
USUAL_NAMES: Mapping[str, tuple[str, ...]] = {part: tuple(names.split()) for part, names in _USUAL.items()}
"""Names of fields, without spaces, marks and case, that hold each part of ``About``; of several the first listed counts."""

_MARKS = re.compile(r"[(（][^()（）]*[)）]|[\s:：*_\-]")
_LONGEST = {"employer": 80, "city": 80, "date": 40, "url": 500, "source": 80}  # code points
_REMEMBERED = 4_096  # names of fields; what is known of ads


class Known(Struct, frozen=True):
    """What is known of the ads of a document.

    Args:
        about: of the document itself, or of the record that it is.
        groups: of each post that a table of it names, by group.
    """

    about: About = NOTHING_ABOUT
    groups: Mapping[str, About] | None = None

    @property
    def ads(self) -> tuple[AdCount, ...]:
        """How many posts each is known of; empty for a document that is one ad."""
        if not self.groups:
            return ()
        abouts = {id(about): about for about in self.groups.values()}  # equal ones are mostly one object, which is sooner told
        counts: Counter[About] = Counter()
        for key, count in Counter(map(id, self.groups.values())).items():
            about = abouts[key]
            counts[replace(about, url="") if about.url else about] += count
        return tuple(AdCount(about, count) for about, count in counts.items())

    def tell(self, result: DocumentResult) -> DocumentResult:
        """Return a result with what is known of the document, for one that was made from another document with the same text."""
        return replace(result, about=self.about, ads=self.ads, findings=tuple(map(self.told, result.findings)))

    def told(self, finding: Finding) -> Finding:
        """Return a finding with what is known of its ad."""
        about = self.groups.get(finding.segment.group, self.about) if self.groups else self.about
        if about == finding.about:
            return finding
        return Finding(finding.ruling, finding.segment, finding.evidence, finding.circumstances, about)  # sooner than replaced


class AboutReader:
    """Reads what is known of ads.

    Args:
        asked: part of ``About`` to the field that holds it, in place of the usual names.
    """

    def __init__(self, asked: Mapping[str, str]) -> None:
        self._slots = _Slots(asked)

    def read(self, document: Document) -> Known:
        """Return what is known of a document and of the posts that its tables name."""
        found = self.gather()
        found.add(document)
        return found.known

    def gather(self) -> Found:
        """Return what looks at a document stretch by stretch."""
        return Found(self._slots)


class Found:
    """What is found of one document so far; a large one is added stretch by stretch.

    Args:
        slots: what names of fields mean.
    """

    __slots__ = ("_groups", "_posts", "_slots")

    def __init__(self, slots: _Slots) -> None:
        self._slots = slots
        self._groups: dict[str, _Values] = {}
        self._posts: dict[str, None] = {}

    def add(self, segments: Iterable[Segment]) -> None:
        """Look at further segments."""
        slots = self._slots
        for segment in segments:
            if segment.group and segment.post:
                self._posts[segment.group] = None
            label = segment.label
            if label and (slot := slots[segment.field or label.text]) and (line := _line(slot, segment.text)):
                self._merge((segment.group, *segment.also), _value(slot, line))

    def add_cells(self, cells: Cells) -> None:
        """Look at further cells of a sheet."""
        self._posts.update((group, None) for group, post, _ in cells.subjects if group and post)
        slots = [None, *(self._slots[text] for text, *_ in cells.labels)]
        told = ((field, slot, _line(slot, text)) for field, (label, text) in enumerate(cells.words) if (slot := slots[label]))
        holding = {field: _value(slot, line) for field, slot, line in told if line}
        of_subject: dict[int, list[int]] = defaultdict(list)
        for cell in cells.holding(holding):
            of_subject[cells.told[cell]].append(cells.fields[cell])
        values = {fields: reduce(_better, map(holding.__getitem__, fields)) for fields in set(map(tuple, of_subject.values()))}
        for subject, fields in of_subject.items():
            group, _, also = cells.subjects[subject]
            self._merge((group, *also), values[tuple(fields)])

    def _merge(self, groups: Iterable[str], values: _Values) -> None:
        """Keep what is told of some groups; most have nothing yet, and one object does for all that are told the same."""
        for group in groups:
            before = self._groups.get(group)
            self._groups[group] = _better(before, values) if before else values

    @property
    def known(self) -> Known:
        """What is known of the document, and of each post by what is said of it, of its part of the document, and of all."""
        found = self._groups
        if not self._posts:
            return Known(_about(_united(found.values()))) if found else _NOTHING
        common = found.get("", _NO_VALUES)
        return Known(_about(common), dict(zip(self._posts, self._of_posts(common), strict=True)))

    def _of_posts(self, common: _Values) -> Iterator[About]:
        """Yield what is known of each post; most are told the same as others, by the same objects."""
        abouts: dict[tuple[int, int], About] = {}
        find = self._groups.get
        for group in self._posts:
            own, part = find(group, _NO_VALUES), find(part_of_group(group), _NO_VALUES)
            key = id(own), id(part)
            if key not in abouts:
                abouts[key] = _about(_united((own, part, common)))
            yield abouts[key]


class _Slots(dict[str, _Slot | None]):
    """Which part of ``About`` a field holds, and how well its name says so; each name is looked at once."""

    def __init__(self, asked: Mapping[str, str]) -> None:
        super().__init__()
        self._asked = {name: part for part, name in asked.items()}
        usual = ((part, names) for part, names in USUAL_NAMES.items() if part not in asked)
        self._usual = {name: (part, rank) for part, names in usual for rank, name in enumerate(names)}

    def __missing__(self, path: str) -> _Slot | None:
        if len(self) >= _REMEMBERED:  # lists give each item a path of its own
            self.clear()
        self[path] = slot = self._find(path)
        return slot

    def _find(self, path: str) -> _Slot | None:
        words = [word for word in path.split(".") if not word.isdigit()]
        for name in (path, *words[-1:]):
            if name in self._asked:
                return self._asked[name], -1
        plain = [_MARKS.sub("", word).lower() for word in words[-2:]]
        return self._usual.get("".join(plain[-1:])) or self._usual.get("".join(plain))


_NOTHING = Known()
_NO_VALUES: _Values = {}


def _line(slot: _Slot, text: str) -> str:
    """Return what a field says in one line, not longer than its kind may be."""
    line, longest = " ".join(text.split()), _LONGEST[slot[0]]
    return line if len(line) <= longest else f"{line[:longest]}…"


def _value(slot: _Slot, line: str) -> _Values:
    part, rank = slot
    return {part: (rank, line)}


def _better(values: _Values, others: _Values) -> _Values:
    """Return values with those of others that no better named field, and none before, has."""
    return {**values, **{part: value for part, value in others.items() if part not in values or value[0] < values[part][0]}}


def _united(layers: Iterable[_Values]) -> _Values:
    """Return all that is known; the first layer that says a thing counts."""
    first, *others = layers
    for values in filter(None, others):
        first = {**values, **first}
    return first


def _about(values: _Values) -> About:
    return _about_of(*values.items()) if values else NOTHING_ABOUT


@lru_cache(maxsize=_REMEMBERED)
def _about_of(*values: tuple[str, tuple[int, str]]) -> About:
    return About(**{part: line for part, (_, line) in values})
