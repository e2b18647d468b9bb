"""Fix many files: where each is written is settled before any of them is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from auditor.batch.inputs import Exclusion, find_sources
from auditor.batch.run import failed
from auditor.errors import ConfigError, ExtractError
from auditor.extract.source import Source
from auditor.model.document import Failure
from auditor.model.report import DocumentResult
from auditor.model.wording import NOTHING, Wording
from auditor.revise.files import Copies, same_name, write_copy, write_over
from auditor.revise.fix import Fix, Fixer

_TWO = Wording("有两个文件都要写到这里", "two files would be written there")


class Fixed(Struct, frozen=True):
    """What became of an input.

    Args:
        name: as the user gave it.
        fix: what is, or would be, changed; None where it could not be read.
        out: what was written; None where nothing was.
        results: of the audit of the file as it stands now: the copy, where one was written.
    """

    name: str
    fix: Fix | None
    out: Path | None
    results: tuple[DocumentResult, ...]


class _Task(Struct, frozen=True):
    source: Source
    out: Path | None  # None where nothing is written


def fix_paths(
    fixer: Fixer, paths: Sequence[Path], copies: Copies | None, in_place: bool = False, exclusion: Exclusion | None = None
) -> Iterator[Fixed]:
    """Fix files and all files below folders, one after the other.

    Args:
        fixer: fixes one.
        paths: files and folders.
        copies: where copies go; None for none.
        in_place: whether the files themselves are written.
        exclusion: files that are left alone.

    Raises:
        ConfigError: before anything is written, if a copy would take a place that it must not.
    """
    sources = ((given, source) for given in paths for source in find_sources([str(given)], fixer.auditor.read_options.max_bytes, exclusion))
    for task in list(_tasks(sources, paths, copies, in_place)):
        yield failed_input(task) if isinstance(task, ExtractError) else _done(fixer, task)


def failed_input(error: ExtractError) -> Fixed:
    """Return what became of an input that could not be read."""
    return Fixed(error.source, None, None, (failed(error),))


def _tasks(
    sources: Iterable[tuple[Path, Source | ExtractError]], paths: Sequence[Path], copies: Copies | None, in_place: bool
) -> Iterator[_Task | ExtractError]:
    read: set[Path] = set()
    written: set[str] = set()
    for given, source in sources:
        if isinstance(source, ExtractError) or source.path is None:
            yield source if isinstance(source, ExtractError) else _Task(source, None)
            continue
        whole = source.path.resolve()
        if whole in read:
            continue
        out = copies.place(source.path, given, paths) if copies else source.path if in_place else None
        if copies and out and same_name(out) in written:
            raise ConfigError(_TWO, str(out))
        read.add(whole)
        written.update([same_name(out)] if out else ())
        yield _Task(source, out)


def _done(fixer: Fixer, task: _Task) -> Fixed:
    try:
        fix = fixer.fix(task.source)
        out = _write(task, fix)
    except ExtractError as error:
        return failed_input(error)
    except ConfigError as error:  # another file may be written all the same
        name = task.source.name
        failed_copy = DocumentResult(name, name, failures=(Failure(name, NOTHING, error.told),))
        return Fixed(name, fix, None, (*fix.results, failed_copy))
    return Fixed(task.source.name, fix, out, fix.results_after if out else fix.results)


def _write(task: _Task, fix: Fix) -> Path | None:
    """Write a file if it is of a kind that is written; over itself only if anything changes. Return which was."""
    if task.out is None or not fix.can_be_written:
        return None
    if task.out != task.source.path:
        write_copy(task.out, fix.data)
        return task.out
    if not fix.changed:
        return None
    write_over(task.out, fix.source.data, fix.data)
    return task.out
