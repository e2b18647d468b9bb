"""Finds discriminatory clauses in Chinese job ads and recruitment documents.

``audit_text`` and ``audit_file`` audit with one call; for many texts make an ``Auditor`` and keep it. Options are fields of ``Config``,
which ``load_config`` reads from ``auditor.toml``. Every fault that is not a bug is an ``AuditorError``.

What a name needs is imported when it is first used, so that ``import auditor`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from auditor.version import __version__

if TYPE_CHECKING:
    from auditor.api import audit_file, audit_text
    from auditor.config import Config, Override
    from auditor.engine import Auditor
    from auditor.errors import AuditorError
    from auditor.globs import Globs
    from auditor.model.document import Document
    from auditor.model.finding import Dismissal, Finding
    from auditor.model.grounds import Employer, Ground, Severity
    from auditor.model.report import DocumentResult, Report
    from auditor.model.rewrite import Edit, Rewrite
    from auditor.settings.settings import load_config

_HOMES = {
    "Auditor": "auditor.engine",
    "AuditorError": "auditor.errors",
    "Config": "auditor.config",
    "Dismissal": "auditor.model.finding",
    "Document": "auditor.model.document",
    "DocumentResult": "auditor.model.report",
    "Edit": "auditor.model.rewrite",
    "Employer": "auditor.model.grounds",
    "Finding": "auditor.model.finding",
    "Globs": "auditor.globs",
    "Ground": "auditor.model.grounds",
    "Override": "auditor.config",
    "Report": "auditor.model.report",
    "Rewrite": "auditor.model.rewrite",
    "Severity": "auditor.model.grounds",
    "audit_file": "auditor.api",
    "audit_text": "auditor.api",
    "load_config": "auditor.settings.settings",
}

__all__ = [
    "Auditor",
    "AuditorError",
    "Config",
    "Dismissal",
    "Document",
    "DocumentResult",
    "Edit",
    "Employer",
    "Finding",
    "Globs",
    "Ground",
    "Override",
    "Report",
    "Rewrite",
    "Severity",
    "__version__",
    "audit_file",
    "audit_text",
    "load_config",
]


def __dir__() -> list[str]:
    """Return the public names, which completion asks for."""
    return __all__


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module 'auditor' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
