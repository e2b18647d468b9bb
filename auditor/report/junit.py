"""JUnit XML, which every CI server shows: a suite a document, a test a finding."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import NamedTuple, TextIO

from auditor.model.document import Failure
from auditor.model.finding import Finding
from auditor.model.grounds import Severity
from auditor.model.own_notes import CAUTION
from auditor.model.report import DocumentResult, Header, InputFile, Tally
from auditor.model.silence import Notice, Silenced
from auditor.model.wording import Language, Wording
from auditor.report.pieces import PieceRenderer, PieceReporter
from auditor.report.reporter import ReportOptions
from auditor.report.statement import NOT_AUDITED, details, headline, named, quoted, title, unread_line
from auditor.report.totals import known_entries, sentences
from auditor.report.words import NOTICES, SET_ASIDE, describe, known, notice_place, silenced_why

_NO_XML = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_AUDITED = Wording("审核", "audit")
_PROGRAM = "clause-auditor"


class JunitReporter(PieceReporter):
    """Writes one element; memory does not grow with the number of suites."""

    def __init__(self, stream: TextIO, options: ReportOptions) -> None:
        super().__init__(stream, SuiteRenderer(options.language, options.fail_on))
        self._language = options.language

    def begin(self, header: Header) -> None:
        """Open the element; its name says how the audit was made."""
        super().begin(header)
        made = f"{_PROGRAM} {header.tool_version} · {header.as_of} · {header.pack_digest[:12]} · {CAUTION.get(self._language)}"
        self._write(f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="{_attribute(made)}">\n')

    def end(self, tally: Tally, inputs: Collection[InputFile]) -> None:  # noqa: ARG002 - every suite has its own counts
        """Write a suite without tests, which tells how the audit was made and what has no test, and close the element."""
        counts = 'tests="0" failures="0" errors="0" skipped="0"'
        properties = "".join(f'   <property name="{_attribute(name)}" value="{_attribute(value)}"/>\n' for name, value in self._made(tally))
        said = _text("\n".join(self._told(tally)))
        inside = f"  <properties>\n{properties}  </properties>\n" + (f"  <system-out>{said}</system-out>\n" if said else "")
        self._write(f' <testsuite name="{_PROGRAM}" {counts}>\n{inside} </testsuite>\n</testsuites>\n')

    def _made(self, tally: Tally) -> Iterator[tuple[str, str]]:
        """Yield names and values: how the audit was made, and counts of what fails nothing, called as in the JSON report."""
        header = self._header
        yield from (("tool_version", header.tool_version), ("pack_digest", header.pack_digest), ("as_of", header.as_of))
        yield from ((f"options.{name}", value) for name, value in header.options.items())
        yield from ((f"silenced.{by}", str(count)) for by, count in sorted(tally.silenced.items()))
        yield from (("notices", str(tally.notices)), ("excluded", str(tally.excluded)))
        for name, entries in (("fixed", tally.fixed), ("expired", tally.expired)):
            yield f"baseline.{name}", str(sum(entry.count for entry in entries))

    def _told(self, tally: Tally) -> Iterator[str]:
        """Yield lines for people."""
        yield from (said.get(self._language) for said in sentences(self._header, tally))
        for what, entries in known_entries(tally):
            yield from (f"{what.get(self._language)}  {known(entry, self._language)}" for entry in entries)


class Case(NamedTuple):
    """A test case: its name, and the element inside it that tells how it went; ``outcome`` is empty where it passed."""

    name: str
    outcome: str = ""
    type: str = ""
    message: str = ""
    body: str = ""

    def element(self, suite: str) -> str:
        """Return the XML of it."""
        case = f'<testcase classname="{_attribute(suite)}" name="{_attribute(self.name)}"'
        if not self.outcome:
            return f"{case}/>"
        how = f'<{self.outcome} type="{_attribute(self.type)}" message="{_attribute(self.message)}">{_text(self.body)}</{self.outcome}>'
        return f"{case}>{how}</testcase>"


@dataclass(frozen=True, slots=True)
class SuiteRenderer(PieceRenderer):
    """Writes a suite for each document, in which something always stands, so that a clean document is seen to be audited.

    Args:
        language: of what the program says.
        fail_on: the lowest severity that is a failure; None for none.
    """

    language: Language
    fail_on: Severity | None

    def pieces(self, result: DocumentResult) -> Iterator[str]:
        """Yield the suite of one document."""
        name = named(result, self.language)
        tests = tuple(self._tests(result)) or (Case(_AUDITED.get(self.language)),)
        failures, errors, skipped = (sum(test.outcome == outcome for test in tests) for outcome in ("failure", "error", "skipped"))
        counts = f'tests="{len(tests)}" failures="{failures}" errors="{errors}" skipped="{skipped}"'
        cases = "".join(f"  {test.element(name)}\n" for test in tests)
        yield f' <testsuite name="{_attribute(name)}" {counts}>\n{cases} </testsuite>\n'

    def _tests(self, result: DocumentResult) -> Iterator[Case]:
        yield from map(self._finding, result.findings)
        yield from map(self._silenced, result.silenced)
        yield from map(self._failure, result.failures)
        yield from map(self._notice, result.notices)

    def _finding(self, finding: Finding) -> Case:
        """Return a failure where the exit code would be one, too; the others are skipped, and told all the same."""
        fails = self.fail_on is not None and finding.severity.rank >= self.fail_on.rank
        return self._test("failure" if fails else "skipped", finding, headline(finding, self.language))

    def _silenced(self, silenced: Silenced) -> Case:
        return self._test("skipped", silenced.finding, f"{SET_ASIDE.get(self.language)} {silenced_why(silenced.silence, self.language)}")

    def _test(self, outcome: str, finding: Finding, message: str) -> Case:
        where = describe(finding.location, self.language)
        name = f"{title(finding, self.language)} {where} {quoted(finding.text)}"
        return Case(name, outcome, finding.severity.value, message, "\n".join(details(finding, self.language)))

    def _failure(self, failure: Failure) -> Case:
        said = unread_line(failure, self.language)
        return Case(said, "error", NOT_AUDITED.en, said)

    def _notice(self, notice: Notice) -> Case:
        name = f"{NOTICES[notice.kind].get(self.language)} {notice_place(notice, self.language)}"
        return Case(name, "skipped", notice.kind.value, notice.message.get(self.language), quoted(notice.text))


def _text(text: str) -> str:
    """Return a text as XML that shows signs which XML does not have by number."""
    return html.escape(_NO_XML.sub(lambda sign: f"<U+{ord(sign[0]):04X}>", text))


def _attribute(text: str) -> str:
    return _text(text).replace("\n", "&#10;").replace("\t", "&#9;")
