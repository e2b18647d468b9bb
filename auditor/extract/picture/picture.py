"""Picture files: posters, screenshots, photographs and scans, with the box of every line."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.errors import ExtractError
from auditor.extract.layout.flow import segments
from auditor.extract.layout.page import Page
from auditor.extract.picture.engine import Engine, NoEngineError, engine
from auditor.extract.reasons import NEVER
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Document, Failure
from auditor.model.wording import Wording, fill

_PICTURE = Wording("图片，{why}", "a picture, {why}")


def extract(source: Source, options: ReadOptions) -> Iterator[Document]:
    """Read a picture; one that illustrates a document and says nothing yields nothing.

    Raises:
        ExtractError: if it cannot be read, or pictures are not to be read or cannot be, or a picture file holds no text.
    """
    failures: list[Failure] = []
    pages = list(_pages(source, options, failures))
    found = tuple(segments(pages))
    if found or failures:
        yield Document(source.name, source.name, found, tuple(failures))
    elif not source.is_part:
        raise ExtractError(source.name, Wording("图片上没有找到文字", "no text found on the picture"))


def _pages(source: Source, options: ReadOptions, failures: list[Failure]) -> Iterator[Page]:
    recogniser = _engine(source, options)
    from auditor.extract.picture.decode import frames
    from auditor.extract.picture.sight import Frame, look
    from auditor.extract.picture.unsure import unsure

    for number, picture in frames(source.name, source.read(options.max_bytes), options, failures):
        seen = look(recogniser, picture, Frame(number))
        failures.extend(unsure(source.name, number, seen.unsure))
        options.progress()
        yield Page(number, seen.width, seen.height, seen.lines, seen.tables)


def _engine(source: Source, options: ReadOptions) -> Engine:
    if options.ocr == "never":
        raise ExtractError(source.name, fill(_PICTURE, why=NEVER))
    try:
        return engine()
    except NoEngineError as error:
        raise ExtractError(source.name, error.reason) from error
