"""All contestants that run in a process of Python, by the name under which the table shows them."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from benchmarks.contestants.contestant import Prepare

BASE = "regex, one by one"
"""What all others are compared with."""
_PLACES: Mapping[str, str] = {
    "ours, engine": "engine:engine",
    "ours, engine without gate": "engine:engine_without_gate",
    BASE: "one_by_one:with_regex",
    "re, one by one": "one_by_one:with_re",
    "frozen list behind our gate": "one_by_one:behind_our_gate",
    "google-re2 Set, then regex": "re2_set:with_re2",
    "Presidio": "presidio:with_presidio",
    "spaCy, character tokens only": "spacy_tokens:character_tokens",
    "automaton of our gate only": "automaton:bare_automaton",
}
IN_PROCESS = tuple(_PLACES)


def contestant(name: str) -> Prepare:
    """Return what prepares a contestant; only its own module is imported, so that memory is its own."""
    module, function = _PLACES[name].split(":")
    prepare: Prepare = getattr(import_module(f"benchmarks.contestants.{module}"), function)
    return prepare
