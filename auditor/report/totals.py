"""What a report says of a whole run beside its findings: what does not count, what was not read, what holds by configuration."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.model.report import Header, Tally
from auditor.model.silence import BaselineEntry
from auditor.model.wording import NOTHING, Wording, fill
from auditor.report.words import ENDED, EXCLUDED, FIXED, IDLE, SET_ASIDE, SILENCED_BY

OPTIONS = Wording("选项", "options")
_FIXED = Wording(
    "基线中的 {count} 处已不再出现，可用 auditor baseline update 删去。",
    "No longer found: {count} of the baseline; auditor baseline update takes them out.",
)
_ENDED = Wording("基线中的 {count} 处已到期，不再起作用。", "Past their day, and of no effect: {count} of the baseline.")
_FROM = "read_from"  # the option that names configuration files


def set_aside(tally: Tally, look: Wording = NOTHING) -> Wording:
    """Say how many findings were set aside by what; nothing where none was.

    Args:
        tally: the counts.
        look: how to see them.
    """
    counts = [(SILENCED_BY[kind], count) for kind, count in sorted(tally.silenced.items())]
    total = tally.silenced.total()
    if not total:
        return NOTHING
    zh = "、".join(f"{by.zh} {count}" for by, count in counts)
    en = ", ".join(f"{by.en}: {count}" for by, count in counts)
    return Wording(f"另有 {total} 处{SET_ASIDE.zh}：{zh}{look.zh}。", f"{_capital(SET_ASIDE.en)}: {total} ({en}{look.en}).")


def idle(tally: Tally) -> Wording:
    """Say how many suppressions did nothing; nothing where all did."""
    return _counted(IDLE, tally.notices, "条")


def excluded(tally: Tally) -> Wording:
    """Say how many files the user leaves out; nothing where none."""
    return _counted(EXCLUDED, tally.excluded, "个")


def fixed(tally: Tally) -> Wording:
    """Say how many findings of the baseline are gone, and what takes them out; nothing where none is."""
    return _of_baseline(_FIXED, tally.fixed)


def ended(tally: Tally) -> Wording:
    """Say of how many findings the entry in the baseline is past its day; nothing where of none."""
    return _of_baseline(_ENDED, tally.expired)


def options_read(header: Header) -> tuple[str, ...]:
    """Return the options in force as ``name=value``, where a file gave some: who types options knows them."""
    return tuple(f"{name}={value}" for name, value in header.options.items()) if _FROM in header.options else ()


def options_line(header: Header) -> Wording:
    """Say which options are in force, where a file gave some; nothing where none did."""
    given = options_read(header)
    return Wording(f"{OPTIONS.zh}：{'；'.join(given)}", f"{OPTIONS.en}: {'; '.join(given)}") if given else NOTHING


def beside(header: Header, tally: Tally) -> Iterator[Wording]:
    """Yield a sentence for each that there is: files left out, the baseline's entries, cautions that hold for the whole run."""
    yield from filter(None, (excluded(tally), fixed(tally), ended(tally)))
    yield from header.cautions


def sentences(header: Header, tally: Tally) -> Iterator[Wording]:
    """Yield all that there is to say of a whole run beside its findings."""
    yield from filter(None, (set_aside(tally), idle(tally), *beside(header, tally), options_line(header)))


def known_entries(tally: Tally) -> tuple[tuple[Wording, tuple[BaselineEntry, ...]], ...]:
    """Return the entries of the baseline that are told of, under what is said of each."""
    return (FIXED, tally.fixed), (ENDED, tally.expired)


def _counted(what: Wording, count: int, measure: str) -> Wording:
    return Wording(f"{what.zh} {count} {measure}。", f"{_capital(what.en)}: {count}.") if count else NOTHING


def _of_baseline(said: Wording, entries: tuple[BaselineEntry, ...]) -> Wording:
    return fill(said, count=sum(entry.count for entry in entries)) if entries else NOTHING


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
