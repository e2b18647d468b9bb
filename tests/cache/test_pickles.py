from __future__ import annotations

import pickle
from typing import ClassVar

import pytest

from auditor.cache.pickles import from_bytes, to_bytes
from auditor.model import finding
from auditor.model.finding import Finding


@pytest.mark.parametrize("value", [{"a": [frozenset({"女", "男"}), (1, b"x", None, True)]}, "字", b"", {}])
def test_plain_values_come_back(value: object) -> None:
    assert from_bytes(to_bytes(value)) == value


class Deed:
    done: ClassVar[list[str]] = []

    def __reduce__(self) -> tuple[object, ...]:
        return (self.done.append, ("harm",))


@pytest.mark.parametrize("value", [Deed(), print, ValueError("x"), Deed])
def test_nothing_else_is_made(value: object) -> None:
    assert from_bytes(to_bytes(value)) is None
    assert Deed.done == []


def test_a_name_that_is_known_is_made() -> None:
    data = to_bytes(ValueError("x"))
    assert repr(from_bytes(data, lambda module, name: (module, name) == ("builtins", "ValueError"))) == "ValueError('x')"


def test_what_a_known_module_has_imported_is_not_made() -> None:
    data = b"\x80\x05cauditor.model.finding\nNAME\n."
    assert from_bytes(data.replace(b"NAME", b"Finding"), lambda *_: True) is Finding
    assert hasattr(finding, "Evidence")
    assert from_bytes(data.replace(b"NAME", b"Evidence"), lambda *_: True) is None


@pytest.mark.parametrize("data", [b"", b"no pickle", pickle.dumps([1])[:-3], b"\x80\x05\x8c\xffx.", "text", 7])
def test_what_is_no_pickle_is_nothing(data: bytes) -> None:
    assert from_bytes(data) is None
