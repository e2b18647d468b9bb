"""Counts over what reports tell: how many ads, how many with findings, by what the findings are and whose the ads are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct, field

from auditor.model.about import About, AdCount
from auditor.model.report import Status
from auditor.summary.city import city_of
from auditor.summary.day import month_of
from auditor.summary.interval import Share, share
from auditor.summary.told import Audited, Entry

MOST_VALUES = 250_000
"""Distinct values that are counted of each dimension, about 70 MB; what comes after them is counted together."""
MOST_PAIRS = 1_000_000
"""Distinct wordings of employers that are told apart, about 100 MB."""
UNKNOWN = ""
OTHERS = "\0others"


class Dimension(StrEnum):
    """What ads and findings are counted by: what findings say, then whose the ads are."""

    GROUND = "ground"
    SEVERITY = "severity"
    RULE = "rule"
    EMPLOYER = "employer"
    CITY = "city"
    MONTH = "month"
    SOURCE = "source"

    @property
    def is_of_ads(self) -> bool:
        """Whether it parts all ads, and not only those with findings."""
        return self in _OF_ADS


_OF_FINDINGS: Mapping[Dimension, Callable[[Entry], str]] = {
    Dimension.GROUND: lambda entry: entry.ground,
    Dimension.SEVERITY: lambda entry: entry.severity,
    Dimension.RULE: lambda entry: f"{entry.rule} {entry.title}",
}
_OF_ADS: Mapping[Dimension, Callable[[About, str], str]] = {
    Dimension.EMPLOYER: lambda about, _: about.employer.replace("（", "(").replace("）", ")"),
    Dimension.CITY: lambda about, _: city_of(about.city),
    Dimension.MONTH: lambda about, _: month_of(about.date),
    Dimension.SOURCE: lambda about, file: about.source or file,
}


class Count(Struct):
    """Running counts of one value."""

    ads: int = 0
    flagged: int = 0
    findings: int = 0
    wordings: int = 0
    distinct: int = 0


class Row(Struct, frozen=True):
    """What was counted of one value.

    Args:
        ads: ads that were audited; for what findings say, of all values together.
        flagged: ads with findings.
        findings: their number.
        wordings: distinct pairs of rule and underlined words among them; counted for employers.
        distinct: ads with findings, those that are nearly the same counted once; as ``flagged`` where duplicates are not known.
        share: of ads with findings.
    """

    value: str
    ads: int
    flagged: int
    findings: int
    wordings: int
    distinct: int
    share: Share | None


class Counts(Struct):
    """Fills while reports stream past; memory grows with the number of distinct values, up to a limit, not with that of ads.

    A document is one ad, but for one whose tables name posts: each is an ad, and a finding that stands outside of them makes the
    text around them one more. What could not be read is no audited ad.
    """

    documents: int = 0
    failed: int = 0
    partial: int = 0
    total: Count = field(default_factory=Count)
    tables: dict[Dimension, dict[str, Count]] = field(default_factory=lambda: {dimension: {} for dimension in Dimension})
    most_values: int = MOST_VALUES
    _seen: set[int] = field(default_factory=set)

    def add(self, document: Audited, group: int | None = None) -> None:
        """Count one more document.

        Args:
            document: what a report tells of it.
            group: number of the group of ads that are nearly the same; None where it is in none.
        """
        self.documents += 1
        self.partial += document.status is Status.PARTIAL
        if document.status is Status.FAILED:
            self.failed += 1
            return
        for ads in document.ads or (AdCount(document.about, 1),):
            self._add_ads(ads.about, document.source, ads.count)
        if document.entries:
            self._add_flagged(document, group)

    def rows(self, dimension: Dimension, top: int | None = None) -> Iterator[Row]:
        """Yield what was counted by a dimension: months in order, else those with most ads with findings first.

        Args:
            dimension: what to count by.
            top: most rows; None for all.
        """
        order = _by_value if dimension is Dimension.MONTH else _by_repetition
        for value, count in sorted(self.tables[dimension].items(), key=order)[:top]:
            yield self._row(dimension, value, count)

    @property
    def all_rows(self) -> Row:
        """What was counted of everything."""
        return self._row(Dimension.EMPLOYER, "", self.total)

    def known(self, dimension: Dimension) -> bool:
        """Tell whether anything was counted by a dimension but what is not known."""
        return any(value != UNKNOWN for value in self.tables[dimension])

    def _row(self, dimension: Dimension, value: str, count: Count) -> Row:
        ads = count.ads if dimension.is_of_ads else self.total.ads
        return Row(value, ads, count.flagged, count.findings, count.wordings, count.distinct, share(count.flagged, ads))

    def _add_ads(self, about: About, file: str, number: int) -> None:
        self.total.ads += number
        for dimension, value_of in _OF_ADS.items():
            self._count(dimension, value_of(about, file)).ads += number

    def _add_flagged(self, document: Audited, group: int | None) -> None:
        for post, entries in _by_post(document).items():
            about = entries[0].about if document.ads else document.about
            if document.ads and not post:
                self._add_ads(about, document.source, 1)
            self._tell(self.total, entries, "", group)
            for dimension, value_of in _OF_ADS.items():
                value = value_of(about, document.source)
                self._tell(self._count(dimension, value), entries, f"{dimension} {value}", group)
            for dimension, says in _OF_FINDINGS.items():
                for value, some in _parted(entries, says).items():
                    self._tell(self._count(dimension, value), some, f"{dimension} {value}", group)

    def _tell(self, count: Count, entries: Sequence[Entry], name: str, group: int | None) -> None:
        """Add the findings of one ad to a count, whose name tells it from others."""
        count.flagged += 1
        count.findings += len(entries)
        count.distinct += group is None or self._is_new((name, group))
        if name.startswith(Dimension.EMPLOYER):
            count.wordings += sum(self._is_new((name, entry.rule, entry.text)) for entry in entries)

    def _is_new(self, told: tuple[str | int, ...]) -> bool:
        """Tell whether something was not seen before; with too many to remember, all are taken for seen."""
        key = hash(told)
        if key in self._seen or len(self._seen) >= MOST_PAIRS:
            return False
        self._seen.add(key)
        return True

    def _count(self, dimension: Dimension, value: str) -> Count:
        table = self.tables[dimension]
        count = table.get(value)
        if count is None:
            if len(table) >= self.most_values:
                value = OTHERS
            count = table.setdefault(value, Count())
        return count


def _by_post(document: Audited) -> dict[str, list[Entry]]:
    """Return the findings by the post of a table that they are about; those of none, and all of a document that is one ad, under ""."""
    posts: dict[str, list[Entry]] = {}
    for entry in document.entries:
        posts.setdefault(entry.group if document.ads and entry.post else "", []).append(entry)
    return posts


def _parted(entries: Iterable[Entry], says: Callable[[Entry], str]) -> dict[str, list[Entry]]:
    parts: dict[str, list[Entry]] = {}
    for entry in entries:
        parts.setdefault(says(entry), []).append(entry)
    return parts


def _by_value(counted: tuple[str, Count]) -> tuple[bool, str]:
    return counted[0] == UNKNOWN, counted[0]


def _by_repetition(counted: tuple[str, Count]) -> tuple[bool, int, int, int, str]:
    """Order by ads with findings, then distinct wordings; what is not known, and what was counted together, stands last."""
    value, count = counted
    return value in {UNKNOWN, OTHERS}, -count.flagged, -count.wordings, -count.ads, value
