"""A result as the page's script reads it: the objects of the JSON report in both languages, without what is empty or said elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from auditor.model.circumstances import Circumstances
from auditor.model.finding import Dismissal, Finding, Outcome
from auditor.model.location import Location, PagePlace
from auditor.model.report import DocumentResult
from auditor.model.silence import Notice, Silenced
from auditor.model.wording import Language, Wording
from auditor.report.html.bilingual import bilingual
from auditor.report.html.sharing import Shared
from auditor.report.plain import plain_result
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
    plain = bilingual(lambda language: plain_result(result, language))
    _Compacting(result, plain, shared).run()
    for name in ("ads", "same_text_as", *(() if show_dismissed else ("dismissed",))):
        del plain[name]
    return _filled(plain)  # type: ignore[no-any-return]


class _Compacting:
    """Turns the objects of one result into what the page keeps of them."""

    def __init__(self, result: DocumentResult, plain: dict[str, Any], shared: Shared) -> None:
        self._result = result
        self._plain = plain
        self._shared = shared

    def run(self) -> None:
        """Do so, in place."""
        result, plain = self._result, self._plain
        name = bilingual(lambda language: shown_name(result.source, language))
        plain["name"] = None if name == result.source else name
        plain["circumstances"] = [_assumed(circumstances) for circumstances in result.circumstances]
        for found, finding in zip(plain["findings"], result.findings, strict=True):
            self._finding(found, finding)
        for set_aside, silenced in zip(plain["silenced"], result.silenced, strict=True):
            self._silenced(set_aside, silenced)
        for passed, dismissal in zip(plain["dismissed"], result.dismissals, strict=True):
            self._dismissed(passed, dismissal)
        for told, notice in zip(plain["notices"], result.notices, strict=True):
            _notice(told, notice)

    def _finding(self, found: dict[str, Any], finding: Finding) -> None:
        self._outcome(found, finding, finding.location)
        found["rule"] = self._shared.key({name: found.pop(name) for name in _RULE})
        found["why"] = self._shared.key(_said(finding.why))
        found["legal_basis"] = [self._shared.key(citation) for citation in found["legal_basis"]]
        found["evidence"] = bilingual(lambda language: list(_beside(finding, language)))
        found["circumstances"] = self._circumstances(finding.circumstances)
        if found["about"] == self._plain["about"]:
            del found["about"]
        for name in _SAID_ELSEWHERE:
            del found[name]
        if found["rewrite"]:
            del found["rewrite"]["message"]

    def _silenced(self, set_aside: dict[str, Any], silenced: Silenced) -> None:
        self._finding(set_aside["finding"], silenced.finding)
        location = silenced.silence.location
        set_aside["place"] = _place(location) if location else None
        del set_aside["location"]

    def _dismissed(self, passed: dict[str, Any], dismissal: Dismissal) -> None:
        self._outcome(passed, dismissal, dismissal.location)
        rule = dismissal.rule
        about_rule = {"rule": rule.id, "name": rule.name, "title": _said(rule.title), "ground": passed.pop("ground")}
        passed["rule"] = self._shared.key(about_rule)

    def _outcome(self, plain: dict[str, Any], outcome: Outcome, location: Location) -> None:
        plain["cautions"] = [self._shared.key(caution) for caution in plain["cautions"]]
        plain["clause_start"] = outcome.clause.start
        plain["place"] = _place(location)
        if not isinstance(location, PagePlace):
            del plain["location"]

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
