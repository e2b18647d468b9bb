"""The law as data: bases with their articles, statutory exceptions, verdict tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from msgspec import Struct

from auditor.model.grounds import Ground, Severity
from auditor.model.wording import Language, Wording


class Verification(StrEnum):
    """How a legal text was checked before it was cited."""

    TEXT = "text"  # the article was read in the law's own full text
    SEC = "sec"  # seen in an official summary, quotation, translation or press text
    MEM = "mem"  # remembered only: never carries a severity by itself
    ARG = "arg"  # an argument, not the text of a rule


class Article(Struct, frozen=True):
    """One article, or the like, of a legal basis.

    Args:
        ref: the id that verdicts cite, such as ``LWR-43(1)``.
        cite: the article as cited after the basis, such as ``第43条（1）``; empty where the basis has no articles.
        gist: what it says, in the project's own words.
    """

    ref: str
    cite: Wording
    gist: Wording
    verification: Verification


class LegalBasis(Struct, frozen=True):
    """A law, regulation, rule, policy or guiding case.

    ``short`` is the name it is cited by. Dates are ISO, as exact as known (``2019-02`` is a month); ``valid_to`` is empty while in force.
    ``amended`` are the days of later changes, which the text cited here holds; ``earlier`` says which text that the packs do not hold
    stood in its place before ``valid_from``, where there was one.
    """

    id: str
    title: Wording
    short: Wording
    issuer: str
    level: str
    valid_from: str
    valid_to: str
    text_as_of: str
    verification: Verification
    articles: tuple[Article, ...]
    penalty: Wording | None = None
    remedy: Wording | None = None
    amended: tuple[str, ...] = ()
    earlier: Wording | None = None

    def in_force(self, day: str) -> bool:
        """Tell whether the basis held on an ISO day; a month or year counts from its first day to its last."""
        return self.valid_from <= day and (not self.valid_to or day <= self.valid_to + "~")

    def replaced_another(self, day: str) -> bool:
        """Tell whether another text, which the packs do not hold, stood in its place on a day."""
        return self.earlier is not None and self.valid_from > day

    def amended_since(self, day: str) -> str:
        """Return the first change after a day on which the basis held; empty where its text is that of the day."""
        return min((change for change in self.amended if change > day), default="") if self.in_force(day) else ""

    def caution(self, day: str) -> Wording | None:
        """Say what has to be checked by hand, because the text of a day is not the one that was read."""
        if self.earlier and self.replaced_another(day):
            zh, en = self.earlier.zh, self.earlier.en
            return Wording(
                f"{self.short.zh}：{day}适用的是较早的文本，规则包未收，需人工核对（{zh}）",
                f"{self.short.en}: an earlier text applied on {day}, which the rules do not hold; check it ({en})",
            )
        if change := self.amended_since(day):
            return Wording(
                f"{self.short.zh}：读到的是{change}修改后的文本，{day}的文字需核对",
                f"{self.short.en}: read as amended on {change}; check the wording of {day}",
            )
        return None


class Citation(Struct, frozen=True):
    """One article cited by a finding."""

    basis: LegalBasis
    article: Article

    @property
    def ref(self) -> str:
        """The article's id."""
        return self.article.ref

    def name(self, language: Language) -> str:
        """Return basis and article in one phrase, marked where the text is unverified."""
        gap = "" if language == "zh" else " "
        return f"{self.basis.short.get(language)}{gap}{self.place(language)}".strip()

    def place(self, language: Language) -> str:
        """Return the article alone, marked where its text is unverified."""
        unverified = self.article.verification is Verification.MEM
        mark = {"zh": "（未核）", "en": " (unverified)"}[language] if unverified else ""
        return self.article.cite.get(language) + mark


class LegalException(Struct, frozen=True):
    """A limit that statute allows for a post.

    Args:
        id: such as ``X04``.
        grounds: the grounds that it covers.
        post: the post it is about.
        rule: what is allowed.
        source: law and article.
        cues: regular expressions over normalised text that show the post.
        max_ages: the upper age bounds that it covers, in years; empty where it covers any.
    """

    id: str
    grounds: tuple[Ground, ...]
    post: Wording
    rule: Wording
    source: str
    verification: Verification
    cues: tuple[str, ...]
    max_ages: tuple[int, ...] = ()


class Verdict(Struct, frozen=True):
    """One row of a verdict table.

    Args:
        when: fact name to the values of which one must hold; all names must hold; empty always holds.
        severity: None where the wording is lawful.
        basis: article refs.
        why: one short reason.
    """

    when: Mapping[str, tuple[str, ...]]
    severity: Severity | None
    basis: tuple[str, ...]
    why: Wording


def other_texts(bases: Iterable[LegalBasis], day: str) -> tuple[Wording, ...]:
    """Say in at most two lines which bases had another text on a day than the one in the packs."""
    every = tuple({basis.id: basis for basis in bases}.values())
    earlier = [basis.short for basis in every if basis.replaced_another(day)]
    amended = [basis.short for basis in every if basis.amended_since(day)]
    lines = (
        (earlier, f"{day}适用较早的文本、规则包未收的依据：", f"on {day} an earlier text applied, which the rules do not hold, of: "),
        (amended, f"读到的文本在{day}之后修改过的依据：", f"read in a text amended after {day}: "),
    )
    return tuple(
        Wording(zh + "、".join(name.zh for name in names) + "。", en + ", ".join(name.en for name in names) + ".")
        for names, zh, en in lines
        if names
    )
