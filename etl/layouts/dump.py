"""Dump of a Word table in text lines: where do its rows end? The header tells the width, numbers the starts.

Blank lines are no help (reading rule 14), so a row begins at a cell that is a number, a direction or a
header and takes as many cells as the header has. A row that does not come out even is kept with the
cells it has: the columns layout sees the wrong width and makes it an issue.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from data.model import Place
from etl.blocks import Block, Cell, CellRun, Paragraph, Table, TableRow, lines_of, span
from etl.layouts.rows import Field
from etl.layouts.words import is_closing, is_number_row, match_column, match_columns, parse_heading
from etl.values.number import number_key, parse_number
from etl.values.text import clean

_MAX_WIDTH: Final = 12
_MAX_UNKNOWN: Final = 60


@dataclass(frozen=True, slots=True)
class _Shape:
    """The header of the table at hand, and whether its rows begin with a number."""

    headings: tuple[str, ...]

    @property
    def width(self) -> int:
        return len(self.headings)

    @property
    def numbered(self) -> bool:
        return bool(self.headings) and match_column(self.headings[0]) is Field.NUMBER

    def covers(self, other: _Shape) -> bool:
        """Whether the other header says nothing that this one does not: a repetition, perhaps a torn one."""
        return set(other.headings) <= set(self.headings)


def unfold(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with every run of cells turned into a table, or into paragraphs when it holds no header."""
    unfolded: list[Block] = []
    for block in blocks:
        if isinstance(block, CellRun):
            unfolded.extend(_unfold_run(block))
        else:
            unfolded.append(block)
    return tuple(unfolded)


def _unfold_run(run: CellRun) -> tuple[Block, ...]:
    cells = run.cells
    headers = {index: width for index, width in _find_headers(cells)}
    if not headers:
        return tuple(line for cell in cells for line in lines_of(cell.text, cell.place))
    first = min(headers)
    before = [line for cell in cells[:first] for line in lines_of(cell.text, cell.place)]
    shapes = [_shape_at(cells, index, width) for index, width in headers.items()]
    best = max(shapes, key=lambda shape: len(match_columns(shape.headings)))
    if not best.numbered and _begins_with_number(cells, headers):
        # the header lost its number column: with it every value would stand one column off
        return (*before, _table([TableRow((cell,), cell.place) for cell in cells[first:]]))
    return (*before, *_split_rows(cells, first, headers, best))


def _find_headers(cells: Sequence[Cell]) -> Iterator[tuple[int, int]]:
    index = 0
    while index < len(cells):
        width = header_width(cells, index)
        if width:
            yield index, width
        index += width or 1


def _shape_at(cells: Sequence[Cell], index: int, width: int) -> _Shape:
    return _Shape(tuple(clean(cell.text) for cell in cells[index : index + width]))


def _begins_with_number(cells: Sequence[Cell], headers: Mapping[int, int]) -> bool:
    after = (index + width for index, width in headers.items())
    return any(
        index < len(cells) and parse_number(cells[index].text) is not None for index in after
    )


def header_width(cells: Sequence[Cell], start: int) -> int:
    """How many cells the header row at `start` has, 0 when no header stands there."""
    if match_column(cells[start].text) is None:
        return 0
    end = start
    while end < len(cells) and end - start < _MAX_WIDTH and not _is_value(cells[end]):
        end += 1
    headings = [cell.text for cell in cells[start:end]]
    if len(set(map(clean, headings))) < len(headings):  # a header is followed by another one
        headings = _until_repeated(headings)
    columns = match_columns(headings)
    if Field.NUMBER not in columns:  # nothing but the known words tells where the header ends
        unknown = (i for i, text in enumerate(headings) if match_column(text) is None)
        headings = headings[: next(unknown, len(headings))]
        columns = match_columns(headings)
    known = sum(match_column(text) is not None for text in headings)
    return len(headings) if len(columns) >= 2 and 2 * known >= len(headings) else 0


