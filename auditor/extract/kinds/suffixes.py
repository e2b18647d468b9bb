"""What the suffix of a file promises: it decides between texts, which all look alike, and where the content says nothing."""

from __future__ import annotations

from functools import lru_cache
from pathlib import PurePath

from auditor.extract.kinds.kind import Kind

TEXTS = {
    "": Kind.TEXT,
    ".txt": Kind.TEXT,
    ".text": Kind.TEXT,
    ".md": Kind.MARKDOWN,
    ".markdown": Kind.MARKDOWN,
    ".csv": Kind.CSV,
    ".tsv": Kind.TSV,
    ".tab": Kind.TSV,
    ".jsonl": Kind.JSONL,
    ".ndjson": Kind.JSONL,
    ".json": Kind.JSON,
    ".yaml": Kind.YAML,
    ".yml": Kind.YAML,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".xhtml": Kind.HTML,
    ".mht": Kind.MHTML,
    ".mhtml": Kind.MHTML,
    ".eml": Kind.EML,
}
"""Kinds of text, by suffix."""

TEMPLATES = frozenset(
    (".j2", ".jinja", ".jinja2", ".tmpl", ".tpl", ".gotmpl", ".hbs", ".handlebars", ".mustache", ".liquid", ".njk", ".ejs", ".erb", ".twig")
)
"""Stand behind the suffix of what a template makes (``offer.md.j2``), or alone."""

PROMISED = {
    ".docx": Kind.DOCX,
    ".dotx": Kind.DOCX,
    ".docm": Kind.DOCX,
    ".xlsx": Kind.XLSX,
    ".xlsm": Kind.XLSX,
    ".xlsb": Kind.XLSB,
    ".pptx": Kind.PPTX,
    ".odt": Kind.ODT,
    ".fodt": Kind.ODT,
    ".ods": Kind.ODS,
    ".ofd": Kind.OFD,
    ".doc": Kind.DOC,
    ".wps": Kind.DOC,
    ".dot": Kind.DOC,
    ".ppt": Kind.PPT,
    ".odp": Kind.ODP,
    ".xls": Kind.XLS,
    ".et": Kind.XLS,
    ".msg": Kind.MSG,
    ".pdf": Kind.PDF,
    ".rtf": Kind.RTF,
    ".parquet": Kind.PARQUET,
    ".png": Kind.IMAGE,
    ".jpg": Kind.IMAGE,
    ".jpeg": Kind.IMAGE,
    ".webp": Kind.IMAGE,
    ".tif": Kind.IMAGE,
    ".tiff": Kind.IMAGE,
    ".gif": Kind.IMAGE,
    ".bmp": Kind.IMAGE,
    ".zip": Kind.ZIP,
    ".tar": Kind.TAR,
    ".7z": Kind.SEVEN_ZIP,
}
"""Believed of bytes that say nothing, so that the reader of that format says what is wrong with them."""

# Suffixes that promise what their content then is not: web exports are often called .xls or .doc.
CALLED_TABLES = frozenset((".xls", ".xlsx", ".et", ".xlsb"))
CALLED_TEXTS = frozenset((".doc", ".docx", ".wps", ".dot", ".dotx", ".rtf", ".log"))


@lru_cache(maxsize=64)
def is_template(name: str) -> bool:
    """Tell whether a file is called a template, by the end of its name."""
    return PurePath(name).suffix.lower() in TEMPLATES
