"""A summary: counts over some reports, what of it is shown, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from auditor.model.wording import Language, Wording
from auditor.summary.counts import Counts, Dimension, Row

_FAILED = Wording("，另有 {} 份文件或记录未能审核", "; could not be audited: {} documents")
_PARTIAL = Wording("，{} 份只审核了一部分", "; audited in part: {}")
_DISTINCT = Wording("，近似重复的只计一份则为 {} 份", " ({} if near-duplicates count once)")


class Summary(Struct):
    """What is written by the formats of a summary.

    Args:
        counts: what was counted.
        by: dimensions that are shown, in order; None for all that anything is known by.
        top: most rows of each; None for all.
        damaged: why reports could not be read to their end; what stood before is counted.
        grouped: whether ads that are nearly the same are known.
    """

    counts: Counts
    by: Sequence[Dimension] | None = None
    top: int | None = None
    damaged: list[Wording] = field(default_factory=list)
    grouped: bool = False

    def tables(self) -> Iterator[tuple[Dimension, Iterator[Row]]]:
        """Yield the rows of each dimension that is shown."""
        for dimension in Dimension if self.by is None else self.by:
            if self.by is not None or self.counts.known(dimension):
                yield dimension, self.counts.rows(dimension, self.top)

    def totals(self, language: Language) -> str:
        """Say in one line how many ads there are, and with what."""
        counts, total = self.counts, self.counts.all_rows
        zh = f"审核广告 {total.ads} 份，{total.flagged} 份有发现{self._share(total, language)}"
        en = f"Ads audited: {total.ads}, with findings: {total.flagged}{self._share(total, language)}"
        line = Wording(zh, en).get(language)
        if self.grouped:
            line += _DISTINCT.get(language).format(total.distinct)
        line += Wording(f"，共发现 {total.findings} 处", f"; findings: {total.findings}").get(language)
        if counts.failed:
            line += _FAILED.get(language).format(counts.failed)
        if counts.partial:
            line += _PARTIAL.get(language).format(counts.partial)
        return line + ("。" if language == "zh" else ".")

    @staticmethod
    def _share(row: Row, language: Language) -> str:
        if not row.share:
            return ""
        share, low, high = (f"{number:.1%}" for number in (row.share.share, row.share.low, row.share.high))
        return Wording(f"（{share}，95%区间 {low}–{high}）", f" ({share}, 95% interval {low}–{high})").get(language)
