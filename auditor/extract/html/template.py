"""Pages that are templates: a sign of the page inside a mark of the template, such as ``<`` in a condition, begins no tag."""

from __future__ import annotations

from auditor.extract.html.tokens import NO_MARKS, Marks, Text
from auditor.text.template.marks import Kind, tokens_of


def marks(source: str, is_template: bool) -> Marks:
    """Return the marks of a template in a page.

    A comment in which tags of the page stand is left out only where the file is called a template: a browser would show it.

    Args:
        source: the page.
        is_template: whether its name says that it is a template.
    """
    places: list[Text] = []
    comments: list[Text] = []
    for token in tokens_of(source):
        place = Text(token.span.start, token.span.end)
        is_comment = token.kind is Kind.COMMENT
        if is_comment and is_template:
            comments.append(place)
        if is_template or not (is_comment and "<" in token.span.of(source)):
            places.append(place)
    return Marks(tuple(places), tuple(comments)) if places else NO_MARKS
