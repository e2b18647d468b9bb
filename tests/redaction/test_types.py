"""Whatever type a result or document is made of: a number in any text of it is masked, or the type is refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, NamedTuple, Union, get_args, get_origin, get_type_hints

import pytest
from msgspec import Struct
from msgspec.structs import replace

from auditor.model.about import About
from auditor.model.document import Document, LazySegments
from auditor.model.legal import Citation
from auditor.model.on_demand import OnDemand
from auditor.model.report import DocumentResult
from auditor.model.rule import Rule
from auditor.packs.folders import built_in_folder
from auditor.packs.loader import load_pack
from auditor.packs.personal import load_personal
from auditor.redaction import Redactor

NUMBER = "13812345678"
OURS = {Rule: load_pack().rules[0], Citation: next(iter(load_pack().citations.values()))}
SAID_BY_RULES = {f"{kind}.{name}" for kind in ("Ruling", "Dismissal") for name in ("why", "cautions")}
KEPT = {f"{place}: Wording.{language}" for place in SAID_BY_RULES for language in ("zh", "en")} | {"Silence.until", "Ruling.fingerprint"}
"""What is not masked: statements of ours, days, and fingerprints of clauses that hold nothing personal."""


@pytest.fixture(scope="module")
def redactor() -> Redactor:
    return Redactor(load_personal([built_in_folder()]))


@cache
def made(kind: Any) -> list[Any]:
    """Return values of a type, in each form that it can take, with the number in every text."""
    return list(of_others(get_origin(kind), get_args(kind)) if get_origin(kind) else of_one(kind))


def of_others(origin: Any, kinds: tuple[Any, ...]) -> Iterator[Any]:
    """Yield values of a type that is made of others."""
    if origin in (Union, UnionType):
        for kind in kinds:
            yield from made(kind)
    elif origin is OnDemand:
        yield from map(OnDemand.known, made(*kinds))
    elif kinds[1:] == (...,):
        yield tuple(made(kinds[0]))
    else:
        yield tuple(made(kind)[0] for kind in kinds)


def of_one(kind: type) -> Iterator[Any]:
    if kind in OURS:
        yield OURS[kind]
    elif issubclass(kind, Struct):
        for each in (kind, *kind.__subclasses__()):
            yield from structs(each)
    elif issubclass(kind, Enum):
        yield next(iter(kind))
    elif kind is not LazySegments:  # which have a test of their own
        yield NUMBER if kind is str else None if kind is type(None) else kind(1)


def structs(kind: type[Struct]) -> Iterator[Struct]:
    hints = get_type_hints(kind)
    values = {name: made(hints[name]) for name in kind.__struct_fields__}
    for index in range(max(map(len, values.values()))):
        yield kind(**{name: each[index % len(each)] for name, each in values.items()})


def shown(value: Any, place: str = "") -> Iterator[str]:
    """Yield the fields in which the number can be read."""
    if isinstance(value, str) and NUMBER in value:
        yield place
    if isinstance(value, tuple):
        for each in value:
            yield from shown(each, place)
    if isinstance(value, OnDemand):
        yield from shown(value.value, place)
    if isinstance(value, Struct) and type(value) not in OURS:
        for name in value.__struct_fields__:
            inner = f"{type(value).__name__}.{name}"
            yield from shown(getattr(value, name), f"{place}: {inner}" if inner.startswith("Wording.") else inner)


@pytest.mark.parametrize("kind", [DocumentResult, Document])
def test_a_number_is_masked_wherever_it_stands(redactor: Redactor, kind: type[DocumentResult | Document]) -> None:
    for value in made(kind):
        before = set(shown(value))
        assert before >= {f"{kind.__name__}.source", "Segment.text", "CellPlace.table", "RecordPlace.field", "Failure.reason: Wording.zh"}
        after = redactor.result(value) if isinstance(value, DocumentResult) else redactor.document(value)
        assert set(shown(after)) == before & KEPT


def test_every_place_that_is_kept_is_one_of_a_result() -> None:
    assert {place for value in made(DocumentResult) for place in shown(value)} >= KEPT


class Named(NamedTuple):
    name: str


@dataclass(frozen=True)
class Plain:
    name: str


@pytest.mark.parametrize("value", [Named(NUMBER), Plain(NUMBER), {"name": NUMBER}, {NUMBER}, NUMBER.encode()])
def test_what_cannot_be_looked_through_is_refused(redactor: Redactor, value: object) -> None:
    with pytest.raises(TypeError, match=f"{type(value).__name__} cannot be looked through"):
        redactor.result(DocumentResult("a", "a", about=value))  # type: ignore[arg-type]


class Written(str):
    """A string as libraries give them."""


def test_other_strings_and_lists_are_masked(redactor: Redactor) -> None:
    result = DocumentResult("a", Written(NUMBER), fields_not_read=[NUMBER])  # type: ignore[arg-type]
    assert redactor.result(result) == replace(result, source="*" * 11, fields_not_read=["*" * 11], about=About())
