"""A form against the version it corrects: what a person left alone stays as it was read, only the rest is read anew.

Each measure is read twice, from the words of the stored version and from those of the form. What both readings
agree on keeps the stored value with its place in the original document; what differs is the correction, and its
place is the row of the form.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Final

from data.errors import RefusedEdit
from data.model import (
    Document,
    DocumentKind,
    Fate,
    Header,
    Issue,
    Measure,
    Place,
    Revision,
    SourceRow,
)
from data.restore import StoredVersion
from etl.blocks import Cell
from etl.build import begins, build_measures, check_header
from etl.checks import check_numbers
from etl.drafts import Draft
from etl.exchange.checking import CheckedRow, check_rows, refuse_faults
from etl.exchange.drafts import directions_of, drafts_of
from etl.exchange.fields import changed_fields, read_fields
from etl.exchange.filling import Filled, fill_form
from etl.exchange.form import (
    DIRECTIONS,
    DOCUMENT,
    MEASURES,
    READER,
    EditedDocument,
    Form,
    FormRow,
    layout,
)
from etl.values.text import clean

_READ: Final = tuple(one.name for one in fields(Measure) if one.name not in ("position", "place"))


def settle_form(
    edited: EditedDocument, form: Form, stored: StoredVersion
) -> tuple[Document, tuple[Issue, ...]]:
    """The corrected version as a document to be stored, addresses and all, and what its person should know.

    Raises RefusedEdit: `exchange_conflict` when the form was written from another version, `exchange_refused` with
    every fault of every row.
    """
    filled = fill_form(stored)
    _check_version(edited.name, form, filled)
    header, faults = read_fields(form.fields, stored.document.header)
    is_report = header.kind is DocumentKind.REPORT
    checked, more = check_rows(form, filled, is_report)
    notes = refuse_faults(edited.name, (*form.issues, *faults, *more))
    return _Correction(edited, form, stored, filled, header, checked).document(), notes


def _check_version(name: str, form: Form, filled: Filled) -> None:
    for key in ("version", "fingerprint"):
        if clean(form.fields.text(key)) != filled.fields[key]:
            raise RefusedEdit(
                "exchange_conflict",
                file=name,
                key=filled.fields["document_key"],
                found=clean(form.fields.text("version")) or "—",
                current=filled.fields["version"],
            )


@dataclass(slots=True)
class _Reading:
    """A measure as the words of one side read, and what is worth saying about it."""

    measure: Measure
    issues: list[Issue]


class _Correction:
    """One form, its version, and what the one makes of the other."""

    def __init__(
        self,
        edited: EditedDocument,
        form: Form,
        stored: StoredVersion,
        filled: Filled,
        header: Header,
        rows: Sequence[CheckedRow],
    ) -> None:
        self._edited, self._form, self._stored, self._filled = edited, form, stored, filled
        self._before = stored.document
        self._edit = stored.number + 1
        self._fields = changed_fields(form.fields, self._before.header)
        place = self._placed(header.place) if "title" in self._fields else header.place
        self._header = replace(header, place=place)
        self._rows = rows
        self._directions = directions_of(
            map(self._stamped, form.directions), stored.document.directions
        )

    def document(self) -> Document:
        """The corrected document."""
        old = self._read(self._old_drafts(), self._before.header)
        new = self._read(self._new_drafts(), self._header)
        measures = tuple(
            read.measure if row.index is None else self._merged(row.index, old[row.index], read)
            for row, read in zip(self._rows, new, strict=True)
        )
        return replace(
            self._before,
            name=self._edited.name,
            sha256=self._edited.sha256,
            content=self._edited.content,
            reader=READER,
            header=self._header,
            directions=self._directions,
            measures=measures,
            rows=tuple(self._source_rows()),
            issues=tuple(self._issues(measures, old, new)),
            revision=Revision(
                self._stored.key, self._stored.version_id, tuple(row.address for row in self._rows)
            ),
        )

    def _placed(self, place: Place) -> Place:
        return replace(place, edit=self._edit)

    def _stamped(self, row: FormRow) -> FormRow:
        """A row of the form whose places say that they are in this correction."""
        cells = {
            key: replace(cell, place=self._placed(cell.place)) for key, cell in row.cells.items()
        }
        return FormRow(self._placed(row.place), cells)

    def _read(self, drafts: list[Draft], header: Header) -> list[_Reading]:
        built = build_measures(drafts, header, begins(header, self._before.rows))
        return [_Reading(measure, issues) for measure, issues in built]

    def _old_drafts(self) -> list[Draft]:
        rows = [
            FormRow(measure.place, {key: Cell(text, measure.place) for key, text in texts.items()})
            for measure, texts in zip(self._before.measures, self._filled.measures, strict=True)
        ]
        return drafts_of(rows, self._before.directions, self._before.header.kind)

    def _new_drafts(self) -> list[Draft]:
        rows = []
        for checked in self._rows:
            row = self._stamped(checked.row)
            if checked.index is not None:
                place = self._before.measures[checked.index].place
                kept = {
                    key: cell if key in checked.changed else replace(cell, place=place)
                    for key, cell in row.cells.items()
                }
                row = FormRow(place, kept)
            rows.append(row)
        return drafts_of(rows, self._directions, self._header.kind)

    def _merged(self, index: int, old: _Reading, new: _Reading) -> Measure:
        stored = self._before.measures[index]
        differing: dict[str, Any] = {
            name: getattr(new.measure, name)
            for name in _READ
            if getattr(old.measure, name) != getattr(new.measure, name)
        }
        return replace(stored, position=new.measure.position, **differing)

    def _source_rows(self) -> list[SourceRow]:
        """The rows as printed, after each measure's own the cells of it that were corrected."""
        positions = {
            row.index + 1: position
            for position, row in enumerate(self._rows, start=1)
            if row.index is not None
        }
        last = {row.position: at for at, row in enumerate(self._before.rows) if row.position}
        found: list[SourceRow] = []
        for at, row in enumerate(self._before.rows):
            position = None if row.position is None else positions.get(row.position)
            if row.position is not None and position is None:
                continue  # its measure was dropped
            if not self._is_superseded(row, position):
                found.append(replace(row, position=position))
            if position is not None and row.position and last[row.position] == at:
                found += self._edit_row(position)
        for position, checked in enumerate(self._rows, start=1):
            if checked.index is None or checked.index + 1 not in last:
                found += self._edit_row(position)
        return found + self._other_rows()

    def _is_superseded(self, row: SourceRow, position: int | None) -> bool:
        """Whether an earlier correction was corrected again in all its cells."""
        if row.place.edit is None or position is None:
            return False
        names = {layout().name_of(MEASURES, key) for key in self._rows[position - 1].changed}
        return row.fate is Fate.CONTINUATION and bool(names) and names.issuperset(row.headings)

    def _edit_row(self, position: int) -> list[SourceRow]:
        checked = self._rows[position - 1]
        if not checked.changed:
            return []
        row = self._stamped(checked.row)
        keys = [one.key for one in layout().columns[MEASURES] if one.key in checked.changed]
        return [
            SourceRow(
                row.place,
                tuple(row.text(key) for key in keys),
                Fate.MEASURE if checked.index is None else Fate.CONTINUATION,
                position,
                tuple(layout().name_of(MEASURES, key) for key in keys),
            )
        ]

    def _other_rows(self) -> list[SourceRow]:
        """Corrected fields of the document and corrected directions."""
        found = []
        for key in self._fields:
            cell = self._form.fields.cells[key]
            cells = (layout().name_of(DOCUMENT, key), clean(cell.text))
            found.append(SourceRow(self._placed(cell.place), cells, Fate.TEXT))
        headings = tuple(one.name for one in layout().columns[DIRECTIONS])
        for one in self._directions:
            if one.place.edit == self._edit:
                cells = (one.number, one.title)
                found.append(SourceRow(one.place, cells, Fate.DIRECTION, None, headings))
        return found

    def _issues(
        self, measures: Sequence[Measure], old: list[_Reading], new: list[_Reading]
    ) -> list[Issue]:
        """The issues of the stored version without those that the correction mends, with those that it brings."""
        issues = list(self._before.issues)
        kept = {row.index for row in self._rows if row.index is not None}
        for index, measure in enumerate(self._before.measures):
            if index not in kept:
                places = self._places_of(measure)
                issues = [one for one in issues if not any(at.holds(one.place) for at in places)]
        for row, read in zip(self._rows, new, strict=True):
            before = old[row.index].issues if row.index is not None else []
            places = (
                self._places_of(self._before.measures[row.index]) if row.index is not None else []
            )
            issues = _exchanged(issues, before, read.issues, places)
        issues = _exchanged(
            issues, list(check_header(self._before.header)), list(check_header(self._header)), None
        )
        numbers = list(check_numbers(self._before.measures)), list(check_numbers(measures))
        return _exchanged(issues, *numbers, None)

    def _places_of(self, measure: Measure) -> list[Place]:
        rows = (row.place for row in self._before.rows if row.position == measure.position)
        return [measure.place, *rows]


def _exchanged(
    issues: list[Issue], before: Sequence[Issue], after: Sequence[Issue], places: list[Place] | None
) -> list[Issue]:
    """The issues without those of `before` that `after` no longer has, with those that are new in it.

    Only those that stand in `places` are taken away, any where it is None.
    """
    old, new = Counter(map(_said, before)), Counter(map(_said, after))
    gone, come = old - new, new - old
    found = []
    for issue in issues:
        here = places is None or any(place.holds(issue.place) for place in places)
        if here and gone[_said(issue)] > 0:
            gone[_said(issue)] -= 1
        else:
            found.append(issue)
    for issue in after:
        if come[_said(issue)] > 0:
            come[_said(issue)] -= 1
            found.append(issue)
    return found


def _said(issue: Issue) -> tuple[str, str, str]:
    return issue.code, issue.raw, issue.hint
