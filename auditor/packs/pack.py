"""What is known after the packs have been read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

import regex
from msgspec import Struct

from auditor.model.circumstances import CircumstanceCues
from auditor.model.context import ChoiceForms, Cue, Effect, PostForms, SectionKind, TextKind
from auditor.model.document import Segment
from auditor.model.legal import Citation, LegalException
from auditor.model.rewrite import Style
from auditor.model.rule import Rule
from auditor.model.template import TemplateForms
from auditor.text.disguise import Disguises

_JOINTS = regex.compile("[及和与、/&+]其?")
_REMARK = regex.compile(r"\s+|[(（][^()（）]{0,20}[)）]")
_OF_ONE_SEX = regex.compile(r"[(（]\s*([男女])[性生士]?\s*[)）]\s*$")


class Fields(Struct, frozen=True):
    """What field and column names mean.

    Args:
        labels: name, as written and folded, to canonical label.
        texts: names of fields that hold free text, folded.
    """

    labels: Mapping[str, str]
    texts: frozenset[str]

    @classmethod
    def of(cls, labels: Mapping[str, str], texts: Iterable[str]) -> Fields:
        """Make it of names as they are written."""
        return cls({_key(name): label for name, label in labels.items()} | dict(labels), frozenset(map(_bare, texts)))

    def label_of(self, segment: Segment) -> str:
        """Return the canonical label of a segment, such as ``性别`` for the field ``sex_cn``; empty for free text."""
        return self.label_named(segment.label.text) if segment.label else ""

    def label_named(self, name: str) -> str:
        """Return the canonical label that a header's words stand for; empty for none."""
        return self.labels.get(_key(name)) or self.labels.get(_bare(name), "")

    def is_text(self, segment: Segment, text_field: str | None) -> bool:
        """Tell whether a record's field holds free text: the field named, one of the usual names, or a cell without header."""
        if segment.label is None:
            return True
        names = _field_names(segment.field)
        return text_field in names if text_field else any(_holds_text(name, self.texts) for name in names)


@lru_cache(maxsize=1_024)
def _holds_text(name: str, texts: frozenset[str]) -> bool:
    """Tell whether a field of a name holds free text, or of several such names in one, as 岗位职责及要求 is."""
    plain = _bare(name)
    return plain in texts or all(part in texts for part in _JOINTS.split(plain))


@lru_cache(maxsize=1_024)
def _plain(name: str) -> str:
    """Fold a column name as tables print it: spaces, line breaks, a closing colon and remarks in brackets."""
    return str(_REMARK.sub("", name)).strip().rstrip(":：").lower() or name


@lru_cache(maxsize=1_024)
def _field_names(path: str) -> frozenset[str]:
    """Return the names under which a field may be known: its whole path, and its last word."""
    words = [word for word in path.split(".") if not word.isdigit()]
    return frozenset({path, *words[-1:], *(word.lower() for word in words[-1:])})


def _bare(name: str) -> str:
    """Fold a name as programs spell it: ``jobDescription``, ``job_description`` and ``Job-Description`` are one."""
    return _plain(name).replace("_", "").replace("-", "")


@lru_cache(maxsize=1_024)
def _key(name: str) -> str:
    """Fold a name so, but for the sex of which a column of counts tells: 招聘人数（男）."""
    sex = _OF_ONE_SEX.search(name)
    return f"{_bare(name)}({sex[1]})" if sex else _bare(name)


class Pack(Struct, frozen=True, eq=False):
    """Everything that the audit knows, read from one or more folders."""

    rules: tuple[Rule, ...]
    citations: Mapping[str, Citation]
    exceptions: tuple[LegalException, ...]
    cues: tuple[Cue, ...]
    leads: tuple[str, ...]
    stand_ins: Mapping[Effect, str]
    headings: Mapping[SectionKind, str]
    text_kinds: tuple[TextKind, ...]
    post_forms: PostForms
    choices: ChoiceForms
    templates: TemplateForms
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
