"""What has become of a baseline at the end of a run: which of its entries are no longer found, and which have ended."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from auditor.config import Config, Override
from auditor.extract.source import INSIDE
from auditor.model.report import ANY, InputFile, Tally
from auditor.model.rule import Rule
from auditor.model.silence import BaselineEntry
from auditor.silence.baseline import Baseline, path_of


class Scope(Struct, frozen=True):
    """What a run looked at.

    Args:
        paths: as the user gave them.
        inputs: the files that were read.
        judged: returns the ids of the rules that were applied to a file, named as in the baseline.
    """

    paths: Collection[str]
    inputs: Iterable[InputFile]
    judged: Callable[[str], Collection[str]]


def judged_by(config: Config, rules: tuple[Rule, ...], folder: str) -> Callable[[str], Collection[str]]:
    """Return what tells the ids of the rules that a configuration applies to a file; its overrides may leave some out.

    Args:
        config: of the run.
        rules: of the packs.
        folder: that names of files start from.
    """

    @cache
    def under(overrides: tuple[Override, ...]) -> Collection[str]:
        return frozenset(rule.id for rule in config.under(overrides).choose(rules))

    return lambda path: under(config.overriding(os.path.join(folder, path)))  # noqa: PTH118 - names in archives stay names


def settle(baseline: Baseline, tally: Tally, scope: Scope) -> None:
    """Add to the counts of a run what has become of a baseline.

    Nothing is told of files that were not scanned, or not wholly judged, and of rules that were not applied. A file that is gone
    counts as scanned where a folder was that it would stand in.
    """
    told = tuple(_in_scope(baseline, tally, scope))
    tally.expired = tuple(entry for entry in told if baseline.has_ended(entry))
    missing = ((entry, entry.count - tally.entries[entry.key]) for entry in told if not baseline.has_ended(entry))
    tally.fixed = tuple(replace(entry, count=count) for entry, count in missing if count > 0)


def _in_scope(baseline: Baseline, tally: Tally, scope: Scope) -> Iterator[BaselineEntry]:
    if ANY in tally.unsure:
        return
    wanted = {name for entry in baseline.entries for name in _names(entry.path)}
    scanned = {path for file in scope.inputs if (path := path_of(file.path, baseline.folder)) in wanted}
    unsure = {path_of(name, baseline.folder) for name in tally.unsure}
    roots = tuple(path_of(path, baseline.folder) for path in scope.paths)
    for entry in baseline.entries:
        names = _names(entry.path)
        was_there = entry.path in baseline.gone and any(_is_below(entry.path, root) for root in roots)
        is_judged = unsure.isdisjoint(names) and (was_there or not scanned.isdisjoint(names))
        if is_judged and entry.rule in scope.judged(entry.path):
            yield entry


def _names(path: str) -> list[str]:
    """Return the path of a file, and of all that it may be packed into."""
    pieces = path.split(INSIDE)
    return [INSIDE.join(pieces[:count]) for count in range(1, len(pieces) + 1)]


def _is_below(path: str, root: str) -> bool:
    return (root == "." and not path.startswith("../")) or path.startswith(f"{root}/")
