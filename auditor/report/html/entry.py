"""A result as the page's script reads it: the objects of the JSON report in both languages, without what is empty or said elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from auditor.model.circumstances import Circumstances
from auditor.model.finding import Dismissal, Finding, Outcome
from auditor.model.location import Location, PagePlace
from auditor.model.report import DocumentResult
from auditor.model.silence import Notice, Silenced
from auditor.model.wording import Language, Wording
from auditor.report.html.bilingual import bilingual
from auditor.report.html.sharing import Shared
from auditor.report.plain import plain_about, plain_dismissal, plain_law, plain_location, plain_result, plain_silenced, plain_words
from auditor.report.words import assumed, describe, shown_name

_RULE = ("rule", "name", "title", "family", "ground", "suggestion")
_SAID_ELSEWHERE = ("message", "employer", "region", "group", "fingerprint")  # by other parts of a card, or of no use on a page


def entry(result: DocumentResult, shared: Shared, show_dismissed: bool) -> dict[str, Any]:
    """Return one document's result, without the name of a document whose text it repeats.

    Args:
        result: with something to show.
        shared: takes what findings share.
        show_dismissed: whether wordings that were let pass are part of the page.
    """
    plain = _Entry(result, shared).plain()
    for name in ("ads", "same_text_as", *(() if show_dismissed else ("dismissed",))):
        del plain[name]
    return _filled(plain)  # type: ignore[no-any-return]


class _Entry:
    """Makes of one result what the page keeps of it."""

    def __init__(self, result: DocumentResult, shared: Shared) -> None:
        self._result = result
        self._shared = shared
        self._about = plain_about(result.about)
        self._words: dict[tuple[int, str, str], dict[str, Any]] = {}

    def plain(self) -> dict[str, Any]:
        """Return it."""
        result = self._result
        plain = bilingual(lambda language: plain_result(replace(result, findings=(), dismissals=(), silenced=()), language))
        name = bilingual(lambda language: shown_name(result.source, language))
        plain["name"] = None if name == result.source else name
        plain["circumstances"] = [_assumed(circumstances) for circumstances in result.circumstances]
        plain["findings"] = [self._finding(finding) for finding in result.findings]
        plain["silenced"] = [self._silenced(silenced) for silenced in result.silenced]
        plain["dismissed"] = [self._dismissed(dismissal) for dismissal in result.dismissals]
        for told, notice in zip(plain["notices"], result.notices, strict=True):
            _notice(told, notice)
        return plain  # type: ignore[no-any-return]

    def _finding(self, finding: Finding) -> dict[str, Any]:
        """Return a finding: what is said of its words once for all rows of a table that hold them, with what differs in its place."""
        key = id(finding.ruling), finding.segment.text, finding.segment.field  # rulings stay as long as the result
        if key not in self._words:
            self._words[key] = self._said_of(finding)
        about = plain_about(finding.about)
        return self._words[key] | {
            "about": None if about == self._about else about,
            "post": finding.post,
            "location": _box(finding.location),
            "evidence": bilingual(lambda language: list(_beside(finding, language))),
            "place": _place(finding.location),
            "circumstances": self._circumstances(finding.circumstances),
        }

    def _said_of(self, finding: Finding) -> dict[str, Any]:
        """Return what is said of the words of a finding, wherever they stand."""
        found = bilingual(lambda language: plain_words(finding, language))
        self._outcome(found, finding)
        found["rule"] = self._shared.key({name: found.pop(name) for name in _RULE})
        found["why"] = self._shared.key(_said(finding.why))
        law = bilingual(lambda language: plain_law(finding.citations, language))
        found["legal_basis"] = [self._shared.key(citation) for citation in law]
        for name in _SAID_ELSEWHERE:
            del found[name]
        if found["rewrite"]:
            del found["rewrite"]["message"]
        return found  # type: ignore[no-any-return]

    def _silenced(self, silenced: Silenced) -> dict[str, Any]:
        set_aside = bilingual(lambda language: plain_silenced(silenced, language))
        location = silenced.silence.location
        changed = {"finding": self._finding(silenced.finding), "location": None, "place": _place(location) if location else None}
        return set_aside | changed  # type: ignore[no-any-return]

    def _dismissed(self, dismissal: Dismissal) -> dict[str, Any]:
        passed = bilingual(lambda language: plain_dismissal(dismissal, language))
        self._outcome(passed, dismissal)
        passed["place"], passed["location"] = _place(dismissal.location), _box(dismissal.location)
        rule = dismissal.rule
        about_rule = {"rule": rule.id, "name": rule.name, "title": _said(rule.title), "ground": passed.pop("ground")}
        passed["rule"] = self._shared.key(about_rule)
        return passed  # type: ignore[no-any-return]

    def _outcome(self, plain: dict[str, Any], outcome: Outcome) -> None:
        plain["cautions"] = [self._shared.key(caution) for caution in plain["cautions"]]
        plain["clause_start"] = outcome.clause.start
        plain["place"] = None

    def _circumstances(self, circumstances: Circumstances) -> int | None:
        """Return which of the document's answers holds for a finding."""
        known = self._result.circumstances
        return known.index(circumstances) if circumstances in known else None


def _notice(told: dict[str, Any], notice: Notice) -> None:
    told["place"] = _place(notice.location)
    del told["location"]


def _beside(finding: Finding, language: Language) -> Iterator[dict[str, str]]:
    """Yield the pieces that a finding rests on beside its underlined words."""
    for piece in finding.evidence[1:]:
        yield {"role": piece.role, "text": piece.text, "place": describe(piece.location, language)}


def _box(location: Location) -> dict[str, Any] | None:
    """Return a location whose numbers the page shows."""
    return plain_location(location) if isinstance(location, PagePlace) else None


def _place(location: Location) -> Any:
    return bilingual(lambda language: describe(location, language))


def _said(wording: Wording) -> Any:
    return bilingual(wording.get)


def _assumed(circumstances: Circumstances) -> dict[str, Any]:
    return {"employer": list(circumstances.employer.values), "said": bilingual(lambda language: assumed(circumstances, language))}


def _filled(value: Any) -> Any:
    """Return plain data without the names whose values are empty."""
    if isinstance(value, dict):
        return {name: _filled(part) for name, part in value.items() if part not in (None, "", [], {})}
    return [_filled(part) for part in value] if isinstance(value, list) else value
