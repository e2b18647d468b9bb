"""Results as lines of data for the page: one for each document that has something to show, and one for each thing that it shares."""

from __future__ import annotations

from msgspec import Struct

from auditor.batch.chunk import Rendered, Renderer
from auditor.model.report import DocumentResult, Header, Occurrence
from auditor.report.html.bilingual import bilingual
from auditor.report.html.entry import entry
from auditor.report.html.inert import inert
from auditor.report.html.sharing import RESULT, Shared
from auditor.report.plain import plain_occurrence
from auditor.report.words import shown_name


class EntryRendering(Struct, frozen=True):
    """Makes a renderer of such lines.

    Args:
        show_dismissed: whether wordings that were let pass are part of the page.
    """

    show_dismissed: bool

    def __call__(self, header: Header) -> Renderer:
        """Return one; the header stands at the end of the page."""
        del header
        return EntryRenderer(self.show_dismissed)


class EntryRenderer:
    """Writes each result as lines, the name of the document whose text it repeats as the last key."""

    def __init__(self, show_dismissed: bool) -> None:
        self._show_dismissed = show_dismissed

    def render(self, result: DocumentResult) -> Rendered:
        """Return the lines of one document; one with nothing to show takes none."""
        passed = result.dismissals if self._show_dismissed else ()
        if not (result.findings or result.failures or result.silenced or result.notices or passed):
            return Rendered((), "", takes_mark=False)
        shared = Shared()
        text = inert(entry(result, shared, self._show_dismissed))
        return Rendered((shared.lines(), f'{RESULT.decode()}{text[:-1]},"same_text_as":'), "}\n")

    def mark(self, first: Occurrence | None) -> str:
        """Return the value of that key."""
        if first is None:
            return inert(None)
        name = bilingual(lambda language: shown_name(first.source, language))
        return inert((plain_occurrence(first) or {}) | {"name": name})
