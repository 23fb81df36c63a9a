"""Tables of measures: columns by header words in any order, directions, continuations, repeated headers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from data.issues import make_issue
from data.model import Fate, Issue
from etl.blocks import Block, Cell, Paragraph, Table, TableRow
from etl.layouts.rows import Arrangement, Field, Heading, Row, paragraph_row, plain_row
from etl.layouts.words import (
    is_closing,
    is_header,
    is_number_row,
    match_column,
    match_columns,
    parse_heading,
)
from etl.values.number import parse_number
from etl.values.text import clean

NAME: Final = "columns"
_SAYS_MORE: Final = frozenset(
    {Field.DEADLINE, Field.BODIES, Field.RESULT, Field.STATUS, Field.EXPECTED}
)
_OPEN: Final = frozenset({Fate.MEASURE, Fate.CONTINUATION})


def arrange_columns(blocks: Sequence[Block]) -> Arrangement | None:
    """Every row of a document whose measures stand in tables; None when no table holds measures."""
    work = _Work()
    last = max((i for i, b in enumerate(blocks) if not isinstance(b, Paragraph)), default=-1)
    for index, block in enumerate(blocks):
        if isinstance(block, Table):
            work.take_table(block)
        elif isinstance(block, Paragraph):
            following = blocks[index + 1] if index + 1 < len(blocks) else None
            work.take_paragraph(block, before=following, last=index > last)
    if not any(row.fate is Fate.MEASURE for row in work.rows):
        return None
    return Arrangement(NAME, tuple(work.rows), tuple(work.issues))


@dataclass(slots=True)
class _Columns:
    """The header in force: its words, and which column holds what."""

    headings: tuple[str, ...]
    index: dict[Field, int]
    numbered: bool = True

    @property
    def width(self) -> int:
        return len(self.headings)

    def covers(self, header: TableRow) -> bool:
        """Whether a header says nothing that this one does not: a repetition, perhaps a torn one."""
        return {clean(text) for text in header.texts} <= {*self.headings, ""}


@dataclass(slots=True)
class _Work:
    """Rows so far, and the header in force; a table without a header goes on with the one above it."""

    rows: list[Row] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    columns: _Columns | None = None

    def take_paragraph(self, paragraph: Paragraph, before: Block | None, *, last: bool) -> None:
        """A line outside tables: a direction right above its table, a signature, or prose."""
        heading = parse_heading(paragraph.text, words_only=True)
        if heading is not None and isinstance(before, Table):
            self.rows.append(Row(paragraph.place, (paragraph.text,), heading.fate, heading=heading))
            return
        closes = last and self.columns is not None and is_closing(paragraph.text)
        self.rows.append(paragraph_row(paragraph, Fate.FURNITURE if closes else Fate.TEXT))

    def take_table(self, table: Table) -> None:
        """The rows of one table, or the whole of it left out when it holds no measures."""
        headers = [row for row in table.rows if is_header(row.texts)]
        header = headers[0] if headers else None
        widths = {len(row.cells) for row in table.rows if not row.is_blank}
        if header is not None:
            known = self.columns is not None and self.columns.covers(header)
            understood = known or any(map(_holds_measures, headers))
        else:
            understood = self.columns is not None and self.columns.width in widths
        if not understood:
            self._leave_out(table, header)
            return
        for position, row in enumerate(table.rows):
            self._take_row(table, position, row)

    def _leave_out(self, table: Table, header: TableRow | None) -> None:
        words = " | ".join(clean(text) for text in (header or table.rows[0]).texts)
        self.issues.append(make_issue("table_left_out", table.place, words))
        self.rows += [plain_row(row, Fate.LEFT_OUT) for row in table.rows]

    def _take_header(self, table: Table, header: TableRow) -> None:
        current = self.columns
        if current is None or not current.covers(header):
            fullest = _fullest_repetition(table, header)
            if not _holds_measures(fullest):
                self._reject(header, "row_not_understood")
                return
            current = self.columns = self._read_columns(table, fullest)
        if current.index == match_columns(header.texts):
            self._add(header, Fate.FURNITURE)
        else:  # a repetition that lost a cell says nothing new
            self._reject(header, "table_broken")

    def _read_columns(self, table: Table, header: TableRow) -> _Columns:
        headings = tuple(clean(text) for text in header.texts)
        index = match_columns(header.texts)
        body = [
            row
            for row in table.rows
            if len(row.cells) == len(headings)
            and not is_header(row.texts)
            and not is_number_row(row.texts)
        ]
        for at, (cell, text) in enumerate(zip(header.cells, headings, strict=True)):
            filled = any(not row.cells[at].is_blank for row in body)
            if match_column(text) is None and (text or filled):
                self.issues.append(make_issue("column_not_understood", cell.place, text))
        number_at = index.get(Field.NUMBER)
        # numbers of an automatic list stand only in the document's format (reading rule 53)
        numbered = number_at is not None and (
            not body or any(parse_number(row.cells[number_at].text) is not None for row in body)
        )
        return _Columns(headings, index, numbered)

    def _take_row(self, table: Table, position: int, row: TableRow) -> None:
        if is_header(row.texts):
            self._take_header(table, row)
        elif row.is_blank or is_number_row(row.texts):
            self._add(row, Fate.FURNITURE)
        elif self.columns is None:  # title lines above the header, inside the table
            self._add(row, Fate.TEXT)
        else:
            heading = self._heading_of(table, position, row, self.columns)
            if heading is not None:
                headings = self.columns.headings
                self.rows.append(Row(row.place, row.texts, heading.fate, headings, heading=heading))
            else:
                self._take_values(row, self.columns)

    def _heading_of(
        self, table: Table, position: int, row: TableRow, columns: _Columns
    ) -> Heading | None:
        """The direction or task a row announces: its only text, or a number whose rows follow below it."""
        filled = [cell for cell in row.cells if not cell.is_blank]
        texts = {clean(cell.text) for cell in filled}
        number_at = columns.index.get(Field.NUMBER)
        alone = len(texts) == 1
        merged = alone and (len(row.cells) == 1 or len(filled) == len(row.cells) > 1)
        in_number = alone and number_at is not None and row.cells[:1] == (filled[0],)
        if merged or in_number:
            return parse_heading(filled[0].text)
        if alone:
            return parse_heading(filled[0].text, words_only=True)
        return _split_heading(table.rows[position + 1 :], row, columns)

    def _take_values(self, row: TableRow, columns: _Columns) -> None:
        if len(row.cells) != columns.width:
            self._reject(row, "table_broken")
            return
        values = {name: row.cells[index] for name, index in columns.index.items()}
        key = Field.NUMBER if columns.numbered else Field.TITLE
        if values[
            key
        ].held:  # one measure over several rows: only what is new in them is added to it
            values = {
                name: Cell("", cell.place) if cell.held else cell for name, cell in values.items()
            }
        fate = self._fate_of(values, columns)
        if fate is Fate.ISSUE:
            self._reject(row, "row_not_understood")
        elif fate is Fate.FURNITURE:
            self._add(row, fate)
        else:
            self.rows.append(Row(row.place, row.texts, fate, columns.headings, values))

    def _fate_of(self, values: dict[Field, Cell], columns: _Columns) -> Fate:
        title = values[Field.TITLE]
        if not columns.numbered:
            begins = not title.is_blank
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


def _holds_measures(header: TableRow) -> bool:
    index = match_columns(header.texts)
    return Field.TITLE in index and bool(_SAYS_MORE & set(index))


def _fullest_repetition(table: Table, header: TableRow) -> TableRow:
    """The header, or its fullest repetition further down where a cell of this one is torn off."""
    words = {clean(text) for text in header.texts}
    repeated = [
        row for row in table.rows if is_header(row.texts) and words <= {*map(clean, row.texts), ""}
    ]
    return max(repeated, key=lambda row: len(match_columns(row.texts)), default=header)


def _split_heading(
    following: Sequence[TableRow], row: TableRow, columns: _Columns
) -> Heading | None:
    """A direction over two cells («1.» | «Участь громадськості»), known by the numbers below it (1.1)."""
    number_at, title_at = columns.index.get(Field.NUMBER), columns.index[Field.TITLE]
    filled = [index for index, cell in enumerate(row.cells) if not cell.is_blank]
    if number_at is None or filled != sorted({number_at, title_at}):
        return None
    number = parse_number(row.cells[number_at].text)
    below = next((r for r in following if len(r.cells) == columns.width), None)
    under = parse_number(below.cells[number_at].text) if below is not None else None
    if number is None or under is None or not under.startswith(number + "."):
        return None
    return Heading(number, clean(row.cells[title_at].text).rstrip(": "))
