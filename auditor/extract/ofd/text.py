"""Text objects of OFD pages: where each character stands, and which of them make a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise

from msgspec import Struct

from auditor.extract.elements import Element
from auditor.extract.layout.lines import Box, Line, union
from auditor.extract.numbers import whole
from auditor.extract.ofd.space import Space, numbers

_ASCENT, _DESCENT = 0.88, 0.12  # of the size: how far a character reaches from its base line
_USUAL_SIZE = 4.0  # millimetres
_WIDE_GAP = 1.2  # character heights: what is further apart stands side by side
_GAP = 0.35  # character heights: shown as a space
_NARROW = 0x2000  # below that, characters are half as wide as high
_SAME = 1.0  # points: the same text as near as that is printed twice to look bold


class Piece(Struct, frozen=True):
    """Characters that stand next to each other, with their box and height in points."""

    text: str
    box: Box
    size: float


def pieces(element: Element, space: Space) -> Iterator[Piece]:
    """Yield what a text object shows.

    Args:
        element: the text object.
        space: that in which its boundary is given.
    """
    inner, size = space.of(element), next((size for size in numbers(element.get("Size", "")) if size > 0), _USUAL_SIZE)
    at = (0.0, 0.0)
    for code in element.iter("{*}TextCode"):
        at = _start(code, at)
        places = _places(code, at, size)
        for run in _runs(code.text or "", places, size):
            text = "".join(sign for sign, _ in run)
            if text.strip():
                yield _piece(text, [place for _, place in run], inner, size)


def _start(code: Element, before: tuple[float, float]) -> tuple[float, float]:
    """Return where a run begins; what is not given is that of the run before."""
    x, y = numbers(code.get("X", "")), numbers(code.get("Y", ""))
    return (x[0] if x else before[0]), (y[0] if y else before[1])


def _places(code: Element, start: tuple[float, float], size: float) -> list[tuple[float, float]]:
    """Return where each character of a run stands."""
    text = code.text or ""
    across, down = _steps(code.get("DeltaX", ""), len(text)), _steps(code.get("DeltaY", ""), len(text))
    if not down:
        across += [_width(sign, size) for sign in text[len(across) : -1]]
    across += [0.0] * (len(text) - 1 - len(across))
    down += [0.0] * (len(text) - 1 - len(down))
    return list(zip(accumulate(across, initial=start[0]), accumulate(down, initial=start[1]), strict=False))[: len(text)]


def _steps(text: str, most: int) -> list[float]:
    """Return distances from one character to the next; ``g 3 5`` stands for three times 5."""
    words = text.split()
    steps: list[float] = []
    while words and len(steps) < most:
        count = 1
        if words[0] == "g" and len(words) > 2 and words[1].isdecimal():
            count = whole(words[1], most)
            del words[:2]
        steps.extend([*numbers(words.pop(0)), 0.0][:1] * count)
    return steps[: max(most - 1, 0)]


def _width(sign: str, size: float) -> float:
    return size / 2 if ord(sign) < _NARROW else size


def _runs(text: str, places: Sequence[tuple[float, float]], size: float) -> Iterator[list[tuple[str, tuple[float, float]]]]:
    """Cut a run where a wide gap goes through it."""
    run: list[tuple[str, tuple[float, float]]] = []
    for sign, place in zip(text, places, strict=False):
        if run and place[0] - run[-1][1][0] - _width(run[-1][0], size) > _WIDE_GAP * size:
            yield run
            run = []
        run.append((sign, place))
    if run:
        yield run


def _piece(text: str, places: Sequence[tuple[float, float]], space: Space, size: float) -> Piece:
    left, right = min(x for x, _ in places), max(x for x, _ in places) + _width(text[-1], size)
    top, bottom = min(y for _, y in places) - _ASCENT * size, max(y for _, y in places) + _DESCENT * size
    box = space.box([(left, top), (right, top), (left, bottom), (right, bottom)])
    up, down = space.point(0, 0), space.point(0, size)
    return Piece(text, box, round(((up[0] - down[0]) ** 2 + (up[1] - down[1]) ** 2) ** 0.5, 2))


def lines(found: Iterable[Piece], page: int) -> list[Line]:
    """Put pieces that follow each other on one line together, and drop what is printed twice."""
    rows: list[list[Piece]] = []
    for piece in sorted(found, key=lambda piece: (piece.box[1] + piece.box[3], piece.box[0])):
        if rows and _on_line(rows[-1][-1], piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [line for row in rows for line in _joined(_once(sorted(row, key=lambda piece: piece.box[0])), page)]


def _on_line(one: Piece, other: Piece) -> bool:
    overlap = min(one.box[3], other.box[3]) - max(one.box[1], other.box[1])
    return overlap > min(one.box[3] - one.box[1], other.box[3] - other.box[1]) / 2


def _once(row: Sequence[Piece]) -> list[Piece]:
    """Leave out pieces that are printed on top of the same text."""
    doubled = {id(other) for one, other in pairwise(row) if one.text == other.text and abs(one.box[0] - other.box[0]) < _SAME}
    return [piece for piece in row if id(piece) not in doubled]


def _joined(row: Sequence[Piece], page: int) -> Iterator[Line]:
    text, box, size = row[0].text, row[0].box, row[0].size
    for piece in row[1:]:
        gap = piece.box[0] - box[2]
        if gap > _WIDE_GAP * min(size, piece.size):
            yield Line(text.strip(), page, box, size)
            text, box, size = piece.text, piece.box, piece.size
        else:
            text += (" " if gap > _GAP * size else "") + piece.text
            box = union(box, piece.box)
    yield Line(text.strip(), page, box, size)
