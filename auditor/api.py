"""The library in two calls; for more than a few texts make an ``Auditor`` and keep it."""

from __future__ import annotations

from os import PathLike, fspath

from auditor.batch.run import audit_paths
from auditor.config import Config
from auditor.engine import Auditor
from auditor.extract.plain import plain_document
from auditor.model.report import DocumentResult, Report
from auditor.silence.silencer import silenced
from auditor.silence.silencing import silencing_of


def audit_text(text: str, config: Config | None = None) -> DocumentResult:
    """Audit one text.

    Args:
        text: an ad, a clause, a notice.
        config: options; by default every rule under today's law.

    Returns:
        Findings and dismissals; their spans count code points in ``text``.

    Raises:
        AuditorError: if the options or rules cannot be used.
    """
    auditor = Auditor(config)
    document = plain_document(text, "<text>")
    return silenced(silencing_of(auditor.config).silencers(auditor), document, auditor.audit(document))


def audit_file(path: str | PathLike[str], config: Config | None = None) -> Report:
    """Audit one file, or every file below a folder.

    Args:
        path: any format that ``auditor scan`` reads.
        config: options; by default every rule under today's law.

    Returns:
        A report; what could not be read is in its failures.

    Raises:
        AuditorError: if the options or rules cannot be used.
    """
    return audit_paths(Auditor(config), [fspath(path)])
