"""Audit ads in every format and say how many give the findings of their text: `python corpora/compare_formats.py [--count 40]`."""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from pathlib import Path

from formats import ADS, FORMATS, SEEN, leaflets

from auditor import Auditor, Config, Report
from auditor.batch.run import audit_paths


def found(report: Report) -> Counter[tuple[str, str]]:
    """Ground and words of every finding, without white space: a line break is none of the words."""
    return Counter((finding.rule.ground.value, "".join(finding.text.split())) for finding in report.findings)


def compare(auditor: Auditor, name: str, count: int, folder: Path) -> tuple[int, int, list[str]]:
    """Number of findings expected and of those met, and a line for each ad that differs."""
    suffix, render = FORMATS[name]
    expected_in_all = met_in_all = 0
    differences = []
    for ad in leaflets(name, count):
        path = folder / f"{ad['id']}{suffix}"
        path.write_bytes(render(ad["text"]))
        text = folder / f"{ad['id']}.text.txt"
        text.write_text(ad["text"], encoding="utf-8")
        expected, met = found(audit_paths(auditor, [str(text)])), found(audit_paths(auditor, [str(path)]))
        expected_in_all += max(expected.total(), met.total())
        met_in_all += (expected & met).total()
        if expected != met:
            differences.append(f"  {name} {ad['id']}: lost {dict(expected - met)}, new {dict(met - expected)}")
    return expected_in_all, met_in_all, differences


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--formats", default=",".join(FORMATS))
    options = parser.parse_args()
    auditor = Auditor(Config(as_of="2026-11-24"))
    print(f"{options.count} ads of {ADS.parent.name}/{ADS.name}\n\n| format | same findings |\n| --- | --- |")
    lines: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for name in options.formats.split(","):
            expected, met, differences = compare(auditor, name, options.count, Path(folder))
            print(
                f"| {name}{' (read off the picture)' if name in SEEN else ''} | {met}/{expected} = {met / max(expected, 1):.1%} |",
                flush=True,
            )
            lines += differences
    print("\n".join(lines))


if __name__ == "__main__":
    main()
