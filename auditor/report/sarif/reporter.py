"""The SARIF report: tool and rules first, results as they stream past, notifications and files behind them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any, TextIO

from msgspec import Struct

from auditor.batch.chunk import Renderer, in_utf8
from auditor.config import Config
from auditor.model.own_notes import CAUTION
from auditor.model.report import DocumentResult, Header, InputFile, Tally
from auditor.model.wording import Language, Wording
from auditor.packs.loader import load_pack
from auditor.report.artifacts import Artifact
from auditor.report.items import Items
from auditor.report.objects import encoded
from auditor.report.pieces import PlacedRenderer
from auditor.report.plain import plain_header, plain_tally
from auditor.report.reporter import ReportOptions, whole, write
from auditor.report.sarif.locations import ROOT, artifact_location
from auditor.report.sarif.notifications import descriptors, notifications, run_notifications
from auditor.report.sarif.results import Results
from auditor.report.sarif.rules import descriptor

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LOCALES = {"zh": "zh-CN", "en": "en-US"}
_ROOT_IS = Wording("运行审核时所在的文件夹", "the folder in which the audit was run")
_IN_MEMORY = 1 << 20  # bytes of notifications
_RESULT, _NOTIFICATION = b"R", b"N"


class SarifReporter:
    """Writes one run; memory does not grow with the number of results, nor with that of notifications, which wait in a file."""

    def __init__(self, stream: TextIO, options: ReportOptions) -> None:
        self._stream = stream
        self._language = options.language
        self._config = options.config or Config()
        self._root = Path.cwd()
        self._results = Items(stream)
        self._notifications = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - goes with this object
        self.renderer = LineRendering(options.language, self._root)

    def begin(self, header: Header) -> None:
        """Write what made the run, and open the list of results."""
        self._header = header
        self._renderer = self.renderer(header)
        head = {
            "tool": {"driver": self._driver(header)},
            "language": _LOCALES[self._language],
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": {ROOT: {"description": {"text": _ROOT_IS.get(self._language)}}},
            "properties": {**plain_header(header, self._language), "caution": CAUTION.get(self._language)},
        }
        self._write(f'{{"$schema": "{_SCHEMA}", "version": "2.1.0", "runs": [{encoded(head)[:-1]},\n "results": [')

    def add(self, result: DocumentResult) -> None:
        """Write one result."""
        self.put(whole(self._renderer, result))

    def put(self, pieces: Sequence[bytes]) -> None:
        """Write results, and keep notifications: a line each, behind a sign that tells which it is."""
        lines = b"".join(pieces).splitlines()
        self._notifications.writelines(line[1:] + b"\n" for line in lines if line.startswith(_NOTIFICATION))
        self._results.put(b",\n  " + line[1:] for line in lines if line.startswith(_RESULT))

    def end(self, tally: Tally, inputs: Collection[InputFile]) -> None:
        """Write the files, how the run went, and the counts."""
        self._write('\n ],\n "artifacts": [')
        self._list(encoded(self._artifact(file)) for file in inputs)
        self._write(f'\n ],\n "invocations": [{{"executionSuccessful": {json.dumps(not tally.failures)}, "toolExecutionNotifications": [')
        self._notifications.seek(0)
        waiting = (line.decode().rstrip("\n") for line in self._notifications)
        self._list(chain(waiting, map(encoded, run_notifications(self._header, tally, self._language))))
        self._write(f'\n  ], "properties": {{"summary": {encoded(plain_tally(tally))}}}}}]}}]}}\n')

    def _driver(self, header: Header) -> dict[str, Any]:
        pack = load_pack(self._config.packs)
        rules = [descriptor(rule, pack, self._language) for rule in self._config.choose(pack.rules)]
        return {
            "name": "clause-auditor",
            "version": header.tool_version,
            "rules": rules,
            "notifications": descriptors(self._language),
        }

    def _artifact(self, file: InputFile) -> dict[str, Any]:
        location = artifact_location(Artifact.of(file.path, self._root))
        return {"location": location, "length": file.size, "hashes": {"sha-256": file.sha256}, "roles": ["analysisTarget"]}

    def _list(self, items: Iterable[str]) -> None:
        for number, item in enumerate(items):
            self._write(f"{',' if number else ''}\n  {item}")

    def _write(self, text: str) -> None:
        write(self._stream, [in_utf8(text)])


class LineRendering(Struct, frozen=True):
    """Makes a renderer of lines; paths start from ``root``."""

    language: Language
    root: Path

    def __call__(self, header: Header) -> Renderer:
        """Return one; a report without personal data has no fixes, because they would write stars into files."""
        return LineRenderer(self.language, self.root, "redact" not in header.options)


@dataclass(frozen=True, slots=True)
class LineRenderer(PlacedRenderer):
    """Writes results and notifications, a line of JSON each.

    Args:
        fixes: whether rewrites are given as changes of the file.
    """

    fixes: bool

    def pieces(self, result: DocumentResult) -> Iterator[str]:
        """Yield the lines of one document, each behind the sign of what it is."""
        artifact = Artifact.of(result.source, self.root)
        for plain in Results(result, artifact, self.root, self.language, self.fixes):
            yield f"{_RESULT.decode()}{encoded(plain)}\n"
        for plain in notifications(result, artifact, self.root, self.language):
            yield f"{_NOTIFICATION.decode()}{encoded(plain)}\n"
