"""Fields that are mere numbers, such as the codes of posts: no two of a table are the same, and hardly any says more than the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from auditor.model.context import PostForms
from auditor.text.any_number import takes_any_number
from auditor.text.field_lines import FieldLines
from auditor.text.line_search import LineSearch, Regexes

NamedText: TypeAlias = tuple[str, str]
"""The name and the text of a field."""


class NumberFields:
    """Tells which numbers need not be told apart.

    Args:
        regexes: that are looked for in fields.
        forms: what headings of posts look like.
    """

    def __init__(self, regexes: Regexes, forms: PostForms) -> None:
        self._search = LineSearch([[(regex, part) for regex, part in regexes if not takes_any_number(regex)]])
        self._forms_take_any = all(takes_any_number(form.regex) for form in forms.headings)

    def of_any(self, fields: Iterable[NamedText]) -> Mapping[NamedText, NamedText]:
        """Return for fields in which any number of its length would be found the same that many noughts under the same name."""
        numbers = {field: (field[0], "0" * len(field[1])) for field in fields if field[1].isdecimal() and field[1].isascii()}
        if not numbers or not self._forms_take_any:
            return {}
        apart = self._told_apart([*numbers, *dict.fromkeys(numbers.values())])
        return {number: noughts for number, noughts in numbers.items() if number not in apart and noughts not in apart}

    def _told_apart(self, fields: list[NamedText]) -> set[NamedText]:
        """Return the fields in which something is found that is not found in any number."""
        late: set[int] = set()
        (hits,) = self._search.look(FieldLines(fields).lines, late)
        return {fields[line] for line in (*late, *(line for _, line, _, _ in hits))}
