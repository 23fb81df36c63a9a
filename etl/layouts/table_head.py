"""The header of a table of measures: which column holds what, groups over columns, columns that join."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from data.issues import make_issue
from data.model import Issue
from etl.blocks import Cell, TableRow
from etl.layouts.rows import Field
from etl.layouts.words import is_header, is_number_row, match_column, match_columns, read_words
from etl.values.number import parse_number
from etl.values.text import clean, fold

_SAYS_MORE: Final = frozenset(
    {Field.DEADLINE, Field.BODIES, Field.RESULT, Field.STATUS, Field.EXPECTED}
)
# two columns of one meaning say more together than each: «Головний виконавець» and «Виконавці»
_JOINED: Final = frozenset({Field.BODIES, Field.CO_EXECUTORS, Field.EXPECTED, Field.RESULT})
_NOTHING: Final = re.compile(r"[\s–—-]*")


@dataclass(slots=True)
class Columns:
    """The header in force: its words, and which columns hold what."""

    headings: tuple[str, ...]
    index: dict[Field, tuple[int, ...]]
    numbered: bool = True

    @property
    def width(self) -> int:
        """How many columns the table has."""
        return len(self.headings)

    def at(self, name: Field) -> int | None:
        """The first column that holds `name`, None when none does."""
        return self.index[name][0] if name in self.index else None

    def covers(self, header: TableRow) -> bool:
        """Whether a header says nothing that this one does not: a repetition, perhaps a torn one."""
        return {clean(text) for text in header.texts} <= {*self.headings, ""}

    def values(self, row: TableRow) -> dict[Field, Cell]:
        """The cells of a row of this width by what they hold, columns of one meaning joined."""
        return {
            name: _join([row.cells[at] for at in places], name)
            for name, places in self.index.items()
        }


def holds_measures(header: TableRow) -> bool:
    """Whether a table under this header can be a plan: it names measures and says more of them."""
    index = match_columns(header.texts)
    return Field.TITLE in index and bool(_SAYS_MORE & set(index))


def find_headers(rows: Sequence[TableRow]) -> tuple[dict[int, TableRow], frozenset[int]]:
    """Headers by the position of their first row, and the positions of rows that go on with a header.

    A header of two rows («Виконання» over «стан» and «хід виконання») is given as one row whose cells are
    the lower words, led by the group's where they mean nothing alone («Строк» over «початок»).
    """
    headers: dict[int, TableRow] = {}
    lower: set[int] = set()
    for position, row in enumerate(rows):
        if position in lower:
            continue
        whole, taken = row, position + 1
        while taken < len(rows) and (composed := _compose(whole, rows[taken])) is not None:
            whole, taken = composed, taken + 1
        if is_header(whole.texts):
            headers[position] = whole
            lower |= set(range(position + 1, taken))
    return headers, frozenset(lower)


def fullest_repetition(headers: Iterable[TableRow], header: TableRow) -> TableRow:
    """The header, or its fullest repetition further down where a cell of this one is torn off."""
    words = {clean(text) for text in header.texts}
    repeated = [row for row in headers if words <= {*map(clean, row.texts), ""}]
    return max(repeated, key=lambda row: len(match_columns(row.texts)), default=header)


def find_columns(texts: Sequence[str]) -> dict[Field, tuple[int, ...]]:
    """Field → its columns; more than one only where their cells say more when joined."""
    index: dict[Field, tuple[int, ...]] = {name: (at,) for name, at in match_columns(texts).items()}
    for at, text in enumerate(texts):
        name = match_column(text)
        places = index.get(name, ()) if name is not None else ()
        if name is None or not places or at in places:
            continue
        if name in _JOINED or _is_span(texts[places[0]], text, name):
            index[name] = (*places, at)
    return index


def read_columns(header: TableRow, body: Sequence[TableRow]) -> tuple[Columns, list[Issue]]:
    """The columns of a table with these rows below its header, and an issue for each not understood."""
    headings = tuple(clean(text) for text in header.texts)
    index = find_columns(header.texts)
    rows = [row for row in body if len(row.cells) == len(headings) and not is_number_row(row.texts)]
    number_at = index.get(Field.NUMBER, (None,))[0]
    # numbers of an automatic list stand only in the document's format (reading rule 53)
    numbered = number_at is not None and (
        not rows or any(parse_number(row.cells[number_at].text) is not None for row in rows)
    )
    return Columns(headings, index, numbered), list(_unread(header, index, rows))


def _unread(
    header: TableRow, index: dict[Field, tuple[int, ...]], rows: Sequence[TableRow]
) -> Iterator[Issue]:
    """Columns without a known word, and those that say again what another column says."""
    read = {at for places in index.values() for at in places}
    for at, cell in enumerate(header.cells):
        text = clean(cell.text)
        filled = any(not row.cells[at].is_blank for row in rows)
        if at not in read and match_column(text) is not Field.NOTE and (text or filled):
            yield make_issue("column_not_understood", cell.place, text)


def _compose(top: TableRow, below: TableRow) -> TableRow | None:
    """Two header rows as one; None when the lower row does not stand under groups of the upper one."""
    if len(top.cells) != len(below.cells) or is_number_row(below.texts):
        return None
    cells: list[Cell] = []
    group, under, known, standing, fills = "", 0, 0, [], False
    for upper, lower in zip(top.cells, below.cells, strict=True):
        group = upper.text if not upper.is_blank else group
        if lower.held or lower.is_blank:
            cells.append(upper)
            standing.append(match_column(upper.text) is not None)
            continue
        text = lower.text if match_column(lower.text) is not None else f"{group} {lower.text}"
        cells.append(Cell(clean(text), upper.place))
        under += 1
        known += match_column(clean(text)) is not None
        fills = fills or upper.is_blank
    # an unnamed column of the upper row gets its name below, beside columns that the upper row names
    if not fills or 2 * known < under or 2 * sum(standing) < max(len(standing), 1):
        return None
    return TableRow(tuple(cells), top.place)


def _join(cells: list[Cell], name: Field) -> Cell:
    if len(cells) == 1:
        return cells[0]
    said = [cell for cell in cells if not _NOTHING.fullmatch(cell.text)]
    texts = list(dict.fromkeys(cell.text for cell in said))
    mark = " – " if name is Field.DEADLINE else "\n"
    place = (said or cells)[0].place
    return Cell(mark.join(texts), place, held=all(cell.held for cell in cells))


def _is_span(first: str, second: str, name: Field) -> bool:
    """Whether two columns of deadlines are the two ends of one: «початок», «закінчення»."""
    if name is not Field.DEADLINE:
        return False
    starts, ends = _span_words()
    return any(word in fold(first) for word in starts) and any(
        word in fold(second) for word in ends
    )


@cache
def _span_words() -> tuple[tuple[str, ...], tuple[str, ...]]:
    words = read_words()["span"]
    return tuple(map(fold, words["start"])), tuple(map(fold, words["end"]))
