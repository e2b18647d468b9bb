"""Parts audited in the process of the program, which gets ready while another one reads."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from auditor.batch.here import Here
from auditor.batch.parts import Whole
from auditor.batch.worker import Order
from auditor.config import Config
from auditor.engine import Auditor
from auditor.extract.source import Source
from auditor.extract.worker.isolated import Isolated
from auditor.model.document import Document
from auditor.model.speaking import Speaking
from auditor.silence.silencing import silencing_of

LARGE = 1 << 20


@pytest.mark.usefixtures("extension")
def test_nothing_is_audited_before_the_other_thread_has_got_ready(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    get_ready, listen = Auditor.get_ready, Auditor.listen

    def slowly(auditor: Auditor) -> None:
        time.sleep(2)  # by then the first document has been read
        get_ready(auditor)
        done.append("ready")

    def noted(auditor: Auditor, documents: Sequence[Document]) -> list[Speaking | None]:
        done.append("audited")
        return listen(auditor, documents)

    monkeypatch.setattr(Auditor, "get_ready", slowly)
    monkeypatch.setattr(Auditor, "listen", noted)
    path = tmp_path / "large.trap"
    path.write_text("say 限男性", encoding="utf-8")
    source, config = Source(str(path), path), Config()
    with Here(Order(config, (), False, silencing_of(config, ())), Isolated()) as here:
        answers = list(here.run(iter([Whole(source, LARGE, source.stamp)])))
    assert sum(answer.chunk.tally.total for answer in answers if answer.chunk) == 1
    assert done == ["ready", "audited"]
