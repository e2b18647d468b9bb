"""The posts of a group of segments, and what is assumed for them. Most groups say nothing, so nothing is told before it is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from auditor.circumstances import CircumstanceReader
from auditor.model.circumstances import NOTHING_KNOWN, Circumstances
from auditor.model.clause import Clause
from auditor.model.context import PostForms
from auditor.model.document import part_of_group
from auditor.model.finding import Late
from auditor.model.wording import Wording, fill
from auditor.text.choices.ticks import Ticks
from auditor.text.compiled import OutOfTime
from auditor.text.posts import COMMON, Posts

if TYPE_CHECKING:
    from auditor.text.template.printed import Printed

_AS_ONE = Wording("按一个岗位、单位不明来读（{why}）", "read as one post of an unknown employer: {why}")
_LATE = Wording("规则 {rule} 没有审核：{part} 耗时过长", "not judged by {rule}: {part} took too long")
NOTHING_PRINTED: Mapping[int, Printed] = MappingProxyType({})


class Group:
    """One group.

    Args:
        name: of the group; empty for what stands in none.
        posts: its segments, those that it shares with others among them.
        common: what holds for all groups of its part of the document.
        ticks: by ``id`` of a segment, what the choices of a form in it mean.
        reader: tells who hires, and where.
        printed: by ``id`` of a segment that is a template, what it prints.
        is_template: whether their file is called a template.

    Attributes:
        unread: what took too long to tell; all is read as one post of an unknown employer then.
        is_judged: whether anything in it was judged by what is assumed for its posts.
    """

    def __init__(
        self,
        name: str,
        posts: Posts,
        common: Posts,
        ticks: Mapping[int, Ticks],
        reader: CircumstanceReader,
        *,
        printed: Mapping[int, Printed] = NOTHING_PRINTED,
        is_template: bool = False,
    ) -> None:
        self.name = name
        self.posts = posts
        self.common = common
        self.ticks = ticks
        self.printed = printed
        self.is_template = is_template
        self.unread: tuple[str, ...] = ()
        self.is_judged = False
        self._reader = reader

    @cached_property
    def _by_part(self) -> Mapping[int, Circumstances]:
        try:
            return {part: self._reader.read(self.posts, part, self.common) for part in self.posts.numbers}
        except OutOfTime as error:
            self.posts, self.unread = Posts(self.posts.segments, PostForms()), (str(error),)
            return {COMMON: NOTHING_KNOWN}

    def circumstances(self, clause: Clause) -> Circumstances:
        """Return what is assumed for the post that a clause belongs to."""
        self.is_judged = True
        by_part = self._by_part
        return by_part[self.posts.part_of(clause.segment, clause.span.start)]

    @property
    def circumstances_of_all(self) -> Circumstances:
        """What is assumed where no post is told from others."""
        return self._by_part[COMMON]

    def take(self, circumstances: Circumstances) -> None:
        """Take what is assumed for the only post of the group, where that is known from elsewhere."""
        self.posts.take_as_one()
        self._by_part = {COMMON: circumstances}

    def reasons(self, late: Iterable[Late]) -> list[Wording]:
        """Return why something in it could not be judged, with what came too late of it."""
        return [*(fill(_AS_ONE, why=each) for each in self.unread), *(fill(_LATE, rule=one.rule.id, part=one.part) for one in late)]

    def around(self, clause: Clause, meant: Posts | None = None) -> str:
        """Return, folded, what tells of the post that a clause belongs to.

        Args:
            clause: of this group, or of another reading of it.
            meant: the posts of that reading.
        """
        if self._by_part and meant is None:  # asked for first, because that settles which posts there are
            return _around(self.posts, clause)
        posts = meant or self.posts
        try:
            return _around(Posts(posts.segments, PostForms()) if self.unread else posts, clause)
        except OutOfTime as error:
            self.unread = (str(error),)
            return self.around(clause, meant)

    def answers(self, alone: bool) -> Sequence[Circumstances]:
        """Return what was assumed for the posts, if anything was judged by it.

        What no post owns counts where there is no post, unless it heads other groups.

        Args:
            alone: whether the document has no other group.
        """
        if not self.is_judged:
            return []
        posts = [one for part, one in self._by_part.items() if part != COMMON]
        heads_others = not posts and not alone and self.name == part_of_group(self.name)
        return posts or ([] if heads_others else [self._by_part[COMMON]])


def _around(posts: Posts, clause: Clause) -> str:
    """Return, folded, what in some posts tells of the one that a clause belongs to."""
    return posts.around(posts.part_of(clause.segment, clause.span.start))
