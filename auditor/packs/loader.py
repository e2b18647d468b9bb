"""Read pattern packs from folders into rules and the data they rest on."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Any, TypeVar

import regex
from pydantic import ValidationError

from auditor.errors import PackError
from auditor.model.circumstances import CircumstanceCue, CircumstanceCues
from auditor.model.context import ChoiceForms, ChoiceKind, Cue, Effect, PostForms, PostHeading, SectionKind
from auditor.model.document import Segment
from auditor.model.legal import Article, Citation, LegalBasis, LegalException, Verdict
from auditor.model.rewrite import SUM, Phrase, Style
from auditor.model.rule import Exemption, Flagged, Passed, Pattern, Rule
from auditor.model.wording import Wording
from auditor.packs import files
from auditor.packs.yaml_source import YamlSource, read_yaml
from auditor.text.compiled import compiled
from auditor.text.disguise import Disguises, Substitution

FileModel = TypeVar("FileModel", bound=files.FileModel)
_REMARK = regex.compile(r"\s+|[(（][^()（）]{0,20}[)）]")
_REFERENCE = regex.compile(r"\{([a-z_][a-z0-9_]*)\}")


@dataclass(frozen=True, slots=True)
class Fields:
    """What field and column names mean.

    Args:
        labels: name as written to canonical label.
        texts: names of fields that hold free text.
    """

    labels: Mapping[str, str]
    texts: frozenset[str]

    def label_of(self, segment: Segment) -> str:
        """Return the canonical label of a segment, such as ``性别`` for the field ``sex_cn``; empty for free text."""
        return self.label_named(segment.label.text) if segment.label else ""

    def label_named(self, name: str) -> str:
        """Return the canonical label that a header's words stand for; empty for none."""
        return self.labels.get(_plain(name), "")

    def is_text(self, segment: Segment, text_field: str | None) -> bool:
        """Tell whether a record's field holds free text: the field named, one of the usual names, or a cell without header."""
        if segment.label is None:
            return True
        names = _field_names(segment.field)
        return text_field in names if text_field else not names.isdisjoint(self.texts)


@lru_cache(maxsize=1_024)
def _plain(name: str) -> str:
    """Fold a column name as tables print it: spaces, line breaks, a closing colon and remarks in brackets."""
    return str(_REMARK.sub("", name)).strip().rstrip(":：").lower() or name


