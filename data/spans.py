"""The standings of all measures as sorted arrays: worked out once per data version, looked up for any day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
import pandas as pd

from data.model import DeadlineKind, State, Status
from data.state import Overdue, Standing, Subject, Told, spans
from data.tuples import day_of, each_row

STATES: Final = pd.CategoricalDtype([state.value for state in State])
OVERDUE: Final = pd.CategoricalDtype(["", Overdue.OVERDUE.value, Overdue.UNREPORTED.value])
NO_DAY: Final = np.iinfo(np.int64).min
STRIDE: Final = np.int64(1) << 32
_EPOCH: Final = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Spans:
    """The standings of all measures, end to end; `key` is measure * 2**32 + day, so one search finds them all."""

    key: np.ndarray[Any, Any]
    state: np.ndarray[Any, Any]
    overdue: np.ndarray[Any, Any]
    first_uncovered: np.ndarray[Any, Any]
    next_due: np.ndarray[Any, Any]
    in_base: np.ndarray[Any, Any]
    reported: np.ndarray[Any, Any]
    early: np.ndarray[Any, Any]
    ruling: np.ndarray[Any, Any]


def collect_spans(measures: pd.DataFrame, outcomes: pd.DataFrame, plans: pd.DataFrame) -> Spans:
    """The standings of these measures from the day each plan counts, in the order of the measures."""
    begins = {plan.document_key: plan.counts_from.date() for plan in each_row(plans)}
    told: dict[str, list[tuple[int, Told]]] = {}
    for index, row in enumerate(each_row(outcomes)):
        fact = Told(Status(row.status), row.known_from, row.covers_to, bool(row.independent))
        told.setdefault(row.measure_id, []).append((index, fact))
    found = list(_each_span(measures, begins, told))
    # one closing row keeps look-ups of uncounted measures inside the arrays
    found.append((np.int64(len(measures)) * STRIDE, Standing(State.NO_DEADLINE), -1))
    standings = [standing for _, standing, _ in found]
    states, kinds = list(STATES.categories), list(OVERDUE.categories)
    return Spans(
        key=np.array([key for key, _, _ in found], dtype=np.int64),
        state=np.array([states.index(now.state.value) for now in standings], dtype=np.int8),
        overdue=np.array(
            [kinds.index(now.overdue.value if now.overdue else "") for now in standings],
            dtype=np.int8,
        ),
        first_uncovered=_numbers([now.first_uncovered for now in standings]),
        next_due=_numbers([now.next_due for now in standings]),
        in_base=np.array([now.in_base for now in standings], dtype=bool),
        reported=np.array([now.reported for now in standings], dtype=bool),
        early=np.array([now.early for now in standings], dtype=bool),
        ruling=np.array([ruling for _, _, ruling in found], dtype=np.int64),
    )


def _each_span(
    measures: pd.DataFrame, begins: dict[str, date], told: dict[str, list[tuple[int, Told]]]
) -> Iterator[tuple[np.int64, Standing, int]]:
    for index, row in enumerate(each_row(measures)):
        facts = told.get(row.measure_id, [])
        begin = max(begins[row.plan_key], day_of(row.since) or date.min)
        subject = Subject(
            kind=DeadlineKind(row.deadline_kind),
            due_dates=row.due_dates,
            counts_from=begin,
            told=tuple(fact for _, fact in facts),
            # dropped by a version that names no later day: from the start
            withdrawn_from=max(begin, day_of(row.dropped_on) or begin) if row.dropped_by else None,
        )
        for since, now in spans(subject):
            ruling = -1 if now.ruling is None else facts[now.ruling][0]
            yield np.int64(index) * STRIDE + (since - _EPOCH).days, now, ruling


def _numbers(days: list[date | None]) -> np.ndarray[Any, Any]:
    return np.array(
        [NO_DAY if day is None else (day - _EPOCH).days for day in days], dtype=np.int64
    )
