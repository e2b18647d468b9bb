"""Cost against the length of one document, the number of rules, and the number of ads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain, count, cycle, islice, takewhile
from pathlib import Path
from time import process_time
from typing import TypeVar

import regex

from auditor.config import Config
from auditor.engine import Auditor
from benchmarks.ads import read_texts
from benchmarks.contestants.one_by_one import each
from benchmarks.frozen import frozen_patterns
from benchmarks.growth import Step, exponent, steps
from benchmarks.tables import Table

T = TypeVar("T")

LENGTHS = (1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000)
_SHARES = (0.05, 0.1, 0.25, 0.5, 1.0)
_FEWEST = 250  # ads
_RULES_ON = 500  # ads
_WARMING = 200  # ads


def by_length(ads: Path, most: float) -> Table:
    """Audit one document that is as long as ever more ads one below the other."""
    auditor = Auditor()
    _warm_up(ads)
    taken = list(steps(LENGTHS, lambda size: _one(auditor, long_text(ads, size)), most))
    return _growth("Length of one document", "characters", taken, most)


def by_ads(ads: Path, most: float) -> Table:
    """Audit ever more ads with one auditor, each number anew."""
    _warm_up(ads)
    texts = list(read_texts(ads))
    doubled = (_FEWEST << power for power in count())
    sizes = [*takewhile(lambda size: size < len(texts), doubled), len(texts)]
    return _growth("Number of ads", "ads", list(steps(sizes, lambda size: _all(Auditor(), texts[:size]), most)), most)


def by_rules(ads: Path, _: float) -> Table:
    """Audit with more and more of the rules, and run as large a share of the frozen list, over the same ads."""
    _warm_up(ads)
    texts = list(islice(read_texts(ads), _RULES_ON))
    rules = [rule.id for rule in Auditor().rules]
    patterns = [regex.compile(pattern) for pattern in frozen_patterns()]
    rows = []
    for share in _SHARES:
        some, few = _spread(rules, share), _spread(patterns, share)
        ours = _seconds(_all(Auditor(Config(select=tuple(some))), texts))
        base = _seconds(partial(each(few), texts))
        rows.append((f"{len(some)}", f"{ours / len(texts) * 1e6:,.0f}", f"{len(few)}", f"{base / len(texts) * 1e6:,.0f}"))
    note = "each step takes rules and patterns evenly spread over all; rules are of all sizes, and a part of the cost is paid for any rule"
    return Table("Number of rules", ("rules", "µs of CPU for an ad", "frozen patterns, one by one", "µs for an ad"), tuple(rows), (note,))


def _warm_up(ads: Path) -> None:
    """Have made what a process makes only once, when it is first needed; what clauses say is remembered by each auditor for itself."""
    _all(Auditor(), list(islice(read_texts(ads), _WARMING)))()


def long_text(ads: Path, size: int) -> str:
    """Return that many characters of ads, one below the other, and again from the first when there are no more."""
    texts = list(read_texts(ads))
    return "".join(islice(chain.from_iterable(f"{text}\n" for text in cycle(texts)), size))


def _growth(title: str, unit: str, taken: list[Step], most: float) -> Table:
    rows = tuple((f"{step.size:,}", f"{step.seconds:,.2f}", f"{step.each / 1000:,.2f}") for step in taken)
    notes = (
        f"over the last steps cost grows with the power {exponent(taken):.2f} of the size; 1 is linear",
        f"a step that takes more than {most:g} s is the last",
    )
    return Table(title, (unit, "CPU seconds", "µs for each"), rows, notes)


def _one(auditor: Auditor, text: str) -> Callable[[], object]:
    return partial(auditor.audit_text, text)


def _all(auditor: Auditor, texts: list[str]) -> Callable[[], object]:
    return lambda: [len(auditor.audit_text(text).findings) for text in texts]


def _seconds(work: Callable[[], object]) -> float:
    start = process_time()
    work()
    return process_time() - start


def _spread(things: Sequence[T], share: float) -> list[T]:
    """Return a share of things, evenly spread over all."""
    wanted = max(1, round(len(things) * share))
    return [things[number * len(things) // wanted] for number in range(wanted)]
