"""What all spreadsheets share: title lines above the header, merged cells, numbers and dates as people write them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

from data.model import Place
from etl.blocks import Block, Paragraph, Table, TableRow
from etl.layouts.words import is_header
from etl.readers.grid import Spanned, make_rows
from etl.readers.limits import Limits

Value: TypeAlias = int | float | str | bool | time | date | datetime | timedelta | None
NumberedRow: TypeAlias = tuple[int, list[Spanned]]


@dataclass(slots=True)
class Sheet:
    """A sheet as its file gives it: texts by row number, and merges by their first cell.

    Columns count from 0, rows from 1; a merge is how many columns and rows it covers.
    """

    number: int
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    merges: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    def spanned(self) -> Iterator[NumberedRow]:
        """The rows as true cells; a cell that a merge above fills is marked `held`."""
        held: dict[int, tuple[int, int]] = {}  # column → columns covered, last row
        for number, texts in self.rows:
            cells: list[Spanned] = []
            column = 0
            while column < len(texts):
                across, last = held.get(column, (1, 0))
                goes_on = last >= number
                if not goes_on:
                    across, down = self.merges.get((number, column), (1, 1))
                    held[column] = (across, number + down - 1)
                cells.append(Spanned("" if goes_on else texts[column], across, held=goes_on))
                column += across
            yield number, cells


def write_value(value: Value) -> str:
    """A cell's value as people write it: 1.0 is «1», a date is «31.01.2018»."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    return str(value)


def sheet_blocks(sheet: Sheet, name: str, limits: Limits) -> tuple[Block, ...]:
    """The blocks of one sheet: what stands above the header as lines, the rest as one table."""
    rows = _without_blank_end(list(sheet.spanned()))
    used = [edge for _, row in rows for edge in _edges(row)]
    if not used:
        return ()
    first, last = min(used), max(used)
    cut = [_cut(row, first, last) for _, row in rows]
    numbers = [number for number, _ in rows]
    return split_titles(make_rows(cut, Place(sheet=sheet.number), name, limits, numbers))


def _without_blank_end(rows: Sequence[NumberedRow]) -> Sequence[NumberedRow]:
    end = len(rows)
    while end and not any(cell.text.strip() for cell in rows[end - 1][1]):
        end -= 1
    return rows[:end]


def _edges(row: Sequence[Spanned]) -> Iterator[int]:
    """The columns in which something is written."""
    column = 0
    for cell in row:
        if cell.text.strip():
            yield column
        column += cell.columns


def _cut(row: Sequence[Spanned], first: int, last: int) -> list[Spanned]:
    """A row from the first to the last column that is used anywhere in the sheet."""
    cut: list[Spanned] = []
    column = 0
    for cell in row:
        end = min(column + cell.columns - 1, last)
        if end >= first and column <= last:
            cut.append(replace(cell, columns=end - max(column, first) + 1))
        column += cell.columns
    return cut + [Spanned("")] * (last + 1 - max(column, first))


def split_titles(rows: Sequence[TableRow]) -> tuple[Block, ...]:
    """Rows as a table that begins with its header; each cell above it is a line of the document's head."""
    start = next((at for at, row in enumerate(rows) if is_header(row.texts)), None)
    if start is None:
        start = next((at for at, row in enumerate(rows) if _filled(row) > 1), len(rows))
    head: list[Paragraph] = []
    for row in rows[:start]:
        for cell in row.cells:
            if not cell.held:
                head += _lines(cell.text, row.place)
    if start == len(rows):
        return tuple(head)
    return (*head, Table(tuple(rows[start:]), rows[start].place.to(rows[-1].place)))


def _lines(text: str, place: Place) -> Iterator[Paragraph]:
    return (Paragraph(line, place) for line in text.split("\n") if line.strip())


def _filled(row: TableRow) -> int:
    return sum(not cell.is_blank for cell in row.cells)
