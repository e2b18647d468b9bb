"""Print the composition of the corpora as the table that `README.md` quotes."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

CORPORA = Path(__file__).parent
DEV = CORPORA / "dev" / "ads.jsonl"
CLEAN = CORPORA / "clean" / "near-misses.jsonl"
GROUNDS = (
    "hukou",
    "region",
    "gender",
    "marital",
    "age",
    "political",
    "graduate_status",
    "education_pedigree",
    "ethnicity",
    "religion",
    "nationality",
    "health",
    "disability",
    "appearance",
    "criminal_record",
    "superstition",
    "family_background",
    "employment_identity",
    "other_identity",
)

Record = dict[str, Any]


def read_records(path: Path) -> list[Record]:
    """The records of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def count_grounds(records: list[Record], field: str) -> Counter[str]:
    """Spans of one field (`labels` or `optional`) by ground."""
    return Counter(span["ground"] for record in records for span in record[field])


def texts_table(sets: dict[str, list[Record]]) -> str:
    rows = [texts_row(name, records) for name, records in sets.items()]
    head = "| set | texts | ads | position rows | English | several lines | texts without label |"
    return "\n".join([head, "| --- | --- | --- | --- | --- | --- | --- |", *rows])


def texts_row(name: str, records: list[Record]) -> str:
    kinds = Counter(record["kind"] for record in records)
    unlabelled = sum(not record["labels"] for record in records)
    english = sum(not any("一" <= char <= "鿿" for char in record["text"]) for record in records)
    lines = sum("\n" in record["text"] for record in records)
    return f"| {name} | {len(records)} | {kinds['ad']} | {kinds['position']} | {english} | {lines} | {unlabelled} |"


def grounds_table(records: list[Record]) -> str:
    labels, optional = count_grounds(records, "labels"), count_grounds(records, "optional")
    rows = [f"| `{ground}` | {labels[ground]} | {optional[ground]} |" for ground in GROUNDS]
    total = f"| all | {labels.total()} | {optional.total()} |"
    return "\n".join(["| ground | labels | optional |", "| --- | --- | --- |", *rows, total])


def describe() -> str:
    """Both tables: texts by set, spans of the development set by ground."""
    dev, clean = read_records(DEV), read_records(CLEAN)
    return texts_table({"`dev`": dev, "`clean`": clean}) + "\n\n" + grounds_table(dev)


def main() -> int:
    sys.stdout.write(describe() + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
