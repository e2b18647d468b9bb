"""The ads that are measured: given ones, or ads put together from invented texts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from benchmarks.invented import invented_ads

DEFAULT_COUNT = 2_000
SEED = 5


def ad_texts(given: Path | None, count: int | None) -> Iterator[str]:
    """Yield the texts of given ads, or of invented ones.

    Args:
        given: JSONL with the field ``text``.
        count: most ads, of a file evenly spread over it; all of a file, ``DEFAULT_COUNT`` invented ones by default.
    """
    if given is None:
        return islice(invented_ads(SEED), DEFAULT_COUNT if count is None else count)
    return read_texts(given) if count is None else _spread(given, count)


def _spread(path: Path, count: int) -> Iterator[str]:
    total = sum(1 for _ in read_texts(path))
    wanted = {number * total // count for number in range(count)} if count < total else range(total)
    return (text for number, text in enumerate(read_texts(path)) if number in wanted)


def read_texts(path: Path) -> Iterator[str]:
    """Yield the texts of a JSONL file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]


def write_ads(texts: Iterable[str], path: Path) -> None:
    """Write texts as JSONL that holds nothing else, so that every contestant reads the same."""
    with path.open("w", encoding="utf-8", newline="\n") as out:
        for number, text in enumerate(texts):
            out.write(json.dumps({"id": f"ad-{number}", "text": text}, ensure_ascii=False) + "\n")
