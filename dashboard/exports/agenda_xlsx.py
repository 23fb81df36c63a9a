"""The agenda as a workbook of one sheet that prints on A4: heading, points, rows with room for decisions."""

from __future__ import annotations

import io
from typing import Any, Final

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from dashboard.exports.agenda_words import AgendaWords
from dashboard.exports.xlsx_file import TEXTS_ONLY
from dashboard.lists.agenda import Agenda, Item, Point
from data.file_cells import cut, writable

_WIDTHS: Final = {
    "number": 18, "title": 60, "due": 13, "days": 9, "result": 34, "decision": 34, "new_due": 16,
}  # fmt: skip
_SHEET_COLUMNS: Final = ("number", "title", "due", "days", "result", "decision", "new_due")
_LAST: Final = len(_SHEET_COLUMNS) - 1
_LINE: Final = 15.0
_MOST_LINES: Final = 14
_LONGEST_FOOT: Final = 120


def make_agenda_xlsx(agenda: Agenda) -> bytes:
    """The workbook's bytes; texts are texts, whatever sign they begin with, and days are days."""
    told = AgendaWords(agenda)
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, TEXTS_ONLY) as book:
        book.set_properties({"title": told.heading().title, "author": told.heading().product})
        _Sheet(book, told).write()
    return buffer.getvalue()


class _Sheet:
    """The one sheet, written from above."""

    def __init__(self, book: xlsxwriter.Workbook, told: AgendaWords) -> None:
        self.told = told
        self.page: Worksheet = book.add_worksheet(told.words("agenda.title"))
        self.row = 0
        cell = {"valign": "top", "border": 1, "border_color": "#C3CAD2", "text_wrap": True}
        self.styles: dict[str, Any] = {
            "title": book.add_format({"bold": True, "font_size": 16}),
            "plain": book.add_format({"valign": "top"}),
            "name": book.add_format({"valign": "top", "font_color": "#4A5560"}),
            "value": book.add_format({"valign": "top", "text_wrap": True}),
            "point": book.add_format({"bold": True, "font_size": 12, "valign": "bottom"}),
            "head": book.add_format(
                {**cell, "bold": True, "bg_color": "#EEF2F6", "font_color": "#4A5560"}
            ),
            "text": book.add_format({**cell, "num_format": "@"}),
            "number": book.add_format({**cell, "num_format": "@", "bold": True}),
            "day": book.add_format({**cell, "num_format": "dd.mm.yyyy", "align": "left"}),
            "count": book.add_format(
                {**cell, "num_format": "0", "bold": True, "align": "right", "indent": 1}
            ),
        }

    def write(self) -> None:
        """Heading, points, places for signatures; then how the sheet goes on paper."""
        told = self.told
        for place, column in enumerate(_SHEET_COLUMNS):
            self.page.set_column(place, place, _WIDTHS[column])
        self._write_heading()
        for point in told.agenda.points():
            self._write_point(point)
        self.row += 1
        self._text(0, told.words("agenda.chair") + " " + "_" * 30, "plain")
        self._text(4, told.words("agenda.secretary") + " " + "_" * 30, "plain")
        self._set_paper()

    def _write_heading(self) -> None:
        heading = self.told.heading()
        self._text(0, heading.title, "title")
        self.page.set_row(self.row, 24)
        self.row += 1
        self._text(0, heading.subtitle, "plain")
        self.row += 2
        facts = (*heading.facts, (heading.product, heading.as_of), (heading.date, "_" * 24))
        for label, value in facts:
            self._text(0, label, "name")
            self.page.merge_range(self.row, 1, self.row, _LAST, "", self.styles["value"])
            self._text(1, value, "value")
            self.page.set_row(self.row, _height(value, 166))
            self.row += 1

    def _write_point(self, point: Point) -> None:
        self.row += 1
        self._text(
            0, f"{point.number}. {self.told.name(point)} — {self.told.count(point)}", "point"
        )
        self.page.set_row(self.row, 22)
        self.row += 1
        for place, column in enumerate(_SHEET_COLUMNS):
            self._text(place, self._head(column), "head")
        self.page.set_row(self.row, 2 * _LINE)
        self.row += 1
        for item in point.items:
            self._write_item(item)

    def _head(self, column: str) -> str:
        if column == "due":
            return self.told.words("agenda.column_due")
        if column == "days":
            return self.told.words(
                f"agenda.column_days_{'late' if self.told.agenda.counts_days else 'left'}"
            )
        return self.told.head(column)

    def _write_item(self, item: Item) -> None:
        told, line = self.told, item.line
        title = "\n".join(
            (" ".join(filter(None, (item.title, told.seen(item)))), *self._notes(item))
        )
        quotation = told.quotation(item)
        result = "\n".join(
            filter(None, (told.state(item), f"«{quotation}»" if quotation else "", item.source))
        )
        self._text(0, line.number, "number")
        self._text(1, title, "text")
        if line.due:
            self.page.write_datetime(self.row, 2, line.due, self.styles["day"])
        else:
            self._text(2, line.deadline_text, "text")
        if line.days is None:
            self._text(3, "", "text")
        else:
            self.page.write_number(self.row, 3, line.days, self.styles["count"])
        self._text(4, result, "text")
        for place in (5, 6):
            self._text(place, "", "text")
        height = max(_height(title, _WIDTHS["title"]), _height(result, _WIDTHS["result"]))
        self.page.set_row(self.row, max(height, 2 * _LINE))
        self.row += 1

    def _notes(self, item: Item) -> list[str]:
        notes = self.told.notes(item)
        if item.moved is not None and item.seen_in is None:
            notes.append(self.told.moved(item.moved))
        return notes

    def _text(self, place: int, text: str, style: str) -> None:
        if not text:
            self.page.write_blank(self.row, place, None, self.styles[style])
            return
        mark = self.told.words("exports.cut")
        self.page.write_string(self.row, place, cut(writable(text), mark), self.styles[style])

    def _set_paper(self) -> None:
        page, told = self.page, self.told
        page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        page.set_landscape()
        page.set_paper(9)
        page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        page.fit_to_pages(1, 0)
        page.hide_gridlines(2)
        # an ampersand would begin a command of the foot
        foot = writable(told.heading().foot)[:_LONGEST_FOOT].replace("&", "&&")
        page.set_footer(f"&L&8{_apart(foot)}&R&8 {told.page_of('&P', '&N')}")


def _apart(text: str) -> str:
    """A text after a size of type: digits at its beginning would be taken for the size."""
    return f" {text}" if text[:1].isdigit() else text


def _height(text: str, width: int) -> float:
    """How tall a row must be for a text; not every program works it out by itself."""
    lines = sum(1 + len(line) // width for line in text.split("\n"))
    return min(lines, _MOST_LINES) * _LINE
