"""What formats for machines say of a finding in words that people read: one line of it, or all."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.extract.source import parted
from auditor.model.document import Failure
from auditor.model.finding import Finding
from auditor.model.report import DocumentResult
from auditor.model.wording import Language, Wording
from auditor.report.printable import printable
from auditor.report.words import ADVICE, CLAUSE, LAW, REMEDY, REMINDER, SEVERITIES, law, message, place, remedy, shown_name, unread

_MOST_WORDS = 120  # code points of the words that a finding underlines
_MOST_TEXT = 400  # of a clause, or of what is written in its place
NOT_AUDITED = Wording("未能审核", "could not be audited")
_PLACE = Wording("位置", "place")


def title(finding: Finding, language: Language) -> str:
    """Name the rule, the fault, and how far the law goes."""
    level = SEVERITIES[finding.severity].get(language)
    about = f"{finding.rule.id} {finding.rule.title.get(language)}"
    return f"{about}（{level}）" if language == "zh" else f"{about} ({level})"


def headline(finding: Finding, language: Language) -> str:
    """Say in one line which words are meant, and what is said of them."""
    return f"{quoted(finding.text)} {message(finding, language)}"


def quoted(text: str) -> str:
    """Return words of a document in quotation marks, on one line, cut where they are very long."""
    return f"“{cut(printable(text), _MOST_WORDS)}”"


def cut(text: str, most: int = _MOST_TEXT) -> str:
    """Return the beginning of a text, at most so many code points."""
    return text if len(text) <= most else f"{text[:most]}…"


def details(finding: Finding, language: Language) -> Iterator[str]:
    """Yield the lines that a person needs to check a finding and to put it right, one statement each."""
    yield labelled(CLAUSE, cut(printable(finding.clause_text)), language)
    yield stated_place(finding, language)
    yield from stated_law(finding, language)
    if brings := remedy(finding, language):
        yield labelled(REMEDY, brings, language)
    yield from stated_cautions(finding, language)
    yield from stated_rewrite(finding, language)
    yield labelled(ADVICE, finding.rule.suggestion.get(language), language)


def stated_place(finding: Finding, language: Language) -> str:
    """Return a line that says where the words stand and which post they are about."""
    return labelled(_PLACE, printable(place(finding, language)), language)


def stated_law(finding: Finding, language: Language) -> Iterator[str]:
    """Yield a line that names the bases, where there are any."""
    if finding.citations:
        yield labelled(LAW, law(finding, language), language)


def stated_cautions(finding: Finding, language: Language) -> Iterator[str]:
    """Yield a line for each thing that has to be kept in mind, such as that the user has set the severity."""
    return (labelled(REMINDER, caution.get(language), language) for caution in finding.cautions)


def stated_rewrite(finding: Finding, language: Language) -> Iterator[str]:
    """Yield a line that says how to write the clause, where a sure rewrite is known."""
    if finding.rewrite:
        yield cut(printable(finding.rewrite.wording.get(language)))


def labelled(label: Wording, text: str, language: Language) -> str:
    """Return a statement behind the word that says of what it is."""
    return f"{label.get(language)}：{text}" if language == "zh" else f"{label.get(language)}: {text}"


def named(result: DocumentResult, language: Language) -> str:
    """Name a document by its file, and a record also by its id."""
    source = shown_name(result.source, language)
    return printable(source if result.id == result.source else f"{source} · {result.id}")


def not_audited(failure: Failure, language: Language) -> str:
    """Say in one line what of a file could not be audited, and why; the file itself is named only by what is packed into it."""
    member = parted(failure.source)[1]
    return printable(" ".join(part for part in (shown_name(member, language), unread(failure, language)) if part))


def unread_line(failure: Failure, language: Language) -> str:
    """Say in one line that something could not be audited, where, and why."""
    return labelled(NOT_AUDITED, not_audited(failure, language), language)
