"""The folder of rule pages: one page a rule and an index, written from the rules and held against them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from auditor.errors import ConfigError
from auditor.model.grounds import Family, Ground
from auditor.model.rule import Rule
from auditor.model.wording import Wording
from auditor.packs.pack import Pack
from auditor.report.markdown import Voice, code, table
from auditor.report.rule_page import LAWFUL, rule_page
from auditor.report.words import FAMILIES, GROUNDS, SEVERITIES

INDEX = "README.md"
_MARK = "<!-- Written by `auditor rules docs` from the rule files. Change those, not this page. -->\n\n"
_BESIDE = Voice("zh", "en")
_TITLE = Wording("规则", "Rules")
_COLUMNS = (Wording("规则", "rule"), Wording("问题", "fault"), Wording("最高级别", "worst verdict"))


def rule_docs(pack: Pack) -> dict[str, str]:
    """Return file name to content, Chinese first and English beside."""
    pages = {f"{rule.id}.md": _MARK + rule_page(rule, pack, _BESIDE) for rule in pack.rules}
    return pages | {INDEX: _MARK + "\n".join(_index(pack)) + "\n"}


def stale(folder: Path, docs: Mapping[str, str]) -> list[str]:
    """Return the names of pages that are missing, differ, or tell of a rule that is gone."""
    differing = [name for name, content in docs.items() if _read(folder / name) != content]
    return sorted([*differing, *(path.name for path in _left_over(folder, docs))])


def write_docs(folder: Path, docs: Mapping[str, str]) -> list[str]:
    """Write the pages that are stale, remove those of rules that are gone, and return their names.

    Raises:
        ConfigError: if a file of that name was not written by this function, or the folder cannot be written.
    """
    changed = stale(folder, docs)
    for name in changed:
        old = _read(folder / name)
        if old is not None and not old.startswith(_MARK):
            raise ConfigError(f"{folder / name}: not a page that this command has written; move it away")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in changed:
            _write(folder / name, docs.get(name))
    except OSError as error:
        raise ConfigError(f"{folder}: cannot be written: {error.strerror}") from error
    return changed


def _write(path: Path, content: str | None) -> None:
    if content is None:
        path.unlink()
    else:
        path.write_text(content, encoding="utf-8", newline="\n")


def _read(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _left_over(folder: Path, docs: Mapping[str, str]) -> Iterator[Path]:
    for path in folder.glob("*.md") if folder.is_dir() else ():
        if path.name not in docs and (_read(path) or "").startswith(_MARK):
            yield path


def _index(pack: Pack) -> Iterator[str]:
    yield f"# {_BESIDE.heading(_TITLE)}"
    for family in Family:
        grounds = [ground for ground in Ground if ground.family is family and any(rule.ground is ground for rule in pack.rules)]
        if grounds:
            yield from ("", f"## {_BESIDE.heading(FAMILIES[family])}")
        for ground in grounds:
            yield from _ground(ground, [rule for rule in pack.rules if rule.ground is ground])


def _ground(ground: Ground, rules: list[Rule]) -> Iterator[str]:
    yield from ("", f"### {_BESIDE.heading(GROUNDS[ground])} {code(ground.value)}", "")
    rows = [[f"[{rule.id}]({rule.id}.md) {code(rule.name)}", _BESIDE.prose(rule.title), _worst(rule)] for rule in rules]
    yield from table([_BESIDE.heading(column) for column in _COLUMNS], rows)


def _worst(rule: Rule) -> str:
    severities = [verdict.severity for verdict in rule.verdicts if verdict.severity]
    return _BESIDE.prose(SEVERITIES[max(severities, key=lambda severity: severity.rank)] if severities else LAWFUL)
