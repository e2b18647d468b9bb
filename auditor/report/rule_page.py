"""A rule explained in Markdown: what, why, which law, how to write it lawfully, and the proof."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from auditor.model.legal import Citation, LegalException, Verdict
from auditor.model.rewrite import Phrase, Rewrite, Style
from auditor.model.rule import Rule
from auditor.model.wording import Language, Wording
from auditor.report.words import FAMILIES, GROUNDS, SEVERITIES

_LAWFUL = Wording("不列为问题", "let pass")
_VERDICTS = Wording("判定（自上而下，先成立者为准）", "Verdicts (the first that holds)")
_LAW = Wording("依据", "Law")
_REWRITE = Wording("合规写法", "Lawful wording")
_REWRITTEN = Wording("改写", "Rewritten")
_FLAGGED = Wording("会提示", "Flagged")
_PASSED = Wording("不提示", "Let pass")
_EXEMPTIONS = Wording("豁免", "Exemptions")
_EXCEPTIONS = Wording("法定例外", "Statutory exceptions")
_PENALTY = Wording("罚则", "penalty")
_REMEDY = Wording("救济", "remedy")
_GAPS = Wording("已知不足", "Known gaps")
_OTHERWISE = Wording("其他情形", "otherwise")


def rule_page(rule: Rule, citations: Mapping[str, Citation], exceptions: Iterable[LegalException], style: Style, language: Language) -> str:
    """Return the page of one rule."""
    return "\n".join(_page(rule, citations, exceptions, style, language)) + "\n"


def _page(
    rule: Rule, citations: Mapping[str, Citation], exceptions: Iterable[LegalException], style: Style, language: Language
) -> Iterator[str]:
    yield f"# {rule.id} {rule.name}: {rule.title.get(language)}"
    yield ""
    yield f"{FAMILIES[rule.family].get(language)} / {GROUNDS[rule.ground].get(language)}"
    yield from _section(_REWRITE, [rule.suggestion.get(language)], language, bullet="")
    phrases = [phrase for phrase in style.phrases if rule.ground in phrase.grounds]
    yield from _section(_REWRITTEN, [_rewritten(phrase, language) for phrase in phrases], language)
    yield from _section(_VERDICTS, [_verdict(verdict, citations, language) for verdict in rule.verdicts], language)
    refs = dict.fromkeys(ref for verdict in rule.verdicts for ref in verdict.basis)
    yield from _section(_LAW, [_citation(citations[ref], language) for ref in refs], language)
    named = {name for verdict in rule.verdicts for name in verdict.when.get("occupation", ())}
    yield from _section(_EXCEPTIONS, [_exception(exception, language) for exception in exceptions if exception.id in named], language)
    yield from _section(_EXEMPTIONS, [f"{exemption.id}: {exemption.why.get(language)}" for exemption in rule.exemptions], language)
    yield from _section(_FLAGGED, [f"{flagged.text} → 【{'】【'.join(flagged.match)}】" for flagged in rule.flagged], language)
    yield from _section(_PASSED, [f"{passed.text} ({passed.dismissed_by or passed.why})" for passed in rule.passed], language)
    yield from _section(_GAPS, list(rule.known_gaps), language)


def _section(title: Wording, lines: list[str], language: Language, bullet: str = "- ") -> Iterator[str]:
    if lines:
        yield ""
        yield f"## {title.get(language)}"
        yield ""
        yield from (bullet + line for line in lines)


def _rewritten(phrase: Phrase, language: Language) -> str:
    return f"{phrase.text} → {Rewrite((), phrase.rewrite).wording.get(language)}"


def _verdict(verdict: Verdict, citations: Mapping[str, Citation], language: Language) -> str:
    when = ", ".join(f"{name}: {'|'.join(values)}" for name, values in verdict.when.items()) or _OTHERWISE.get(language)
    severity = (SEVERITIES[verdict.severity] if verdict.severity else _LAWFUL).get(language)
    basis = ", ".join(citations[ref].name(language) for ref in verdict.basis)
    return f"{when} → {severity}: {verdict.why.get(language)}" + (f" ({basis})" if basis else "")


def _citation(citation: Citation, language: Language) -> str:
    basis = citation.basis
    dates = f"{basis.valid_from}–{basis.valid_to}, {basis.text_as_of or '?'}, {citation.article.verification.value}"
    sanctions = ((_PENALTY, basis.penalty), (_REMEDY, basis.remedy))
    said = "".join(f" {name.get(language)}: {what.get(language)}." for name, what in sanctions if what)
    return f"{citation.name(language)}: {citation.article.gist.get(language)} [{dates}]{said}"


def _exception(exception: LegalException, language: Language) -> str:
    return f"{exception.id} {exception.post.get(language)}: {exception.rule.get(language)} ({exception.source})"
