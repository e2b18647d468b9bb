from __future__ import annotations

import gc

import pytest

from auditor.model.collection import without_collection


def test_it_rests_until_the_outermost_ends_and_goes_on_after_a_fault() -> None:
    with pytest.raises(ValueError), without_collection(), without_collection():
        assert not gc.isenabled()
        raise ValueError
    assert gc.isenabled()


def test_one_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with without_collection():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
