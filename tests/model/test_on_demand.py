from __future__ import annotations

import pickle

from auditor.model.on_demand import OnDemand


def test_it_is_made_once_and_only_when_it_is_asked_for() -> None:
    numbers = iter([1, 2])
    made = OnDemand(lambda: next(numbers))
    assert next(numbers) == 1
    assert (made.value, made.value) == (2, 2)


def test_it_counts_as_its_value() -> None:
    assert OnDemand(lambda: "a") == OnDemand.known("a") != OnDemand.known("b")
    assert hash(OnDemand(lambda: "a")) == hash("a")
    assert repr(OnDemand(lambda: "a")) == "'a'"
    assert OnDemand.known("a") != "a"


def test_a_pickle_holds_the_value() -> None:
    copy = pickle.loads(pickle.dumps(OnDemand(lambda: ["a"])))
    assert copy.value == ["a"]
