"""What has been read of packs while more is read."""

from __future__ import annotations

import regex
from msgspec import Struct, field

from auditor.errors import PackError
from auditor.model.circumstances import CircumstanceCue
from auditor.model.context import ChoiceForms, Cue, Effect, PostHeading, SectionKind, TextKind
from auditor.model.legal import Citation, LegalException, Verdict
from auditor.model.rewrite import Style
from auditor.model.rule import Rule
from auditor.model.template import PlaceName, Slot
from auditor.packs.files.folding import FoldingFile
from auditor.packs.reading.yaml_source import YamlSource
from auditor.text.compiled import compiled

_REFERENCE = regex.compile(r"\{([a-z_][a-z0-9_]*)\}")


class Shelf(Struct):
    """What has been read so far; later folders add to earlier ones.

    Args:
        checks: whether patterns are compiled to see that they can be: not those of the built-in packs, which tests have compiled,
            because compiling takes longer than everything else at the start.
    """

    checks: bool = False
    vocabulary: dict[str, str] = field(default_factory=dict)
    tables: dict[str, tuple[Verdict, ...]] = field(default_factory=dict)
    citations: dict[str, Citation] = field(default_factory=dict)
    exceptions: list[LegalException] = field(default_factory=list)
    cues: list[Cue] = field(default_factory=list)
    leads: list[str] = field(default_factory=list)
    stand_ins: dict[Effect, str] = field(default_factory=dict)
    headings: dict[SectionKind, list[str]] = field(default_factory=dict)
    text_kinds: list[TextKind] = field(default_factory=list)
    post_headings: list[PostHeading] = field(default_factory=list)
    no_post: list[str] = field(default_factory=list)
    choices: ChoiceForms = field(default_factory=ChoiceForms)
    place_names: list[PlaceName] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)
    employers: list[CircumstanceCue] = field(default_factory=list)
    together: list[frozenset[str]] = field(default_factory=list)
    regions: list[CircumstanceCue] = field(default_factory=list)
    within: dict[str, tuple[str, ...]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    texts: set[str] = field(default_factory=set)
    style: Style = field(default_factory=Style)
    folding: list[FoldingFile] = field(default_factory=list)
    rules: dict[str, Rule] = field(default_factory=dict)

    def expand(self, pattern: str, source: YamlSource, path: tuple[str | int, ...]) -> str:
        """Put vocabularies in place of their names, and see that the result compiles.

        Args:
            pattern: as written in a file.
            source: the file, for messages.
            path: the keys to the pattern in it.

        Raises:
            PackError: if a vocabulary is not known, or the result is no regular expression.
        """

        def replace(match: regex.Match[str]) -> str:
            if match[1] not in self.vocabulary:
                raise PackError(source.place(path), f"no vocabulary is called {match[1]!r}")
            return self.vocabulary[match[1]]

        expanded = str(_REFERENCE.sub(replace, pattern))
        if self.checks:
            _check(expanded, source, path)
        return expanded


def _check(pattern: str, source: YamlSource, path: tuple[str | int, ...]) -> None:
    try:
        compiled(pattern)
    except regex.error as error:
        raise PackError(source.place(path), f"not a regular expression: {error}") from error
