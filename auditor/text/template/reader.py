"""Reads texts as templates, those that could be some."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from auditor.model.document import Segment
from auditor.model.remembered import remembered
from auditor.model.template import TemplateForms
from auditor.text.template.marks import may_be_template

if TYPE_CHECKING:
    from auditor.text.template.printed import Printed, Printer

_REMEMBERED = 512  # texts


class TemplateReader:
    """Reads texts as templates.

    Args:
        forms: what names of places show, and what surroundings ask for.
    """

    def __init__(self, forms: TemplateForms) -> None:
        self._forms = forms

    @cached_property
    def printer(self) -> Printer:
        """Tells what they print; made when the first text could be one."""
        from auditor.text.template.printed import Printer

        return Printer(self._forms)

    def read(self, text: str) -> Printed | None:
        """Return what a raw text prints; None where it is no template."""
        return self._read(text) if may_be_template(text) else None

    def printed(self, segments: Sequence[Segment]) -> Mapping[int, Printed]:
        """Return what those of some segments print that are templates, by their ``id``."""
        if not may_be_template("\n".join(segment.text for segment in segments)):
            return {}
        return {id(segment): printed for segment in segments if (printed := self.read(segment.text))}

    @remembered(_REMEMBERED)
    def _read(self, text: str) -> Printed | None:
        return self.printer.read(text)

    def print(self, text: str) -> str:
        """Return what a text prints, a template or not."""
        printed = self.read(text)
        return printed.whole.text if printed else text
