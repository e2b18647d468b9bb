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

    It makes an ``Auditor``, which takes longer than the audit of most texts: for many make one and call its ``audit_texts``.

    Args:
        text: an ad, a clause, a notice.
        config: options; by default every rule under today's law. No configuration file is read: ``load_config()`` does.

    Returns:
        ``findings`` and ``dismissals``; their spans count code points in ``text``, the end exclusive.

    Raises:
        AuditorError: if the options or rules cannot be used.

    Example:
        >>> [finding.text for finding in audit_text("招前台一名，限女性，双休。").findings]
        ['限女性']
    """
    auditor = Auditor(config)
    document = plain_document(text, "<text>")
    return silenced(silencing_of(auditor.config).silencers(auditor), document, auditor.audit(document))


def audit_file(path: str | PathLike[str], config: Config | None = None) -> Report:
    """Audit one file, or every file below a folder.

    Args:
        path: any format that ``auditor scan`` reads.
        config: options; by default every rule under today's law. No configuration file is read: ``load_config()`` does.

    Returns:
        A report with a result for each document: a file, or a record in a file of records. What could not be read raises nothing and is
        among its ``failures``; a path that does not exist is, too.

    Raises:
        AuditorError: if the options or rules cannot be used.
    """
    return audit_paths(Auditor(config), [fspath(path)])
