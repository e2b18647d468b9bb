"""Draws memory over time as SVG."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

_WIDTH, _HEIGHT, _MARGIN = 800, 300, 60
_MIB = 1 << 20
_LINES = 4


def plot(memory: Sequence[tuple[float, int]], title: str) -> str:
    """Return a picture of resident memory.

    Args:
        memory: seconds since the start, with bytes.
        title: stands above; plain text without markup.
    """
    longest = max((second for second, _ in memory), default=1.0) or 1.0
    most = max((size for _, size in memory), default=_MIB) / _MIB or 1.0
    points = " ".join(f"{_across(second / longest):.1f},{_down(size / _MIB / most):.1f}" for second, size in memory)
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}" font-family="sans-serif" font-size="12">',
            '<rect width="100%" height="100%" fill="white"/>',
            f'<text x="{_MARGIN}" y="20">{title}</text>',
            *_grid(most, longest),
            f'<polyline fill="none" stroke="#1f5fa8" stroke-width="1.5" points="{points}"/>',
            "</svg>\n",
        )
    )


def _grid(most: float, longest: float) -> Iterator[str]:
    for number in range(_LINES + 1):
        share = number / _LINES
        across, down = _across(share), _down(share)
        yield f'<line x1="{_across(0)}" y1="{down:.1f}" x2="{_across(1)}" y2="{down:.1f}" stroke="#ddd"/>'
        yield f'<text x="{_MARGIN - 6}" y="{down + 4:.1f}" text-anchor="end">{most * share:,.0f} MiB</text>'
        yield f'<text x="{across:.1f}" y="{_HEIGHT - _MARGIN / 2 + 8:.1f}" text-anchor="middle">{longest * share:,.0f} s</text>'


def _across(share: float) -> float:
    return _MARGIN + share * (_WIDTH - 2 * _MARGIN)


def _down(share: float) -> float:
    return _HEIGHT - _MARGIN - share * (_HEIGHT - 2 * _MARGIN)
