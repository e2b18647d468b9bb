"""The audit: wires extraction, clauses, patterns, context and judgement together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from auditor.about import AboutReader
from auditor.cell_auditor import CellAuditor
from auditor.circumstances import CircumstanceReader
from auditor.clause_folder import ClauseFolder
from auditor.clause_reader import ClauseReader
from auditor.config import Config, Override
from auditor.cutting import Cutter
from auditor.document_auditor import DocumentAuditor
from auditor.extract.source import ReadOptions
from auditor.field_auditor import FieldAuditor
from auditor.field_cues import CircumstancesOfFields
from auditor.fields import FieldReader
from auditor.group_auditor import GroupAuditor
from auditor.hearing import Hearing
from auditor.judge import Judge
from auditor.model.collection import without_collection
from auditor.model.document import Document, Segment
from auditor.model.grounds import Employer
from auditor.model.legal import other_texts
from auditor.model.location import LinePlace
from auditor.model.report import DocumentResult, Header
from auditor.model.speaking import Speaking
from auditor.nlp.on_demand import CueReaderOnDemand
from auditor.packs.loader import load_pack
from auditor.packs.pack import Pack
from auditor.rewrite import Rewriter
from auditor.rewriting import Rewriting
from auditor.settling import Settler
from auditor.shown_by_post import PostSigns
from auditor.text.choices import Choices
from auditor.text.evasion import Evasion
from auditor.text.field_signs import FieldSigns
from auditor.text.force import StandIns
from auditor.text.forms import FilledIn
from auditor.text.gate import LiteralGate, OpenGate, SharedGate
from auditor.text.leads import Leads
from auditor.text.sections import Headings
from auditor.text.template.reader import TemplateReader
from auditor.text.titles import Titles
from auditor.version import __version__

if TYPE_CHECKING:
    from auditor.listening import Listener, OpenListener
    from auditor.model.packed import PackedSheet

_AT_ONCE = 256  # documents
_IN_A_ROW = 32  # of these


class Auditor:
    """Audits documents; make one and use it for many.

    Args:
        config: options; the defaults audit for every rule under today's law.
        pack: rules that the configuration asks for, where they are loaded already.
        rewrites_all: whether rewrites take out what any rule finds; without, what the selected ones find, and all else stays.

    Attributes:
        about: reads what is known of ads beside their texts.

    Raises:
        PackError: if the rules cannot be used.
        ConfigError: if an option names nothing.
    """

    @without_collection()
    def __init__(self, config: Config | None = None, pack: Pack | None = None, *, rewrites_all: bool = True) -> None:
        self.config = config or Config()
        self.pack: Pack = pack or load_pack(self.config.packs)
        self.rules = self.config.choose(self.pack.rules)
        self._gate = LiteralGate if self.config.gate else OpenGate
        self._post_gate = SharedGate(self._gate)  # before all that is looked for in the text of a post
        self._stand_ins = StandIns(self.pack.cues, self.pack.stand_ins)
        self._leads = Leads(self.pack.leads, self._stand_ins.word_for)
        self._signs = FieldSigns(self.pack.fields.labels)
        self._evasion = Evasion(self.pack.disguises)
        self._templates = TemplateReader(self.pack.templates)
        self._groups = self._group_auditor(rewrites_all)
        self.about = AboutReader(self.config.about_fields)
        choices = Choices(self.pack.choices)
        self._hearing = Hearing(self._listener, self.pack.fields, choices, self.config.text_field)
        self._documents = self._document_auditor(choices)
        self._rewrites_all = rewrites_all
        self._under: dict[tuple[Override, ...], Auditor] = {(): self}
        self._last: tuple[str, tuple[Override, ...]] = ("", ())

    def for_file(self, source: str) -> Auditor:
        """Return what audits a file: this auditor, or one with the options of the overrides that hold for the file.

        Raises:
            ConfigError: if they leave no rule.
        """
        overrides = self.overriding(source)
        if overrides not in self._under:
            self._under[overrides] = Auditor(self.config.under(overrides), self.pack, rewrites_all=self._rewrites_all)
        return self._under[overrides]

    def overriding(self, source: str) -> tuple[Override, ...]:
        """Return the overrides that hold for a file; records of one come one after the other, so the last answer is kept."""
        if self.config.overrides and source != self._last[0]:
            self._last = source, self.config.overriding(source)
        return self._last[1]

    def _group_auditor(self, rewrites_all: bool) -> GroupAuditor:
        pack = self.pack
        cues = CueReaderOnDemand(pack.cues, self._gate)
        reader = ClauseReader(self.rules, pack, cues, self._gate)
        is_complete = not rewrites_all or self.rules == pack.rules
        whole = reader if is_complete else ClauseReader(pack.rules, pack, cues, self._gate)
        severities = self.config.severities(self.rules)
        law = pack.citations, pack.exceptions, self.config.as_of
        judge = Judge(*law, self._gate, severities=severities, post_gate=self._post_gate.part)
        settler = Settler(cues, judge)
        folder = ClauseFolder(self._leads, self._stand_ins, self._signs)
        rewriting = Rewriting(Rewriter(pack.style), whole, settler, folder, self._evasion, self._templates, is_complete)
        cutter = Cutter(pack.fields, Headings(pack.headings, Titles(pack.text_kinds)), self._leads)
        return GroupAuditor(pack, cutter, folder, reader, settler, rewriting, self._evasion)

    def _listener(self) -> Listener | OpenListener:
        from auditor.listening import Listener, OpenListener

        if not self.config.gate:
            return OpenListener()
        return Listener(self.rules, self.pack, self._evasion, self._leads, signs=self._signs, templates=self._templates)

    def _document_auditor(self, choices: Choices) -> DocumentAuditor:
        pack = self.pack
        employer = "" if self.config.employer is Employer.UNKNOWN else self.config.employer.value
        circumstances = CircumstanceReader(pack.employers, pack.regions, employer, self.config.region, self._post_gate.part)
        forms = FilledIn(pack.choices)
        groups = self._by_field(circumstances)
        cells = CellAuditor(pack.post_forms, self._hearing, groups, circumstances, self._templates)
        return DocumentAuditor(pack, self._hearing, groups, cells, circumstances, self.about, choices, forms, self._templates)

    def _by_field(self, circumstances: CircumstanceReader) -> FieldAuditor | GroupAuditor:
        """Return what audits groups, by what fields say where they are not all to be looked at anew."""
        if not self.config.gate:
            return self._groups
        signs = PostSigns(self.pack.exceptions, self.pack.rules)
        return FieldAuditor(self._groups, FieldReader(self.pack.post_forms, CircumstancesOfFields(circumstances), signs), signs)

    @property
    def read_options(self) -> ReadOptions:
        """How extractors are to read for this audit."""
        return self.config.read_options

    @property
    def header(self) -> Header:
        """How this audit is made, for the report."""
        refs = dict.fromkeys(ref for rule in self.rules for verdict in rule.verdicts for ref in verdict.basis)
        cautions = other_texts((self.pack.citations[ref].basis for ref in refs), self.config.as_of)
        return Header(__version__, self.pack.digest, self.config.as_of, self.config.given, cautions)

    def get_ready(self) -> None:
        """Have ready what long documents need, so that the first one need not wait for it; in a thread, while another process reads it."""
        self._hearing.get_ready()

    def audit_text(self, text: str, name: str = "<text>") -> DocumentResult:
        """Audit one text; offsets in the result are code points into it."""
        return self.audit(_text(text, name))

    def audit(self, document: Document, speaking: Speaking | None = None) -> DocumentResult:
        """Audit one document, stretch by stretch.

        Args:
            document: what an extractor has read.
            speaking: what of it may say something, where ``listen`` was asked before.

        Raises:
            ConfigError: if the overrides that hold for its file leave no rule.
        """
        auditor = self.for_file(document.source)
        return auditor._documents.audit(document, speaking)

    def audit_early(self, source: str, sheet: PackedSheet) -> None:
        """Audit a part of a sheet of a file while the rest is read, so that ``audit`` need not, where nothing else bears on it.

        Args:
            source: the name of the file.
            sheet: the part, with what holds for all parts of the sheet as far as that is known.

        Raises:
            ConfigError: if the overrides that hold for the file leave no rule.
        """
        self.for_file(source)._documents.cells.audit_early(source, sheet)

    def forget_early(self) -> None:
        """Keep nothing of what was audited early: the file has been read."""
        for auditor in self._under.values():
            auditor._documents.cells.forget()

    def listen(self, documents: Sequence[Document]) -> list[Speaking | None]:
        """Return for each of some documents what ``audit`` is to look at closely: one look at many is much faster than many looks.

        Nothing is returned for documents so large that they are read stretch by stretch, and for those that are read sooner.
        """
        if self.config.overrides:
            return self._listen_apart(documents)
        return self._hearing.of_documents(documents)

    def _listen_apart(self, documents: Sequence[Document]) -> list[Speaking | None]:
        """Have each document listened to by what audits its file."""
        parted: dict[int, list[int]] = defaultdict(list)
        auditors = [self.for_file(document.source) for document in documents]
        for index, auditor in enumerate(auditors):
            parted[id(auditor)].append(index)
        heard: dict[int, Speaking | None] = {}
        for indexes in parted.values():
            auditor = auditors[indexes[0]]
            heard.update(zip(indexes, auditor._hearing.of_documents([documents[index] for index in indexes]), strict=True))
        return [heard[index] for index in range(len(documents))]

    def audit_all(self, documents: Iterable[Document]) -> Iterator[DocumentResult]:
        """Yield the results of many documents in their order; much faster than one by one."""
        rest = iter(documents)
        while run := list(islice(rest, _AT_ONCE)):
            heard = self.listen(run)
            for first in range(0, len(run), _IN_A_ROW):
                some = slice(first, first + _IN_A_ROW)
                yield from self._audit_in_a_row(run[some], heard[some])

    @without_collection()
    def _audit_in_a_row(self, documents: Sequence[Document], heard: Sequence[Speaking | None]) -> list[DocumentResult]:
        """Audit documents one after the other: the collector would look at all results again behind each of them."""
        return list(map(self.audit, documents, heard))

    def audit_texts(self, texts: Iterable[str]) -> Iterator[DocumentResult]:
        """Yield the results of many texts in their order; their ids are their numbers from 1."""
        return self.audit_all(_text(text, str(number)) for number, text in enumerate(texts, 1))


def _text(text: str, name: str) -> Document:
    return Document(name, name, (Segment.at(text, LinePlace(1, 1)),))
