"""Writes tables into a Markdown file, each kind into a block of its own, so that one can be measured again without the others."""

from __future__ import annotations

import datetime
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import psutil
import regex

from auditor.engine import Auditor
from benchmarks.tables import Table

_HEAD = """# Results

How to read and to repeat them stands in [README.md](README.md). Tables over given ads were measured with ads that are not part of this
project; any JSON Lines with the field `text` will do.
"""
_PACKAGES = ("spacy", "regex", "ahocorasick-rs", "google-re2", "presidio-analyzer")


def write_results(path: Path, name: str, table: Table, command: str) -> None:
    """Put a table, with command, machine and day, in the place of what the block of that name held; a new block goes to the end."""
    put_block(path, name, f"{table.markdown()}\n\n`{command}`. {where_and_when()}")


def put_block(path: Path, name: str, content: str) -> None:
    """Put text between the marks of a block."""
    block = f"<!-- {name} begin -->\n{content}\n<!-- {name} end -->\n"
    whole = path.read_text(encoding="utf-8") if path.exists() else _HEAD
    old = regex.compile(rf"<!-- {regex.escape(name)} begin -->\n.*?<!-- {regex.escape(name)} end -->\n", regex.DOTALL)
    new = old.sub(lambda _: block, whole, 1) if old.search(whole) else f"{whole.rstrip()}\n\n{block}"
    path.write_text(new, encoding="utf-8", newline="\n")


def where_and_when() -> str:
    """Return day, machine and versions in a line."""
    header = Auditor().header
    parts = (
        datetime.date.today().isoformat(),
        f"{_processor()}, {psutil.cpu_count()} cores, {psutil.virtual_memory().total / (1 << 30):.0f} GiB",
        f"{platform.system()}, Python {platform.python_version()}",
        f"clause-auditor {header.tool_version}, rules {header.pack_digest[:12]}",
        ", ".join(f"{package} {found}" for package in _PACKAGES if (found := _version(package))),
    )
    return f"Measured: {'; '.join(parts)}."


def _processor() -> str:
    info = Path("/proc/cpuinfo")  # elsewhere platform knows it
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.processor())


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
