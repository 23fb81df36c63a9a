"""A form as a workbook or a CSV file; no cell becomes a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any, Final

import xlsxwriter

from data.errors import OgpError
from data.file_cells import LONGEST_CELL, disarmed
from data.i18n import words
from data.model import DocumentKind, Programme
from etl.exchange.filling import Filled
from etl.exchange.form import DIRECTIONS, DOCUMENT, MEASURES, Column, layout

_BOM: Final = "\ufeff"
_FIELD_WIDTHS: Final = (32, 70, 60)
_GUIDE: Final = "guide"
_GUIDE_WIDTHS: Final = (26, 62, 95)
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}

Rows = list[Sequence[str]]


def write_workbook(filled: Filled, name: str) -> bytes:
    """The form as XLSX; raises OgpError for a text that no cell of a workbook holds."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, _OPTIONS) as book:
        text = {"num_format": "@", "text_wrap": True, "valign": "top"}
        styles = {
            "head": book.add_format({**text, "bold": True, "bg_color": "#E4EDF5", "bottom": 1}),
            "text": book.add_format(text),
            "plain": book.add_format({**text, "text_wrap": False}),
            "shown": book.add_format({**text, "font_color": "#4A5560", "bg_color": "#F1F3F5"}),
        }
        for sheet, rows in _sheets(filled):
            page = book.add_worksheet(_name_of(sheet))
            shown = [column.reading for column in _columns(filled, sheet)]
            for place, width in enumerate(_widths(filled, sheet)):
                grey = place < len(shown) and shown[place]
                # spare rows hold text too: «1.10» typed there stays «1.10»
                page.set_column(place, place, width, styles["shown" if grey else "text"])
            for number, row in enumerate(rows):
                for place, cell in enumerate(row):
                    if len(cell.encode("utf-16-le")) // 2 > LONGEST_CELL:
                        raise OgpError("export_cell_too_long", file=name, limit=LONGEST_CELL)
                    style = styles[_style_of(sheet, number, place, row, shown)]
                    page.write_string(number, place, cell, style)
            if filled.is_empty and sheet == DOCUMENT:
                _offer_words(page, rows)
            page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
            if sheet != _GUIDE:
                page.freeze_panes(1, 2 if sheet == MEASURES and not filled.is_empty else 0)
            page.set_landscape()
            page.fit_to_pages(1, 0)
    return buffer.getvalue()


def write_csv(filled: Filled) -> bytes:
    """The form as one CSV file: UTF-8 with a mark, semicolons, a sheet under its name in square brackets.

    Measures stand last, so that rows can be added at the end.
    """
    buffer = io.StringIO(newline="")
    buffer.write(_BOM)
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    for sheet, rows in sorted(_sheets(filled), key=lambda one: one[0] == MEASURES):
        if sheet != DOCUMENT:
            writer.writerow([])
            writer.writerow([f"[{_name_of(sheet)}]"])
        writer.writerows([armour(cell) for cell in row] for row in rows)
    return buffer.getvalue().encode("utf-8")


def armour(text: str) -> str:
    """A cell of CSV that no spreadsheet runs; `unarmour` in `etl.exchange.cells` takes the apostrophe off again."""
    bare = text.lstrip("'")
    return f"'{text}" if disarmed(bare) != bare else text


def _sheets(filled: Filled) -> list[tuple[str, Rows]]:
    names = layout()
    fields: Rows = [(names.mark, names.form)]
    fields += [
        (one.name, filled.fields[one.key], one.note)
        for one in names.columns[DOCUMENT]
        if one.key in filled.fields and (filled.fields[one.key] or not one.optional)
    ]
    found: list[tuple[str, Rows]] = [(DOCUMENT, fields)]
    for sheet, rows in ((DIRECTIONS, filled.directions), (MEASURES, filled.measures)):
        columns = _columns(filled, sheet)
        cells = [tuple(row[column.key] for column in columns) for row in rows]
        found.append((sheet, [tuple(column.name for column in columns), *cells]))
    return [*found, (_GUIDE, _guide(filled))] if filled.is_empty else found


def _guide(filled: Filled) -> Rows:
    """What each field and column wants, with an example; it stands aside so that nobody loads an example."""
    names = layout()
    fields = [one for one in names.columns[DOCUMENT] if one.key in filled.fields]
    columns = [*fields, *names.columns[DIRECTIONS], *filled.columns]
    lines: Rows = [(line,) for line in names.guide_lines]
    return [*lines, (), names.guide_head, *((one.name, one.note, one.example) for one in columns)]


def _offer_words(page: Any, rows: Rows) -> None:
    """The words that a field may have, to choose from."""
    say = words("uk")
    offered = {
        "kind": [say(f"kind.{one}") for one in (DocumentKind.PLAN, DocumentKind.REPORT)],
        "programme": [say(f"programme_short.{one}") for one in Programme],
    }
    names = [row[0] for row in rows]
    for key, values in offered.items():
        at = names.index(layout().name_of(DOCUMENT, key))
        choice = {"validate": "list", "source": values, "error_type": "warning"}
        page.data_validation(at, 1, at, 1, choice)


def _style_of(sheet: str, number: int, place: int, row: Sequence[str], shown: list[bool]) -> str:
    if sheet == _GUIDE:
        if row == layout().guide_head:
            return "head"
        return "plain" if len(row) == 1 else "text"
    if number == 0 or (sheet == DOCUMENT and place == 0):
        return "head"
    aside = place < len(shown) and shown[place] or sheet == DOCUMENT and place > 1
    return "shown" if aside else "text"


def _name_of(sheet: str) -> str:
    return layout().guide if sheet == _GUIDE else layout().sheets[sheet]


def _columns(filled: Filled, sheet: str) -> tuple[Column, ...]:
    if sheet in (DOCUMENT, _GUIDE):
        return ()
    return filled.columns if sheet == MEASURES else layout().columns[sheet]


def _widths(filled: Filled, sheet: str) -> Sequence[int]:
    if sheet == _GUIDE:
        return _GUIDE_WIDTHS
    return _FIELD_WIDTHS if sheet == DOCUMENT else [one.width for one in _columns(filled, sheet)]
