"""The rows of a form against the cells they were written with: what was changed, and what cannot be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from data.issues import make_issue
from data.model import Issue
from etl.blocks import Cell
from etl.exchange.cells import is_spoilt_number, same_words
from etl.exchange.form import DIRECTIONS, MEASURES, Form, FormRow, layout
from etl.exchange.writing import Filled, Texts
from etl.values.number import parse_number
from etl.values.text import clean

_WORDS: Final = ("number", "direction", "task", "title", "deadline", "bodies", "expected", "result")


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """A row of measures whose unchanged cells hold the stored words; `index` is that of its stored measure."""

    row: FormRow
    address: str | None
    index: int | None
    changed: frozenset[str]


def check_rows(form: Form, filled: Filled, is_report: bool) -> tuple[list[CheckedRow], list[Issue]]:
    """The rows of measures as they are to be read, and every fault of the form's rows."""
    checker = _Checker(form, filled, is_report)
    rows = [checker.check(row) for row in form.measures]
    return rows, [*_direction_faults(form), *checker.issues]


def _direction_faults(form: Form) -> Iterator[Issue]:
    for row in form.directions:
        for key in ("direction_number", "direction_title"):
            if not clean(row.text(key)):
                name = layout().name_of(DIRECTIONS, key)
                yield make_issue("exchange_empty", row.place, "", name)


class _Checker:
    """Goes through the rows once, remembering the addresses it met."""

    def __init__(self, form: Form, filled: Filled, is_report: bool) -> None:
        self._is_report = is_report
        self._stored = {texts["address"]: at for at, texts in enumerate(filled.measures)}
        self._filled = filled
        self._directions = {clean(row.text("direction_number")) for row in form.directions}
        self._met: set[str] = set()
        self.issues: list[Issue] = []

    def check(self, row: FormRow) -> CheckedRow:
        """One row with its stored measure found by its address."""
        address = clean(row.text("address"))
        index = self._stored.get(address)
        if address and index is None:
            self._report("exchange_address_unknown", row, "address")
        elif address in self._met:
            self._report("exchange_address_repeated", row, "address")
        elif index is not None:
            self._check_readings(row, self._filled.measures[index])
        self._met |= {address} - {""}
        texts: Texts = self._filled.measures[index] if index is not None else {}
        row, changed = self._compare(row, texts)
        self._check_cells(row, changed)
        return CheckedRow(row, address if index is not None else None, index, frozenset(changed))

    def _compare(self, row: FormRow, stored: Texts) -> tuple[FormRow, set[str]]:
        cells = dict(row.cells)
        changed: set[str] = set()
        for key in _WORDS:
            cell = cells.get(key)
            if cell is None:
                continue
            before = stored.get(key, "")
            if key == "result" and not self._is_report:
                if clean(cell.text):
                    self._report("exchange_ignored", row, key)
            elif same_words(cell.text, before):
                cells[key] = replace(cell, text=before)
            elif key in ("number", "direction") and _is_spoilt(cell, before):
                self._report("exchange_number_kept", row, key, before)
                cells[key] = replace(cell, text=before)
            else:
                changed.add(key)
        return FormRow(row.place, cells), changed

    def _check_cells(self, row: FormRow, changed: set[str]) -> None:
        if not clean(row.text("title")):
            self._report("exchange_empty", row, "title")
        if "number" in changed and (text := clean(row.text("number"))):
            damaged = row.cells["number"].typed == "date" or (
                row.cells["number"].typed == "number" and not text.isdigit()
            )
            if damaged or parse_number(text) is None:
                self._report("exchange_number", row, "number")
        direction = clean(row.text("direction"))
        if direction and direction not in self._directions:
            self._report("exchange_direction_unknown", row, "direction")

    def _check_readings(self, row: FormRow, stored: Texts) -> None:
        """What was read of a measure is shown for information; a cleared cell does no harm."""
        for column in self._filled.columns:
            given = clean(row.text(column.key))
            if column.reading and given and not same_words(given, stored.get(column.key, "")):
                self._report("exchange_reading", row, column.key)

    def _report(self, code: str, row: FormRow, key: str, raw: str | None = None) -> None:
        name = layout().name_of(MEASURES, key)
        text = clean(row.text(key)) if raw is None else raw
        self.issues.append(make_issue(code, row.place, text, name))


def _is_spoilt(cell: Cell, stored: str) -> bool:
    """Whether a spreadsheet, not a person, changed a number; text in a workbook says what a person wrote."""
    has_types = cell.place.line is None
    return is_spoilt_number(cell.text, stored) and (bool(cell.typed) or not has_types)
