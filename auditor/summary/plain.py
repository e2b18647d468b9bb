"""A summary as plain data, and as the rows of one table; the shape of the first is fixed by ``summary.schema.json``."""

from __future__ import annotations

from typing import Any

from auditor.model.wording import Language
from auditor.report.words import CAUTION
from auditor.summary.counts import OTHERS, UNKNOWN, Row
from auditor.summary.interval import LEVEL
from auditor.summary.summary import Summary
from auditor.summary.words import name_of

SCHEMA_VERSION = "1.0"


def plain_summary(summary: Summary, language: Language) -> dict[str, Any]:
    """Return a summary; ``value`` is null for what is not known, and for all values beyond the most that are counted."""
    counts = summary.counts
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": "clause-auditor",
        "caution": CAUTION.get(language),
        "interval": {"method": "wilson", "level": LEVEL},
        "documents": {"all": counts.documents, "failed": counts.failed, "partial": counts.partial},
        "total": _numbers(counts.all_rows, summary.grouped),
        "by": {
            dimension.value: [
                {"value": _value(row), "name": name_of(dimension, row.value, language), **_numbers(row, summary.grouped)} for row in rows
            ]
            for dimension, rows in summary.tables()
        },
        "damaged": list(summary.damaged),
    }


def _value(row: Row) -> str | None:
    return None if row.value in {UNKNOWN, OTHERS} else row.value


def _numbers(row: Row, grouped: bool) -> dict[str, Any]:
    return {
        "ads": row.ads,
        "with_findings": row.flagged,
        "distinct": row.distinct if grouped else None,
        "share": _rounded(row.share.share) if row.share else None,
        "low": _rounded(row.share.low) if row.share else None,
        "high": _rounded(row.share.high) if row.share else None,
        "findings": row.findings,
        "wordings": row.wordings or None,
    }


def _rounded(share: float) -> float:
    return round(share, 6)
