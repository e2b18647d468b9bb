"""What a reporter is, and where to find one by name. Reporters write as results stream past."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, TextIO, TypeAlias, cast, runtime_checkable

from auditor.batch.chunk import Chunk, Renderer, RendererFactory, in_utf8
from auditor.config import Config
from auditor.errors import ConfigError
from auditor.model.grounds import Severity
from auditor.model.report import DocumentResult, Header, InputFile, Occurrence, Tally
from auditor.model.wording import Language
from auditor.redaction import Redactor
from auditor.report.formats import BUILT_IN
from auditor.report.redacting import ApartRedactingReporter, RedactingReporter

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

ENTRY_POINT_GROUP = "auditor.reporters"


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """How a report is written.

    Args:
        language: of everything that the program says; quoted text stays as it is.
        show_dismissed: whether wordings that were looked at and let pass are listed for people to read.
        redactor: takes personal data out of all that is written; None leaves them in.
        config: what the audit goes by, whose rules a format may list; the built-in ones by default.
        fail_on: the lowest severity that fails, for formats that tell failures from the rest; None for none.
        show_silenced: whether findings that were set aside are listed for people to read.
    """

    language: Language = "zh"
    show_dismissed: bool = False
    redactor: Redactor | None = None
    config: Config | None = field(default=None, repr=False, compare=False)
    fail_on: Severity | None = field(default=Severity.POLICY, repr=False, compare=False)
    show_silenced: bool = False


class Reporter(Protocol):
    """Writes one report to one stream."""

    def begin(self, header: Header) -> None:
        """Write what stands before the results."""

    def add(self, result: DocumentResult) -> None:
        """Write one result."""

    def end(self, tally: Tally, inputs: Collection[InputFile]) -> None:
        """Write what stands after the results."""


@runtime_checkable
class ApartReporter(Reporter, Protocol):
    """A reporter whose results can be rendered in other processes; it then only puts them together."""

    @property
    def renderer(self) -> RendererFactory:
        """What makes a renderer for it; equal reporters have equal ones, also by their ``repr``."""

    def put(self, pieces: Sequence[bytes]) -> None:
        """Write the next results as its renderer wrote them, in pieces of UTF-8; one after the other, without a sign between."""


def whole(renderer: Renderer, result: DocumentResult) -> Sequence[bytes]:
    """Return a result as a renderer writes it, with the mark of one that repeats a text."""
    rendered = renderer.render(result)
    mark = renderer.mark(result.same_text_as) if rendered.takes_mark else ""
    return [*map(in_utf8, rendered.before), in_utf8(mark), in_utf8(rendered.after)]


class Reports:
    """Several reports of one scan, each put together from what its renderer wrote.

    Args:
        reporters: at least one.
    """

    def __init__(self, reporters: Sequence[ApartReporter]) -> None:
        self._reporters = reporters
        self._renderers: list[Renderer] = []

    def begin(self, header: Header) -> None:
        """Write what stands before the results."""
        self._renderers = [reporter.renderer(header) for reporter in self._reporters]
        for reporter in self._reporters:
            reporter.begin(header)

    def add(self, chunk: Chunk, repeats: Sequence[tuple[int, Occurrence]]) -> None:
        """Write the next results, with a mark on those that repeat a text."""
        for reporter, renderer, texts in zip(self._reporters, self._renderers, chunk.texts, strict=True):
            reporter.put(texts.marked((index, in_utf8(renderer.mark(first))) for index, first in repeats))

    def end(self, tally: Tally, inputs: Collection[InputFile]) -> None:
        """Write what stands after the results."""
        for reporter in self._reporters:
            reporter.end(tally, inputs)


def write(stream: TextIO, pieces: Iterable[bytes]) -> None:
    """Write pieces of UTF-8 to a stream, past its own encoder where there is one."""
    buffer = getattr(stream, "buffer", None)
    if buffer is None:
        stream.write(b"".join(pieces).decode())
    else:
        stream.flush()
        for piece in pieces:  # ``writelines`` would go past the ``write`` of a class that has its own
            buffer.write(piece)


ReporterFactory: TypeAlias = Callable[[TextIO, ReportOptions], Reporter]


def formats() -> tuple[str, ...]:
    """Return the names of all report formats."""
    return tuple(sorted({*BUILT_IN, *(point.name for point in _added())}))


def make_reporter(name: str, stream: TextIO, options: ReportOptions) -> Reporter:
    """Make the reporter for a format; whichever it is, it is given only what may be shown.

    Raises:
        ConfigError: if no format has the name.
    """
    if options.redactor is None:
        return _reporter(name, stream, options)
    reporter = _reporter(name, stream, replace(options, redactor=None))
    if isinstance(reporter, ApartReporter):
        return ApartRedactingReporter(reporter, options.redactor)
    return RedactingReporter(reporter, options.redactor)


def _reporter(name: str, stream: TextIO, options: ReportOptions) -> Reporter:
    if name in BUILT_IN:
        module, _, attribute = BUILT_IN[name].partition(":")
        return cast(ReporterFactory, getattr(import_module(module), attribute))(stream, options)
    for point in _added():
        if point.name == name:
            return cast(ReporterFactory, point.load())(stream, options)
    raise ConfigError(f"{name!r} is no report format; there are {', '.join(formats())}")


def _added() -> Iterable[EntryPoint]:
    """Return the formats that other packages bring."""
    from importlib.metadata import entry_points  # takes long to import, and longer to look through all packages

    return entry_points(group=ENTRY_POINT_GROUP)
