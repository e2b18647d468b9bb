"""Choices that stand beside each other and offer one kind of thing, and what is chosen of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from auditor.model.span import Span
from auditor.text.choices.choice import ANY, Choice
from auditor.text.choices.marks import is_sure


def by_kind(text: str, choices: Sequence[Choice]) -> Iterator[Sequence[Choice]]:
    """Yield choices of one kind, those that leave all open or are of a kind that is not known with the ones before them.

    Of choices line by line each is all that its line says: bullets have more to say.
    """
    run: list[Choice] = []
    kinds: set[str] = set()
    for choice in choices:
        gap = text[run[-1].span.end : choice.span.start] if run else ""
        is_other = kinds and choice.kind not in {ANY, "", *kinds} and not _is_passed_over(text, choice, choices)
        if run and (is_other or ("\n" in gap and gap.strip())):
            yield run
            run, kinds = [], set()
        run.append(choice)
        kinds |= {choice.kind} - {ANY, ""}
    if run:
        yield run


def chosen_of(text: str, field: Sequence[Choice], exhausting: Set[str]) -> Sequence[Choice] | None:
    """Return what is chosen in a field, nothing where the choice is open; None if the marks are no choices, but bullets.

    Args:
        text: the field is in.
        field: choices of one kind.
        exhausting: kinds of which all words together leave all open, such as the sexes.
    """
    if len(field) == 1:
        return _chosen_alone(text, field[0])
    ticked = [choice for choice in field if choice.is_ticked]
    if not _are_choices(text, field):
        return None
    return () if any(choice.kind == ANY for choice in ticked) or _is_everything(field, exhausting) else ticked


def _chosen_alone(text: str, choice: Choice) -> Sequence[Choice] | None:
    if not choice.kind:
        return None
    if not choice.is_ticked:
        return () if choice.words.end <= choice.mark.start else None
    return (choice,) if is_sure(choice.mark.of(text)) or _stands_for_value(text, choice) else None


def _are_choices(text: str, field: Sequence[Choice]) -> bool:
    """Tell whether two words of known kinds are offered, or marks that are hardly ever bullets, some of them with a tick."""
    ticked = [choice for choice in field if choice.is_ticked]
    is_mixed = 0 < len(ticked) < len(field)
    is_one_line = "\n" not in text[field[0].span.start : field[-1].span.end]
    counts_any = is_one_line and (is_mixed or not ticked)
    counted = [choice for choice in field if choice.kind and (counts_any or choice.kind != ANY)]
    return len(counted) >= 2 or (is_mixed and all(is_sure(choice.mark.of(text)) for choice in field))


def _is_everything(field: Sequence[Choice], exhausting: Set[str]) -> bool:
    """Tell whether all is ticked that there is."""
    named = [choice for choice in field if choice.kind not in ("", ANY)]
    several = sum(choice.is_ticked for choice in field) > 1
    return several and any(choice.kind in exhausting for choice in named) and all(choice.is_ticked for choice in named)


def _is_passed_over(text: str, choice: Choice, choices: Sequence[Choice]) -> bool:
    """Tell whether a choice is the only one of its kind and left open, where others on its line are ticked."""
    beside = [other for other in choices if other.span != choice.span and "\n" not in _between(text, other.span, choice.span)]
    is_open = not choice.is_ticked and is_sure(choice.mark.of(text))
    return is_open and any(other.is_ticked for other in beside) and all(other.kind != choice.kind for other in beside)


def _between(text: str, one: Span, other: Span) -> str:
    return text[min(one.end, other.end) : max(one.start, other.start)]


def _stands_for_value(text: str, choice: Choice) -> bool:
    """Tell whether a tick stands between a field's colon and its only value."""
    return text[choice.mark.start] == "√" and text[: choice.mark.start].rstrip().endswith((":", "："))
