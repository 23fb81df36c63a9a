"""A stored version as the cells of an exchange form.

Words stand as printed, with the line breaks that part bodies and subtasks; what the program read of them stands
beside them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from data.file_cells import writable
from data.i18n import words
from data.model import Assignment, Deadline, DocumentKind, Header, Measure, Role
from etl.build import DITTO_BODY
from etl.exchange.form import DOCUMENT, MEASURES, Column, layout
from etl.headers import DEMO_MARK
from etl.values.bodies import parse_bodies
from etl.values.status import parse_status
from etl.values.text import clean
from etl.wording import place_words

if TYPE_CHECKING:
    from data.restore import StoredVersion

_FINGERPRINT: Final = 12
_SAY: Final = words("uk")
"""A form is written in the language of the documents, whatever that of the interface is."""

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Filled:
    """The cells of a form, by the keys of its columns; `is_empty` for one that a person is to fill in."""

    fields: Texts
    directions: tuple[Texts, ...]
    measures: tuple[Texts, ...]
    columns: tuple[Column, ...]
    is_empty: bool = False


def fill_form(stored: StoredVersion) -> Filled:
    """The form of a stored version: what a person gets to edit, and what an edited form is compared with."""
    document = stored.document
    printed = _printed_cells(stored)
    is_report = document.header.kind is DocumentKind.REPORT
    measures = tuple(
        _measure_texts(measure, address, printed.get(measure.position, {}), document.name)
        for address, measure in zip(stored.measure_ids, document.measures, strict=True)
    )
    return Filled(
        fields={
            "document_key": stored.key,
            "version": str(stored.number),
            "fingerprint": fingerprint_of(stored.content_hash),
            **header_texts(document.header),
            "remark": DEMO_MARK if document.is_demo else "",
        },
        directions=tuple(
            {"direction_number": one.number, "direction_title": writable(one.title)}
            for one in document.directions
        ),
        measures=measures,
        columns=tuple(
            one
            for one in layout().measure_columns(is_report)
            if not one.optional or any(row[one.key] for row in measures)
        ),
    )


def fingerprint_of(content_hash: str) -> str:
    """The mark of a version in its forms; a letter before it: «12e4…» alone would be a number to a spreadsheet."""
    return f"h{content_hash[:_FINGERPRINT]}"


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


def empty_form(kind: DocumentKind) -> Filled:
    """The form of a plan or a report that no file holds, for a person to fill in."""
    is_report = kind is DocumentKind.REPORT
    asked = layout().asked_of(DOCUMENT, is_report=is_report)
    fields = dict.fromkeys((one.key for one in asked), "")
    return Filled(
        fields=fields | {"kind": _SAY(f"kind.{kind}")},
        directions=(),
        measures=(),
        columns=layout().asked_of(MEASURES, is_report=is_report),
        is_empty=True,
    )


def reading_texts(measure: Measure) -> dict[str, str]:
    """What the program read of a measure, in the words of the form."""
    outcome = measure.outcome
    return {
        "read_deadline": _deadline_words(measure.deadline),
        "read_bodies": "; ".join(map(_body_words, measure.assignments)),
        "read_status": _SAY(f"state.{outcome.status}") if outcome else "",
        "quotation": writable(outcome.quotation) if outcome else "",
        "theme": _SAY(f"theme.{measure.theme}"),
    }


def _measure_texts(measure: Measure, address: str, printed: Texts, name: str) -> dict[str, str]:
    status, result = _result_cells(measure, printed)
    texts = {
        "title": measure.full_text,
        "task": measure.task,
        "deadline": measure.deadline.text,
        "bodies": measure.bodies_text,
        "co_executors": _co_executors(measure, printed),
        "expected": measure.expected_result,
        "status": status,
        "result": result,
    }
    place = place_words(_SAY, measure.place)
    shown = {key: writable(printed.get(text, text)) for key, text in texts.items()}
    return (
        shown
        | reading_texts(measure)
        | {
            "address": address,
            "number": measure.number,
            "direction": measure.direction_number,
            "source": ", ".join(part for part in (name, place) if part),
        }
    )


def _co_executors(measure: Measure, printed: Texts) -> str:
    """The cell of a column of co-executors: as printed, or the bodies that only it can have named."""
    own = sum(one.body != DITTO_BODY for one in parse_bodies(measure.bodies_text) if one.body)
    others = [(one.body, one.by_consent) for one in measure.assignments[own:]]
    if not others:
        return ""
    for text in printed:
        read = [(one.body, one.by_consent) for one in parse_bodies(text, Role.CO_EXECUTOR)]
        if read == others:
            return text
    return "; ".join(f"{body} (за згодою)" if consent else body for body, consent in others)


def _result_cells(measure: Measure, printed: Texts) -> tuple[str, str]:
    """The word of a column of states, where there is one and it decided, and the words beside it (rule 48)."""
    outcome = measure.outcome
    if outcome is None:
        return "", ""
    text = outcome.result_text
    if parse_status(text).quotation == outcome.quotation:
        return "", text
    for word in printed:
        if text.startswith(f"{word} ") and parse_status(word).quotation == outcome.quotation:
            return word, text.removeprefix(f"{word} ")
    return "", text


def _printed_cells(stored: StoredVersion) -> dict[int, dict[str, str]]:
    """Cells as printed, line by line, by the position of their measure and their text on one line."""
    found: dict[int, dict[str, str]] = {}
    for row in stored.document.rows:
        if row.position is None:
            continue
        for cell in row.cells:
            lines = (clean(line) for line in cell.split("\n"))
            text = "\n".join(line for line in lines if line)
            if text:
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
