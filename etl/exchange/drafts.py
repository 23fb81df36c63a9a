"""Rows of a form → drafts of measures, which the words of the form are read from as those of any document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from data.model import Direction, DocumentKind
from etl.blocks import Cell
from etl.drafts import Draft
from etl.exchange.cells import same_words
from etl.exchange.form import FormRow
from etl.layouts.rows import Field
from etl.values.text import clean

_FIELDS: Final = {
    "number": Field.NUMBER,
    "title": Field.TITLE,
    "deadline": Field.DEADLINE,
    "bodies": Field.BODIES,
    "expected": Field.EXPECTED,
}
_OPTIONAL: Final = {"co_executors": Field.CO_EXECUTORS, "status": Field.STATUS}


def directions_of(rows: Iterable[FormRow], stored: Sequence[Direction]) -> tuple[Direction, ...]:
    """The directions of a form; one that says what a stored one does stays where that was printed."""
    left = list(stored)
    found = []
    for row in rows:
        number, title = clean(row.text("direction_number")), clean(row.text("direction_title"))
        same = next(
            (one for one in left if one.number == number and same_words(title, one.title)), None
        )
        if same is not None:
            left.remove(same)
        found.append(same or Direction(number, title, row.place))
    return tuple(found)


def drafts_of(
    rows: Iterable[FormRow], directions: Sequence[Direction], kind: DocumentKind
) -> list[Draft]:
    """The measures of a form before any cell of them is read; only a report tells results."""
    names = _FIELDS | ({"result": Field.RESULT} if kind is DocumentKind.REPORT else {})
    by_number: dict[str, Direction] = {}
    is_report = kind is DocumentKind.REPORT
    optional = [(key, name) for key, name in _OPTIONAL.items() if is_report or key != "status"]
    for direction in directions:
        by_number.setdefault(direction.number, direction)
    return [
        Draft(
            position=position,
            place=row.place,
            cells={name: row.cells.get(key) or Cell("", row.place) for key, name in names.items()}
            | {name: row.cells[key] for key, name in optional if row.text(key)},
            direction=by_number.get(clean(row.text("direction"))),
            task=clean(row.text("task")),
        )
        for position, row in enumerate(rows, start=1)
    ]
