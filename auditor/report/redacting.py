"""A reporter before any other that takes personal data out of all that is reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from auditor.batch.chunk import Rendered, Renderer, RendererFactory
from auditor.model.personal import PersonalForm
from auditor.model.report import DocumentResult, Header, InputFile, Occurrence, Tally
from auditor.redaction import Redactor

if TYPE_CHECKING:
    from auditor.report.reporter import ApartReporter, Reporter


class RedactingReporter:
    """Hands on what it is given without personal data; the reporter behind it sees nothing else.

    Args:
        reporter: of any format.
        redactor: masks; several reporters share one.
    """

    def __init__(self, reporter: Reporter, redactor: Redactor) -> None:
        self._reporter = reporter
        self._redactor = redactor

    def begin(self, header: Header) -> None:
        """Hand on the header, which then says that the report is redacted."""
        self._reporter.begin(self._redactor.header(header))

    def add(self, result: DocumentResult) -> None:
        """Hand on one result."""
        self._reporter.add(self._redactor.result(result))

    def end(self, tally: Tally, inputs: Collection[InputFile]) -> None:
        """Hand on counts and inputs."""
        names: Counter[str] = Counter()
        for name, count in tally.fields_not_read.items():
            names[self._redactor.text(name)] += count
        fixed, expired = (tuple(map(self._redactor.entry, entries)) for entries in (tally.fixed, tally.expired))
        shown = replace(tally, fields_not_read=names, fixed=fixed, expired=expired)
        self._reporter.end(shown, [self._redactor.input(file) for file in inputs])


class ApartRedactingReporter(RedactingReporter):
    """The same before a reporter whose results are rendered in other processes: they are redacted there."""

    def __init__(self, reporter: ApartReporter, redactor: Redactor) -> None:
        super().__init__(reporter, redactor)
        self.put = reporter.put
        self.renderer: RendererFactory = RedactingRendering(reporter.renderer, redactor.forms)


class RedactingRendering(Struct, frozen=True):
    """Makes a renderer before another one, in another process.

    Args:
        rendering: makes the other one.
        forms: of personal data.
    """

    rendering: RendererFactory
    forms: tuple[PersonalForm, ...]

    def __call__(self, header: Header) -> Renderer:
        """Return one that masks what the other writes."""
        redactor = _shared(self.forms)
        return _RedactingRenderer(self.rendering(redactor.header(header)), redactor)


@lru_cache(maxsize=1)
def _shared(forms: tuple[PersonalForm, ...]) -> Redactor:
    """Return one redactor for all reports, so that each result is redacted once."""
    return Redactor(forms)


class _RedactingRenderer:
    """Renders results without personal data."""

    def __init__(self, renderer: Renderer, redactor: Redactor) -> None:
        self._renderer = renderer
        self._redactor = redactor

    def render(self, result: DocumentResult) -> Rendered:
        """Return what the report says of one document."""
        return self._renderer.render(self._redactor.result(result))

    def mark(self, first: Occurrence | None) -> str:
        """Return how it names the document whose text another repeats."""
        shown = first and Occurrence(self._redactor.text(first.id), self._redactor.text(first.source))
        return self._renderer.mark(shown)