def _field_names(path: str) -> set[str]:
    """Return the names under which a field may be known: its whole path, and its last word."""
    words = [word for word in path.split(".") if not word.isdigit()]
    return {path, *words[-1:], *(word.lower() for word in words[-1:])}


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything that the audit knows, read from one or more folders."""

    rules: tuple[Rule, ...]
    citations: Mapping[str, Citation]
    exceptions: tuple[LegalException, ...]
    cues: tuple[Cue, ...]
    leads: tuple[str, ...]
    stand_ins: Mapping[Effect, str]
    headings: Mapping[SectionKind, str]
    post_forms: PostForms
    choices: ChoiceForms
    employers: CircumstanceCues
    regions: CircumstanceCues
    fields: Fields
    style: Style
    disguises: Disguises
    digest: str

    def find(self, name: str) -> Rule | None:
        """Return the rule with an id, name or alias."""
        for rule in self.rules:
            if name.upper() == rule.id or name in (rule.name, *rule.aliases):
                return rule
        return None


@dataclass(slots=True)
class _Shelf:
    """What has been read so far; later folders add to earlier ones.

    ``checks`` is whether patterns are compiled to see that they can be: not for the built-in packs, which tests have compiled,
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
    post_headings: list[PostHeading] = field(default_factory=list)
    no_post: list[str] = field(default_factory=list)
    choices: ChoiceForms = field(default_factory=ChoiceForms)
    employers: list[CircumstanceCue] = field(default_factory=list)
    together: list[frozenset[str]] = field(default_factory=list)
    regions: list[CircumstanceCue] = field(default_factory=list)
    within: dict[str, tuple[str, ...]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    texts: set[str] = field(default_factory=set)
    style: Style = field(default_factory=Style)
    folding: list[files.FoldingFile] = field(default_factory=list)
    rules: dict[str, Rule] = field(default_factory=dict)


def built_in_folder() -> Path:
    """Return the folder of the packs that come with the program: inside the wheel, or in the checkout.

    Raises:
        PackError: if neither is there.
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "_patterns", package.parent / "patterns"):
        if folder.is_dir():
            return folder
    raise PackError(str(package), "the built-in pattern packs are missing; install the program again")


def load_pack(folders: Sequence[Path] = (), check: bool = False) -> Pack:
    """Read the built-in packs, and more rule folders on top of them.

    Args:
        folders: of rules of one's own; their patterns are always compiled to see that they can be.
        check: compile the built-in patterns too.

    Raises:
        PackError: with file and line, if anything in them cannot be used.
    """
    shelf, digest = _Shelf(), hashlib.sha256()
    for index, folder in enumerate((built_in_folder(), *folders)):
        shelf.checks = check or index > 0
        if not folder.is_dir():
            raise PackError(str(folder), "no such folder of rules")
        sources = [read_yaml(path, path.relative_to(folder).as_posix()) for path in _yaml_files(folder)]
        _hash(digest, folder)
        _read_folder(shelf, sources)
    return Pack(
        rules=tuple(shelf.rules[key] for key in sorted(shelf.rules)),
        citations=shelf.citations,
        exceptions=tuple(shelf.exceptions),
        cues=tuple(shelf.cues),
        leads=tuple(shelf.leads),
        stand_ins=shelf.stand_ins,
        headings={kind: "|".join(words) for kind, words in shelf.headings.items()},
        post_forms=PostForms(tuple(shelf.post_headings), "|".join(shelf.no_post)),
        choices=shelf.choices,
        employers=CircumstanceCues(tuple(shelf.employers), tuple(shelf.together)),
        regions=CircumstanceCues(tuple(shelf.regions), within=shelf.within),
        fields=Fields(shelf.labels, frozenset(shelf.texts)),
        style=shelf.style,
        disguises=_disguises(shelf),
        digest=digest.hexdigest(),
    )


def _yaml_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.yaml") if path.is_file())


def _hash(digest: hashlib._Hash, folder: Path) -> None:
    """Add names and contents, line ends folded, so that a checkout on another system has the same digest."""
    for path in _yaml_files(folder):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
        digest.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")


def _read_folder(shelf: _Shelf, sources: Iterable[YamlSource]) -> None:
    """Read shared data first, whatever its file names: rules rest on it, and every vocabulary on ``words.yaml``."""
    by_folder: dict[str, list[YamlSource]] = defaultdict(list)
    for source in sorted(sources, key=lambda source: source.name != "vocabulary/words.yaml"):
        by_folder[source.name.partition("/")[0]].append(source)
    readers = (
        ("vocabulary", _read_vocabulary),
        ("legal", _read_legal),
        ("context", _read_context),
        ("folding", _read_folding),
        ("rewrite", _read_rewrites),
    )
    for folder, read in readers:
        for source in by_folder.pop(folder, ()):
            read(shelf, source)
    for source in (source for sources in by_folder.values() for source in sources):
        _read_rule(shelf, source)


def _validate(model: type[FileModel], source: YamlSource) -> FileModel:
    try:
        return model.model_validate(source.data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        path = tuple(
            part for part in first["loc"] if not (isinstance(part, str) and part.startswith(("constrained-", "list[", "literal[")))
        )
        raise PackError(source.place(path), first["msg"]) from error


def _read_vocabulary(shelf: _Shelf, source: YamlSource) -> None:
    if source.name.endswith("fields.yaml"):
        fields = _validate(files.FieldsFile, source)
        shelf.labels.update((name, label) for label, names in fields.label.items() for name in names)
        shelf.texts.update(fields.text)
        return
    if not isinstance(source.data, dict):
        raise PackError(source.place(()), "a file of vocabularies is names and lines of alternatives")
    for name, words in source.data.items():
        if not isinstance(words, str) or not words:
            raise PackError(source.place((name,)), "a vocabulary is one line of alternatives")
        if name in shelf.vocabulary:
            raise PackError(source.place((name,)), f"a vocabulary is called {name!r} already")
        shelf.vocabulary[name] = f"(?:{_expand(shelf, words, source, (name,))})"


def _expand(shelf: _Shelf, pattern: str, source: YamlSource, path: tuple[str | int, ...]) -> str:
    """Put vocabularies in place of their names, and see that the result compiles."""

    def replace(match: regex.Match[str]) -> str:
        if match[1] not in shelf.vocabulary:
            raise PackError(source.place(path), f"no vocabulary is called {match[1]!r}")
        return shelf.vocabulary[match[1]]

    expanded = str(_REFERENCE.sub(replace, pattern))
    if shelf.checks:
        _compile(expanded, source, path)
    return expanded


def _compile(pattern: str, source: YamlSource, path: tuple[str | int, ...]) -> regex.Pattern[str]:
    try:
        return compiled(pattern)
    except regex.error as error:
        raise PackError(source.place(path), f"not a regular expression: {error}") from error


def _wording(file: files.WordingFile) -> Wording:
    return Wording(file.zh, file.en)


def _optional(file: files.WordingFile | None) -> Wording | None:
    return _wording(file) if file else None


def _read_legal(shelf: _Shelf, source: YamlSource) -> None:
    data = _validate(files.LegalFile, source)
    for basis in map(_basis, data.bases):
        shelf.citations.update((article.ref, Citation(basis, article)) for article in basis.articles)
    shelf.exceptions.extend(_exception(shelf, file, source, index) for index, file in enumerate(data.exceptions))
    for name, rows in data.verdicts.items():
        if name in shelf.tables:
            raise PackError(source.place(("verdicts", name)), f"a verdict table is called {name!r} already")
        shelf.tables[name] = tuple(_verdict(row) for row in rows)


def _basis(file: files.BasisFile) -> LegalBasis:
    articles = tuple(Article(a.ref, Wording(a.cite.zh, a.cite.en), _wording(a.gist), a.verification) for a in file.articles)
    values = file.model_dump(exclude={"title", "short", "articles", "note", "amended", "earlier", "penalty", "remedy"})
    return LegalBasis(
        **values,
        title=_wording(file.title),
        short=_wording(file.short),
        articles=articles,
        amended=tuple(file.amended),
        earlier=_optional(file.earlier),
        penalty=_optional(file.penalty),
        remedy=_optional(file.remedy),
    )


def _exception(shelf: _Shelf, file: files.LegalExceptionFile, source: YamlSource, index: int) -> LegalException:
    cues = tuple(_expand(shelf, cue, source, ("exceptions", index, "cues", i)) for i, cue in enumerate(file.cues))
    return LegalException(
        file.id, tuple(file.grounds), _wording(file.post), _wording(file.rule), file.source, file.verification, cues, tuple(file.max_ages)
    )


def _verdict(row: files.VerdictFile) -> Verdict:
    when = {name: (values,) if isinstance(values, str) else tuple(values) for name, values in row.when.items()}
    return Verdict(when, None if row.severity == "lawful" else row.severity, tuple(row.basis), _wording(row.why))


def _read_context(shelf: _Shelf, source: YamlSource) -> None:
    data = _validate(files.ContextFile, source)
    for index, file in enumerate(data.cues):
        if any(cue.id == file.id for cue in shelf.cues):
            raise PackError(source.place(("cues", index, "id")), f"a cue is called {file.id!r} already")
        shelf.cues.append(
            Cue(
                id=file.id,
                regex=_expand(shelf, file.regex, source, ("cues", index, "regex")),
                direction=file.direction,
                scope=file.scope,
                terminator=_expand(shelf, file.terminator, source, ("cues", index, "terminator")),
                grounds=tuple(file.grounds),
                effect=file.effect,
                why=_wording(file.why),
                sections=tuple(file.sections),
                examples=tuple(file.examples),
                passed=tuple(file.passed),
            )
        )
    shelf.stand_ins.update((Effect(force), word) for force, word in data.stand_ins.items())
    shelf.leads.extend(_expand(shelf, lead, source, ("leads", index)) for index, lead in enumerate(data.leads))
    for kind, words in data.headings.items():
        for index, word in enumerate(words):
            _expand(shelf, word, source, ("headings", kind, index))
        shelf.headings.setdefault(kind, []).extend(words)
    if data.choices:
        shelf.choices = _choices(shelf, data.choices, source)
    _read_posts(shelf, data, source)


def _read_posts(shelf: _Shelf, data: files.ContextFile, source: YamlSource) -> None:
    """Read what tells posts apart, and who hires for them and where."""
    if data.posts:
        shelf.post_headings.extend(_post_headings(shelf, data.posts, source))
        shelf.no_post.append(_expand(shelf, data.posts.no_post, source, ("posts", "no_post")))
    if data.employers:
        shelf.employers.extend(_circumstance_cues(shelf, data.employers.cues, source, "employers"))
        shelf.together.extend(frozenset(map(str, pair)) for pair in data.employers.together)
    if data.regions:
        shelf.regions.extend(_circumstance_cues(shelf, data.regions.cues, source, "regions"))
        shelf.within.update((name, tuple(around)) for name, around in data.regions.within.items())


def _circumstance_cues(
    shelf: _Shelf, cues: Sequence[files.EmployerCueFile | files.RegionCueFile], source: YamlSource, part: str
) -> Iterator[CircumstanceCue]:
    for index, cue in enumerate(cues):
        expanded = _expand(shelf, cue.regex, source, (part, "cues", index, "regex"))
        examples = tuple((example.text, example.match) for example in cue.examples)
        yield CircumstanceCue(cue.id, tuple(map(str, cue.shows)), expanded, cue.weak, examples, tuple(cue.near_misses))


def _choices(shelf: _Shelf, file: files.ChoicesFile, source: YamlSource) -> ChoiceForms:
    """Read choices; those of later folders come before the others."""

    def expanded(pattern: str, *path: str | int) -> str:
        return _expand(shelf, pattern, source, ("choices", *path))

    def either(pattern: str, known: str) -> str:
        return f"{pattern}|{known}" if known else pattern

    kinds = tuple(
        ChoiceKind(
            kind.id,
            expanded(kind.regex, "kinds", index, "regex"),
            kind.exhausts,
            tuple((example.text, example.read) for example in kind.examples),
            tuple(kind.near_misses),
        )
        for index, kind in enumerate(file.kinds)
    )
    examples = (*((line, True) for line in file.filled_in), *((line, False) for line in file.not_filled_in))
    return ChoiceForms(
        (*kinds, *shelf.choices.kinds),
        either(expanded(file.whatever, "whatever"), shelf.choices.whatever),
        either(expanded(file.applicants, "applicants"), shelf.choices.applicants),
        either(expanded(file.employers, "employers"), shelf.choices.employers),
        (*examples, *shelf.choices.examples),
    )


def _post_headings(shelf: _Shelf, file: files.PostsFile, source: YamlSource) -> Iterator[PostHeading]:
    for index, heading in enumerate(file.headings):
        expanded = _expand(shelf, heading.regex, source, ("posts", "headings", index, "regex"))
        examples = tuple((example.text, example.name) for example in heading.examples)
        yield PostHeading(heading.id, heading.level, expanded, examples, tuple(heading.near_misses))


def _read_rewrites(shelf: _Shelf, source: YamlSource) -> None:
    """Read phrases; those that are for some grounds, and those of later folders, come before the others."""
    data, known = _validate(files.RewriteFile, source), shelf.style

    def read(key: str, rows: Sequence[files.PhraseFile | files.DoubtFile]) -> tuple[Phrase, ...]:
        return tuple(_phrase(shelf, data, source, (key, index), row) for index, row in enumerate(rows))

    shelf.style = Style(
        phrases=tuple(sorted((*read("phrases", data.phrases), *known.phrases), key=lambda phrase: not phrase.grounds)),
        tidying=(*known.tidying, *read("tidying", data.tidying)),
        doubts=(*known.doubts, *read("doubts", data.doubts)),
        nothing=_expand(shelf, data.nothing, source, ("nothing",)) or known.nothing,
    )


def _phrase(
    shelf: _Shelf, data: files.RewriteFile, source: YamlSource, path: tuple[str, int], file: files.PhraseFile | files.DoubtFile
) -> Phrase:
    expanded = _expand(shelf, file.regex, source, (*path, "regex"))
    given = file if isinstance(file, files.PhraseFile) else files.PhraseFile(regex=file.regex, text=file.text, rewrite="")
    try:
        names = {name for _, name, _, _ in Formatter().parse(given.write) if name}
    except ValueError as error:
        raise PackError(source.place((*path, "write")), str(error)) from error
    for name in names:
        if not all(f"(?P<{group}>" in expanded for group in (("a", "b") if name == SUM else (name,))):
            raise PackError(source.place((*path, "write")), f"the regex has no group for {{{name}}}")
    return Phrase(expanded, given.write, tuple(data.grounds), given.text, given.rewrite, given.label, source.place(path))


def _read_folding(shelf: _Shelf, source: YamlSource) -> None:
    data = _validate(files.FoldingFile, source)
    for meant in data.look_alikes:
        if len(meant) != 1:
            raise PackError(source.place(("look-alikes", meant)), "one sign is meant; words stand under phrases")
    for word, syllables in data.pinyin.items():
        if len(word) != len(syllables.split()):
            raise PackError(source.place(("pinyin", word)), "as many syllables as signs, set apart by spaces")
    for index, row in enumerate(data.substitutions):
        for name in ("after", "before"):
            _expand(shelf, getattr(row, name), source, ("substitutions", index, name))
    shelf.folding.append(data)


def _disguises(shelf: _Shelf) -> Disguises:
    tables = shelf.folding
    return Disguises(
        look_alikes={sign: plain for table in tables for plain, signs in table.look_alikes.items() for sign in signs},
        phrases={wrong: right for table in tables for wrong, right in table.phrases.items()},
        substitutions=tuple(
            Substitution(row.read, tuple(row.signs), row.after, row.before) for table in tables for row in table.substitutions
        ),
        pinyin={word: tuple(syllables.split()) for table in tables for word, syllables in table.pinyin.items()},
        english=frozenset(word for table in tables for word in table.english),
    )


def _read_rule(shelf: _Shelf, source: YamlSource) -> None:
    file = _validate(files.RuleFile, source)
    if file.id in shelf.rules:
        raise PackError(source.place(("id",)), f"{file.id} stands in {shelf.rules[file.id].place} already")
    shelf.rules[file.id] = Rule(
        id=file.id,
        name=file.name,
        aliases=tuple(file.aliases),
        ground=file.ground,
        title=_wording(file.title),
        suggestion=_wording(file.suggestion),
        quantity=file.quantity,
        patterns=tuple(_patterns(shelf, file, source)),
        verdicts=_table(shelf, file, source),
        exemptions=tuple(_exemptions(shelf, file, source)),
        flagged=tuple(_flagged(example) for example in file.examples.flagged),
        passed=tuple(Passed(**example.model_dump(exclude={"also"}), also=tuple(example.also)) for example in file.examples.passed),
        known_gaps=tuple(file.examples.known_gaps),
        place=source.name,
    )


def _patterns(shelf: _Shelf, file: files.RuleFile, source: YamlSource) -> Iterator[Pattern]:
    for index, pattern in enumerate(file.patterns):
        path = ("patterns", index, "regex")
        expanded = _expand(shelf, pattern.regex, source, path)
        missing = [name for name in pattern.captures if f"(?P<{name}>" not in expanded]
        if missing:
            raise PackError(source.place(("patterns", index, "captures")), f"the regex has no group {missing[0]!r}")
        yield Pattern(pattern.id, expanded, pattern.facts, pattern.captures, tuple(pattern.needs))


def _exemptions(shelf: _Shelf, file: files.RuleFile, source: YamlSource) -> Iterator[Exemption]:
    for index, exemption in enumerate(file.exemptions):
        expanded = _expand(shelf, exemption.regex, source, ("exemptions", index, "regex"))
        yield Exemption(exemption.id, expanded, exemption.reach, _wording(exemption.why), tuple(exemption.sections))


def _table(shelf: _Shelf, file: files.RuleFile, source: YamlSource) -> tuple[Verdict, ...]:
    if isinstance(file.verdicts, str):
        if file.verdicts not in shelf.tables:
            raise PackError(source.place(("verdicts",)), f"no verdict table is called {file.verdicts!r}")
        rows = shelf.tables[file.verdicts]
    else:
        rows = tuple(_verdict(row) for row in file.verdicts)
    if not rows or rows[-1].when:
        raise PackError(source.place(("verdicts",)), "the last verdict must hold without condition")
    for ref in (ref for row in rows for ref in row.basis):
        if ref not in shelf.citations:
            raise PackError(source.place(("verdicts",)), f"no legal basis has the ref {ref!r}")
    return rows


def _flagged(example: files.FlaggedFile) -> Flagged:
    match = (example.match,) if isinstance(example.match, str) else tuple(example.match)
    return Flagged(example.text, match, example.label, tuple(example.also), example.breaks_when)


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a rule file."""
    return files.RuleFile.model_json_schema()
