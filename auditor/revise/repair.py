"""Which sentences are to be written again, and why others are left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from auditor.model.document import Segment
from auditor.model.finding import Finding
from auditor.model.grounds import Severity
from auditor.model.location import Location
from auditor.model.report import DocumentResult
from auditor.model.rewrite import Rewrite
from auditor.model.span import Span
from auditor.model.wording import Wording

UNSURE = Wording("没有把握的改法，请人工修改", "no sure rewrite is known; a person has to write it")
MINOR = Wording("仅属存疑或提示，默认不改（加 --fix-on risk 或 note 可一并改写）", "only doubtful, or a note; see --fix-on")
SET_ASIDE = Wording("同一句中有未计入的发现，改写会一并删去", "the same sentence holds what was set aside, and would lose it")
ALONE = Wording("删去后只剩标题，或整份文件不剩文字", "only a heading, or nothing, would be left")
CHANGES_MORE = Wording("改写后会引出别的问题，或改变其他文字的读法", "something else would be found then, or other text be read otherwise")
UNPLACED = Wording(
    "文字所在位置不能改写（如属性、脚本、公式、域、模板语句）",
    "it stands where nothing is written: in an attribute, script, field or the logic of a template",
)
PACKED = Wording("文字在另一个文件内部（压缩包、附件、图片）", "it stands in another file inside, such as an attachment or a picture")


class Repair(Struct, frozen=True):
    """A sentence and how it is to be written.

    Args:
        segment: where it stands.
        clause: code points of the segment's raw text.
        rewrite: the sentence without its limits.
        findings: what is found in it.
    """

    segment: Segment
    clause: Span
    rewrite: Rewrite
    findings: tuple[Finding, ...]

    @property
    def text(self) -> str:
        """The sentence as it stands."""
        return self.clause.of(self.segment.text)

    @property
    def location(self) -> Location:
        """Where it starts."""
        return self.segment.locate(self.clause.start)


class Left(Struct, frozen=True):
    """A finding that stays, and why."""

    finding: Finding
    reason: Wording


def plan(result: DocumentResult, least: Severity) -> Iterator[Repair | Left]:
    """Yield what to do about each sentence in which something was found.

    Args:
        result: of the audit.
        least: lowest severity for the sake of which a sentence is written again, as a whole then.
    """
    aside = [silenced.finding for silenced in result.silenced]
    for findings in _by_clause(result.findings):
        reason = _reason(findings, aside, least)
        rewrite = findings[0].rewrite
        if rewrite and not reason:
            yield Repair(findings[0].segment, findings[0].clause, rewrite, tuple(findings))
        else:
            yield from (Left(finding, reason or UNSURE) for finding in findings)


def _by_clause(findings: Sequence[Finding]) -> list[list[Finding]]:
    grouped: dict[tuple[int, Span], list[Finding]] = {}
    for finding in findings:
        grouped.setdefault((id(finding.segment), finding.clause), []).append(finding)
    return list(grouped.values())


def _reason(findings: Sequence[Finding], aside: Sequence[Finding], least: Severity) -> Wording | None:
    """Return why the sentence of some findings is left; None where it can be written again."""
    if all(finding.severity.rank < least.rank for finding in findings):
        return MINOR
    first = findings[0]
    if first.rewrite is None:
        return UNSURE
    if any(other.segment is first.segment and other.clause.overlaps(first.clause) for other in aside):
        return SET_ASIDE
    return None
