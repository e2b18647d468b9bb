"""One turn of one contestant in a process of its own: ``python -m benchmarks.turn NAME ADS.jsonl`` prints what it took as JSON."""

from __future__ import annotations

import gc
import json
import sys
from pathlib import Path
from time import perf_counter, process_time

from benchmarks.ads import read_texts
from benchmarks.contestants.contestant import UnavailableError
from benchmarks.contestants.registry import contestant


def main(name: str, path: str) -> None:
    """Take a turn; nothing is remembered from another."""
    try:
        count = contestant(name)()
    except (ImportError, UnavailableError) as error:
        print(json.dumps({"skipped": str(error)}))
        return
    texts = list(read_texts(Path(path)))
    gc.collect()
    wall, cpu = perf_counter(), process_time()
    hits = count(texts)
    print(json.dumps({"cpu": process_time() - cpu, "wall": perf_counter() - wall, "hits": hits}))


if __name__ == "__main__":
    main(*sys.argv[1:])
