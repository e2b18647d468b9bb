"""What the names of places in templates show, and what their surroundings ask for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.errors import PackError
from auditor.model.template import SIGNS, SLOT, PlaceName, Slot
from auditor.packs.files.templates import SlotFile, TemplatesFile
from auditor.packs.reading.shelf import Shelf
from auditor.packs.reading.yaml_source import YamlSource


def read_templates(shelf: Shelf, file: TemplatesFile, source: YamlSource) -> None:
    """Read names and slots, and give each name a sign: patterns call it by the vocabulary ``slot_`` and its id.

    Raises:
        PackError: if they cannot be used.
    """
    shelf.vocabulary.setdefault("slot", SLOT)
    for index, name in enumerate(file.names):
        path = ("templates", "names", index)
        if f"slot_{name.id}" in shelf.vocabulary or len(shelf.place_names) == len(SIGNS):
            raise PackError(source.place((*path, "id")), f"a name is called {name.id!r} already, or there are more than {len(SIGNS)}")
        sign = SIGNS[len(shelf.place_names)]
        expanded = shelf.expand(name.regex, source, (*path, "regex"))
        shelf.place_names.append(PlaceName(name.id, expanded, sign, tuple(name.examples), tuple(name.near_misses)))
        shelf.vocabulary[f"slot_{name.id}"] = sign
    signs = "".join((SLOT, *(name.sign for name in shelf.place_names)))
    shelf.vocabulary["slot_any"] = f"[{signs}]"
    shelf.slots.extend(_slots(shelf, file.slots, source))


def _slots(shelf: Shelf, slots: Sequence[SlotFile], source: YamlSource) -> Iterator[Slot]:
    known = {name.id for name in shelf.place_names}
    for index, slot in enumerate(slots):
        path = ("templates", "slots", index)
        if unknown := set(slot.names) - known:
            raise PackError(source.place((*path, "names")), f"no name is called {min(unknown)!r}")
        after, before = (shelf.expand(part, source, (*path, key)) for part, key in ((slot.after, "after"), (slot.before, "before")))
        examples = tuple((example.text, example.read) for example in slot.examples)
        yield Slot(slot.id, after, before, tuple(slot.names), slot.write, examples, tuple(slot.near_misses))
