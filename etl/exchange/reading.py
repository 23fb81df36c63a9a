"""Blocks of a form that a person saved → its fields and rows, with everything that is wrong in its shape.

What only the stored version can tell (unknown addresses, an older version) is found in `etl.exchange.settling`, what
is wrong in a document of its own in `etl.exchange.newcomer`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from data.issues import make_issue
from data.model import Issue, Place
from etl.blocks import Block, Cell, Paragraph, Table, TableRow
from etl.exchange.cells import find_column, unarmour
from etl.exchange.form import (
    DIRECTIONS,
    DOCUMENT,
    MEASURES,
    Column,
    Form,
    FormRow,
    layout,
)

_NO_FIELDS: Final = FormRow(Place(), {})


def read_form(blocks: Iterable[Block]) -> Form:
    """The form that the sheets hold; what is wrong with it stands in its issues."""
    issues: list[Issue] = []
    sheets = _by_name(blocks, issues)
    found = {name: sheets.get(name) for name in layout().sheets}
    for sheet, table in found.items():
        if table is None:
            issues.append(make_issue("exchange_sheet_missing", hint=layout().sheets[sheet]))
    rows = {
        sheet: _read_rows(sheet, table.rows, issues)
        for sheet in (DIRECTIONS, MEASURES)
        if (table := found[sheet]) is not None
    }
    document = found[DOCUMENT]
    return Form(
        fields=_read_fields(document, issues) if document is not None else _NO_FIELDS,
        directions=tuple(rows.get(DIRECTIONS, ())),
        measures=tuple(rows.get(MEASURES, ())),
        issues=tuple(issues),
    )


def _by_name(blocks: Iterable[Block], issues: list[Issue]) -> dict[str, Table]:
    """The sheets of the form; others than its explanations are left out, which a person should know."""
    keys = {name: key for key, name in layout().sheets.items()}
    found: dict[str, Table] = {}
    for name, table in split_sheets(blocks):
        if name == layout().guide or all(row.is_blank for row in table.rows):
            continue
        key = keys.get(name)
        if key is not None and key not in found:
            found[key] = table
        else:
            issues.append(make_issue("exchange_ignored", table.place, name))
    return found


def split_sheets(blocks: Iterable[Block]) -> Iterator[tuple[str, Table]]:
    """Each sheet by its name; a CSV file has one, parted by lines such as «[Заходи]», also when saved as a workbook."""
    names = {f"[{name}]": name for name in (*layout().sheets.values(), layout().guide)}
    name = ""
    for block in blocks:
        if isinstance(block, Paragraph):
            name = block.text.strip()
        elif isinstance(block, Table):
            rows: list[TableRow] = []
            if block.rows and _first_text(block.rows[0]) == layout().mark:
                name = layout().sheets[DOCUMENT]
            for row in block.rows:
                named = names.get(_first_text(row))
                if named is not None and all(cell.is_blank for cell in row.cells[1:]):
                    yield name, Table(tuple(rows), block.place)
                    name, rows = named, []
                else:
                    rows.append(row)
            yield name, Table(tuple(rows), block.place)


def _first_text(row: TableRow) -> str:
    return row.cells[0].text.strip() if row.cells else ""


def _read_fields(table: Table, issues: list[Issue]) -> FormRow:
    columns = layout().columns[DOCUMENT]
    cells: dict[str, Cell] = {}
    for row in table.rows:
        name = row.cells[0].text if row.cells else ""
        column = find_column(name, columns)
        if column is None:
            if not row.is_blank and name.strip() != layout().mark:
                issues.append(make_issue("exchange_ignored", row.place, name.strip()))
            continue
        if column.key in cells:
            issues.append(make_issue("exchange_repeated", row.place, name, column.name))
            continue
        value = row.cells[1] if len(row.cells) > 1 else Cell("", row.place)
        cells[column.key] = _usable(value, column, issues)
    # a form that was filled in from the empty one has no field of a stored version, one that corrects has them all
    corrects = any(column.key in cells for column in columns if _is_of_version(column))
    for column in columns:
        may_lack = column.optional or column.report_only
        needed = not may_lack and (corrects or not _is_of_version(column))
        if needed and column.key not in cells:
            issues.append(make_issue("exchange_field_missing", table.place, hint=column.name))
    return FormRow(table.place, cells)


def _is_of_version(field: Column) -> bool:
    return not field.asked and not field.optional


def _read_rows(sheet: str, rows: Sequence[TableRow], issues: list[Issue]) -> list[FormRow]:
    at = next(index for index, row in enumerate(rows) if not row.is_blank)
    head = rows[at]
    columns = _head(sheet, head, issues)
    found = []
    for row in rows[at + 1 :]:
        if row.is_blank and not any(cell.typed == "formula" for cell in row.cells):
            continue
        cells = {
            column.key: _usable(cell, column, issues)
            for index, column in columns.items()
            if (cell := row.cells[index] if index < len(row.cells) else Cell("", row.place))
        }
        _note_stray(row, columns, issues)
        found.append(FormRow(row.place, cells))
    return found


def _head(sheet: str, head: TableRow, issues: list[Issue]) -> dict[int, Column]:
    known = layout().columns[sheet]
    columns: dict[int, Column] = {}
    for index, cell in enumerate(head.cells):
        column = find_column(cell.text, known)
        if column is not None:
            columns[index] = column
        elif not cell.is_blank:
            issues.append(make_issue("exchange_ignored", head.place, cell.text.strip()))
    counts = Counter(column.name for column in columns.values())
    for name, count in counts.items():
        if count > 1:
            issues.append(make_issue("exchange_repeated", head.place, name, name))
    keys = {column.key for column in columns.values()}
    for column in known:
        may_lack = column.reading or column.report_only or column.optional or not column.asked
        if column.key not in keys and not may_lack:
            name = layout().sheets[sheet]
            issues.append(make_issue("exchange_column_missing", head.place, name, column.name))
    return columns


def _note_stray(row: TableRow, columns: dict[int, Column], issues: list[Issue]) -> None:
    """Words under no heading are nobody's."""
    last = max(columns, default=-1)
    for cell in row.cells[last + 1 :]:
        if not cell.is_blank:
            issues.append(make_issue("exchange_ignored", row.place, cell.text.strip()))
            return


def _usable(cell: Cell, column: Column, issues: list[Issue]) -> Cell:
    if cell.typed in ("formula", "merged") and not column.reading:
        issues.append(
            make_issue(f"exchange_{cell.typed}", cell.place, cell.text.strip(), column.name)
        )
    return unarmour(cell)
