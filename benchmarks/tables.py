"""A table that is printed to a terminal or written as Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.table import Table as RichTable
from rich.text import Text


@dataclass(frozen=True, slots=True)
class Table:
    """A table of figures.

    Args:
        title: what it shows.
        header: names of the columns; the first is set to the left, the others to the right.
        rows: as they are printed.
        notes: what must be known to read it.
    """

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()

    def rich(self) -> RichTable:
        """Return it for a terminal."""
        table = RichTable(title=Text(self.title), caption=Text("\n".join(self.notes)), caption_justify="left")
        for number, name in enumerate(self.header):
            table.add_column(Text(name), justify="right" if number else "left")
        for row in self.rows:
            table.add_row(*map(Text, row))
        return table

    def markdown(self) -> str:
        """Return it as Markdown."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        yield f"### {self.title}\n"
        yield _line(self.header)
        yield _line(("---", *("---:" for _ in self.header[1:])))
        yield from map(_line, self.rows)
        if self.notes:
            yield ""
            yield from (f"- {note}" for note in self.notes)


def _line(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
