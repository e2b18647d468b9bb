from __future__ import annotations

import gc
import weakref

from auditor.model.remembered import remembered


class Reader:
    def __init__(self, sign: str) -> None:
        self.sign = sign

    @remembered(2)
    def read(self, text: str) -> list[str]:
        return [self.sign, text]


def test_an_object_remembers_its_own_last_answers() -> None:
    one, other = Reader("a"), Reader("b")
    first = one.read("x")
    assert one.read("x") is first
    assert other.read("x") == ["b", "x"]
    one.read("y")
    one.read("z")
    assert one.read("x") is not first


def test_what_was_asked_is_kept_by_nobody() -> None:
    reader = Reader("a")
    reader.read("x")
    gone = weakref.ref(reader)
    del reader
    gc.collect()
    assert gone() is None
