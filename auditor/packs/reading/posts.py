"""How several posts in one text are told apart."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.model.context import PostHeading
from auditor.packs.files.posts import PostsFile
from auditor.packs.reading.shelf import Shelf
from auditor.packs.reading.yaml_source import YamlSource


def read_posts(shelf: Shelf, file: PostsFile, source: YamlSource) -> None:
    """Read the forms of headings that open the part of one post.

    Raises:
        PackError: if a regex of theirs cannot be used.
    """
    shelf.post_headings.extend(_headings(shelf, file, source))
    shelf.no_post.append(shelf.expand(file.no_post, source, ("posts", "no_post")))


def _headings(shelf: Shelf, file: PostsFile, source: YamlSource) -> Iterator[PostHeading]:
    for index, heading in enumerate(file.headings):
        expanded = shelf.expand(heading.regex, source, ("posts", "headings", index, "regex"))
        sign = shelf.expand(heading.sign, source, ("posts", "headings", index, "sign"))
        examples = tuple((example.text, example.name) for example in heading.examples)
        yield PostHeading(heading.id, heading.level, expanded, sign, examples, tuple(heading.near_misses))
