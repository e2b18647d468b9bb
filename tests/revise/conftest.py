"""A document, audited and marked without a detour over files."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

import pytest

from auditor.engine import Auditor
from auditor.extract.kinds import Kind, kind_of
from auditor.extract.registry import extract
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Document
from auditor.revise.annotate import _MARKERS
from auditor.revise.fix import Fix, Fixer
from auditor.revise.marker import Marked
from auditor.revise.notes import notes

Annotate = Callable[[str, bytes], Marked]
Mend = Callable[[str, bytes], Fix]


def read(name: str, data: bytes) -> Document:
    (document,) = (item for item in extract(Source(name, data=data), ReadOptions()) if isinstance(item, Document))
    return document


@pytest.fixture
def annotate(auditor: Auditor) -> Annotate:
    def annotated(name: str, data: bytes) -> Marked:
        source = Source(name, data=data)
        kind = kind_of(source)
        assert kind in Kind
        module, _, function = _MARKERS[kind].partition(":")
        found = notes(auditor.audit(read(name, data)).findings, "zh")
        return getattr(import_module(module), function)(source, ReadOptions(), found, "zh")

    return annotated


@pytest.fixture(scope="session")
def mend(auditor: Auditor) -> Mend:
    fixer = Fixer(auditor, extract)
    return lambda name, data: fixer.fix(Source(name, data=data))
