"""A stored version as the cells of an exchange form, and the form as a workbook or a CSV file.

Words stand as printed, with the line breaks that part bodies and subtasks; what the program read of them stands
beside them. No cell becomes a formula.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import xlsxwriter

from data.errors import OgpError
from data.file_cells import LONGEST_CELL, disarmed, writable
from data.i18n import words
from data.model import Assignment, Deadline, DocumentKind, Header, Measure, Role
from data.restore import StoredVersion
from etl.exchange.form import DIRECTIONS, DOCUMENT, MEASURES, Column, layout
from etl.values.text import clean
from etl.wording import place_words

_BOM: Final = "\ufeff"
_FINGERPRINT: Final = 12
_FIELD_WIDTHS: Final = (24, 70, 60)
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_SAY: Final = words("uk")
"""A form is written in the language of the documents, whatever that of the interface is."""

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Filled:
    """The cells of a form, by the keys of its columns."""

    fields: Texts
    directions: tuple[Texts, ...]
    measures: tuple[Texts, ...]
    columns: tuple[Column, ...]


def fill_form(stored: StoredVersion) -> Filled:
    """The form of a stored version: what a person gets to edit, and what an edited form is compared with."""
    document = stored.document
    printed = _printed_cells(stored)
    is_report = document.header.kind is DocumentKind.REPORT
    return Filled(
        fields={
            "document_key": stored.key,
            "version": str(stored.number),
            # a letter before it: «12e4…» alone would be a number to a spreadsheet
            "fingerprint": f"h{stored.content_hash[:_FINGERPRINT]}",
            **header_texts(document.header),
        },
        directions=tuple(
            {"direction_number": one.number, "direction_title": writable(one.title)}
            for one in document.directions
        ),
        measures=tuple(
            _measure_texts(measure, address, printed.get(measure.position, {}), document.name)
            for address, measure in zip(stored.measure_ids, document.measures, strict=True)
        ),
        columns=layout().measure_columns(is_report),
    )


def header_texts(header: Header) -> dict[str, str]:
    """The fields of a header as the form words them."""
    return {
        "kind": _SAY(f"kind.{header.kind}"),
        "title": writable(header.title),
        "programme": _SAY(f"programme_short.{header.programme}"),
        "region_iso": header.region_iso,
        "year_start": _number(header.year_start),
        "year_end": _number(header.year_end),
        "approved_on": _day(header.approved_on),
        "approved_by": writable(header.approved_by),
        "period_start": _day(header.period_start),
        "period_end": _day(header.period_end),
        "report_date": _day(header.report_date),
    }


def write_workbook(filled: Filled, name: str) -> bytes:
    """The form as XLSX; raises OgpError for a text that no cell of a workbook holds."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, _OPTIONS) as book:
        text = {"num_format": "@", "text_wrap": True, "valign": "top"}
        styles = {
            "head": book.add_format({**text, "bold": True, "bg_color": "#E4EDF5", "bottom": 1}),
            "text": book.add_format(text),
            "shown": book.add_format({**text, "font_color": "#4A5560", "bg_color": "#F1F3F5"}),
        }
        for sheet, rows in _sheets(filled):
            page = book.add_worksheet(layout().sheets[sheet])
            shown = [column.reading for column in _columns(filled, sheet)]
            for place, width in enumerate(_widths(filled, sheet)):
                grey = place < len(shown) and shown[place]
                # spare rows hold text too: «1.10» typed there stays «1.10»
                page.set_column(place, place, width, styles["shown" if grey else "text"])
            for number, row in enumerate(rows):
                for place, cell in enumerate(row):
                    if len(cell.encode("utf-16-le")) // 2 > LONGEST_CELL:
                        raise OgpError("export_cell_too_long", file=name, limit=LONGEST_CELL)
                    head = number == 0 or (sheet == DOCUMENT and place == 0)
                    aside = place < len(shown) and shown[place] or sheet == DOCUMENT and place > 1
                    style = styles["head" if head else "shown" if aside else "text"]
                    page.write_string(number, place, cell, style)
            page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
            page.freeze_panes(1, 2 if sheet == MEASURES else 0)
            page.set_landscape()
            page.fit_to_pages(1, 0)
    return buffer.getvalue()


