"""Exchange forms as a person saved them (.xlsx, .xls, .ods, .csv): each sheet by its name, cells with their types.

Other workbooks are read as people see them; here it matters what the spreadsheet made of a cell: «1.10» that became
a number or a day, a formula, a merge.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any, Final

from python_calamine import load_workbook

from data.errors import UnreadableDocument
from data.model import Place
from etl.blocks import Block, Cell, Paragraph, Table, TableRow
from etl.exchange.form import DOCUMENT, READER, layout
from etl.readers.archive import Archive
from etl.readers.encoding import decode_text
from etl.readers.formats import recognise_format
from etl.readers.limits import Limits, refuse_over
from etl.readers.odt import OFFICE, TABLE
from etl.readers.sheets import write_value
from etl.readers.workbook import BROKEN, check_archive
from etl.readers.xml import attribute, parse_xml, whole

_BOOKS: Final = frozenset({"XLSX", "XLS", "ODS"})
_DELIMITERS: Final = ";,\t"
_START: Final = 400
_SHEET: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ODS_SHEETS: Final = f"{OFFICE}body/{OFFICE}spreadsheet/{TABLE}table"
_CELL: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")

_Marks = dict[tuple[int, int], str]


class ExchangeReader:
    """A workbook or CSV file that bears the mark of the exchange form."""

    name = READER

    def accepts(self, content: bytes, name: str) -> bool:
        """Whether the form's mark stands in the workbook, or begins the text."""
        known = recognise_format(content)
        if known is None:
            return any(mark in content[:_START] for mark in _marks())
        try:
            return known in _BOOKS and _bears_mark(content, name, known)
        except UnreadableDocument:
            return False  # the format's own reader says what is wrong

    def read(self, content: bytes, name: str, limits: Limits | None = None) -> tuple[Block, ...]:
        """For each sheet its name and its rows; raises UnreadableDocument for a broken or endless file."""
        limits = limits or Limits()
        known = recognise_format(content)
        if known in _BOOKS:
            return _read_book(content, name, limits, known)
        return _read_text(content, name, limits)


@cache
def _marks() -> tuple[bytes, ...]:
    encodings = ("utf-8", "cp1251", "utf-16-le", "utf-16-be")
    return tuple(layout().mark.encode(encoding) for encoding in encodings)


def _bears_mark(content: bytes, name: str, known: str) -> bool:
    """Whether the first cell of some sheet is the mark; a workbook without the words in it is not opened."""
    mark = layout().mark
    if known == "XLS":
        found = mark.encode("utf-16-le") in content
    else:
        archive = Archive(content, name, Limits())
        # some programs write letters as references, «&#1054;»
        written = (mark.encode(), mark.encode("ascii", "xmlcharrefreplace"))
        members = map(archive.read, archive.xml_members())
        found = any(one in member for member in members for one in written)
    if not found:
        return False
    try:
        book = load_workbook(io.BytesIO(content))
        rows = (book.get_sheet_by_name(one).to_python(nrows=1) for one in book.sheet_names)
        return any(first[0][0] == mark for first in rows if first and first[0])
    except BROKEN:
        return False


def _read_book(content: bytes, name: str, limits: Limits, known: str) -> tuple[Block, ...]:
    if known == "XLSX":
        check_archive(content, name, limits)
    marks = _formulas(content, name, limits, known)
    blocks: list[Block] = []
    try:
        book = load_workbook(io.BytesIO(content))
        for number, sheet_name in enumerate(book.sheet_names, start=1):
            sheet = book.get_sheet_by_name(sheet_name)
            place = Place(sheet=number)
            refuse_over("too_many_rows", sheet.total_height, limits.rows, name, place)
            refuse_over("too_many_columns", sheet.total_width, limits.columns, name, place)
            marked = marks.get(number, {})
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
                marked |= _merged(top, left, min(bottom, limits.rows), min(right, limits.columns))
            rows = sheet.to_python(skip_empty_area=False)
            blocks += _table(sheet_name, place, rows, marked)
    except BROKEN as error:
        raise UnreadableDocument("file_broken", file=name) from error
    return tuple(blocks)


