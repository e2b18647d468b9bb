"""What summaries and ledgers say, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.model.grounds import Ground, Severity
from auditor.model.wording import Language, Wording
from auditor.report.words import GROUNDS, SEVERITIES
from auditor.summary.counts import OTHERS, UNKNOWN, Dimension

DIMENSIONS: Mapping[Dimension, Wording] = {
    Dimension.GROUND: Wording("事由", "ground"),
    Dimension.SEVERITY: Wording("程度", "severity"),
    Dimension.RULE: Wording("规则", "rule"),
    Dimension.EMPLOYER: Wording("用人单位", "employer"),
    Dimension.CITY: Wording("城市", "city"),
    Dimension.MONTH: Wording("月份", "month"),
    Dimension.SOURCE: Wording("来源", "source"),
}
ADS = Wording("广告数", "ads")
FLAGGED = Wording("有发现", "with findings")
SHARE = Wording("占比", "share")
LOW = Wording("下限", "low")
HIGH = Wording("上限", "high")
FINDINGS = Wording("处数", "findings")
WORDINGS = Wording("不同写法", "wordings")
DISTINCT = Wording("去重后", "distinct")
INTERVAL = Wording("95%区间", "95%")

_UNKNOWN = Wording("（未知）", "(not known)")
_OTHERS = Wording("（其余）", "(all others)")
_NAMES: Mapping[Dimension, Mapping[str, Wording]] = {
    Dimension.GROUND: {ground.value: GROUNDS[ground] for ground in Ground},
    Dimension.SEVERITY: {severity.value: SEVERITIES[severity] for severity in Severity},
}


def name_of(dimension: Dimension, value: str, language: Language) -> str:
    """Return how a value is called: a ground or severity in the language asked for, anything else as it is written."""
    if value == UNKNOWN:
        return _UNKNOWN.get(language)
    if value == OTHERS:
        return _OTHERS.get(language)
    name = _NAMES.get(dimension, {}).get(value)
    return name.get(language) if name else value


def percent(share: float) -> str:
    """Return a share with one decimal."""
    return f"{share:.1%}"
