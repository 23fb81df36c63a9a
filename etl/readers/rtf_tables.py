"""Tables of Rich Text: cells come one after another, where they stand is said beside them («\\cellx4512»)."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Final

from etl.readers.tree import Item, TreeCell, TreeTable

_SAME_EDGE: Final = 40  # twips, two thirds of a millimetre: borders dragged by hand
_MAX_LEVEL: Final = 20


@dataclass(slots=True)
class _Edge:
    """A cell's right edge and its merges."""

    right: int
    joins_left: bool = False
    held: bool = False


@dataclass(slots=True)
class _Row:
    """A finished row: its cells with the edges between which they stand."""

    cells: list[tuple[TreeCell, int, int]]


@dataclass(slots=True)
class _Level:
    """One depth of nesting: the rows so far, the cells of the row and the paragraphs of the cell at hand."""

    rows: list[_Row] = field(default_factory=list)
    cells: list[list[Item]] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)


class RtfTables:
    """Takes paragraphs, cells and rows in the order of the file and gives the tree."""

    def __init__(self) -> None:
        self._items: list[Item] = []
        self._levels: list[_Level] = []
        self._edges: list[_Edge] = []
        self._left = 0
        self._joins_left = self._held = False

    def define(self, word: str, number: int | None) -> None:
        """Take a control word that shapes the next row; others mean nothing here."""
        if word == "trowd":
            self._edges, self._left = [], 0
            self._joins_left = self._held = False
        elif word == "trleft":
            self._left = number or 0
        elif word == "clmrg":
            self._joins_left = True
        elif word == "clvmrg":
            self._held = True
        elif word == "cellx":
            self._edges.append(_Edge(number or 0, self._joins_left, self._held))
            self._joins_left = self._held = False

    def add_paragraph(self, text: str, level: int) -> None:
        """A paragraph outside tables (level 0) or inside a cell."""
        self._close_to(level)
        if level == 0:
            self._items.append(text)
        else:
            self._at(level).items.append(text)

    def end_cell(self, text: str, level: int) -> None:
        """The last paragraph of a cell, and the cell."""
        self._close_to(level)
        current = self._at(level)
        current.cells.append([*current.items, text])
        current.items = []

    def end_row(self, level: int) -> None:
        """The row of the cells so far, with the shape defined last."""
        self._close_to(level)
        current = self._at(level)
        left = self._left
        cells: list[tuple[TreeCell, int, int]] = []
        for index, items in enumerate(current.cells):
            edge = self._edges[index] if index < len(self._edges) else _Edge(left + 1)
            right = max(edge.right, left + 1)
            if edge.joins_left and cells:
                cells[-1] = (cells[-1][0], cells[-1][1], right)
            else:
                cells.append((TreeCell(items, held=edge.held), left, right))
            left = right
        if cells:
            current.rows.append(_Row(cells))
        current.cells = []

    def finish(self) -> list[Item]:
        """Everything read; a row that the file leaves open is kept."""
        self._close_to(0)
        return self._items

    def _at(self, level: int) -> _Level:
        while len(self._levels) < min(level, _MAX_LEVEL):
            self._levels.append(_Level())
        return self._levels[min(level, _MAX_LEVEL) - 1]

    def _close_to(self, level: int) -> None:
        """End the tables that are deeper than `level`; each becomes a part of the cell around it."""
        while len(self._levels) > level:
            depth = len(self._levels)
            last = self._levels[-1]
            if last.items:
                last.cells.append(last.items)
            if last.cells:
                last.rows.append(_Row(_unplaced(last.cells)))
            self._levels.pop()
            around = self._levels[-1].items if depth > 1 else self._items
            if last.rows:
                around.append(_table(last.rows))


def _unplaced(cells: list[list[Item]]) -> list[tuple[TreeCell, int, int]]:
    return [(TreeCell(items), index, index + 1) for index, items in enumerate(cells)]


def _table(rows: list[_Row]) -> TreeTable:
    lefts = _columns([left for row in rows for _, left, _ in row.cells])
    made = []
    for row in rows:
        starts = [bisect_right(lefts, left + _SAME_EDGE) - 1 for _, left, _ in row.cells]
        ends = [*starts[1:], bisect_right(lefts, row.cells[-1][2] - _SAME_EDGE)]
        for (cell, _, _), start, end in zip(row.cells, starts, ends, strict=True):
            cell.columns = max(end - start, 1)
        made.append([cell for cell, _, _ in row.cells])
    return TreeTable(made)


def _columns(lefts: list[int]) -> list[int]:
    """Where columns begin: edges that nearly coincide are one."""
    columns: list[int] = []
    for left in sorted(set(lefts)):
        if not columns or left - columns[-1] > _SAME_EDGE:
            columns.append(left)
    return columns
