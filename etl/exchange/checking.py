"""The rows of a form against the cells they were written with: what was changed, and what cannot be taken back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from data.errors import RefusedEdit
from data.issues import make_issue
from data.model import Issue, Place, Severity
from etl.blocks import Cell
from etl.exchange.cells import is_spoilt_number, same_words
from etl.exchange.filling import Filled, Texts
from etl.exchange.form import DIRECTIONS, MEASURES, Form, FormRow, layout
from etl.values.number import parse_number
from etl.values.text import clean

_WORDS: Final = (
    *("number", "direction", "task", "title", "deadline", "bodies", "co_executors", "expected"),
    *("status", "result"),
)
# the part of an address after its document's key, as `data.identity` makes it
_IN_DOCUMENT: Final = re.compile(r"[^\s/?#%:&]{1,64}")
_NOTHING: Final = Filled({}, (), (), ())
_OF_REPORTS: Final = frozenset({"status", "result"})


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
    return rows, [*_address_faults(form), *_direction_faults(form), *checker.issues]


def check_new_rows(form: Form, is_report: bool) -> tuple[list[FormRow], list[Issue]]:
    """The rows of a document that is not stored, as they are to be read, and every fault of the form's rows."""
    checker = _Checker(form, _NOTHING, is_report)
    key = clean(form.fields.text("document_key"))
    rows = [checker.check_new(row, key) for row in form.measures]
    return rows, [*_direction_faults(form), *checker.issues]


def refuse_faults(name: str, issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """What is worth a remark among the faults of a form; raises RefusedEdit with all errors in the form's order."""
    issues = tuple(issues)
    refused = [issue for issue in issues if issue.severity is Severity.ERROR]
    if refused:
        refused.sort(key=lambda one: (one.place.sheet or 0, one.place.row or one.place.line or 0))
        raise RefusedEdit(file=name, count=len(refused), issues=tuple(refused))
    return issues


def _address_faults(form: Form) -> Iterator[Issue]:
    """A correction whose addresses are gone would drop every measure and add it anew."""
    if form.measures and "address" not in form.measures[0].cells:
        place, name = Place(sheet=form.measures[0].place.sheet), layout()
        sheet, column = name.sheets[MEASURES], name.name_of(MEASURES, "address")
        yield make_issue("exchange_column_missing", place, sheet, column)


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

    def check_new(self, row: FormRow, key: str) -> FormRow:
        """One row of a document that is not stored; its address can only be one of that document's."""
        address = clean(row.text("address"))
        if address in self._met:
            self._report("exchange_address_repeated", row, "address")
        elif address and not _is_address(address, key):
            self._report("exchange_address_unknown", row, "address")
        self._met |= {address} - {""}
        row, changed = self._compare(row, {})
        self._check_cells(row, changed)
        return row

    def _compare(self, row: FormRow, stored: Texts) -> tuple[FormRow, set[str]]:
        cells = dict(row.cells)
        changed: set[str] = set()
        for key in _WORDS:
            before = stored.get(key, "")
            if key not in cells and before:
                cells[key] = Cell(before, row.place)
            cell = cells.get(key)
            if cell is None:
                continue
            if key in _OF_REPORTS and not self._is_report:
                if clean(cell.text):
                    self._report("exchange_ignored", row, key)
            elif same_words(cell.text, before):
                if cell.text != before:
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


def _is_address(address: str, key: str) -> bool:
    start, _, end = address.partition(":")
    return bool(key) and start == key and _IN_DOCUMENT.fullmatch(end) is not None


def _is_spoilt(cell: Cell, stored: str) -> bool:
    """Whether a spreadsheet, not a person, changed a number; text in a workbook says what a person wrote."""
    has_types = cell.place.line is None
    return is_spoilt_number(cell.text, stored) and (bool(cell.typed) or not has_types)
