"""Make a baseline of what a run finds, and bring one up to date."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from auditor.batch.run import Batch
from auditor.engine import Auditor
from auditor.extract.source import parted
from auditor.model.document import Document
from auditor.model.report import DocumentResult, Tally
from auditor.model.silence import BaselineEntry
from auditor.silence.baseline import Baseline, Place, place_of
from auditor.silence.baseline_file import empty_baseline
from auditor.silence.silencing import Silencing
from auditor.silence.standing import Scope, judged_by, settle


class Recorded(Struct, frozen=True):
    """A baseline made anew.

    Args:
        entries: of the file to be written.
        tally: counts over the run that it rests on.
        added: findings that it did not know.
        dropped: findings that are gone.
        left: findings that it does not know, and were not asked to be added.
    """

    entries: tuple[BaselineEntry, ...]
    tally: Tally
    added: int = 0
    dropped: int = 0
    left: int = 0


class _Recorder(Struct):
    """A silencer that sets nothing aside and keeps what it sees; it does not leave its process.

    Args:
        folder: of the baseline.

    Attributes:
        new: findings that nothing has set aside, by the key of their entry.
        known: how many findings each entry stands for, by its key and where they are.
    """

    folder: str
    new: dict[str, BaselineEntry] = field(default_factory=dict)
    known: dict[str, dict[Place, int]] = field(default_factory=lambda: defaultdict(dict))
    digest: str = "recorder"

    def __call__(self, document: Document, result: DocumentResult) -> DocumentResult:
        place = place_of(document, self.folder) if result.findings or result.silenced else Place("")
        for entry in _entries(place, result):
            before = self.new.get(entry.key)
            self.new[entry.key] = entry if before is None else replace(before, count=max(before.count, entry.count))
        keys = Counter(silenced.silence.entry for silenced in result.silenced if silenced.silence.entry)
        for key, count in keys.items():
            self.known[key][place] = max(count, self.known[key].get(place, 0))
        return result


def _entries(place: Place, result: DocumentResult) -> Iterator[BaselineEntry]:
    counts = Counter(finding.fingerprint for finding in result.findings)
    first = {finding.fingerprint: finding for finding in reversed(result.findings)}
    for fingerprint, count in counts.items():
        finding = first[fingerprint]
        yield BaselineEntry(place.path, place.document, finding.rule.id, finding.text, fingerprint, count)


def create_baseline(auditor: Auditor, paths: Iterable[str], path: Path, day: str) -> Recorded:
    """Return a baseline of all that is found.

    Args:
        auditor: judges the documents.
        paths: files, folders, or ``-`` for standard input.
        path: of the baseline, in whose folder its paths begin.
        day: ISO day that the ends of suppressions are held against.
    """
    empty = empty_baseline(path)
    recorder = _Recorder(empty.folder)
    _, tally = _run(auditor, tuple(paths), Silencing(day, auditor.config.suppressions, empty, (recorder,)))
    entries = tuple(sorted(recorder.new.values()))
    return Recorded(entries, tally, added=_count(entries))


def update_baseline(auditor: Auditor, paths: Iterable[str], baseline: Baseline, day: str, add: bool = False) -> Recorded:
    """Return a baseline without what is no longer found, and with what has moved at its new place; reasons and ends stay.

    Nothing is dropped of files that were not scanned, or not wholly judged, and of rules that were not applied.

    Args:
        auditor: judges the documents.
        paths: files and folders; those that the baseline names where there are none.
        baseline: as it was, with no entry ended, because an end is no reason to forget what is still found.
        day: ISO day that the ends of suppressions are held against.
        add: whether what it does not know is added.
    """
    recorder = _Recorder(baseline.folder)
    given = tuple(paths) or tuple(_files_of(baseline))
    batch, tally = _run(auditor, given, Silencing(day, auditor.config.suppressions, baseline, (recorder,)))
    judged = judged_by(auditor.config, auditor.pack.rules, baseline.folder)
    settle(baseline, tally, Scope(given, batch.inputs, judged))
    entries = _merged(_kept(baseline, recorder.known, tally.fixed), recorder.new.values() if add else ())
    new = _count(recorder.new.values())
    return Recorded(tuple(sorted(entries)), tally, new if add else 0, _count(tally.fixed), 0 if add else new)


def _run(auditor: Auditor, paths: Sequence[str], silencing: Silencing) -> tuple[Batch, Tally]:
    batch, tally = Batch(auditor, paths, silencing=silencing), Tally()
    for result in batch:
        tally.add(result)
    return batch, tally


def _kept(baseline: Baseline, known: Mapping[str, Mapping[Place, int]], fixed: Iterable[BaselineEntry]) -> Iterator[BaselineEntry]:
    """Yield what is left of entries, those of files that have moved in their new places."""
    missing = {entry.key: entry.count for entry in fixed}
    for entry in baseline.entries:
        places = known.get(entry.key, {})
        if entry.path in baseline.gone and places:
            yield from (replace(entry, path=place.path, document=place.document, count=count) for place, count in places.items())
        elif entry.count > missing.get(entry.key, 0):
            yield replace(entry, count=entry.count - missing.get(entry.key, 0))


def _merged(kept: Iterable[BaselineEntry], new: Iterable[BaselineEntry]) -> Iterator[BaselineEntry]:
    entries: dict[str, BaselineEntry] = {}
    for entry in (*kept, *new):
        before = entries.get(entry.key)
        entries[entry.key] = replace(before, count=before.count + entry.count) if before else entry
    yield from entries.values()


def _files_of(baseline: Baseline) -> Iterator[str]:
    """Yield the files that a baseline names and that are there, in order."""
    names = {parted(Path(baseline.folder, entry.path).as_posix())[0] for entry in baseline.entries}
    yield from (str(path) for name in sorted(names) if (path := Path(name)).is_file())


def _count(entries: Iterable[BaselineEntry]) -> int:
    return sum(entry.count for entry in entries)
