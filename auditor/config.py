"""The options of an audit."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from auditor.errors import ConfigError
from auditor.extract.source import OCR, Ocr, ReadOptions, parted
from auditor.globs import Globs
from auditor.model.grounds import Employer, Family, Ground, Severity
from auditor.model.rule import Rule
from auditor.model.wording import Wording, fill

REGIONS = ("", "shenzhen", "guangdong", "shandong", "shanghai", "autonomous_area")
SETTABLE = (Severity.NOTE, Severity.RISK, Severity.POLICY)
"""What the user may set a severity to: that the law is broken only the law can say."""

ABOUT_PARTS = ("employer", "city", "date", "url", "source")

_READ = ReadOptions()
_LIMITS = ("max_bytes", "max_pages", "max_seconds", "max_memory")
_CHANGES = ("select", "ignore", "severity", "employer", "region")
_NO_FILES = frozenset(("<stdin>", "<text>"))  # names of what came from no file
_UNTOLD = frozenset(("as_of", "origins"))  # the day has a place of its own, origins change nothing

_TUPLE = Wording("select 和 ignore 要写成名称的元组", "select and ignore take a tuple of names")
_DAY = Wording("as-of：{day!r} 不是 2026-01-31 这样的日期", "as-of: {day!r} is not a day such as 2026-01-31")
_CHOICE = Wording("{name}：没有 {value!r}，可用的有 {known}", "{name}: {value!r} is none of {known}")
_LIMIT = Wording("{name}：{value} 不能作上限，须大于零", "{name}: {value} is no limit; it must be above zero")
_UNKNOWN = Wording(
    "没有名为 {name!r} 的规则、事由或类别{meant}（事由和类别：{known}；规则见 auditor rules list）",
    "{name!r} is no rule, ground or family{meant} (grounds and families: {known}; rules: auditor rules list)",
)
_MEANT = Wording("，是否想写 {name}？", "; did you mean {name}?")
_NO_RULE = Wording("select 和 ignore 没有留下任何规则", "select and ignore leave no rule")
_SET = Wording(
    "severity：{name} 不能定为 {value!r}，只能定为 {known}；是否涉嫌违法只由法律依据决定",
    "severity: {name} cannot be set to {value!r}, only to {known}; that the law is broken only the law can say",
)


def today() -> str:
    """Return the day of the calendar, as ISO writes it."""
    return datetime.date.today().isoformat()


@dataclass(frozen=True, slots=True)
class Override:
    """Other options for some files; what is None or empty stays as it is.

    Args:
        files: which files; of what is packed into a file, the file on disk counts, whatever names are inside.
        select: in place of that of the configuration.
        ignore: the same.
        severity: added to that of the configuration.
        employer: who hires.
        region: region id of a local rule.

    Raises:
        ConfigError: if a severity cannot be set.
    """

    files: Globs
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    severity: Mapping[str, Severity] = field(default_factory=dict, hash=False)
    employer: Employer | None = None
    region: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "severity", _settable(self.severity))

    def on(self, config: Config) -> Config:
        """Return a configuration with these options."""
        given: dict[str, Any] = {name: value for name in _CHANGES if (value := getattr(self, name)) is not None}
        return replace(config, **{**given, "severity": {**config.severity, **self.severity}})

    def __str__(self) -> str:
        given = (f"{name}={_told(value)}" for name in _CHANGES if (value := getattr(self, name)) not in (None, {}))
        return f"{self.files}: {' '.join(given)}"


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
        severity: severity of the findings of rules, grounds or families, by name, in place of what their verdict says; the name of a
            rule counts before that of its ground, and that before the family's. Nothing can be set to ``violation``.
        exclude: files that are left out, and counted.
        overrides: other options for some files; of those that fit a file the last counts, option by option.
        read_from: configuration files that this was read from; they are not taken for something to audit.
        origins: where names are written, by option and name, for messages.

    Raises:
        ConfigError: if the day or the region is none, a limit is not above zero, or a severity cannot be set.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    packs: tuple[Path, ...] = ()
    employer: Employer = Employer.UNKNOWN
    region: str = ""
    as_of: str = field(default_factory=today)
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
    severity: Mapping[str, Severity] = field(default_factory=dict, hash=False)
    exclude: tuple[Globs, ...] = ()
    overrides: tuple[Override, ...] = ()
    read_from: tuple[Path, ...] = field(default=(), compare=False)
    origins: Mapping[tuple[str, str], str] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        if isinstance(self.select, str) or isinstance(self.ignore, str):
            raise ConfigError(_TUPLE)
        object.__setattr__(self, "severity", _settable(self.severity))
        try:
            object.__setattr__(self, "as_of", datetime.date.fromisoformat(self.as_of).isoformat())
        except ValueError as error:
            raise ConfigError(fill(_DAY, day=self.as_of)) from error
        try:
            object.__setattr__(self, "employer", Employer(self.employer))
        except ValueError as error:
            raise _no_choice("employer", self.employer, Employer) from error
        if self.region not in REGIONS:
            raise _no_choice("region", self.region, REGIONS[1:])
        if self.ocr not in OCR:
            raise _no_choice("ocr", self.ocr, OCR)
        for name in _LIMITS:
            if getattr(self, name) <= 0:
                raise ConfigError(fill(_LIMIT, name=name, value=getattr(self, name)))

    def choose(self, rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
        """Return the rules that ``select`` and ``ignore`` leave.

        Raises:
            ConfigError: if a name fits no rule, ground or family.
        """
        for option, name in self._names():
            if not any(_fits(name, rule) for rule in rules):
                raise ConfigError(_unknown(name, rules), self.origins.get((option, name), ""))
        chosen = [rule for rule in rules if not self.select or any(_fits(name, rule) for name in self.select)]
        left = tuple(rule for rule in chosen if not any(_fits(name, rule) for name in self.ignore))
        if not left:
            raise ConfigError(_NO_RULE)
        return left

    def _names(self) -> Iterator[tuple[str, str]]:
        """Yield all names of rules, grounds and families, each behind the option that holds it."""
        holders: list[tuple[str, Config | Override]] = [("", self)]
        holders += [(f"overrides.{number}.", override) for number, override in enumerate(self.overrides)]
        for prefix, holder in holders:
            for option in ("select", "ignore", "severity"):
                yield from ((f"{prefix}{option}", name) for name in getattr(holder, option) or ())

    def severities(self, rules: Iterable[Rule]) -> dict[str, Severity]:
        """Return the severities that were set, by the id of the rule."""
        return {rule.id: value for rule in rules if (value := self._severity_of(rule))}

    def _severity_of(self, rule: Rule) -> Severity | None:
        for names in ({rule.id.lower(), rule.name, *rule.aliases}, {rule.ground.value}, {rule.family.value}):
            for name, severity in self.severity.items():
                if name.lower() in names:
                    return severity
        return None

    def overriding(self, source: str) -> tuple[Override, ...]:
        """Return the overrides that hold for a file, named as in results; text that came from no file has none."""
        path = parted(source)[0]
        return tuple(override for override in self.overrides if path not in _NO_FILES and override.files.fit(path))

    def under(self, overrides: Iterable[Override]) -> Config:
        """Return the configuration for files that some overrides hold for."""
        config = replace(self, overrides=())
        for override in overrides:
            config = override.on(config)
        return config

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
        values = {option.name: (getattr(self, option.name), option.default) for option in fields(self) if option.name not in _UNTOLD}
        return {name: _told(value) for name, (value, default) in values.items() if value not in (default, {})}


def _settable(severity: Mapping[str, Severity]) -> dict[str, Severity]:
    """Return severities by name, if the user may set them."""
    for name, value in severity.items():
        if value not in tuple(SETTABLE):
            raise ConfigError(fill(_SET, name=name, value=str(value), known=", ".join(SETTABLE)))
    return {name: Severity(value) for name, value in severity.items()}


def _told(value: object) -> str:
    """Return an option as text."""
    if isinstance(value, Mapping):
        return ",".join(f"{name}={each}" for name, each in value.items())
    if isinstance(value, tuple):
        return ("; " if any(isinstance(each, Override) for each in value) else ",").join(map(str, value))
    return value.as_posix() if isinstance(value, Path) else str(value)


def _no_choice(name: str, value: str, known: Iterable[str]) -> ConfigError:
    return ConfigError(fill(_CHOICE, name=name, value=value, known=", ".join(known)))


def _unknown(name: str, rules: Iterable[Rule]) -> Wording:
    """Say that nothing has a name, and what has one that is nearly the same."""
    from difflib import get_close_matches

    grounds = [*dict.fromkeys([*map(str, Family), *map(str, Ground)])]
    named = {word.lower(): word for rule in rules for word in (rule.id, rule.name, *rule.aliases)} | {word: word for word in grounds}
    near = get_close_matches(name.lower(), named, n=1)
    meant = fill(_MEANT, name=named[near[0]]) if near else ""
    return fill(_UNKNOWN, name=name, meant=meant, known=", ".join(grounds))


def _fits(name: str, rule: Rule) -> bool:
    return name.upper() == rule.id or name.lower() in {rule.name, *rule.aliases, rule.ground.value, rule.family.value}
