"""How cost grows with size: what is linear costs the same for each unit, however many there are."""

from __future__ import annotations

import gc
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from time import process_time

SUSPICIOUS = 1.25
"""An exponent above it is no noise any more: 1 is linear, 2 quadratic."""
_LEAST = 0.02  # CPU seconds below which a step says nothing of growth

_LAST = 4  # steps that tell of growth


@dataclass(frozen=True, slots=True)
class Step:
    """What one size cost, in CPU seconds."""

    size: int
    seconds: float

    @property
    def each(self) -> float:
        """Nanoseconds for each unit."""
        return self.seconds / self.size * 1e9


def steps(sizes: Iterable[int], work: Callable[[int], Callable[[], object]], most: float) -> Iterator[Step]:
    """Measure rising sizes until one takes longer than ``most`` seconds.

    Args:
        sizes: rising.
        work: prepares the work of a size, outside the time.
        most: seconds.
    """
    for size in sizes:
        step = Step(size, _seconds(work(size)))
        yield step
        if step.seconds > most:
            return


def _seconds(run: Callable[[], object]) -> float:
    """Return the CPU seconds of some work; what lay in memory before is not looked through for garbage meanwhile."""
    gc.collect()
    gc.freeze()
    start = process_time()
    run()
    taken = process_time() - start
    gc.unfreeze()
    return taken


def exponent(taken: Sequence[Step]) -> float:
    """Return the power of the size with which cost grows: the median over the last steps, of which one may have stumbled.

    It is 1 where all steps are too quick to tell.
    """
    told = [step for step in taken if step.seconds >= _LEAST][-_LAST:]
    powers = [math.log(later.seconds / step.seconds) / math.log(later.size / step.size) for step, later in pairwise(told)]
    return median(powers) if powers else 1.0


def is_suspicious(taken: Sequence[Step]) -> bool:
    """Tell whether cost grows faster than size."""
    return exponent(taken) > SUSPICIOUS
