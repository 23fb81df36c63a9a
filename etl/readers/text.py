"""Plain text: a paragraph a line; lines led by a tab are cells of a Word table copied as text.

In such a copy each cell starts with a tab, line breaks inside a cell start a line without one, and
nothing marks where a row ends (blank lines stand inside rows too: reading rule 14).
"""

from __future__ import annotations

from data.model import Place
from etl.blocks import Block, Cell, CellRun, lines_of, span
from etl.readers.encoding import decode_text
from etl.readers.formats import recognise_format
from etl.readers.limits import Limits


class TextReader:
    """Any text that no other reader takes."""

    name = "text"

    def accepts(self, content: bytes, name: str) -> bool:
        """Whether the bytes carry no signature of another format."""
        return recognise_format(content) is None

    def read(self, content: bytes, name: str, limits: Limits | None = None) -> tuple[Block, ...]:
        """The lines up to the first tab-led one as paragraphs, all further ones as one run of cells."""
        lines = decode_text(content, name).split("\n")
        first = next((index for index, line in enumerate(lines) if "\t" in line), len(lines))
        head = lines_of("\n".join(lines[:first]), Place(line=1))
        cells = read_cells(lines[first:], first + 1)
        if not cells:
            return head
        return (*head, CellRun(cells, span(cell.place for cell in cells)))


def read_cells(lines: list[str], first_line: int) -> tuple[Cell, ...]:
    """Tab-led lines as cells; a line without a tab goes on with the cell above.

    `\\tII квартал` and the line `2013 року` below it are one cell of two lines. Text before the first tab
    of a later line («…громад\\tII квартал») closes the cell above; a tab alone is an empty cell.
    """
    cells: list[tuple[int, list[str]]] = []
    for number, line in enumerate(lines, start=first_line):
        head, *tabbed = line.split("\t")
        if head.strip() or not tabbed:
            _continue_cell(cells, number, head, starts_row=bool(tabbed))
        for part in tabbed:
            cells.append((number, [part]))
    return tuple(_cell(start, parts) for start, parts in cells)


def _continue_cell(
    cells: list[tuple[int, list[str]]], number: int, text: str, *, starts_row: bool
) -> None:
    # «1.1.<tab>Створення…<tab>II квартал» on one line: what stands before the tab is a cell of its own
    if not cells or (starts_row and len(text.strip()) <= 12):
        cells.append((number, [text]))
    else:
        cells[-1][1].append(text)


def _cell(start: int, parts: list[str]) -> Cell:
    while len(parts) > 1 and not parts[-1].strip():
        parts = parts[:-1]
    end = start + len(parts) - 1
    place = Place(line=start, line_end=end if end > start else None)
    return Cell("\n".join(parts).strip(" "), place)