def _table(
    name: str, place: Place, rows: Iterable[Sequence[Any]], marks: _Marks
) -> tuple[Block, ...]:
    made = []
    for index, values in enumerate(rows):
        at = Place(sheet=place.sheet, row=index + 1)
        cells = (
            Cell(write_value(value), at, typed=marks.get((index, column)) or _type_of(value))
            for column, value in enumerate(values)
        )
        made.append(TableRow(tuple(cells), at))
    return (
        (Paragraph(name, place), Table(tuple(made), place)) if made else (Paragraph(name, place),)
    )


def _type_of(value: object) -> str:
    match value:
        case bool() | str() | None:
            return ""
        case int() | float():
            return "number"
        case date() | datetime() | time() | timedelta():
            return "date"
    return ""


def _merged(top: int, left: int, bottom: int, right: int) -> _Marks:
    rows, columns = range(top, bottom + 1), range(left, right + 1)
    return {(row, column): "merged" for row in rows for column in columns}


def _formulas(content: bytes, name: str, limits: Limits, known: str) -> dict[int, _Marks]:
    """Where formulas stand (in OpenDocument merges too), by sheet; Excel 97 keeps them out of sight."""
    if known == "XLS":
        return {}
    archive = Archive(content, name, limits)
    if known == "ODS":
        root = parse_xml(archive.read("content.xml"), name)
        return {
            number: _marks_of_ods(table, limits)
            for number, table in enumerate(root.findall(_ODS_SHEETS), start=1)
        }
    return {
        number: _marks_of_xlsx(parse_xml(archive.read(member), name))
        for number, member in enumerate(_sheet_members(archive, name), start=1)
        if member in archive
    }


def _sheet_members(archive: Archive, name: str) -> list[str]:
    """The files of an Excel workbook's sheets in the order of its tabs."""
    links = parse_xml(archive.read("xl/_rels/workbook.xml.rels"), name)
    targets = {attribute(link, "Id"): attribute(link, "Target") for link in links}
    relation = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    sheets = parse_xml(archive.read("xl/workbook.xml"), name).iter(f"{_SHEET}sheet")
    found = (targets.get(attribute(sheet, relation), "") for sheet in sheets)
    return [one.lstrip("/") if one.startswith("/") else f"xl/{one}" for one in found]


def _marks_of_xlsx(root: Any) -> _Marks:
    marks: _Marks = {}
    for formula in root.iter(f"{_SHEET}f"):
        match = _CELL.fullmatch(attribute(formula.getparent(), "r"))
        if match is not None:
            column = 0
            for letter in match[1]:
                column = column * 26 + ord(letter) - ord("A") + 1
            marks[int(match[2]) - 1, column - 1] = "formula"
    return marks


def _marks_of_ods(table: Any, limits: Limits) -> _Marks:
    marks: _Marks = {}
    row = 0
    for line in table.iter(f"{TABLE}table-row"):
        column = 0
        for cell in line:
            across = max(whole(attribute(cell, f"{TABLE}number-columns-spanned"), 1), 1)
            down = max(whole(attribute(cell, f"{TABLE}number-rows-spanned"), 1), 1)
            if attribute(cell, f"{TABLE}formula"):
                marks[row, column] = "formula"
            if across > 1 or down > 1:
                last = (min(row + down - 1, limits.rows), min(column + across - 1, limits.columns))
                marks |= _merged(row, column, *last)
            column += max(whole(attribute(cell, f"{TABLE}number-columns-repeated"), 1), 1)
        row += max(whole(attribute(line, f"{TABLE}number-rows-repeated"), 1), 1)
    return marks


def _read_text(content: bytes, name: str, limits: Limits) -> tuple[Block, ...]:
    """All lines as one sheet; those in square brackets part it into the sheets of the form."""
    text = decode_text(content, name)
    first = text.partition(layout().mark)[2].lstrip('"')[:1]
    delimiter = first if first and first in _DELIMITERS else _DELIMITERS[0]
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    rows: list[TableRow] = []
    before = 0
    try:
        for cells in reader:
            last = reader.line_num if reader.line_num > before + 1 else None
            place = Place(line=before + 1, line_end=last)
            before = reader.line_num
            refuse_over("too_many_columns", len(cells), limits.columns, name, place)
            rows.append(TableRow(tuple(Cell(cell, place) for cell in cells), place))
    except csv.Error as error:
        place_code = f"L{max(reader.line_num, 1)}"
        raise UnreadableDocument("csv_broken", file=name, place=place_code) from error
    start = Place(line=1)
    return (Paragraph(layout().sheets[DOCUMENT], start), Table(tuple(rows), start))
