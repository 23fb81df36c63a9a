"""Tables of measures: columns by header words in any order, directions, continuations, repeated headers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from data.issues import make_issue
from data.model import Fate, Issue
from etl.blocks import Block, Cell, Paragraph, Table, TableRow
from etl.layouts.dump import follows
from etl.layouts.headings import (
    as_task,
    first_number,
    is_beside,
    is_merged,
    is_remark,
    line_headings,
    row_heading,
    untitled_direction,
)
from etl.layouts.rows import Arrangement, Field, Heading, Row, paragraph_row, plain_row
from etl.layouts.table_head import (
    Columns,
    find_columns,
    find_headers,
    fullest_repetition,
    holds_measures,
    read_columns,
)
from etl.layouts.words import is_closing, is_number_row, match_column
from etl.values.deadline import parse_deadline
from etl.values.number import parse_number
from etl.values.text import clean

NAME: Final = "columns"
_OPEN: Final = frozenset({Fate.MEASURE, Fate.CONTINUATION})
_NO_YEAR: Final = (2000, 2000)  # any year will do to see whether a cell is a deadline


def arrange_columns(blocks: Sequence[Block]) -> Arrangement | None:
    """Every row of a document whose measures stand in tables; None when no table holds measures."""
    work = _Work()
    lines: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines.append(block)
        elif isinstance(block, Table):
            work.take_table(lines, block)
            lines = []
    work.take_lines(lines, last=True)
    if not any(row.fate is Fate.MEASURE for row in work.rows):
        return None
    return Arrangement(NAME, tuple(work.rows), tuple(work.issues))


@dataclass(slots=True)
class _Grid:
    """A table with its headers: by position, and the positions of rows that go on with one."""

    table: Table
    headers: dict[int, TableRow]
    lower: frozenset[int]

    @classmethod
    def of(cls, table: Table) -> _Grid:
        return cls(table, *find_headers(table.rows))

    @property
    def body(self) -> list[TableRow]:
        """The rows that are no header."""
        rows = enumerate(self.table.rows)
        return [row for at, row in rows if at not in self.headers and at not in self.lower]

    def after(self, position: int) -> list[TableRow]:
        """The rows below one, headers left out."""
        rows = enumerate(self.table.rows)
        skipped = {*self.headers, *self.lower}
        return [row for at, row in rows if at > position and at not in skipped]


@dataclass(slots=True)
class _Work:
    """Rows so far, and the header in force; a table without a header goes on with the one above it."""

    rows: list[Row] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    columns: Columns | None = None
    direction: Heading | None = None
    task: Heading | None = None
    last_number: str | None = None

    def take_lines(self, lines: Sequence[Paragraph], *, last: bool = False) -> None:
        """Lines outside tables: prose, or after the last table a signature."""
        for line in lines:
            closes = last and self.columns is not None and is_closing(line.text)
            self.rows.append(paragraph_row(line, Fate.FURNITURE if closes else Fate.TEXT))

    def take_table(self, lines: Sequence[Paragraph], table: Table) -> None:
        """The lines above a table, its headings among them, and its rows; all left out when it is no plan."""
        grid = _Grid.of(table)
        header = next(iter(grid.headers.values()), None)
        headed = self._line_headings(lines, grid)
        if not self._understands(grid, headed=bool(headed)):
            self.take_lines(lines)
            self._leave_out(table, header)
            return
        for index, line in enumerate(lines):
            if index in headed:
                self._add_heading(line, headed[index])
            else:
                self.take_lines([line])
        for position, row in enumerate(table.rows):
            self._take_row(grid, position, row)

    def _line_headings(self, lines: Sequence[Paragraph], grid: _Grid) -> dict[int, Heading]:
        header = next(iter(grid.headers.values()), None)
        own = find_columns(header.texts).get(Field.NUMBER, (None,))[0] if header else None
        number_at = own if header else (self.columns.at(Field.NUMBER) if self.columns else None)
        return line_headings(lines, grid.body, number_at)

    def _understands(self, grid: _Grid, *, headed: bool) -> bool:
        """Whether a table holds measures: by its own header, or as what goes on with the table above."""
        if grid.headers:
            header = next(iter(grid.headers.values()))
            known = self.columns is not None and self.columns.covers(header)
            return known or any(map(holds_measures, grid.headers.values()))
        columns = self.columns
        if columns is None or columns.width not in {
            len(r.cells) for r in grid.body if not r.is_blank
        }:
            return False
        return self._goes_on(grid, columns, headed=headed)

    def _goes_on(self, grid: _Grid, columns: Columns, *, headed: bool) -> bool:
        """Whether a table without a header has the contents of the one above, not only its width (rule 55)."""
        rows = [r for r in grid.body if len(r.cells) == columns.width and not r.is_blank]
        number_at, deadline_at = columns.at(Field.NUMBER), columns.at(Field.DEADLINE)
        if number_at is not None and match_column(rows[0].cells[number_at].text) is Field.NUMBER:
            return False  # it has a header, and not one of measures
        if deadline_at is not None:
            texts = [row.cells[deadline_at].text for row in rows]
            said = [parse_deadline(text, _NO_YEAR) for text in texts if text.strip()]
            if said:
                unread = sum("deadline_unread" in deadline.issues for deadline in said)
                return 2 * unread < len(said)
        number = first_number(rows, columns)
        if headed or number is None:
            return headed or self._last_fate() in _OPEN
        return follows(self.last_number, number)

    def _leave_out(self, table: Table, header: TableRow | None) -> None:
        words = " | ".join(clean(text) for text in (header or table.rows[0]).texts)
        self.issues.append(make_issue("table_left_out", table.place, words))
        self.rows += [plain_row(row, Fate.LEFT_OUT) for row in table.rows]

    def _take_header(self, grid: _Grid, header: TableRow, row: TableRow) -> None:
        current = self.columns
        if current is None or not current.covers(header):
            fullest = fullest_repetition(grid.headers.values(), header)
            if not holds_measures(fullest):
                self._reject(row, "row_not_understood")
                return
            current, issues = read_columns(fullest, grid.body)
            self.columns = current
            self.issues += issues
        if current.index == find_columns(header.texts):
            self._add(row, Fate.FURNITURE)
        else:  # a repetition that lost a cell says nothing new
            self._reject(row, "table_broken")

    def _take_row(self, grid: _Grid, position: int, row: TableRow) -> None:
        if position in grid.headers:
            self._take_header(grid, grid.headers[position], row)
        elif position in grid.lower or row.is_blank or is_number_row(row.texts):
            self._add(row, Fate.FURNITURE)
        elif self.columns is None:  # title lines above the header, inside the table
            self._add(row, Fate.TEXT)
        else:
            following = grid.after(position)
            heading = row_heading(row, following, self.columns, self._heading_above())
            if heading is not None:
                self._add_heading(row, heading)
            elif is_merged(row, self.columns.width):
                self._take_merged(row)
            else:
                self._take_values(row, self.columns)

    def _heading_above(self) -> Heading | None:
        return self.rows[-1].heading if self.rows else None

    def _add_heading(self, source: Paragraph | TableRow, heading: Heading) -> None:
        above = self._heading_above()
        if above is not None and above.number == heading.number and untitled_direction(above.title):
            self.rows[-1] = replace(self.rows[-1], heading=heading)  # its title stands here
        heading = as_task(heading, self.direction)
        self.task = heading if heading.fate is Fate.TASK else None
        if heading.fate is Fate.DIRECTION:
            self.direction = heading
        if isinstance(source, Paragraph):
            self.rows.append(Row(source.place, (source.text,), heading.fate, heading=heading))
            return
        headings = self.columns.headings if self.columns is not None else ()
        self.rows.append(Row(source.place, source.texts, heading.fate, headings, heading=heading))

    def _take_merged(self, row: TableRow) -> None:
        """A row of one text that announces nothing: a signature or a note, else it is not understood."""
        text = next(cell.text for cell in row.cells if not cell.is_blank)
        if is_closing(text):
            self._add(row, Fate.FURNITURE)
        elif is_remark(text):
            self._add(row, Fate.TEXT)
        else:
            self._reject(row, "row_not_understood")

    def _take_values(self, row: TableRow, columns: Columns) -> None:
        if len(row.cells) != columns.width:
            self._reject(row, "table_broken")
            return
        values = columns.values(row)
        # one measure over several rows: only what is new in them is added to it
        if values[Field.NUMBER if columns.numbered else Field.TITLE].held:
            values = {
                name: Cell("", cell.place) if cell.held else cell for name, cell in values.items()
            }
        fate = self._fate_of(values, columns, torn=self._is_torn(row, values, columns))
        if fate is Fate.ISSUE:
            self._reject(row, "row_not_understood")
        elif fate is Fate.FURNITURE:
            self._add(row, fate)
        else:
            self._check_width(row, columns)
            leaves = fate is Fate.MEASURE and self._begin_measure(values)
            headings = columns.headings
            self.rows.append(Row(row.place, row.texts, fate, headings, values, leaves_task=leaves))

    def _begin_measure(self, values: dict[Field, Cell]) -> bool:
        """Keep the number of a measure; whether it stands outside the task above («3» after «2», «2.а»)."""
        number = parse_number(values[Field.NUMBER].text) if Field.NUMBER in values else None
        self.last_number = number or self.last_number
        leaves = self.task is not None and number is not None and is_beside(self.task, number)
        self.task = None if leaves else self.task
        return leaves

    def _check_width(self, row: TableRow, columns: Columns) -> None:
        """A cell over columns of different meaning is read as the first of them: a person should look."""
        meanings = {at: name for name, places in columns.index.items() for at in places}
        for start, cell in enumerate(row.cells):
            covered = {meanings.get(at, Field.NOTE) for at in range(start, start + cell.wide)}
            if not cell.is_blank and len(covered - {Field.NOTE}) > 1:
                heads = columns.headings[start : start + cell.wide]
                hint = ", ".join(f"«{text}»" for text in heads if text)
                self.issues.append(make_issue("cells_merged", row.place, clean(cell.text), hint))

    def _is_torn(self, row: TableRow, values: dict[Field, Cell], columns: Columns) -> bool:
        """Whether a row without a number is the rest of one that a page's end tore: it begins a page in lower case."""
        above = next((r for r in reversed(self.rows) if r.fate is not Fate.FURNITURE), None)
        if columns.numbered or above is None or above.place.page == row.place.page:
            return False
        return values[Field.TITLE].text.lstrip()[:1].islower()

    def _fate_of(self, values: dict[Field, Cell], columns: Columns, *, torn: bool) -> Fate:
        title = values[Field.TITLE]
        if not columns.numbered:
            begins = not title.is_blank and not torn
        else:
            number = values[Field.NUMBER]
            begins = parse_number(number.text) is not None
            if not begins and not number.is_blank:
                return Fate.ISSUE
        if begins:
            return Fate.ISSUE if title.is_blank else Fate.MEASURE
        filled = [cell.text for cell in values.values() if not cell.is_blank]
        if filled and all(is_closing(text) for text in filled):
            return Fate.FURNITURE
        return Fate.CONTINUATION if self._last_fate() in _OPEN else Fate.ISSUE

    def _last_fate(self) -> Fate | None:
        """The fate of the last row that was more than furniture or a line between the tables."""
        skipped = (Fate.FURNITURE, Fate.TEXT, Fate.LEFT_OUT)
        return next((row.fate for row in reversed(self.rows) if row.fate not in skipped), None)

    def _reject(self, row: TableRow, code: str) -> None:
        raw = " | ".join(clean(text) for text in row.texts)
        self.issues.append(make_issue(code, row.place, raw))
        self._add(row, Fate.ISSUE)

    def _add(self, row: TableRow, fate: Fate) -> None:
        headings = self.columns.headings if self.columns is not None else ()
        self.rows.append(plain_row(row, fate, headings if fate is not Fate.FURNITURE else ()))
