"""What silencers do with results, wherever a scan runs them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from auditor.batch.run import Batch
from auditor.config import Config
from auditor.engine import Auditor
from auditor.model.document import Document
from auditor.model.report import DocumentResult
from auditor.model.silence import Silence, SilencedBy
from auditor.model.wording import same
from auditor.silence.silencer import set_aside, silenced


@dataclass(frozen=True, slots=True)
class Words:
    """Sets findings with some words aside."""

    words: str
    digest: str = "words"

    def __call__(self, document: Document, result: DocumentResult) -> DocumentResult:
        assert {id(segment) for segment in document.segments} >= {id(finding.segment) for finding in result.findings}
        return set_aside(result, lambda finding: Silence(SilencedBy.BASELINE, same("说过")) if self.words in finding.text else None)


def test_what_is_set_aside_is_kept_with_its_reason_and_the_rest_stays(auditor: Auditor) -> None:
    result = auditor.audit_text("限男性，五官端正")
    document = Document("a", "a", (result.findings[0].segment,))
    quiet = silenced([Words("男性")], document, result)
    assert [(each.finding.text, each.silence.reason.zh) for each in quiet.silenced] == [("限男性", "说过")]
    assert [finding.text for finding in quiet.findings] == ["五官端正"]
    assert silenced([Words("男性"), Words("五官")], document, result).findings == ()
    assert silenced([Words("女性")], document, result) == result


def test_a_batch_asks_silencers_for_each_result(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("限男性", encoding="utf-8")
    (tmp_path / "b.xyz").write_bytes(b"\0")
    results = list(Batch(Auditor(Config()), [str(tmp_path)], silencers=(Words("男性"),)))
    assert [(len(each.findings), len(each.silenced), len(each.failures)) for each in results] == [(0, 1, 0), (0, 0, 1)]