def _until_repeated(headings: list[str]) -> list[str]:
    seen: set[str] = set()
    for index, text in enumerate(map(clean, headings)):
        if text in seen:
            return headings[:index]
        seen.add(text)
    return headings


def _is_value(cell: Cell) -> bool:
    text = cell.text
    heading = parse_heading(text)
    if match_column(text) is not None:
        # «Напрям 1. Залучення…» is a direction right below the header, «Напрям» a column of it
        return heading is not None and bool(heading.number)
    return len(text) > _MAX_UNKNOWN or parse_number(text) is not None or heading is not None


def _split_rows(
    cells: Sequence[Cell], start: int, headers: Mapping[int, int], best: _Shape
) -> list[Block]:
    blocks: list[Block] = []
    rows: list[TableRow] = []
    index, shape = start, best
    while index < len(cells):
        if index in headers:
            taken = headers[index]
            found = _shape_at(cells, index, taken)
            shape = best if best.covers(found) else found
        else:
            taken = _row_length(cells, index, shape, headers)
        row, after = _cut_tail(cells[index : index + taken])
        rows.append(row)
        index += taken
        if after:
            blocks += [_table(rows), *after]
            rows = []
    if rows:
        blocks.append(_table(rows))
    return blocks


def _row_length(
    cells: Sequence[Cell], start: int, shape: _Shape, headers: Mapping[int, int]
) -> int:
    row = cells[start : start + shape.width]
    if len(row) == shape.width and is_number_row([cell.text for cell in row]):
        return shape.width
    first = cells[start]
    if not first.is_blank and parse_number(first.text) is None and parse_heading(first.text):
        return 1
    end = start + 1
    while end < len(cells) and end not in headers and not _breaks_row(cells, start, end, shape):
        end += 1
    return end - start


def _breaks_row(cells: Sequence[Cell], start: int, index: int, shape: _Shape) -> bool:
    """Whether the cell at `index` begins another row than the one begun at `start`."""
    cell = cells[index]
    if parse_heading(cell.text, words_only=True):
        return True
    if not shape.numbered:
        return index - start >= shape.width
    number, before = parse_number(cell.text), parse_number(cells[start].text)
    if index - start < shape.width:  # a number among the values of a row («38») begins no row
        return number is not None and (before is None or follows(before, number))
    return number is not None or cell.is_blank or parse_heading(cell.text) is not None


def follows(before: str | None, number: str) -> bool:
    """Whether `number` is the next number after `before`: 1.2 → 1.3, 1.2 → 2.1, 1.9 → 2."""
    if before is None:
        return False
    old, new = number_key(before), number_key(number)
    for depth in range(min(len(old), len(new))):
        if old[depth] == new[depth]:
            continue
        rest_is_first = all(part[1] == 1 for part in new[depth + 1 :])
        return new[depth][1] == old[depth][1] + 1 and rest_is_first
    return len(new) == len(old) + 1 and new[-1][1] == 1


def _cut_tail(cells: Sequence[Cell]) -> tuple[TableRow, tuple[Paragraph, ...]]:
    """The row, and lines after a blank one in its last cell that belong to no cell (signature, direction)."""
    *head, last = cells
    lines = last.text.split("\n")
    start = next((i for i in range(2, len(lines)) if _leaves_table(lines, i)), None)
    if start is None or last.place.line is None:
        return TableRow(tuple(cells), span(cell.place for cell in cells)), ()
    kept = "\n".join(lines[:start]).rstrip()
    end = last.place.line + kept.count("\n")
    place = Place(line=last.place.line, line_end=end if end > last.place.line else None)
    row = (*head, Cell(kept, place))
    tail = lines_of("\n".join(lines[start:]), Place(line=last.place.line + start))
    return TableRow(row, span(cell.place for cell in row)), tail


def _leaves_table(lines: list[str], index: int) -> bool:
    if lines[index - 1].strip() or not lines[index].strip():
        return False
    if parse_heading(lines[index], words_only=True):
        return True
    return all(is_closing(line) for line in lines[index:])


def _table(rows: list[TableRow]) -> Table:
    return Table(tuple(rows), span(row.place for row in rows))
