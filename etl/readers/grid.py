"""Cells that stretch over columns and rows → rows of equal width.

Word processors cut a table along more lines than a person sees: a row whose borders were dragged has other spans
than its neighbours. What counts is how many cells a row truly has; the commonest count is the table's width.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median_low

from data.model import Place
from etl.blocks import Cell, TableRow
from etl.readers.limits import Limits, refuse_over


@dataclass(frozen=True, slots=True)
class Spanned:
    """A true cell; `held` when the file lists it though a cell above fills it."""

    text: str
    columns: int = 1
    rows: int = 1
    held: bool = False


@dataclass(frozen=True, slots=True)
class _Set:
    """A cell at its grid column."""

    start: int
    cell: Spanned
    held: bool = False


def make_rows(
    rows: Sequence[Sequence[Spanned]],
    table: Place,
    name: str,
    limits: Limits,
    numbers: Sequence[int] | None = None,
) -> tuple[TableRow, ...]:
    """Rows with a cell per column; a cell merged over rows is repeated in each of them, marked `held`.

    A cell over the whole row stays alone in it (a direction), one over some columns leaves those behind it empty.
    Spans are kept inside the grid. Raises UnreadableDocument for a row of more cells than the limit.
    """
    laid = _lay(rows, table, name, limits)
    weights = Counter(len(row) for row in laid if len(row) > 1)
    width = max(weights, key=lambda count: (weights[count] * count, count), default=1)
    modal = [row for row in laid if len(row) == width]
    starts = [median_low([row[index].start for row in modal]) for index in range(width)]
    made: list[TableRow] = []
    for index, row in enumerate(laid):
        place = replace(table, row=numbers[index] if numbers is not None else index + 1)
        cells = _fit(row, starts) if 1 < len(row) != width else row
        made.append(TableRow(tuple(_cell(one, place, starts) for one in cells), place))
    return tuple(made)


def _cell(one: _Set | None, place: Place, starts: Sequence[int]) -> Cell:
    if one is None:
        return Cell("", place)
    end = one.start + one.cell.columns
    wide = sum(one.start <= start < end for start in starts)
    return Cell(one.cell.text, place, one.held, wide=max(wide, 1))


def _lay(
    rows: Sequence[Sequence[Spanned]], table: Place, name: str, limits: Limits
) -> list[list[_Set]]:
    layer = _Layer(limits.columns)
    laid: list[list[_Set]] = []
    for number, row in enumerate(rows, start=1):
        place = replace(table, row=number)
        refuse_over("too_many_columns", len(row), limits.columns, name, place)
        laid.append(layer.lay(row, len(rows) - number))
        refuse_over("too_many_columns", len(laid[-1]), limits.columns, name, place)
    return laid


class _Layer:
    """Gives each true cell its grid column, with the cells of rows above that still hang down."""

    def __init__(self, widest: int) -> None:
        self._widest = widest
        self._hanging: dict[int, tuple[Spanned, int]] = {}  # column → cell, rows it still fills
        self._above: dict[int, Spanned] = {}

    def lay(self, row: Sequence[Spanned], rows_left: int) -> list[_Set]:
        """The row with what hangs into it; spans end with the table."""
        laid: list[_Set] = []
        column = 0
        hanging, self._hanging = self._hanging, {}
        for cell in row:
            while column in hanging:
                laid.append(self._hang(column, *hanging.pop(column)))
                column += self._width(laid[-1].cell)
            laid.append(self._put(column, cell, rows_left))
            column += self._width(cell)
        laid += [self._hang(start, *hanging[start]) for start in sorted(hanging) if start >= column]
        return laid

    def _width(self, cell: Spanned) -> int:
        return max(1, min(cell.columns, self._widest))

    def _put(self, column: int, cell: Spanned, rows_left: int) -> _Set:
        held = cell.held and column in self._above
        if held:
            cell = replace(self._above[column], columns=cell.columns, rows=1)
        if cell.rows > 1 and rows_left:
            self._hanging[column] = (cell, min(cell.rows - 1, rows_left))
        self._above[column] = cell
        return _Set(column, cell, held)

    def _hang(self, column: int, cell: Spanned, left: int) -> _Set:
        if left > 1:
            self._hanging[column] = (cell, left - 1)
        self._above[column] = cell
        return _Set(column, cell, held=True)


def _fit(row: list[_Set], starts: list[int]) -> Sequence[_Set | None]:
    """The cells of a row with other spans under the columns in which they begin.

    As they are when two collide, or when they end before the last column: nobody knows which one is missing.
    """
    if row[-1].start + max(row[-1].cell.columns, 1) <= starts[-1]:
        return row
    fitted: list[_Set | None] = [None] * len(starts)
    for one in row:
        index = max(bisect_right(starts, one.start) - 1, 0)
        if fitted[index] is not None:
            return row
        fitted[index] = one
    return fitted
