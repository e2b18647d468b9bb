"""Read many damaged files of one kind, and tell which of them led to anything but documents and errors that name the file."""

from __future__ import annotations

import argparse
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random

from damage import damaged
from seeds import seeds_of

from auditor.errors import ExtractError, ReaderBugError
from auditor.extract.nesting import read
from auditor.extract.source import MEBIBYTE, OCR, ReadOptions, Source
from auditor.extract.worker.process import Process
from auditor.model.document import Document

_FOUND = Path(__file__).parent / "found"


class Readers:
    """Read any source in a process for its depth, plain text too; replace those that ended."""

    def __init__(self) -> None:
        self._processes: dict[int, Process] = {}

    def __call__(self, source: Source, options: ReadOptions) -> Iterator[Document | Source]:
        """Read one level."""
        process = self._processes.get(source.depth)
        if process is None or process.ended:
            process = self._processes[source.depth] = Process()
        yield from process.extract(source, options)


def verdict(items: Iterator[Document | ExtractError]) -> tuple[str, str]:
    """Return what a file led to in one word, and what was wrong where it is a fault of the program."""
    word = "read"
    for item in items:
        if isinstance(item, ReaderBugError):
            return "bug", f"{item.reason.en.removeprefix('a bug in auditor: ')}\n{_last_lines(item.trace)}"
        if isinstance(item, ExtractError):
            for fault, start in (("crash", "the reader "), ("hang", "took longer"), ("memory", "needed more")):
                if item.reason.en.startswith(start):
                    return fault, item.reason.en
            word = "refused"
    return word, ""


def _last_lines(trace: str) -> str:
    """Return the last line of ours in a traceback."""
    ours = [line.strip() for line in trace.splitlines() if "/auditor/" in line and "worker" not in line]
    return ours[-1] if ours else trace.strip().splitlines()[-1]


def main() -> int:
    """Run and print a summary; the exit code tells whether there was a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kind", required=True, help="suffix without its dot")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--only", type=int, help="read only the file of this number")
    parser.add_argument("--seeds", type=Path, help="folder of more files to start from")
    parser.add_argument("--max-seconds", type=float, default=10)
    parser.add_argument("--max-memory", type=int, default=1024, help="MiB")
    parser.add_argument("--ocr", choices=OCR, default="never", help="read what is written on pictures, too, which is slow")
    options = parser.parse_args()
    seeds = seeds_of(options.kind, options.seeds)
    limits = ReadOptions(max_seconds=options.max_seconds, max_memory=options.max_memory * MEBIBYTE, ocr=options.ocr)
    words: Counter[str] = Counter()
    faults: dict[str, list[int]] = {}
    readers = Readers()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    start, slowest = time.monotonic(), (0.0, 0)
    with suppress(KeyboardInterrupt):  # a long run that is stopped tells how far it came
        for number in [options.only] if options.only is not None else range(options.count):
            data = damaged(seeds, Random(f"{options.kind} {options.seed} {number}"))
            begun = time.monotonic()
            word, fault = verdict(read(Source(f"fuzz.{options.kind}", data=data), limits, readers))
            slowest = max(slowest, (time.monotonic() - begun, number))
            words[word] += 1
            if fault:
                numbers = faults.setdefault(f"{word}: {fault}", [])
                numbers.append(number)
                if len(numbers) == 1:  # at once: a long run may be stopped
                    print(f"number {number}: {word}: {fault}", flush=True)
            if fault or options.only is not None:
                _FOUND.mkdir(exist_ok=True)
                (_FOUND / f"{options.seed}-{number}.{options.kind}").write_bytes(data)
    seconds = time.monotonic() - start
    counts = ", ".join(f"{count} {word}" for word, count in words.most_common())
    print(f"{options.kind}: {counts}; {seconds:.0f} s, the slowest {slowest[0]:.1f} s (number {slowest[1]})")
    for fault, numbers in faults.items():
        print(f"{len(numbers)} times, first by number {numbers[0]}: {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
