"""Fold clauses with what gives them their meaning: the choices of a form, the force of the lead that opens their list, their field."""

from __future__ import annotations

from auditor.model.clause import Clause
from auditor.text.choices.ticks import with_choices
from auditor.text.field_signs import FieldSigns
from auditor.text.force import StandIns, with_force
from auditor.text.leads import Leads
from auditor.text.normalise import Normalised, normalise


class ClauseFolder:
    """Folds clauses.

    Args:
        leads: tells what opens a list.
        stand_ins: the words for the force of a lead.
        signs: tells which signs part the name of a field from its value.
    """

    def __init__(self, leads: Leads, stand_ins: StandIns, signs: FieldSigns) -> None:
        self._leads = leads
        self._stand_ins = stand_ins
        self._signs = signs

    def fold(self, clause: Clause) -> Normalised:
        """Fold a clause; the items of a list with the force of their lead, which stands before the clause or in it, up to the colon."""
        folded = normalise(clause.text, one_clause=True)
        folded = self._signs.read(with_choices(folded, clause.choices) if clause.choices else folded)
        lead, start = (normalise(clause.lead.text).text, 0) if clause.lead and not clause.label else _own_lead(folded.text)
        word = self._stand_ins.word_for(lead) if lead and (clause.lead or self._leads.is_lead(lead)) else ""
        return with_force(folded, start, word) if word else folded


def prefix_of(clause: Clause) -> str:
    """Return what gives a clause its meaning from outside, as it is read before it: its field's name, or the lead of its list."""
    if clause.label:
        return f"{clause.label}:"
    return f"{normalise(clause.lead.text).text.rstrip(':')}:" if clause.lead else ""


def _own_lead(text: str) -> tuple[str, int]:
    """Return the part of a folded clause that may be the lead of what follows its first colon, and where that starts."""
    head, colon, items = text.partition(":")
    return (head + colon, len(head) + 1) if items else ("", 0)
