"""The shape of pack files, as pydantic models; their JSON Schema is what editors complete against."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from auditor.model.context import Direction, Effect, Scope, SectionKind
from auditor.model.grounds import Employer, Ground, Severity
from auditor.model.legal import Verification
from auditor.model.rule import Reach

KEBAB = r"^[a-z0-9]+(-[a-z0-9]+)*$"
RULE_ID = r"^[A-Z]{3,4}[0-9]{3}$"
Kebab = Annotated[str, StringConstraints(pattern=KEBAB)]
RuleId = Annotated[str, StringConstraints(pattern=RULE_ID)]
Text = Annotated[str, StringConstraints(min_length=1)]
Facts = dict[str, str]


class FileModel(BaseModel):
    """Strict base: an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class WordingFile(FileModel):
    """A statement in Chinese and English."""

    zh: Text
    en: Text


class PatternFile(FileModel):
    """One surface form; ``{name}`` in the regex stands for a vocabulary."""

    id: Kebab
    regex: Text
    facts: Facts = {}
    captures: dict[str, Facts] = {}
    needs: list[Literal[Effect.REJECT, Effect.PREFER, Effect.REQUIRE]] = []


class ExemptionFile(FileModel):
    """What excuses a match, how near it must stand, and in which sections."""

    id: Kebab
    regex: Text
    reach: Reach
    sections: list[SectionKind] = []
    why: WordingFile


class FlaggedFile(FileModel):
    """A text in which the rule finds exactly ``match``; ``label`` is the field that the text stands in."""

    text: Text
    match: Text | list[Text]
    label: str = ""
    also: list[RuleId] = []
    breaks_when: dict[Kebab, Text] = Field(default={}, alias="breaks-when", description="spelling that cannot hold, and why not")


class PassedFile(FileModel):
    """A near miss: either ``dismissed-by`` names what excuses it, or ``why`` says why nothing matches."""

    text: Text
    dismissed_by: str = Field(default="", alias="dismissed-by")
    why: str = ""
    label: str = ""
    also: list[RuleId] = []
    breaks_when: dict[Kebab, Text] = Field(default={}, alias="breaks-when", description="spelling that cannot hold, and why not")


class ExamplesFile(FileModel):
    """The proof beside the rule."""

    flagged: list[FlaggedFile] = Field(min_length=1)
    passed: list[PassedFile] = Field(min_length=1)
    known_gaps: list[Text] = []


class VerdictFile(FileModel):
    """One row of a verdict table; the first whose ``when`` holds wins."""

    when: dict[str, str | list[str]] = {}
    severity: Severity | Literal["lawful"]
    basis: list[str] = []
    why: WordingFile


class RuleFile(FileModel):
    """One rule, one file: what, why, how, proof."""

    id: RuleId
    name: Kebab
    aliases: list[Kebab] = []
    ground: Ground
    title: WordingFile
    suggestion: WordingFile
    quantity: Literal["", "age"] = ""
    patterns: list[PatternFile] = Field(min_length=1)
    verdicts: Kebab | list[VerdictFile] = Field(description="name of a table in legal/verdicts, or rows")
    exemptions: list[ExemptionFile] = []
    examples: ExamplesFile


class CueFile(FileModel):
    """A context word."""

    id: Kebab
    regex: Text
    direction: Direction
    scope: Scope = Scope.ITEM
    terminator: str = ""
    grounds: list[Ground] = []
    sections: list[SectionKind] = []
    effect: Effect = Effect.DISMISS
    why: WordingFile
    examples: list[Text] = Field(min_length=1)
    passed: list[Text] = Field(default=[], description="texts that hold the cue, yet in which a finding stands")


class NamedFile(FileModel):
    """An example of a post's heading, and the name in it."""

    text: Text
    name: Text


class PostHeadingFile(FileModel):
    """A form of heading that opens the part of one post; the group ``name`` is the post, and ``sign`` is found in every one."""

    id: Kebab
    level: int
    regex: Text
    sign: str = ""
    examples: list[NamedFile] = Field(min_length=1)
    near_misses: list[Text] = Field(min_length=1)


class PostsFile(FileModel):
    """How several posts in one text are told apart."""

    headings: list[PostHeadingFile]
    no_post: Text


class ShownFile(FileModel):
    """An example of a cue, and the words in it that show the circumstance."""

    text: Text
    match: Text


class CircumstanceCueFile(FileModel):
    """Words that show who hires, or where; they run over what tells of a post, where a field stands as ``name:text``."""

    id: Kebab
    regex: Text
    weak: bool = False
    examples: list[ShownFile] = Field(min_length=1)
    near_misses: list[Text] = []


class EmployerCueFile(CircumstanceCueFile):
    """Words that show who hires."""

    shows: list[Employer] = Field(min_length=1)


class EmployersFile(FileModel):
    """``context/employers.yaml``: ``together`` lists kinds of employer that do not contradict each other."""

    together: list[list[Employer]] = []
    cues: list[EmployerCueFile]


class RegionCueFile(CircumstanceCueFile):
    """Words that show where."""

    shows: list[Text] = Field(min_length=1)


class RegionsFile(FileModel):
    """``context/regions.yaml``: ``within`` tells in which regions a region lies."""

    within: dict[str, list[Text]] = {}
    cues: list[RegionCueFile]


