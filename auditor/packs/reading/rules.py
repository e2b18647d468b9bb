"""Rules, each with its proof."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.errors import PackError
from auditor.model.legal import Verdict
from auditor.model.rule import Exemption, Flagged, Passed, Pattern, Rule
from auditor.packs.files.rule import FlaggedFile, RuleFile
from auditor.packs.reading.legal import verdict_of
from auditor.packs.reading.shelf import Shelf
from auditor.packs.reading.validate import validate, wording
from auditor.packs.reading.yaml_source import YamlSource


def read_rule(shelf: Shelf, source: YamlSource) -> None:
    """Read a rule, which rests on what was read before: vocabularies, verdict tables, legal bases.

    Raises:
        PackError: if it cannot be used.
    """
    file = validate(RuleFile, source)
    if file.id in shelf.rules:
        raise PackError(source.place(("id",)), f"{file.id} stands in {shelf.rules[file.id].place} already")
    shelf.rules[file.id] = Rule(
        id=file.id,
        name=file.name,
        aliases=tuple(file.aliases),
        ground=file.ground,
        title=wording(file.title),
        suggestion=wording(file.suggestion),
        quantity=file.quantity,
        patterns=tuple(_patterns(shelf, file, source)),
        verdicts=_table(shelf, file, source),
        exemptions=tuple(_exemptions(shelf, file, source)),
        flagged=tuple(_flagged(example) for example in file.examples.flagged),
        passed=tuple(Passed(**example.model_dump(exclude={"also"}), also=tuple(example.also)) for example in file.examples.passed),
        known_gaps=tuple(file.examples.known_gaps),
        place=source.name,
    )


def _patterns(shelf: Shelf, file: RuleFile, source: YamlSource) -> Iterator[Pattern]:
    for index, pattern in enumerate(file.patterns):
        path = ("patterns", index, "regex")
        expanded = shelf.expand(pattern.regex, source, path)
        missing = [name for name in pattern.captures if f"(?P<{name}>" not in expanded]
        if missing:
            raise PackError(source.place(("patterns", index, "captures")), f"the regex has no group {missing[0]!r}")
        yield Pattern(pattern.id, expanded, pattern.facts, pattern.captures, tuple(pattern.needs))


def _exemptions(shelf: Shelf, file: RuleFile, source: YamlSource) -> Iterator[Exemption]:
    for index, exemption in enumerate(file.exemptions):
        expanded = shelf.expand(exemption.regex, source, ("exemptions", index, "regex"))
        yield Exemption(exemption.id, expanded, exemption.reach, wording(exemption.why), tuple(exemption.sections))


def _table(shelf: Shelf, file: RuleFile, source: YamlSource) -> tuple[Verdict, ...]:
    if isinstance(file.verdicts, str):
        if file.verdicts not in shelf.tables:
            raise PackError(source.place(("verdicts",)), f"no verdict table is called {file.verdicts!r}")
        rows = shelf.tables[file.verdicts]
    else:
        rows = tuple(verdict_of(row) for row in file.verdicts)
    if not rows or rows[-1].when:
        raise PackError(source.place(("verdicts",)), "the last verdict must hold without condition")
    for ref in (ref for row in rows for ref in row.basis):
        if ref not in shelf.citations:
            raise PackError(source.place(("verdicts",)), f"no legal basis has the ref {ref!r}")
    return rows


def _flagged(example: FlaggedFile) -> Flagged:
    match = (example.match,) if isinstance(example.match, str) else tuple(example.match)
    return Flagged(example.text, match, example.label, tuple(example.also), example.breaks_when)
