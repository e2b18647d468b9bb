"""``context/posts.yaml``: how several posts in one text are told apart."""

from __future__ import annotations

from pydantic import Field

from auditor.packs.files.model import FileModel, Kebab, Text


class NamedFile(FileModel):
    """An example of a post's heading, and the name in it."""

    text: Text
    name: Text


class PostHeadingFile(FileModel):
    """A form of heading that opens the part of one post; the group ``name`` is the post, and ``sign`` is found in every one."""

    id: Kebab
    level: int
    regex: Text
    sign: str = ""
    examples: list[NamedFile] = Field(min_length=1)
    near_misses: list[Text] = Field(min_length=1)


class PostsFile(FileModel):
    """How several posts in one text are told apart."""

    headings: list[PostHeadingFile]
    no_post: Text
