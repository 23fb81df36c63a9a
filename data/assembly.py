"""From gathered columns to the frames of a snapshot.

Words that repeat stand as codes (categoricals), texts that only pages show as addresses (`data.stored_text`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
import pandas as pd
from sqlalchemy import Engine

from data.columns import NO_DAY, Array, days_column, number_days, take_codes
from data.editions import first_approval
from data.gathering import Gathered
from data.measure_rows import codes_of_plans, describe_measures
from data.outcome_rows import describe_outcomes
from data.schema import assignments, issues
from data.spans import KINDS, STATUSES, Lists, Subjects
from data.state import counts_from
from data.stored_text import TextTable, Told, address_of, stored_texts
from data.tuples import day_of, each_row

_EPOCH: Final = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Assembled:
    """The frames of a snapshot, and its measures as the calendar needs them."""

    measures: pd.DataFrame
    outcomes: pd.DataFrame
    assignments: pd.DataFrame
    issues: pd.DataFrame
    plans: pd.DataFrame
    subjects: Subjects


def assemble(gathered: Gathered, engine: Engine) -> Assembled:
    """The frames of one data version; `engine` is where their texts are read when a page shows them.

    A report's row linked to a plan's measure speaks of that measure and is no measure of its own.
    """
    dues = _collect_dues(gathered)
    frame = describe_measures(gathered, dues, engine)
    told = describe_outcomes(gathered, frame, engine)
    plans = _describe_plans(gathered, frame, told)
    return Assembled(
        measures=frame,
        outcomes=told,
        assignments=_describe_assignments(gathered, frame, engine),
        issues=_describe_issues(gathered, engine),
        plans=plans,
        subjects=_collect_subjects(frame, dues, told, plans),
    )


def _collect_dues(gathered: Gathered) -> Lists:
    """The due dates of each measure in order, as days."""
    places = gathered.places_of(gathered.dues["row_id"])
    order = np.lexsort((gathered.dues["due"], places))
    return Lists.of(places[order], gathered.dues["due"][order], gathered.measures.length)


def _describe_assignments(gathered: Gathered, frame: pd.DataFrame, engine: Engine) -> pd.DataFrame:
    """Who answers for which measure; `measure` is its place among all, `body` the name as printed."""
    rows = gathered.assignments
    place = gathered.places_of(rows["row_id"])
    order = np.lexsort((rows["position"], place))
    rows, place = rows.take(order), place[order].astype(np.int32)
    addresses = address_of(rows["row_id"], rows["position"])
    own = assignments.c
    told = {name: Told((own[name],)) for name in ("body", "used")}
    table = TextTable(engine, own.measure_row_id, told, own.position)
    names = ("position", "role", "by_consent", "collective", "rule")
    columns = {
        "measure": place,
        "measure_id": frame["measure_id"].take(place).array,
        "document_key": frame["document_key"].take(place).array,
        # figures are grouped by these: pandas meets codes of different sizes badly
        **{name: rows[name].astype("str") for name in ("body_id", "name")},
        **{name: rows[name] for name in names},
        **stored_texts(addresses, table, told),
    }
    return pd.DataFrame(columns, copy=False)


def _describe_issues(gathered: Gathered, engine: Engine) -> pd.DataFrame:
    rows, about = gathered.issues, codes_of_plans(gathered.plans)
    addresses = address_of(rows["version_id"], rows["position"])
    own = issues.c
    told = {name: Told((own[name],)) for name in ("raw", "hint")}
    table = TextTable(engine, own.version_id, told, own.position)
    columns = {
        **{
            name: take_codes(about[name], rows["document"]) for name in ("document_key", "document")
        },
        **{name: rows[name] for name in ("position", "code", "severity", "place")},
        **stored_texts(addresses, table, told),
    }
    return pd.DataFrame(columns, copy=False)


def _describe_plans(gathered: Gathered, frame: pd.DataFrame, told: pd.DataFrame) -> pd.DataFrame:
    """The plans that hold measures, with their first and last dates and the day they count from.

    A revised plan counts from its first approval; the dates of what it dropped keep it open no longer.
    """
    plans, inside = gathered.plans, ~frame["outside"].to_numpy()
    document = gathered.measures["document"]
    in_force = inside & (frame["dropped_by"] == 0).to_numpy()
    holds = np.bincount(document[inside], minlength=len(plans)) > 0
    result = plans.copy(deep=False)
    result["measures"] = np.bincount(document[in_force], minlength=len(plans))
    for name, find in (("due_last", np.maximum), ("due_first", np.minimum)):
        days = number_days(frame[name])
        dated = in_force & (days != NO_DAY)
        result[name.replace("due_", "") + "_due"] = _extreme(
            find, days, document, dated, len(plans)
        )
    of_plan = document[told["measure"].to_numpy()]
    counts = inside[told["measure"].to_numpy()]
    last = _extreme(np.maximum, number_days(told["covers_to"]), of_plan, counts, len(plans))
    result["has_report"] = ~np.isnat(last)
    result["last_report"] = last
    result = result[holds].reset_index(drop=True)
    result["last_year"] = [
        int(year) if pd.notna(year) else (due.year if pd.notna(due) else 0)
        for year, due in zip(result["year_end"], result["last_due"], strict=True)
    ]
    begins = [
        counts_from(
            first_approval(gathered.editions.get(plan.document_key, ()))
            or day_of(plan.approved_on),
            _first_year(plan),
            day_of(plan.period_start),
        )
        for plan in each_row(result)
    ]
    result["counts_from"] = pd.Series(begins, index=result.index, dtype="object").astype(
        "datetime64[us]"
    )
    return result


def _extreme(find: np.ufunc, days: Array, group: Array, chosen: Array, groups: int) -> Array:
    """The first or last of the chosen days in each group, as a frame has days; NaT where there is none."""
    worst = np.iinfo(np.int32).max if find is np.minimum else NO_DAY
    found = np.full(groups, worst, dtype=np.int32)
    find.at(found, group[chosen], days[chosen])
    found[found == worst] = NO_DAY
    return days_column(found)


def _collect_subjects(
    frame: pd.DataFrame, dues: Lists, told: pd.DataFrame, plans: pd.DataFrame
) -> Subjects:
    """The measures as the calendar needs them: each counts from its plan's day, or from when it came into it."""
    codes = frame["plan_key"].array.codes
    begins = np.full(len(frame["plan_key"].array.categories), NO_DAY, dtype=np.int32)
    keys = frame["plan_key"].array.categories.get_indexer(pd.Index(plans["document_key"]))
    begins[keys] = number_days(plans["counts_from"])
    begin = np.maximum(begins[codes], number_days(frame["since"]))
    dropped = np.maximum(begin, number_days(frame["dropped_on"]))
    order = np.argsort(told["measure"].to_numpy(), kind="stable").astype(np.int32)
    return Subjects(
        kind=_numbers_in(frame["deadline_kind"], KINDS),
        counts_from=begin,
        # dropped by a version that names no later day: from the start
        withdrawn_from=np.where(frame["dropped_by"] > 0, dropped, NO_DAY),
        dues=dues,
        told=Lists.of(told["measure"].to_numpy()[order], order, len(frame)),
        status=_numbers_in(told["status"], STATUSES),
        known_from=number_days(told["known_from"]),
        covers_to=number_days(told["covers_to"]),
        independent=told["independent"].to_numpy(),
    )


def _numbers_in(column: pd.Series[Any], kinds: Sequence[str]) -> Array:
    """A column of codes as the numbers that the words have among `kinds`."""
    words = column.array
    numbers = np.array([kinds.index(word) for word in words.categories], dtype=np.int8)
    return numbers[words.codes] if len(numbers) else np.zeros(len(column), dtype=np.int8)


def _first_year(plan: Any) -> int:
    if pd.notna(plan.year_start):
        return int(plan.year_start)
    return int(plan.first_due.year) if pd.notna(plan.first_due) else _EPOCH.year
