"""What a page says of a job to search engines: schema.org's JobPosting, which people may not see and the ad still says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import cast

from msgspec.structs import replace

from auditor.extract.html.flow import Page
from auditor.extract.html.json_strings import JsonString, json_strings, width_of
from auditor.extract.html.tokens import Text
from auditor.model.document import Anchor, Label, Segment, Written
from auditor.model.location import LinePlace

_NOT_READ = frozenset(
    ("url", "sameAs", "logo", "image", "email", "telephone", "datePosted", "validThrough", "identifier", "salaryCurrency", "currency")
)
_MOST_STRINGS = 200_000
_MOST_COMPARED = 1_000  # with all that is shown; more are no honest page's
_WORD = re.compile(r"\w+")
_WRITTEN_AS_PAGE = re.compile(r"<[a-zA-Z/!]|&(?:[a-zA-Z]+|#\w+);")


def job_texts(page: Page, scripts: Iterable[Text], read: Callable[[str], Sequence[Segment]]) -> Iterator[Segment]:
    """Yield the texts of the job postings in a page's JSON-LD, under the keys of schema.org, located in the page's source.

    Args:
        page: the page.
        scripts: where its JSON-LD stands.
        read: reads the HTML that descriptions are written in.
    """
    for script in scripts:
        strings = list(islice(json_strings(page.source, script), _MOST_STRINGS))
        postings = {said.objects[-1] for said in strings if said.objects and said.path[-1] == "@type" and said.text.endswith("JobPosting")}
        for said in strings:
            field = next((key for key, number in zip(said.path, said.objects, strict=True) if number in postings), "")
            if field and said.text.strip() and _is_read(said.path):
                yield from _segments(page, said, field, read)


def _is_read(path: Sequence[str]) -> bool:
    return not any(key in _NOT_READ or (key.startswith("@") and key != "@graph") for key in path)


def _segments(page: Page, said: JsonString, field: str, read: Callable[[str], Sequence[Segment]]) -> Iterator[Segment]:
    texts = read(said.text) if _WRITTEN_AS_PAGE.search(said.text) else (Segment.at(said.text, LinePlace(1, 1)),)
    inner = Page(said.text)
    label = Label(field, page.place(said.place(0)))
    for segment in texts:
        yield replace(segment, anchors=tuple(_anchors(page, said, inner, segment)), label=label)


def _anchors(page: Page, said: JsonString, inner: Page, segment: Segment) -> Iterator[Anchor]:
    """Yield where the pieces of a segment stand in the page: a new one wherever an escape stands in the source."""
    ends = [*(anchor.start for anchor in segment.anchors[1:]), len(segment.text)]
    for anchor, end in zip(segment.anchors, ends, strict=True):
        start = inner.offset(cast(LinePlace, anchor.location))
        width = anchor.width if isinstance(anchor, Written) else 1
        yield _anchor(page, anchor.start, said.place(start), said.place(start + width - 1))
        for at, place in said.breaks_in(start, start + end - anchor.start):
            yield _anchor(page, anchor.start + at - start, place, place)


def _anchor(page: Page, start: int, first: int, last: int) -> Anchor:
    """Return the anchor of a code point that the page writes from the sign at one offset to that at another one, which may be escapes."""
    width = last + width_of(page.source, last) - first
    return Written(start, page.place(first), width) if width > 1 else Anchor(start, page.place(first))


def unsaid(shown: Iterable[Segment], told: Sequence[Segment]) -> Iterator[Segment]:
    """Yield the segments of ``told`` whose words do not stand in one of ``shown`` or a segment before, whole or cut short."""
    said = "\n".join(_words(segment.text) for segment in shown)
    known: set[str] = set()
    for number, segment in enumerate(told):
        words = _words(segment.text)
        if words and words not in known and not (number < _MOST_COMPARED and words in said):
            known.add(words)
            yield segment


def _words(text: str) -> str:
    return "".join(_WORD.findall(text))
