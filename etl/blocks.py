"""What every reader gives: the blocks of a document in reading order, each with its place.

A block is a paragraph, a table with marked rows, or a run of table cells whose rows nobody marked
(a Word table copied into a text file). Texts are raw: line breaks and spelling as in the file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from data.model import Place


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table, raw; `held` when a vertically merged cell above holds here too (reading rule 46).

    `typed` is what a spreadsheet made of the cell where that matters: `number`, `date`, `formula`, `merged`.
    `wide` is how many columns of its table it covers; those behind its first one are empty.
    """

    text: str
    place: Place = Place()
    held: bool = False
    typed: str = ""
    wide: int = 1

    @property
    def is_blank(self) -> bool:
        """Whether nothing is printed in the cell."""
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line or paragraph outside any table."""

    text: str
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class TableRow:
    """One printed row; `place` covers the whole row, also parts that hold no cell."""

    cells: tuple[Cell, ...]
    place: Place = Place()

    @property
    def texts(self) -> tuple[str, ...]:
        """The cells as printed."""
        return tuple(cell.text for cell in self.cells)

    @property
    def is_blank(self) -> bool:
        """Whether the row holds no text at all."""
        return all(cell.is_blank for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that the file itself holds together."""

    rows: tuple[TableRow, ...]
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class CellRun:
    """Cells printed one after another, rows unmarked; `etl.layouts.dump` finds the rows."""

    cells: tuple[Cell, ...]
    place: Place = Place()


Block: TypeAlias = Paragraph | Table | CellRun


def span(places: Iterable[Place]) -> Place:
    """The one place from the first of `places` to the last; raises ValueError for none."""
    first, *rest = places
    for place in rest:
        first = first.to(place)
    return first


def lines_of(text: str, place: Place) -> tuple[Paragraph, ...]:
    """The printed lines of a text that starts at `place`, blank ones left out, each with its own line."""
    start = place.line
    return tuple(
        Paragraph(line, place if start is None else Place(line=start + index))
        for index, line in enumerate(text.split("\n"))
        if line.strip()
    )


def joined_text(paragraphs: Iterable[Paragraph]) -> str:
    """Paragraphs as one text, a blank line wherever the file leaves one (or more) between them."""
    parts: list[str] = []
    last: int | None = None
    for paragraph in paragraphs:
        place = paragraph.place
        first = place.line or place.row or place.paragraph
        if parts and last is not None and first is not None and first > last + 1:
            parts.append("")
        parts.append(paragraph.text)
        last = place.line_end or first
    return "\n".join(parts)
