"""Records as rows of the tables: tuples in the order of the columns that stand beside each maker.

A load makes millions of them: a tuple goes to the driver as it is, and is made in half the time of a mapping.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, TypeAlias

from data.identity import fold_for_search
from data.model import Document, Measure, Outcome
from data.overrides import Verdict, encode_reading
from data.records import to_json

Tuple: TypeAlias = tuple[Any, ...]
Rows: TypeAlias = dict[str, list[Tuple]]
"""The rows of several tables, by the table's name."""

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "directions": ("version_id", "position", "number", "title", "place"),
    "national_plans": (
        *("version_id", "position", "number", "title", "year_start", "year_end", "approved_on"),
        *("order_number", "tasks", "place", "snippet"),
    ),
    "national_facts": ("version_id", "position", "date", "fact", "figure", "inferred", "place"),
    "source_rows": (
        *("version_id", "position", "place", "cells", "headings", "fate", "measure_position"),
    ),
    "issues": ("version_id", "position", "code", "severity", "place", "raw", "hint"),
    "measures": (
        *("id", "version_id", "measure_id", "position", "number", "direction_number", "task"),
        *("title", "full_text", "title_folded", "deadline_text", "deadline_kind"),
        *("deadline_start", "deadline_rule", "deadline_used", "deadline_issues"),
        *("expected_result", "bodies_text", "theme", "theme_rule", "place", "content_hash"),
    ),
    "due_dates": ("measure_row_id", "position", "due"),
    "subtasks": ("measure_row_id", "position", "text"),
    "assignments": (
        *("measure_row_id", "position", "body_id", "body", "canonical", "role", "by_consent"),
        *("collective", "rule", "used"),
    ),
    "outcomes": (
        *("measure_row_id", "status", "result_text", "quotation", "rule", "confidence"),
        *("denied", "independent"),
    ),
    "evidence": ("measure_row_id", "position", "kind", "value", "snippet"),
    "overrides": (*("measure_row_id", "field", "words", "reason", "author", "day", "was"),),
    "links": (
        *("report_measure_id", "plan_measure_id", "report_key", "plan_key", "score", "rule"),
        *("decision", "decided_by", "decided_at"),
    ),
}
"""The columns of a table in the order in which its rows have them."""


def rows_of_version(document: Document, version_id: int) -> Rows:
    """The rows of a version's own tables beside its measures."""
    return {
        "directions": [
            (version_id, at, one.number, one.title, one.place.code)
            for at, one in enumerate(document.directions, start=1)
        ],
        "national_plans": [
            (
                *(version_id, at, one.number, one.title, one.year_start, one.year_end),
                *(one.approved_on, one.order_number, one.tasks, one.place.code, one.snippet),
            )
            for at, one in enumerate(document.national_plans, start=1)
        ],
        "national_facts": [
            (version_id, at, one.date, one.fact, one.figure, one.inferred, one.place.code)
            for at, one in enumerate(document.national_facts, start=1)
        ],
        "source_rows": [
            (
                *(version_id, at, one.place.code, to_json(one.cells), _list(one.headings)),
                *(one.fate.value, one.position),
            )
            for at, one in enumerate(document.rows, start=1)
        ],
        "issues": [
            (version_id, at, one.code, one.severity.value, one.place.code, one.raw, one.hint)
            for at, one in enumerate(document.issues, start=1)
        ],
    }


def rows_of_measures(
    measures: Sequence[Measure], ids: Sequence[str], hashes: Sequence[str], first: int, version: int
) -> Rows:
    """Measures as rows of `measures` and of their own tables; `first` is the number of the first one's row.

    `ids` and `hashes` are their addresses and content hashes, `version` is the number of the version's row.
    """
    rows: Rows = {"measures": [], "due_dates": [], "subtasks": [], "assignments": []}
    rows |= {"outcomes": [], "evidence": []}
    told = zip(measures, ids, hashes, strict=True)
    for row_id, (measure, address, said) in enumerate(told, start=first):
        rows["measures"].append((row_id, version, address, *_measure(measure), said))
        rows["due_dates"] += _numbered(row_id, measure.deadline.due_dates)
        rows["subtasks"] += _numbered(row_id, measure.subtasks)
        rows["assignments"] += _assignments(row_id, measure)
        if measure.outcome is not None:
            _add_outcome(rows, row_id, measure.outcome)
    return rows


def row_of_override(verdict: Verdict, row_id: int) -> Tuple:
    """An applied correction as a row of `overrides`, with what the rules had read."""
    one = verdict.override
    was = encode_reading(verdict.was)
    return (row_id, one.field.value, one.words, one.reason, one.author, one.day, was)


def _measure(measure: Measure) -> Tuple:
    """From `position` to `place`."""
    deadline = measure.deadline
    return (
        *(measure.position, measure.number, measure.direction_number, measure.task),
        *(measure.title, measure.full_text, fold_for_search(measure.title)),
        *(deadline.text, deadline.kind.value, deadline.start, deadline.rule, deadline.used),
        *(_list(deadline.issues), measure.expected_result, measure.bodies_text),
        *(measure.theme.value, measure.theme_rule, measure.place.code),
    )


def _assignments(row_id: int, measure: Measure) -> Iterable[Tuple]:
    return [
        (
            *(row_id, at, one.body_id or None, one.body, one.canonical, one.role.value),
            *(one.by_consent, one.collective, one.rule, one.used),
        )
        for at, one in enumerate(measure.assignments, start=1)
    ]


def _add_outcome(rows: Rows, row_id: int, outcome: Outcome) -> None:
    rows["outcomes"].append(
        (
            *(row_id, outcome.status.value, outcome.result_text, outcome.quotation, outcome.rule),
            *(outcome.confidence, _list(outcome.denied), outcome.independent),
        )
    )
    rows["evidence"] += [
        (row_id, at, one.kind.value, one.value, one.snippet)
        for at, one in enumerate(outcome.evidence, start=1)
    ]


def _numbered(row_id: int, values: Sequence[object]) -> Iterable[Tuple]:
    return [(row_id, at, value) for at, value in enumerate(values, start=1)]


def _list(values: Sequence[str]) -> str:
    return to_json(values) if values else "[]"
