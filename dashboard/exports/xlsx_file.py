"""A list as an XLSX workbook: the rows on one sheet, «Умови вибірки» on the other."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from dashboard.exports.conditions import Condition
from dashboard.lists.columns import Cell
from data.file_cells import cut, writable

_LINKS_LIMIT: Final = 60_000
_LONGEST_LINK: Final = 2_000
_LINE: Final = 15.0
_MOST_LINES: Final = 12
_CONDITION_WIDTHS: Final = (32, 96)
_HEAD: Final = {
    "bold": True,
    "bg_color": "#F8FAFB",
    "font_color": "#4A5560",
    "bottom": 1,
    "bottom_color": "#5F6B76",
    "text_wrap": True,
    "valign": "top",
}
# texts are written as texts: nothing in a document becomes a formula or a link
OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the sheet of rows holds; `links` are the addresses of the last column's cells.

    Only the first `printed` columns go on paper: all of them would be too small to read.
    """

    name: str
    head: Sequence[str]
    widths: Sequence[int]
    rows: Sequence[Sequence[Cell]]
    links: Sequence[str]
    printed: int


def write_xlsx(
    sheet: Sheet, conditions_name: str, conditions: Iterable[Condition], cut_mark: str
) -> bytes:
    """The workbook's bytes: days are days, the head stays in view and can filter, each measure links to its page."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        styles = _styles(book)
        _write_rows(book.add_worksheet(sheet.name), sheet, styles, cut_mark)
        _write_conditions(book.add_worksheet(conditions_name), conditions, styles, cut_mark)
    return buffer.getvalue()


def _styles(book: xlsxwriter.Workbook) -> dict[str, Any]:
    line = {"valign": "top", "bottom": 1, "bottom_color": "#DCE2E8"}
    text = {**line, "text_wrap": True}
    return {
        "head": book.add_format(_HEAD),
        "text": book.add_format({**text, "num_format": "@"}),
        "number": book.add_format({**line, "num_format": "0", "align": "right", "indent": 1}),
        "day": book.add_format({**line, "num_format": "dd.mm.yyyy", "align": "left"}),
        "link": book.add_format({**line, "font_color": "#0F3E6E", "underline": 1}),
        "name": book.add_format({**text, "bold": True}),
    }


def _write_rows(page: Worksheet, sheet: Sheet, styles: dict[str, Any], cut_mark: str) -> None:
    last = len(sheet.head) - 1
    for place, (head, width) in enumerate(zip(sheet.head, sheet.widths, strict=True)):
        page.set_column(place, place, width)
        page.write_string(0, place, head, styles["head"])
    page.set_row(0, 2 * _LINE)
    for number, row in enumerate(sheet.rows, start=1):
        for place, cell in enumerate(row):
            _write_cell(page, number, place, cell, styles, cut_mark)
        _write_link(page, number, last, sheet.links[number - 1], styles)
        page.set_row(number, _height(row, sheet.widths))
    # numbers of measures are words: «1.10» is not 1.1
    page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(len(sheet.rows), 1), last)
    page.set_landscape()
    page.set_paper(9)
    page.print_area(0, 0, len(sheet.rows), sheet.printed - 1)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_footer("&L&A&R&P / &N")


def _height(cells: Sequence[Cell], widths: Sequence[int]) -> float:
    """How tall a row must be for its longest text; not every program works it out by itself."""
    lines = (
        sum(1 + len(line) // width for line in cell.split("\n"))
        for cell, width in zip(cells, widths, strict=False)
        if isinstance(cell, str)
    )
    return min(max(lines, default=1), _MOST_LINES) * _LINE


def _write_cell(
    page: Worksheet, row: int, place: int, cell: Cell, styles: dict[str, Any], cut_mark: str
) -> None:
    match cell:
        case None | "":
            return
        case int():
            page.write_number(row, place, cell, styles["number"])
        case date():
            page.write_datetime(row, place, cell, styles["day"])
        case str():
            page.write_string(row, place, cut(writable(cell), cut_mark), styles["text"])


def _write_link(
    page: Worksheet, row: int, place: int, address: str, styles: dict[str, Any]
) -> None:
    # a workbook holds 65,530 links and no long ones
    if row <= _LINKS_LIMIT and len(address) <= _LONGEST_LINK:
        page.write_url(row, place, address, styles["link"], string=address)
    else:
        page.write_string(row, place, address, styles["text"])


def _write_conditions(
    page: Worksheet, conditions: Iterable[Condition], styles: dict[str, Any], cut_mark: str
) -> None:
    for place, width in enumerate(_CONDITION_WIDTHS):
        page.set_column(place, place, width)
    for row, (name, value) in enumerate(conditions):
        page.write_string(row, 0, writable(name), styles["name"])
        page.write_string(row, 1, cut(writable(value), cut_mark), styles["text"])
        page.set_row(row, _height((name, value), _CONDITION_WIDTHS))
    page.set_paper(9)
    page.fit_to_pages(1, 0)
