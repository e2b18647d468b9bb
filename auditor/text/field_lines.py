"""Many fields, such as the cells of a table, folded in one go: one call for thousands of short texts is sooner done than thousands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate

from auditor.model.span import Span
from auditor.text.normalise import Normalised, normalise
from auditor.text.posts import line_of, place_in_field

_BETWEEN = "\x1f"  # the unit separator: fields may hold line ends
_IN_TEXT = "\x1e"  # stands for one that a field holds; to every pattern both are the same


class FieldLines:
    """Fields as lines of the text that tells of their post.

    Args:
        fields: name and text of each.

    Attributes:
        lines: each of them folded, after its name.
    """

    def __init__(self, fields: Sequence[tuple[str, str]]) -> None:
        self._fields = fields
        self._raw = [line_of(name, text) for name, text in fields]
        self._folded = _folded_together(self._raw)
        self.lines: Sequence[str] = self._folded.text.split(_BETWEEN)

    def __len__(self) -> int:
        return len(self._fields)

    @property
    def texts(self) -> Sequence[str]:
        """The fields folded, without their names, and without the gaps behind these, which folding leaves out."""
        names = list(dict.fromkeys(name for name, _ in self._fields))
        before = dict(zip(names, map(len, _folded_together(line_of(name, "") for name in names).text.split(_BETWEEN)), strict=True))
        return [line[before[name] :] for (name, _), line in zip(self._fields, self.lines, strict=True)]

    def locate(self, number: int, span: Span) -> tuple[Span, bool, str]:
        """Return where words of a folded line stand in the raw field or in its name, whether it is that, and the words as written there."""
        name, text = self._fields[number]
        place, in_name = place_in_field(self._folded.raw(span.shift(self._starts[number])).shift(-self._raw_starts[number]), name)
        return place, in_name, place.of(name if in_name else text)

    @cached_property
    def _starts(self) -> Sequence[int]:
        return _starts(self.lines)

    @cached_property
    def _raw_starts(self) -> Sequence[int]:
        return _starts(self._raw)


def in_runs(fields: Iterable[tuple[str, str]], size: int) -> Iterator[Sequence[tuple[str, str]]]:
    """Yield fields, name and text of each, in runs of as many code points as are good for one look."""
    run: list[tuple[str, str]] = []
    length = 0
    for name, text in fields:
        run.append((name, text))
        length += len(name) + len(text)
        if length >= size:
            yield run
            run, length = [], 0
    if run:
        yield run


def _folded_together(texts: Iterable[str]) -> Normalised:
    """Return texts folded as one; nothing that folding does looks over what stands between them."""
    return normalise(_BETWEEN.join([text.replace(_BETWEEN, _IN_TEXT) for text in texts]))


def _starts(texts: Iterable[str]) -> Sequence[int]:
    return list(accumulate((len(text) + 1 for text in texts), initial=0))
