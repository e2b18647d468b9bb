"""Which parts of documents are to be looked at closely; a little text is read sooner than listened to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from auditor.model.document import Document, Segment, Stretch
from auditor.model.location import RecordPlace
from auditor.model.own_notes import is_set_aside
from auditor.model.packed import CellSegments
from auditor.model.speaking import ALL, Speaking
from auditor.packs.pack import Fields
from auditor.text.choices import Choices

if TYPE_CHECKING:
    from auditor.listening import Listener, OpenListener
    from auditor.rows import HeardRow, RowListener

_SHORT = 400  # code points that are read as fast as they are listened to
_WORTH_LISTENING = 20_000  # code points that take as long to read as it takes to make what listens


class Hearing:
    """Tells what of documents may say something.

    Args:
        make_listener: called when it is first worth while.
        fields: what names of fields mean.
        choices: reads the choices of forms.
        text_field: of records, beside those that are known to hold text.
    """

    def __init__(
        self, make_listener: Callable[[], Listener | OpenListener], fields: Fields, choices: Choices, text_field: str | None
    ) -> None:
        self._make_listener = make_listener
        self._fields = fields
        self._choices = choices
        self._text_field = text_field
        self._seen = 0  # code points

    @cached_property
    def _listener(self) -> Listener | OpenListener:
        return self._make_listener()

    @cached_property
    def _rows(self) -> RowListener:
        from auditor.rows import RowListener

        return RowListener(self._listener, self._fields, self._choices)

    def get_ready(self) -> None:
        """Have ready what listens."""
        self._listener.verdicts({("", "招聘"): None})  # its tables are made when it is first asked

    def audited(self, segments: Iterable[Segment]) -> Iterator[Segment]:
        """Yield the segments that are audited."""
        return audited_segments(segments, self._fields, self._text_field)

    def of_documents(self, documents: Sequence[Document]) -> list[Speaking | None]:
        """Return what of each of some documents may say something; nothing for those that are read stretch by stretch, or sooner."""
        small = [document for document in documents if isinstance(document.segments, tuple)]
        runs = [tuple(self.audited(document.segments)) for document in small]
        if not self._pays(sum(len(segment.text) for run in runs for segment in run)):
            return [None] * len(documents)
        heard = iter(self._listener.listen(runs))
        return [next(heard) if isinstance(document.segments, tuple) else None for document in documents]

    def of_segments(self, segments: Sequence[Segment]) -> Speaking:
        """Return what segments that follow each other may say."""
        size = sum(len(segment.text) for segment in segments)
        if size <= _SHORT or not self._pays(size):
            return Speaking(dict.fromkeys(map(id, segments), ALL), choices=True)
        return self._listener.listen([segments])[0]

    def of_rows(self, stretch: Stretch) -> list[HeardRow] | None:
        """Return the rows of a stretch of cells that may say something; nothing for a stretch that has to be read as a whole."""
        segments = stretch.segments
        return self._rows.listen(stretch) if isinstance(segments, CellSegments) and self._pays(segments.cells.size) else None

    def _pays(self, size: int) -> bool:
        """Tell whether it pays to make what listens, when so many further code points are to be read: some text is read sooner."""
        self._seen += size
        return self._seen >= _WORTH_LISTENING


def audited_segments(segments: Iterable[Segment], fields: Fields, text_field: str | None) -> Iterator[Segment]:
    """Yield the segments that are audited: all of a document a person wrote, the known fields of a record."""
    for segment in segments:
        place = segment.anchors[0].location
        if is_set_aside(segment):
            continue
        if not isinstance(place, RecordPlace) or fields.label_of(segment) or fields.is_text(segment, text_field):
            yield segment
