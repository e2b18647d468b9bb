"""The page around the results: templates, style and script as files of this package, put together into one.

Jinja brings autoescape, so that no text can be forgotten, and is there already, because spaCy needs it. The policy on top of the page
lets only its own style and script run, told by their digests, and nothing be fetched from anywhere.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping
from functools import cached_property
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from auditor.model.wording import Language
from auditor.report.html.inert import inert
from auditor.report.html.words import POINTERS, STATIC, TITLE
from auditor.report.words import GROUNDS, SEVERITIES

_STYLES = ("base.css", "summary.css", "results.css", "print.css")
_SCRIPTS = (
    "words.js",
    "element.js",
    "text.js",
    "entries.js",
    "filter.js",
    "charts.js",
    "law.js",
    "rewrite.js",
    "card.js",
    "list.js",
    "controls.js",
    "main.js",
)


class Page:
    """Gives the parts of the page that are no results.

    Args:
        language: that the page opens in.
    """

    def __init__(self, language: Language) -> None:
        folder = PackageLoader("auditor.report.html", "page")
        self._templates = Environment(loader=folder, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
        self._templates.filters["grouped"] = "{:,}".format
        names = {"severity": SEVERITIES, "ground": GROUNDS}
        self._templates.globals.update(language=language, static=STATIC, title=TITLE, pointers=POINTERS, names=names)

    def head(self) -> str:
        """Return the page up to its data."""
        return self._templates.get_template("head.html").render(policy=self._policy, style=self._style)

    def body(self, vocabulary: Mapping[str, Any], **parts: Any) -> Iterator[str]:
        """Yield the page behind its data, piece by piece.

        Args:
            vocabulary: what the script has to know.
            parts: what the template shows.
        """
        return self._templates.get_template("body.html").generate(vocabulary=inert(vocabulary), script=self._script, **parts)

    @property
    def _policy(self) -> str:
        sources = {"default": "'none'", "style": _digest(self._style), "script": _digest(self._script)}
        allowed = [f"{kind}-src {source}" for kind, source in sources.items()]
        return "; ".join((*allowed, "base-uri 'none'", "form-action 'none'"))

    @cached_property
    def _style(self) -> str:
        return _joined(_STYLES)

    @cached_property
    def _script(self) -> str:
        return f'"use strict";\n(() => {{\n{_joined(_SCRIPTS)}}})();\n'


def _joined(names: tuple[str, ...]) -> str:
    folder = files("auditor.report.html").joinpath("page")
    return "".join(folder.joinpath(name).read_text(encoding="utf-8") for name in names)


def _digest(source: str) -> str:
    """Return how a policy names a style or a script."""
    return f"'sha256-{b64encode(sha256(source.encode()).digest()).decode()}'"
