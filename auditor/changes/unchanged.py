"""Set aside what stands in lines that have not changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from auditor.changes.changed import WHOLE, Changed
from auditor.extract.source import parted
from auditor.model.document import Document
from auditor.model.evidence import Evidence
from auditor.model.finding import Finding
from auditor.model.location import LinePlace, Location, RecordPlace
from auditor.model.report import DocumentResult
from auditor.model.silence import Silence, SilencedBy
from auditor.model.wording import Wording
from auditor.silence.silencer import set_aside


class Unchanged(Struct, frozen=True):
    """Sets findings aside none of whose words stands in a new line.

    Args:
        revision: as the user gave it.
        files: what differs of each file that is scanned, named as the scan names it; of any other all counts as new.
    """

    revision: str
    files: Mapping[str, Changed]

    @property
    def digest(self) -> str:
        """Another text where other lines have changed."""
        return repr(sorted(self.files.items(), key=lambda item: item[0]))

    def __call__(self, document: Document, result: DocumentResult) -> DocumentResult:
        """Return the result with findings in old lines among ``silenced``."""
        changed = self._changed(document.source)
        why = Wording(f"所在各行自 {self.revision} 以来没有改动", f"its lines have not changed since {self.revision}")
        return set_aside(result, lambda finding: None if _touch(changed, finding) else Silence(SilencedBy.UNCHANGED, why))

    def _changed(self, source: str) -> Changed:
        """Return what differs of a file; what is packed into one is new where anything of that is."""
        outer, inside = parted(source)
        changed = self.files.get(outer, WHOLE)
        return WHOLE if inside and changed.lines else changed


def _touch(changed: Changed, finding: Finding) -> bool:
    if changed.whole or not changed.lines:
        return changed.whole
    return any(changed.touches(lines) for lines in lines_of(finding))


def lines_of(finding: Finding) -> Iterator[range]:
    """Yield the lines that each piece of evidence of a finding stands in; every line of a file whose places have none."""
    words, *others = finding.evidence
    yield _lines(words, finding.segment.locate(max(finding.span.start, finding.span.end - 1)))
    for piece in others:
        yield _lines(piece, piece.location)


def _lines(piece: Evidence, end: Location) -> range:
    match piece.location, end:
        case LinePlace(first), LinePlace(last):
            return range(first, max(last, first + piece.text.count("\n")) + 1)
        case RecordPlace(line=line), _:
            return range(line, line + 1)
    return range(1, 1 << 62)
