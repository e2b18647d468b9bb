"""The options of an audit."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field, fields
from pathlib import Path

from auditor.errors import ConfigError
from auditor.extract.source import OCR, Ocr, ReadOptions
from auditor.model.grounds import Employer, Family, Ground
from auditor.model.rule import Rule

REGIONS = ("", "shenzhen", "guangdong", "shandong", "shanghai", "autonomous_area")


ABOUT_PARTS = ("employer", "city", "date", "url", "source")

_READ = ReadOptions()
_LIMITS = ("max_bytes", "max_pages", "max_seconds", "max_memory")


def _today() -> str:
    return datetime.date.today().isoformat()


@dataclass(frozen=True, slots=True)
class Config:
    """How an audit is made.

    Args:
        select: grounds, families, rule ids or rule names to look for; empty for all.
        ignore: the same, to leave out.
        packs: folders of rules added to the built-in ones.
        employer: who hires; unknown for what the text says of each post.
        region: region id of a local rule; empty for what the text says of each post.
        as_of: ISO day whose law applies; today by default.
        text_field: the record field that holds the ad's text, in place of the usual names.
        id_field: the record field that holds the record's id, in place of the usual names.
        employer_field: the record field or column that names who hires, in place of the usual names.
        city_field: the one that names the city.
        date_field: the one that holds the day of publication.
        url_field: the one that holds the address of the ad.
        source_field: the one that names who published it.
        max_bytes: largest file that is read, in bytes.
        max_pages: largest number of pages read of a paged file.
        max_seconds: longest time that a file may take without yielding a document or page.
        max_memory: most memory that reading a file may take, in bytes.
        ocr: whether text is read off pictures: where there is no other (``auto``), on every page (``always``), or ``never``.
        isolate: whether files that are no plain text are read in a process of their own; without, one that crashes ends the program.
        gate: whether only what may say something is looked at closely; without, every clause is, with every pattern, which takes far
            longer and finds the same.
        suppressions: whether comments in the texts, and files beside them, may set findings aside.
        baseline: file of findings that are known and set aside; None for none.

    Raises:
        ConfigError: if the day or the region is none, or a limit is not above zero.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    packs: tuple[Path, ...] = ()
    employer: Employer = Employer.UNKNOWN
    region: str = ""
    as_of: str = field(default_factory=_today)
    text_field: str | None = None
    id_field: str | None = None
    employer_field: str | None = None
    city_field: str | None = None
    date_field: str | None = None
    url_field: str | None = None
    source_field: str | None = None
    max_bytes: int = _READ.max_bytes
    max_pages: int = _READ.max_pages
    max_seconds: float = _READ.max_seconds
    max_memory: int = _READ.max_memory
    ocr: Ocr = _READ.ocr
    isolate: bool = _READ.isolate
    gate: bool = True
    suppressions: bool = False
    baseline: Path | None = None

    def __post_init__(self) -> None:
        if isinstance(self.select, str) or isinstance(self.ignore, str):
            raise ConfigError("select and ignore take a tuple of names")
        try:
            object.__setattr__(self, "as_of", datetime.date.fromisoformat(self.as_of).isoformat())
        except ValueError as error:
            raise ConfigError(f"as-of: {self.as_of!r} is not a day such as 2026-01-31") from error
        try:
            object.__setattr__(self, "employer", Employer(self.employer))
        except ValueError as error:
            raise ConfigError(f"employer: {self.employer!r} is none of {', '.join(Employer)}") from error
        if self.region not in REGIONS:
            raise ConfigError(f"region: {self.region!r} is none of {', '.join(REGIONS[1:])}")
        if self.ocr not in OCR:
            raise ConfigError(f"ocr: {self.ocr!r} is none of {', '.join(OCR)}")
        for name in _LIMITS:
            if getattr(self, name) <= 0:
                raise ConfigError(f"{name}: {getattr(self, name)} is no limit; it must be above zero")

    def choose(self, rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
        """Return the rules that ``select`` and ``ignore`` leave.

        Raises:
            ConfigError: if a name fits no rule, ground or family.
        """
        for name in (*self.select, *self.ignore):
            if not any(_fits(name, rule) for rule in rules):
                known = ", ".join(dict.fromkeys([*Family, *Ground]))
                raise ConfigError(f"{name!r} is no rule, ground or family (grounds and families: {known}; rules: auditor rules list)")
        chosen = [rule for rule in rules if not self.select or any(_fits(name, rule) for name in self.select)]
        left = tuple(rule for rule in chosen if not any(_fits(name, rule) for name in self.ignore))
        if not left:
            raise ConfigError("select and ignore leave no rule")
        return left

    @property
    def about_fields(self) -> dict[str, str]:
        """Which fields the user named for the parts of ``About``."""
        asked = {part: getattr(self, f"{part}_field") for part in ABOUT_PARTS}
        return {part: name for part, name in asked.items() if name}

    @property
    def read_options(self) -> ReadOptions:
        """How extractors are to read."""
        return ReadOptions(id_field=self.id_field, ocr=self.ocr, isolate=self.isolate, **{name: getattr(self, name) for name in _LIMITS})

    @property
    def given(self) -> dict[str, str]:
        """What differs from the defaults, as text, for the report's header; the day has a place of its own there."""
        options: dict[str, str] = {}
        for option in fields(self):
            value = getattr(self, option.name)
            if option.name != "as_of" and value != option.default:
                options[option.name] = ",".join(map(str, value)) if isinstance(value, tuple) else str(value)
        return options


def _fits(name: str, rule: Rule) -> bool:
    return name.upper() == rule.id or name.lower() in {rule.name, *rule.aliases, rule.ground.value, rule.family.value}
