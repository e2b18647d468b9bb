"""What could not be read surely, told to a person: nothing is guessed and nothing silent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.extract.layout.lines import Line
from auditor.model.document import Failure

_NAMED = 5  # on one page
_REASON = "text that could not be read surely"
_TO_DO = "to be read by a person"


def unsure(name: str, page: int, lines: Sequence[Line]) -> Iterator[Failure]:
    """Yield a failure for each line, or one for a page with many."""
    if len(lines) <= _NAMED:
        for line in lines:
            yield Failure(name, f"page {page}, at {_at(line)}", f"{_REASON} (confidence {line.confidence:.2f}): {_TO_DO}")
        return
    least = min(line.confidence or 0.0 for line in lines)
    places = "; ".join(_at(line) for line in lines[:_NAMED])
    yield Failure(name, f"page {page}, at {places} …", f"{len(lines)} lines of {_REASON} (confidence from {least:.2f}): {_TO_DO}")


def _at(line: Line) -> str:
    left, top, _, _ = line.place.box or line.box
    return f"{left:.0f},{top:.0f}"