def write_csv(filled: Filled) -> bytes:
    """The form as one CSV file: UTF-8 with a mark, semicolons, a sheet under its name in square brackets."""
    buffer = io.StringIO(newline="")
    buffer.write(_BOM)
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    for sheet, rows in _sheets(filled):
        if sheet != DOCUMENT:
            writer.writerow([])
            writer.writerow([f"[{layout().sheets[sheet]}]"])
        writer.writerows([armour(cell) for cell in row] for row in rows)
    return buffer.getvalue().encode("utf-8")


def armour(text: str) -> str:
    """A cell of CSV that no spreadsheet runs; `unarmour` in `etl.exchange.reading` takes the apostrophe off again."""
    bare = text.lstrip("'")
    return f"'{text}" if disarmed(bare) != bare else text


def _sheets(filled: Filled) -> list[tuple[str, list[Sequence[str]]]]:
    names = layout()
    fields: list[Sequence[str]] = [(names.mark, names.form)]
    fields += [(one.name, filled.fields[one.key], one.note) for one in names.columns[DOCUMENT]]
    found: list[tuple[str, list[Sequence[str]]]] = [(DOCUMENT, fields)]
    for sheet, rows in ((DIRECTIONS, filled.directions), (MEASURES, filled.measures)):
        columns = _columns(filled, sheet)
        cells = [tuple(row[column.key] for column in columns) for row in rows]
        found.append((sheet, [tuple(column.name for column in columns), *cells]))
    return found


def _columns(filled: Filled, sheet: str) -> tuple[Column, ...]:
    if sheet == DOCUMENT:
        return ()
    return filled.columns if sheet == MEASURES else layout().columns[sheet]


def _widths(filled: Filled, sheet: str) -> Sequence[int]:
    return _FIELD_WIDTHS if sheet == DOCUMENT else [one.width for one in _columns(filled, sheet)]


def _measure_texts(measure: Measure, address: str, printed: Texts, name: str) -> dict[str, str]:
    outcome = measure.outcome
    texts = {
        "title": measure.full_text,
        "task": measure.task,
        "deadline": measure.deadline.text,
        "bodies": measure.bodies_text,
        "expected": measure.expected_result,
        "result": outcome.result_text if outcome else "",
    }
    place = place_words(_SAY, measure.place)
    shown = {key: writable(printed.get(text, text)) for key, text in texts.items()}
    return shown | {
        "address": address,
        "number": measure.number,
        "direction": measure.direction_number,
        "read_deadline": _deadline_words(measure.deadline),
        "read_bodies": "; ".join(map(_body_words, measure.assignments)),
        "read_status": _SAY(f"state.{outcome.status}") if outcome else "",
        "quotation": writable(outcome.quotation) if outcome else "",
        "theme": _SAY(f"theme.{measure.theme}"),
        "source": ", ".join(part for part in (name, place) if part),
    }


def _printed_cells(stored: StoredVersion) -> dict[int, dict[str, str]]:
    """Cells as printed, line by line, by the position of their measure and their text on one line."""
    found: dict[int, dict[str, str]] = {}
    for row in stored.document.rows:
        if row.position is None:
            continue
        for cell in row.cells:
            lines = (clean(line) for line in cell.split("\n"))
            text = "\n".join(line for line in lines if line)
            if "\n" in text:
                found.setdefault(row.position, {}).setdefault(clean(text), text)
    return found


def _deadline_words(deadline: Deadline) -> str:
    days = "; ".join(map(_day, deadline.due_dates))
    return ": ".join(part for part in (_SAY(f"deadline.{deadline.kind}"), days) if part)


def _body_words(assignment: Assignment) -> str:
    marks = [_SAY("role.by_consent")] if assignment.by_consent else []
    if assignment.role is not Role.RESPONSIBLE:
        marks.append(_SAY(f"role.{assignment.role}"))
    return writable(f"{assignment.body} ({', '.join(marks)})" if marks else assignment.body)


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _day(value: date | Any) -> str:
    return "" if value is None else f"{value:%d.%m.%Y}"
