"""A summary as JSON; its shape is fixed by ``summary.schema.json``."""

from __future__ import annotations

import json
from typing import Any, TextIO

from auditor.model.own_notes import CAUTION
from auditor.model.wording import Language
from auditor.summary.counts import OTHERS, UNKNOWN, Row
from auditor.summary.interval import LEVEL
from auditor.summary.summary import Summary
from auditor.summary.words import name_of

SCHEMA_VERSION = "1.0"


def write_json(summary: Summary, stream: TextIO, language: Language) -> None:
    """Write a summary as one object, a row on a line: a table may have hundreds of thousands.

    ``value`` is null for what is not known, and for all values beyond the most that are counted.
    """
    head = {**plain_totals(summary, language), "damaged": [damage.get(language) for damage in summary.damaged]}
    stream.write(f'{json.dumps(head, ensure_ascii=False, indent=1)[:-2]},\n "by": {{')
    for number, (dimension, rows) in enumerate(summary.tables()):
        stream.write(f"{',' if number else ''}\n  {json.dumps(dimension.value)}: [")
        for place, row in enumerate(rows):
            plain = {"value": _value(row), "name": name_of(dimension, row.value, language), **_numbers(row, summary.grouped)}
            stream.write(f"{',' if place else ''}\n   {json.dumps(plain, ensure_ascii=False)}")
        stream.write("\n  ]")
    stream.write("\n }\n}\n")


def plain_totals(summary: Summary, language: Language) -> dict[str, Any]:
    """Return all of a summary but its tables."""
    counts = summary.counts
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": "clause-auditor",
        "caution": CAUTION.get(language),
        "interval": {"method": "wilson", "level": LEVEL},
        "documents": {"all": counts.documents, "failed": counts.failed, "partial": counts.partial},
        "total": _numbers(counts.all_rows, summary.grouped),
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
