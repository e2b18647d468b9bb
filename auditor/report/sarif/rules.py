"""The rules of a run as SARIF describes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from auditor.model.grounds import Severity
from auditor.model.rule import Rule
from auditor.model.wording import Language, Wording, fill
from auditor.packs.pack import Pack
from auditor.report.markdown import Voice
from auditor.report.rule_page import rule_help
from auditor.report.sarif.messages import braced, literal
from auditor.report.sarif.results import LEVELS
from auditor.report.words import FAMILIES, GROUNDS, SEVERITIES

_TAG = "employment-discrimination"
_LAW = Wording("依据", "Law")
_LAWFUL = Wording("合规写法", "Lawful wording")
_MORE = Wording("全部判定和依据：auditor explain {rule}", "all verdicts and the whole law: auditor explain {rule}")


def descriptor(rule: Rule, pack: Pack, language: Language) -> dict[str, Any]:
    """Return what a rule looks for, why, and how to write it lawfully; its level is that of the verdict that holds where no other does."""
    levels = [verdict.severity for verdict in rule.verdicts if verdict.severity]
    usual = rule.verdicts[-1].severity or max(levels, key=lambda level: level.rank, default=Severity.NOTE)
    return {
        "id": rule.id,
        "name": rule.name,
        **({"deprecatedNames": list(rule.aliases)} if rule.aliases else {}),
        "shortDescription": {"text": literal(rule.title.get(language))},
        "fullDescription": {"text": literal(_in_full(rule, language))},
        "help": {
            "text": literal("\n".join(_help(rule, pack, language))),
            "markdown": braced(rule_help(rule, pack, Voice(language))),
        },
        "defaultConfiguration": {"level": LEVELS[usual]},
        "properties": {
            "family": rule.family.value,
            "ground": rule.ground.value,
            "severity": usual.value,
            "tags": list(dict.fromkeys((_TAG, rule.family.value, rule.ground.value))),
        },
    }


def _in_full(rule: Rule, language: Language) -> str:
    """Return the rule in one sentence: where it belongs, and the reason that holds without condition."""
    place = f"{FAMILIES[rule.family].get(language)} › {GROUNDS[rule.ground].get(language)}"
    usual = rule.verdicts[-1]
    level = f"{SEVERITIES[usual.severity].get(language)}{'：' if language == 'zh' else ': '}" if usual.severity else ""
    return f"{place}{'。' if language == 'zh' else '. '}{level}{usual.why.get(language)}"


def _help(rule: Rule, pack: Pack, language: Language) -> Iterator[str]:
    yield from (rule.title.get(language), "", _LAW.get(language))
    for citation in (pack.citations[ref] for ref in rule.verdicts[-1].basis):
        yield f"- {citation.name(language)}{'：' if language == 'zh' else ': '}{citation.article.gist.get(language)}"
    yield from ("", _LAWFUL.get(language), rule.suggestion.get(language), "", fill(_MORE, rule=rule.id).get(language))
