"""A scan of many inputs: parts go to processes, or are audited here; what they say is written in the order of the input."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Protocol, Self

from msgspec import Struct

from auditor.batch.chunk import NO_KEY, Chunk, ChunkBuilder, Renderer, RendererFactory
from auditor.batch.cutting import Cutting
from auditor.batch.here import Here
from auditor.batch.inputs import exclusion_of, find_sources
from auditor.batch.occurrences import Occurrences
from auditor.batch.parts import Part, Refused
from auditor.batch.pool import Answer, Pool
from auditor.batch.spool import Spool
from auditor.batch.state import State, stamp_of
from auditor.batch.worker import Order
from auditor.config import Config
from auditor.errors import ExtractError
from auditor.extract.registry import added
from auditor.extract.source import Source
from auditor.extract.worker.isolated import Isolated
from auditor.model.document import Failure
from auditor.model.report import DocumentResult, Header, Occurrence, Tally
from auditor.model.wording import Wording
from auditor.silence.silencer import Silencer
from auditor.silence.silencing import silencing_of


class ScanOptions(Struct, frozen=True):
    """How a scan is run; none of it changes what is found, only what of it counts.

    Args:
        jobs: processes that audit; with one, this process does.
        share: whether texts that repeat are audited once and named as repeating.
        state: folder that keeps results for the next run.
        silencers: set findings aside, after suppressions and the baseline of the configuration.
    """

    jobs: int = 1
    share: bool = True
    state: Path | None = None
    silencers: tuple[Silencer, ...] = ()


class Output(Protocol):
    """What is written as a scan goes on."""

    def begin(self, header: Header) -> None:
        """Take how the audit is made."""

    def add(self, chunk: Chunk, repeats: Sequence[tuple[int, Occurrence]]) -> None:
        """Take the next results, and which of them repeat a text of an earlier one."""


class Engine(Protocol):
    """What audits parts: this process, or others. It is entered before it is asked."""

    def __enter__(self) -> Self: ...
    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None) -> bool | None: ...

    def header(self) -> Header:
        """Return how it audits."""

    def run(self, parts: Iterator[Part | None]) -> Iterator[Answer]:
        """Yield the results of parts in order, each part with an end; of None nothing but an end."""


class Progress(Struct, frozen=True):
    """How far a scan has come.

    Args:
        tally: what was found so far.
        size: bytes of the input that are done with.
        known: documents whose results an earlier run had.
    """

    tally: Tally
    size: int
    known: int


class _Work(NamedTuple):
    """A part to audit, or None for one whose results are known; ``key`` names it in the state, empty where it is not kept."""

    part: Part | None
    key: bytes
    size: int


class Scan:
    """One run over some paths.

    Args:
        paths: files, folders, or ``-`` for standard input.
        config: how it is audited.
        renderers: make what writes the results, one for each report.
        options: how it is run.
        isolated: reads files for this process, where it has begun to; with one job only.

    Attributes:
        tally: counts over what is written.
        inputs: the files read so far.
    """

    def __init__(
        self,
        paths: Iterable[str],
        config: Config,
        renderers: Sequence[RendererFactory],
        options: ScanOptions,
        isolated: Isolated | None = None,
    ) -> None:
        self._paths = tuple(paths)
        self._config = config
        self._renderers = tuple(renderers)
        self._options = options
        self._isolated = isolated
        self._silencing = silencing_of(config, options.silencers)
        self._works: deque[_Work] = deque()  # given out and not yet written
        self._state: State | None = None
        self._size = 0
        self._exclusion = exclusion_of(config, self._silencing.owns)
        self.tally = Tally()
        self.inputs = Spool()

    def run(self, output: Output, watch: Callable[[Progress], None]) -> None:
        """Audit all, and have it written.

        Args:
            output: where to.
            watch: told now and then how far it is.

        Raises:
            AuditorError: if the rules, the options or the state cannot be used.
        """
        with ExitStack() as stack:
            engine = stack.enter_context(self._engine())
            header = engine.header()
            if self._options.state:
                self._state = stack.enter_context(State(self._options.state, self._recipe(header)))
            output.begin(header)
            self._follow(engine, _Writing(output, [make(header) for make in self._renderers], self._state), watch)
            self._silencing.settle(self._config, self.tally, self._paths, self.inputs)
            if self._state:
                self._state.forget_others()

    def _engine(self) -> Engine:
        order = Order(self._config, self._renderers, self._options.share, self._silencing)
        if self._options.jobs > 1:
            return Pool(order, self._options.jobs)
        return Here(order, self._isolated or Isolated())

    def _recipe(self, header: Header) -> bytes:
        """Return a digest of all that bears on results beside the input."""
        readers = sorted(f"{point.name}={point.value}" for point in added().values())
        made = (header.tool_version, header.pack_digest, header.as_of, sorted(header.options.items()), self._config.overrides)
        told = repr((made, readers, self._renderers, self._options.share, self._silencing.digest, sys.version))
        return sha256(told.encode("utf-8", "surrogateescape") + code_digest()).digest()

    def _follow(self, engine: Engine, writing: _Writing, watch: Callable[[Progress], None]) -> None:
        """Write what comes of the parts."""
        for answer in engine.run(self._parts()):
            work = self._works[0]
            if answer.chunk:
                writing.add(work, answer.chunk, answer.data)
            else:
                self._works.popleft()
                writing.end(work, answer.fault)
                self._size += work.size
            watch(Progress(writing.tally, self._size, writing.known))
        self.tally = writing.tally
        self.tally.excluded = self._exclusion.count

    def _parts(self) -> Iterator[Part | None]:
        """Yield what is to be audited, and None for what is known."""
        for work in self._all_work():
            self._works.append(work)
            yield work.part

    def _all_work(self) -> Iterator[_Work]:
        for source in find_sources(self._paths, self._config.max_bytes, self._exclusion):
            if isinstance(source, ExtractError):
                yield _Work(Refused.of(source), b"", 0)
            elif self._state and (known := self._state.file(source, self._silencing.beside(source.path))):
                self.inputs.append(known.input)
                yield from (_Work(None, key, known.input.size // len(known.keys)) for key in known.keys)
            else:
                yield from self._cut(source)

    def _cut(self, source: Source) -> Iterator[_Work]:
        beside = self._silencing.beside(source.path) if self._state else b""
        stamp = stamp_of(source, beside) if self._state else ""
        cutting = Cutting(source, self._config.read_options)
        keys: list[bytes] = []
        for part, digest in cutting.parts():
            key = self._state.key(digest + beside) if self._state and digest else b""
            keys.append(key)
            yield _Work(None if self._state and key and self._state.has(key) else part, key, part.size)
        if cutting.input:
            self.inputs.append(cutting.input)
            if self._state and all(keys):
                self._state.add_file(source, stamp, beside, cutting.input, keys)


class _Writing:
    """Writes results part by part, and keeps them for the next run."""

    def __init__(self, output: Output, renderers: Sequence[Renderer], state: State | None) -> None:
        self._output = output
        self._renderers = renderers
        self._state = state
        self._occurrences = Occurrences()
        self._chunks = 0  # of this part
        self._lasting = True
        self.tally = Tally()
        self.known = 0

    def _write(self, chunk: Chunk) -> None:
        repeats = self._occurrences.repeats(chunk)
        self.tally.merge(chunk.tally)
        self.tally.repeated += len(repeats)
        self._output.add(chunk, repeats)

    def add(self, work: _Work, chunk: Chunk, data: bytes) -> None:
        """Take the next results of a part."""
        self._write(chunk)
        self._lasting = self._lasting and chunk.lasting
        if self._state and work.key and self._lasting:
            self._state.add(work.key, self._chunks, data or chunk.encode())
        self._chunks += 1

    def end(self, work: _Work, fault: Wording) -> None:
        """Take the end of a part, whose results may be known, or which ended before its time."""
        if work.part is None and self._state:
            self._write_known(self._state, work.key)
        elif work.part and fault:
            self._write_fault(work.part, fault)
        elif self._state and work.key and self._lasting:
            self._state.end(work.key, self._chunks)
        self._chunks, self._lasting = 0, True

    def _write_known(self, state: State, key: bytes) -> None:
        for data in state.chunks(key):
            chunk = Chunk.decode(data)
            self.known += chunk.tally.documents
            self._write(chunk)

    def _write_fault(self, part: Part, fault: Wording) -> None:
        source, place = part.place
        builder = ChunkBuilder(self._renderers)
        builder.add(DocumentResult(source, source, failures=(Failure(source, place, fault, bug=True),), read=False), NO_KEY)
        self._write(builder.take())


def code_digest() -> bytes:
    """Return a digest of the program's own code: what it finds may change before its version does."""
    digest = sha256()
    folder = Path(str(files("auditor")))
    for path in sorted(folder.rglob("*.py")):
        digest.update(str(path.relative_to(folder)).encode() + path.read_bytes())
    return digest.digest()