class ReadChoiceFile(FileModel):
    """An example of choices or of a template, and what is read of it; ``☐`` stands before what is not chosen."""

    text: Text
    read: Text


class ChoiceKindFile(FileModel):
    """Words that a form offers beside each other; the regex is for one of them."""

    id: Kebab
    regex: Text
    exhausts: bool = False
    examples: list[ReadChoiceFile] = Field(min_length=1)
    near_misses: list[Text] = Field(min_length=1)


class ChoicesFile(FileModel):
    """``context/choices.yaml``: what forms offer to tick, and who fills them in."""

    kinds: list[ChoiceKindFile]
    whatever: Text
    applicants: Text
    employers: Text
    filled_in: list[Text] = Field(alias="filled-in", description="lines that open a form which applicants fill in")
    not_filled_in: list[Text] = Field(alias="not-filled-in", description="lines that open none")


class PlaceNameFile(FileModel):
    """Names of places in templates that show what is filled in; rules call the sign of one ``{slot_<id>}``."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z]+(_[a-z]+)*$")]
    regex: Text
    examples: list[Text] = Field(min_length=1)
    near_misses: list[Text] = Field(min_length=1, alias="near-misses")


class SlotFile(FileModel):
    """Surroundings of a place that tell what belongs there: ``write`` is read in it."""

    id: Kebab
    after: str = ""
    before: str = ""
    names: list[Text] = []
    write: Text
    examples: list[ReadChoiceFile] = Field(min_length=1)
    near_misses: list[Text] = Field(min_length=1, alias="near-misses")


class TemplatesFile(FileModel):
    """``context/templates.yaml``: how the places of templates are read."""

    names: list[PlaceNameFile] = []
    slots: list[SlotFile] = []


class ContextFile(FileModel):
    """``context/*.yaml``: cues, headings of sections and posts, leads of lists, choices of forms, words that show who hires, and where."""

    cues: list[CueFile] = []
    leads: list[Text] = []
    stand_ins: dict[Literal[Effect.REJECT, Effect.PREFER], Text] = Field(default={}, alias="stand-ins")
    headings: dict[SectionKind, list[Text]] = {}
    posts: PostsFile | None = None
    choices: ChoicesFile | None = None
    templates: TemplatesFile | None = None
    employers: EmployersFile | None = None
    regions: RegionsFile | None = None


class CiteFile(FileModel):
    """How an article is cited after its basis; empty where the basis has no articles."""

    zh: str
    en: str


class ArticleFile(FileModel):
    """One article of a basis."""

    ref: Text
    cite: CiteFile
    gist: WordingFile
    verification: Verification


class BasisFile(FileModel):
    """One law, regulation, policy or case."""

    id: Text
    title: WordingFile
    short: WordingFile
    issuer: str
    level: Text
    valid_from: Text
    valid_to: str = ""
    amended: list[str] = Field(default=[], description="days on which the text cited here was changed after valid_from")
    earlier: WordingFile | None = Field(default=None, description="which text, not in the packs, held before valid_from")
    text_as_of: str
    verification: Verification
    penalty: WordingFile | None = None
    remedy: WordingFile | None = None
    note: str = ""
    articles: list[ArticleFile] = Field(min_length=1)


class LegalExceptionFile(FileModel):
    """One lawful exception."""

    id: Annotated[str, StringConstraints(pattern=r"^X\d{2}$")]
    grounds: list[Ground]
    post: WordingFile
    rule: WordingFile
    source: Text
    verification: Verification
    cues: list[Text] = Field(min_length=1)
    max_ages: list[int] = []


class LegalFile(FileModel):
    """``legal/*.yaml``: bases, exceptions or verdict tables."""

    bases: list[BasisFile] = []
    exceptions: list[LegalExceptionFile] = []
    verdicts: dict[Kebab, list[VerdictFile]] = {}


class PhraseFile(FileModel):
    """What to write in place of some words; ``text`` becomes ``rewrite``."""

    regex: Text
    write: str = ""
    text: Text
    rewrite: str
    label: str = ""


class DoubtFile(FileModel):
    """A draft in which the regex is found, such as ``text``, makes no sense."""

    regex: Text
    text: Text


class RewriteFile(FileModel):
    """``rewrite/*.yaml``: phrases for the findings of some grounds, or how drafts are tidied."""

    grounds: list[Ground] = []
    phrases: list[PhraseFile] = []
    tidying: list[PhraseFile] = []
    doubts: list[DoubtFile] = []
    nothing: str = ""


class FieldsFile(FileModel):
    """``vocabulary/fields.yaml``: which field and column names mean what."""

    label: dict[str, list[Text]]
    text: list[Text]


class SubstitutionFile(FileModel):
    """Signs that are read as a word where their surroundings say so."""

    read: Text
    signs: list[Text] = Field(min_length=1)
    after: str = ""
    before: str = ""


class FoldingFile(FileModel):
    """``folding/*.yaml``: what is written for something else, for the second reading of a text."""

    look_alikes: dict[Text, Text] = Field({}, alias="look-alikes", description="a sign, and the signs that are written for it")
    phrases: dict[Text, Text] = Field({}, description="a word written with a wrong sign, and the right word")
    substitutions: list[SubstitutionFile] = []
    pinyin: dict[Text, Text] = Field({}, description="a word, and its syllables")
    english: list[Text] = []
