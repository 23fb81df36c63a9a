"""The outcomes of a snapshot: of which measure each tells, since when it is known, whether its proof came late."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

import numpy as np
import pandas as pd
from sqlalchemy import Engine

from data.columns import NO_DAY, Array, find_places, number_days, take_codes
from data.gathering import Gathered
from data.measure_rows import codes_of_plans
from data.model import DeadlineKind, Status
from data.records import from_json
from data.schema import measures, outcomes
from data.state import completed_late, covers_to, known_from, proof_day
from data.stored_text import TextTable, Told, stored_texts
from data.tuples import day_of, each_row

LATENESS: Final = pd.CategoricalDtype(["", "late", "on_time", "unknown"])
_SINGLE: Final = (DeadlineKind.FIXED.value, DeadlineKind.PERIOD.value)
_TOLD: Final = ("number", "place", "status", "rule", "confidence", "independent")
_EPOCH: Final = date(1970, 1, 1)


def describe_outcomes(gathered: Gathered, frame: pd.DataFrame, engine: Engine) -> pd.DataFrame:
    """When each outcome is known, up to when it speaks, and whether its last proof came after the due date.

    `row_id` of an outcome is its row's own address, `measure` the place of its measure among all, `telling` the
    words of it for a list.
    """
    told, about = gathered.outcomes, codes_of_plans(gathered.plans)
    place = _measures_told_of(gathered)
    days = [_days_of(report) for report in each_row(gathered.plans)]
    known, until = (np.array([ends[end] for ends in days], dtype=object) for end in (0, 1))
    columns = {
        "outcome_id": told["row_id"],
        "measure": place,
        "measure_id": frame["measure_id"].take(place).array,
        **{
            name: take_codes(about[name], told["document"]) for name in ("document_key", "document")
        },
        **{name: told[name] for name in _TOLD},
        **_texts(told["row_id"], engine),
        "known_from": known[told["document"]],
        "covers_to": until[told["document"]],
        "lateness": _lateness(gathered, frame, place),
    }
    return pd.DataFrame(columns, copy=False)


def _measures_told_of(gathered: Gathered) -> Array:
    """For each outcome the place of the measure it speaks of: the plan's, or the report's own row."""
    row_ids = gathered.outcomes["row_id"]
    joined = gathered.joined
    order = np.argsort(joined["row_id"])
    link = find_places(joined["row_id"][order], row_ids)
    ones = row_ids.copy()
    ones[link >= 0] = joined["one_id"][order][link[link >= 0]]
    return gathered.places_of(ones).astype(np.int32)


def _texts(row_ids: Array, engine: Engine) -> dict[str, Any]:
    own, rows = outcomes.c, measures.c
    of_row = {"row_id": Told((rows.measure_id,))}
    of_outcome = {
        "result_text": Told((own.result_text,)),
        "quotation": Told((own.quotation,)),
        "denied": Told((own.denied,), make=from_json, empty=()),
        "telling": Told((own.status, own.quotation, own.denied), make=_telling_words),
    }
    return {
        **stored_texts(row_ids, TextTable(engine, rows.id, of_row), of_row),
        **stored_texts(row_ids, TextTable(engine, own.measure_row_id, of_outcome), of_outcome),
    }


def _lateness(gathered: Gathered, frame: pd.DataFrame, place: Array) -> Array:
    """Codes of `LATENESS`: of measures with one due date, whether the last proof came after it."""
    values = gathered.proofs["value"]
    proof_days = number_days([proof_day(value) for value in values.categories])
    row_ids = gathered.outcomes["row_id"]
    order = np.argsort(row_ids)
    outcome = order[find_places(row_ids[order], gathered.proofs["row_id"])]
    last = np.full(len(row_ids), NO_DAY, dtype=np.int32)
    np.maximum.at(last, outcome, proof_days[values.codes])
    single = (frame["deadline_kind"].isin(_SINGLE) & frame["due_last"].notna()).to_numpy()
    due = number_days(frame["due_last"])[place]
    codes = np.array([_lateness_code(after) for after in (0, 1, None)], dtype=np.int8)
    order = np.where(last == NO_DAY, 2, last > due)
    return np.where(single[place], codes[order], 0).astype(np.int8)


def _telling_words(status: str, quotation: str, denied: str) -> str:
    """The words a list has room for: of what is not done, those that say so."""
    unfinished = status not in (Status.COMPLETED.value, Status.UNCLEAR.value)
    denials = from_json(denied) if unfinished else ()
    return " … ".join(denials) if denials else quotation


def _lateness_code(days_after: int | None) -> int:
    """The code of a last proof so many days after the due date, None for no proof with a date."""
    proofs = [] if days_after is None else [str(_EPOCH + timedelta(days=days_after))]
    late = completed_late(_EPOCH, proofs)
    told = "unknown" if late is None else "late" if late else "on_time"
    return list(LATENESS.categories).index(told)


def _days_of(report: Any) -> tuple[date, date]:
    """When a report is known, and up to when it speaks."""
    told_on, end = day_of(report.report_date), _period_end(report)
    return known_from(told_on, end), covers_to(told_on, end)


def _period_end(report: Any) -> date:
    """A report's last day: its stated period, else the end of its years, else its own date."""
    end = day_of(report.period_end)
    if end is not None:
        return end
    if pd.notna(report.year_end):
        return date(int(report.year_end), 12, 31)
    return day_of(report.report_date) or _EPOCH
