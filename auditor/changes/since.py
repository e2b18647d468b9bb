"""Compare the working tree with a revision."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from auditor.changes.changed import WHOLE, Changed, Changes
from auditor.changes.git import Git, is_plain_file
from auditor.changes.patch import new_lines
from auditor.changes.rows import changed_rows
from auditor.errors import ExtractError
from auditor.extract.kinds import Kind, kind_of
from auditor.extract.source import Source

_DIFF = ("diff", "--no-ext-diff", "--no-textconv", "--no-color", "--find-renames", "--diff-filter=d")
_PATCH = ("--unified=0", "--inter-hunk-context=0", "--src-prefix=a/", "--dst-prefix=b/")
_MOVED = "R100"  # under another name, with the same content
_BY_LINE = frozenset({Kind.TEXT, Kind.MARKDOWN, Kind.HTML, Kind.YAML, Kind.JSONL})


def changes_since(revision: str, folder: Path) -> Changes:
    """Return what differs between a revision and the working tree around a folder.

    What is staged counts, what is not, and files that git does not know yet. Files that .gitignore leaves out do not, unless git
    knows them. Links and submodules are no files of the tree.

    Args:
        revision: a commit, branch or tag; ``main...`` for where this branch left ``main``.
        folder: any folder of the working tree.

    Raises:
        ConfigError: if there is no git, no working tree around the folder, or no such revision.
    """
    git = Git(folder)
    commit = git.commit(revision)
    lines = new_lines(git.lines(*_DIFF, *_PATCH, commit, "--"))
    files = {path: _changed(git.top, path, status, lines.get(path)) for path, status in _known(git, commit)}
    files |= dict.fromkeys(git.files("--others", "--exclude-standard"), WHOLE)
    return Changes(git.top, {path: files[path] for path in sorted(files) if is_plain_file(git.top / path)})


def _known(git: Git, commit: str) -> Iterator[tuple[str, str]]:
    """Yield the files that differ, with what git says of each."""
    parts = iter(git.ask(*_DIFF, "--raw", "-z", commit, "--").split(b"\0"))
    for head in parts:
        if not head:
            continue
        status = head.rsplit(b" ", 1)[-1].decode("ascii")
        path = next(parts)
        yield os.fsdecode(next(parts) if status[0] in "RC" else path), status


def _changed(top: Path, path: str, status: str, lines: list[range] | None) -> Changed:
    if status == _MOVED:
        return Changed()
    return WHOLE if lines is None else _placed(Source(path, top / path), lines)


def _placed(source: Source, lines: list[range]) -> Changed:
    """Return new lines as findings are placed; all of a file counts whose findings have other places, or records over several lines."""
    try:
        kind = kind_of(source)
    except ExtractError:
        return WHOLE
    if kind in (Kind.CSV, Kind.TSV):
        return changed_rows(source, lines)
    return Changed(tuple(lines)) if kind in _BY_LINE else WHOLE
