"""The set as one workbook for people: passport, structure, then a sheet for each table."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from dashboard.exports.xlsx_file import HEAD, TEXTS_ONLY
from dashboard.opendata.dataset import Dataset
from dashboard.opendata.passport import STRUCTURE_COLUMNS, passport_rows, structure_rows
from dashboard.records import TABLES
from dashboard.records.fields import Field, Kind, Value, as_text
from data.file_cells import cut, writable

_WIDE: Final = frozenset(
    {"title", "full_text", "quotation", "result_text", "expected_result", "description", "address"}
)
_SHORT_KINDS: Final = (Kind.INTEGER, Kind.NUMBER, Kind.FLAG, Kind.DAY)


def make_workbook(dataset: Dataset) -> bytes:
    """The workbook's bytes: days are days, numbers numbers, every text a text."""
    buffer = io.BytesIO()
    mark = dataset.words("exports.cut")
    with xlsxwriter.Workbook(buffer, TEXTS_ONLY) as book:
        styles = {
            "head": book.add_format(HEAD),
            "day": book.add_format({"num_format": "dd.mm.yyyy", "align": "left"}),
            "text": book.add_format({"num_format": "@"}),
        }
        words = dataset.words
        passport = book.add_worksheet(words("passport.sheet"))
        head = (words("passport.element"), words("passport.value"))
        _write(passport, head, passport_rows(dataset), (52, 110), styles, mark)
        structure = book.add_worksheet(words("passport.sheet_structure"))
        widths = (14, 20, 10, 10, 40, 100)
        _write(structure, STRUCTURE_COLUMNS, structure_rows(dataset), widths, styles, mark)
        for record in TABLES:
            widths = tuple(map(_width, record.fields))
            page = book.add_worksheet(record.name)
            _write(page, record.names, dataset.rows[record.name], widths, styles, mark)
    return buffer.getvalue()


def _width(field: Field) -> int:
    if field.name in _WIDE:
        return 60
    return 13 if field.kind in _SHORT_KINDS else 24


def _write(
    page: Worksheet,
    head: Sequence[str],
    rows: Sequence[Sequence[Value]],
    widths: Sequence[int],
    styles: dict[str, Any],
    mark: str,
) -> None:
    for place, (name, width) in enumerate(zip(head, widths, strict=True)):
        page.set_column(place, place, width)
        page.write_string(0, place, name, styles["head"])
    write_text, style, written = page.write_string, styles["text"], _Written(mark)
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            # most of a million cells are texts
            if type(value) is str:
                if value:
                    write_text(number, place, written[value], style)
            else:
                _write_cell(page, number, place, value, styles, written)
    page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(len(rows), 1), len(head) - 1)


class _Written(dict[str, str]):
    """Texts as a cell may hold them, each worked out once: codes, names and addresses repeat."""

    def __init__(self, mark: str) -> None:
        super().__init__()
        self._mark = mark

    def __missing__(self, text: str) -> str:
        self[text] = made = cut(writable(text), self._mark)
        return made


def _write_cell(
    page: Worksheet,
    row: int,
    place: int,
    value: Value,
    styles: dict[str, Any],
    written: _Written,
) -> None:
    match value:
        case None | ():
            return
        case bool():
            page.write_boolean(row, place, value)
        case int() | float():
            page.write_number(row, place, value)
        case date() if not isinstance(value, datetime):
            page.write_datetime(row, place, value, styles["day"])
        case _:
            if text := as_text(value):
                page.write_string(row, place, written[text], styles["text"])
