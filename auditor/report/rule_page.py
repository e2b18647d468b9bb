"""A rule explained in Markdown: what, why, verdicts, law, excuses, the proof, and how to write it lawfully."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from auditor.model.legal import Citation, LegalException, Verdict
from auditor.model.rewrite import Phrase, Rewrite
from auditor.model.rule import Flagged, Passed, Rule
from auditor.model.wording import Wording
from auditor.packs.pack import Pack
from auditor.report.markdown import Voice, code, escape, table
from auditor.report.words import FAMILIES, GROUNDS, SEVERITIES, VERIFICATIONS

LAWFUL = Wording("不列为问题", "let pass")
_FORMS = Wording("找的写法", "forms looked for")
_ALIASES = Wording("曾用名", "once called")
_WHY = Wording("为什么", "Why")
_VERDICTS = Wording("判定（自上而下，先成立者为准）", "Verdicts (the first that holds)")
_COLUMNS = (Wording("级别", "severity"), Wording("条件", "when"), Wording("依据", "articles"), Wording("理由", "reason"))
_LAW = Wording("依据", "Law")
_LAW_COLUMNS = (
    Wording("条文", "article"),
    Wording("要点", "gist"),
    Wording("施行", "in force"),
    Wording("核对日", "text read as of"),
    Wording("核实", "verification"),
    Wording("罚则", "penalty"),
    Wording("救济", "remedy"),
)
_REWRITE = Wording("合规写法", "Lawful wording")
_REWRITTEN = Wording("改写", "Rewritten")
_FLAGGED = Wording("会提示", "Flagged")
_PASSED = Wording("不提示", "Let pass")
_EXEMPTIONS = Wording("豁免", "Exemptions")
_EXCEPTIONS = Wording("法定例外", "Statutory exceptions")
_GAPS = Wording("已知不足", "Known gaps")
_OTHERWISE = Wording("其他情形", "otherwise")
_NOT_AS = Wording("换成此写法则不然", "not so when written as")
_FIELD = Wording("字段", "field")


def rule_page(rule: Rule, pack: Pack, voice: Voice) -> str:
    """Return the page of one rule of a pack."""
    return "\n".join(_page(rule, pack, voice)) + "\n"


def rule_help(rule: Rule, pack: Pack, voice: Voice) -> str:
    """Return the part of the page that helps with a finding: the fault, why, the law that usually holds, and how to write it lawfully."""
    sections = (_section(_WHY, _why(rule, pack, voice), voice), _section(_REWRITE, _lawful(rule, voice), voice))
    return "\n".join((f"**{voice.prose(rule.title)}**", *chain(*sections))) + "\n"


def _page(rule: Rule, pack: Pack, voice: Voice) -> Iterator[str]:
    yield f"# {rule.id} {rule.name}: {voice.prose(rule.title)}"
    yield ""
    yield from _what(rule, voice)
    yield from _section(_WHY, _why(rule, pack, voice), voice)
    yield from _section(_VERDICTS, _verdicts(rule, pack, voice), voice)
    yield from _section(_LAW, _law(rule, pack, voice), voice)
    yield from _section(_EXCEPTIONS, _bullets(_exception(each, voice) for each in _exceptions(rule, pack)), voice)
    yield from _section(_EXEMPTIONS, _bullets(f"{code(each.id)}: {voice.prose(each.why)}" for each in rule.exemptions), voice)
    yield from _section(_FLAGGED, _bullets(_flagged(example, voice) for example in rule.flagged), voice)
    yield from _section(_PASSED, _bullets(_passed(example, rule, pack, voice) for example in rule.passed), voice)
    yield from _section(_GAPS, _bullets(map(escape, rule.known_gaps)), voice)
    yield from _section(_REWRITE, _lawful(rule, voice), voice)
    phrases = [phrase for phrase in pack.style.phrases if rule.ground in phrase.grounds]
    yield from _section(_REWRITTEN, _bullets(_rewritten(phrase, voice) for phrase in phrases), voice)


def _lawful(rule: Rule, voice: Voice) -> list[str]:
    return "\n\n".join(voice.paragraphs(rule.suggestion)).split("\n")


def _section(title: Wording, lines: Iterable[str], voice: Voice) -> Iterator[str]:
    body = list(lines)
    if body:
        yield from ("", f"## {voice.heading(title)}", "", *body)


def _bullets(lines: Iterable[str]) -> Iterator[str]:
    return (f"- {line}" for line in lines)


def _what(rule: Rule, voice: Voice) -> Iterator[str]:
    yield f"{voice.prose(FAMILIES[rule.family])} › {voice.prose(GROUNDS[rule.ground])}"
    yield ""
    yield f"{voice.heading(_FORMS)}: {', '.join(code(pattern.id) for pattern in rule.patterns)}"
    if rule.aliases:
        yield ""
        yield f"{voice.heading(_ALIASES)}: {', '.join(map(code, rule.aliases))}"


def _why(rule: Rule, pack: Pack, voice: Voice) -> Iterator[str]:
    """Yield the reason that holds without condition, and what its articles say."""
    usual = rule.verdicts[-1]
    yield voice.prose(usual.why)
    if usual.basis:
        yield ""
    for citation in (pack.citations[ref] for ref in usual.basis):
        yield f"- {_name(citation, voice)}: {voice.prose(citation.article.gist)}"


def _verdicts(rule: Rule, pack: Pack, voice: Voice) -> Iterator[str]:
    rows = [_verdict(verdict, pack, voice) for verdict in rule.verdicts]
    return table([voice.heading(column) for column in _COLUMNS], rows)


def _verdict(verdict: Verdict, pack: Pack, voice: Voice) -> list[str]:
    severity = voice.prose(SEVERITIES[verdict.severity] if verdict.severity else LAWFUL)
    when = "; ".join(code(f"{name}: {' / '.join(values)}") for name, values in verdict.when.items())
    articles = ", ".join(_name(pack.citations[ref], voice) for ref in verdict.basis)
    return [severity, when or voice.prose(_OTHERWISE), articles, voice.prose(verdict.why)]


def _law(rule: Rule, pack: Pack, voice: Voice) -> Iterator[str]:
    refs = dict.fromkeys(ref for verdict in rule.verdicts for ref in verdict.basis)
    rows = [_article(pack.citations[ref], voice) for ref in refs]
    return table([voice.heading(column) for column in _LAW_COLUMNS], rows) if rows else iter(())


def _article(citation: Citation, voice: Voice) -> list[str]:
    basis, article = citation.basis, citation.article
    dates = f"{basis.valid_from}–{basis.valid_to}"
    verified = voice.prose(VERIFICATIONS[article.verification])
    sanctions = [voice.prose(what) if what else "" for what in (basis.penalty, basis.remedy)]
    return [_name(citation, voice), voice.prose(article.gist), dates, basis.text_as_of or "?", verified, *sanctions]


def _name(citation: Citation, voice: Voice) -> str:
    return voice.name(citation.name("zh"), citation.name("en"))


def _exceptions(rule: Rule, pack: Pack) -> list[LegalException]:
    named = {name for verdict in rule.verdicts for name in verdict.when.get("occupation", ())}
    return [exception for exception in pack.exceptions if exception.id in named]


def _exception(exception: LegalException, voice: Voice) -> str:
    verified = voice.prose(VERIFICATIONS[exception.verification])
    return f"{exception.id} {voice.prose(exception.post)}: {voice.prose(exception.rule)} ({escape(exception.source)}; {verified})"


def _rewritten(phrase: Phrase, voice: Voice) -> str:
    return f"{code(phrase.text)} → {voice.prose(Rewrite((), phrase.rewrite).wording)}"


def _flagged(example: Flagged, voice: Voice) -> str:
    return f"{_text(example, voice)} → {', '.join(map(code, example.match))}{_breaks(example, voice)}"


def _passed(example: Passed, rule: Rule, pack: Pack, voice: Voice) -> str:
    if not example.dismissed_by:
        return f"{_text(example, voice)} ({escape(example.why)}){_breaks(example, voice)}"
    why = {exemption.id: exemption.why for exemption in rule.exemptions} | {cue.id: cue.why for cue in pack.cues}
    why |= {kind.id: kind.why for kind in pack.text_kinds}
    reason = f" {voice.prose(why[example.dismissed_by])}" if example.dismissed_by in why else ""
    return f"{_text(example, voice)} ({code(example.dismissed_by)}{reason}){_breaks(example, voice)}"


def _breaks(example: Flagged | Passed, voice: Voice) -> str:
    return "".join(f"; {voice.heading(_NOT_AS)} {code(name)}: {escape(why)}" for name, why in example.breaks_when.items())


def _text(example: Flagged | Passed, voice: Voice) -> str:
    label = f"{voice.heading(_FIELD)} {code(example.label)} " if example.label else ""
    return label + code(example.text)
