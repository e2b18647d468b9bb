"""Legal bases, exceptions of statute, and the verdict tables that rules share."""

from __future__ import annotations

from auditor.errors import PackError
from auditor.model.legal import Article, Citation, LegalBasis, LegalException, Verdict
from auditor.model.wording import Wording
from auditor.packs.files.legal import BasisFile, LegalExceptionFile, LegalFile, VerdictFile
from auditor.packs.reading.shelf import Shelf
from auditor.packs.reading.validate import optional_wording, validate, wording
from auditor.packs.reading.yaml_source import YamlSource


def read_legal(shelf: Shelf, source: YamlSource) -> None:
    """Read a file of bases, exceptions or verdict tables.

    Raises:
        PackError: if it cannot be used.
    """
    data = validate(LegalFile, source)
    for basis in map(_basis, data.bases):
        shelf.citations.update((article.ref, Citation(basis, article)) for article in basis.articles)
    shelf.exceptions.extend(_exception(shelf, file, source, index) for index, file in enumerate(data.exceptions))
    for name, rows in data.verdicts.items():
        if name in shelf.tables:
            raise PackError(source.place(("verdicts", name)), f"a verdict table is called {name!r} already")
        shelf.tables[name] = tuple(verdict_of(row) for row in rows)


def _basis(file: BasisFile) -> LegalBasis:
    articles = tuple(Article(a.ref, Wording(a.cite.zh, a.cite.en), wording(a.gist), a.verification) for a in file.articles)
    values = file.model_dump(exclude={"title", "short", "articles", "note", "amended", "earlier", "penalty", "remedy"})
    return LegalBasis(
        **values,
        title=wording(file.title),
        short=wording(file.short),
        articles=articles,
        amended=tuple(file.amended),
        earlier=optional_wording(file.earlier),
        penalty=optional_wording(file.penalty),
        remedy=optional_wording(file.remedy),
    )


def _exception(shelf: Shelf, file: LegalExceptionFile, source: YamlSource, index: int) -> LegalException:
    cues = tuple(shelf.expand(cue, source, ("exceptions", index, "cues", i)) for i, cue in enumerate(file.cues))
    return LegalException(
        file.id, tuple(file.grounds), wording(file.post), wording(file.rule), file.source, file.verification, cues, tuple(file.max_ages)
    )


def verdict_of(row: VerdictFile) -> Verdict:
    """Return a row of a verdict table."""
    when = {name: (values,) if isinstance(values, str) else tuple(values) for name, values in row.when.items()}
    return Verdict(when, None if row.severity == "lawful" else row.severity, tuple(row.basis), wording(row.why))
