"""From gathered columns to the frames of a snapshot: measures with their plans and dates, outcomes dated, plans described.

Words that repeat stand as codes (categoricals), texts that only pages show as addresses (`data.stored_text`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

import numpy as np
import pandas as pd
from sqlalchemy import Engine

from data.columns import (
    NO_DAY,
    Array,
    Columns,
    coded,
    days_column,
    find_places,
    number_days,
    take_codes,
)
from data.editions import Edition, Lifetime, first_approval, trace_all
from data.gathering import Gathered
from data.model import DeadlineKind, Status
from data.records import from_json
from data.schema import assignments, issues, measures, outcomes
from data.spans import KINDS, STATUSES, Lists, Subjects
from data.state import completed_late, counts_from, covers_to, known_from, proof_day
from data.stored_text import TextSource, address_of, stored_texts
from data.tuples import day_of, each_row

LATENESS: Final = pd.CategoricalDtype(["", "late", "on_time", "unknown"])
_SINGLE: Final = (DeadlineKind.FIXED.value, DeadlineKind.PERIOD.value)
_EPOCH: Final = date(1970, 1, 1)
_OF_PLAN: Final = ("document_key", "document", "kind", "programme", "region_iso")
_TEXTS: Final = (
    *("task", "title", "full_text", "deadline_text", "deadline_used", "expected_result"),
    *("bodies_text", "theme_rule", "place"),
)


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
    frame = _describe_measures(gathered, dues, engine)
    told = _date_outcomes(gathered, frame, engine)
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
    places = _places_of(gathered.measures, gathered.dues["row_id"])
    order = np.lexsort((gathered.dues["due"], places))
    return Lists.of(places[order], gathered.dues["due"][order], gathered.measures.length)


def _places_of(rows: Columns, row_ids: Array) -> Array:
    """The places of rows among the measures by their ids, -1 for one that is not there."""
    order = np.argsort(rows["row_id"])
    found = find_places(rows["row_id"][order], row_ids)
    return np.where(found < 0, -1, order[found]) if len(order) else found


def _describe_measures(gathered: Gathered, dues: Lists, engine: Engine) -> pd.DataFrame:
    """The measures with what their plan, direction and due dates say: the columns lists and filters need.

    Rows that stand in no measure of their report's loaded plan are marked `outside`; `plan_key` is the plan that a
    row counts with: its own document, or the plan it stands outside of.
    """
    rows, about = gathered.measures, _codes_of_plans(gathered.plans)
    own = rows["document"]
    frame = pd.DataFrame({"measure_id": pd.Series(rows["measure_id"], dtype="str")})
    frame["document_key"] = take_codes(about["document_key"], own)
    frame["position"] = rows["position"]
    for name in ("number", "direction_number", "deadline_kind", "deadline_rule", "theme"):
        frame[name] = rows[name]
    for name in _TEXTS:
        source = TextSource(engine, measures, measures.c.id, (measures.c[name],))
        frame[name] = stored_texts(rows["row_id"], source)
    frame["deadline_start"] = days_column(rows["deadline_start"])
    _add_plan_of_rows(frame, gathered, own, about["document_key"])
    _add_lifetimes(frame, gathered.editions)
    for name in _OF_PLAN[1:]:
        frame[name] = take_codes(about[name], own)
    for name in ("year_start", "year_end"):
        frame[name] = gathered.plans[name].astype("Int16").take(own).array
    _add_directions(frame, gathered)
    frame["due_dates"] = _due_tuples(dues)
    for name, ends in (("due_first", dues.starts[:-1]), ("due_last", dues.starts[1:] - 1)):
        days = np.full(len(frame), NO_DAY, dtype=np.int32)
        has = dues.lengths > 0
        days[has] = dues.values[ends[has]]
        frame[name] = days_column(days)
    return frame


def _codes_of_plans(plans: pd.DataFrame) -> dict[str, pd.Categorical]:
    return {name: coded(plans[name].tolist()) for name in _OF_PLAN}


def _add_plan_of_rows(
    frame: pd.DataFrame, gathered: Gathered, own: Array, keys: pd.Categorical
) -> None:
    waiting = gathered.waiting
    plan_of = dict(zip(waiting["report_measure_id"], waiting["plan_key"], strict=True))
    outside = frame["measure_id"].isin(list(plan_of)).to_numpy()
    codes = keys.codes[own].copy()
    places = np.flatnonzero(outside)
    plans = [plan_of[key] for key in frame["measure_id"].to_numpy()[places]]
    codes[places] = keys.categories.get_indexer(pd.Index(plans, dtype="str"))
    frame["outside"] = outside
    frame["plan_key"] = pd.Categorical.from_codes(codes, dtype=keys.dtype)


def _add_lifetimes(frame: pd.DataFrame, editions: Mapping[str, Sequence[Edition]]) -> None:
    """The days between which the measures stand in their plan, as its editions tell.

    Columns: `since` (NaT: from the plan's start), `dropped_by` (the version that dropped it, 0 for one in force)
    and `dropped_on` (that version's approval; NaT where it names no later day).
    """
    lives = trace_all(editions)
    revised = np.flatnonzero(frame["document_key"].isin(list(editions)))
    keys = frame["measure_id"].to_numpy()[revised]
    found = [lives.get(key, Lifetime()) for key in keys]
    for name in ("since", "dropped_on"):
        days = np.full(len(frame), NO_DAY, dtype=np.int32)
        days[revised] = number_days([getattr(life, name) for life in found])
        frame[name] = days_column(days)
    dropped_by = np.zeros(len(frame), dtype=np.int32)
    dropped_by[revised] = [life.dropped_by for life in found]
    frame["dropped_by"] = dropped_by


def _add_directions(frame: pd.DataFrame, gathered: Gathered) -> None:
    """The title of each measure's direction, and a key of it; a row outside the plan stands in none."""
    titles: dict[tuple[int, str], str] = {}
    told = gathered.directions
    for document, number, title in zip(
        told["document"], told["number"], told["title"], strict=True
    ):
        titles.setdefault((document, number), title)
    numbers = frame["direction_number"].array.categories
    pairs = (
        gathered.measures["document"].astype(np.int64) * (len(numbers) + 1)
        + frame["direction_number"].array.codes
    )
    known, pair = np.unique(pairs, return_inverse=True)
    of_pair = [(int(one) // (len(numbers) + 1), numbers[one % (len(numbers) + 1)]) for one in known]
    keys = gathered.plans["document_key"].tolist()
    frame["direction_title"] = take_codes(coded([titles.get(one, "") for one in of_pair]), pair)
    named = coded([*(f"{keys[document]}:{number}" for document, number in of_pair), ""])
    has = (frame["direction_number"] != "").to_numpy() & ~frame["outside"].to_numpy()
    frame["direction_key"] = take_codes(named, np.where(has, pair, len(of_pair)))


def _due_tuples(dues: Lists) -> Array:
    """The due dates of each measure; measures that fall due on the same days share one tuple."""
    days, numbers = np.unique(dues.values, return_inverse=True)
    known = days.astype("datetime64[D]").tolist()
    each = [known[number] for number in numbers]
    held: dict[tuple[date, ...], tuple[date, ...]] = {}
    tuples = np.empty(len(dues.lengths), dtype=object)
    starts = dues.starts.tolist()
    for place, (start, end) in enumerate(zip(starts, starts[1:], strict=False)):
        due = tuple(each[start:end])
        tuples[place] = held.setdefault(due, due)
    return tuples


def _date_outcomes(gathered: Gathered, frame: pd.DataFrame, engine: Engine) -> pd.DataFrame:
    """When each outcome is known, up to when it speaks, and whether its last proof came after the due date.

    `row_id` of an outcome is its row's own address, `measure` the place of its measure among all, `telling` the
    words of it for a list.
    """
    told, plans = gathered.outcomes, gathered.plans
    place = _measures_told_of(gathered)
    days = [_days_of(report) for report in each_row(plans)]
    about = _codes_of_plans(plans)
    result = pd.DataFrame({"outcome_id": told["row_id"]})
    result["measure"] = place
    result["measure_id"] = frame["measure_id"].take(place).array
    for name in ("document_key", "document"):
        result[name] = take_codes(about[name], told["document"])
    for name in ("number", "status", "rule", "confidence", "independent"):
        result[name] = told[name]
    for name, source in _outcome_texts(engine).items():
        result[name] = stored_texts(told["row_id"], source)
    for end, name in enumerate(("known_from", "covers_to")):
        of_report = np.array([report[end] for report in days], dtype=object)
        result[name] = of_report[told["document"]]
    result["lateness"] = _lateness(gathered, frame, place)
    return result


def _measures_told_of(gathered: Gathered) -> Array:
    """For each outcome the place of the measure it speaks of: the plan's, or the report's own row."""
    row_ids = gathered.outcomes["row_id"]
    joined = gathered.joined
    order = np.argsort(joined["row_id"])
    link = find_places(joined["row_id"][order], row_ids)
    ones = row_ids.copy()
    ones[link >= 0] = joined["one_id"][order][link[link >= 0]]
    return _places_of(gathered.measures, ones).astype(np.int32)


def _outcome_texts(engine: Engine) -> dict[str, TextSource]:
    own, rows = outcomes.c, measures.c
    telling = (own.status, own.quotation, own.denied)
    key = own.measure_row_id
    return {
        "row_id": TextSource(engine, measures, rows.id, (rows.measure_id,)),
        "place": TextSource(engine, measures, rows.id, (rows.place,)),
        "result_text": TextSource(engine, outcomes, key, (own.result_text,)),
        "quotation": TextSource(engine, outcomes, key, (own.quotation,)),
        "denied": TextSource(engine, outcomes, key, (own.denied,), make=from_json, empty=()),
        "telling": TextSource(engine, outcomes, key, telling, make=_telling_words),
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


def _describe_assignments(gathered: Gathered, frame: pd.DataFrame, engine: Engine) -> pd.DataFrame:
    """Who answers for which measure; `measure` is its place among all, `body` the name as printed."""
    rows = gathered.assignments
    place = _places_of(gathered.measures, rows["row_id"])
    order = np.lexsort((rows["position"], place))
    rows, place = rows.take(order), place[order].astype(np.int32)
    result = pd.DataFrame({"measure": place})
    result["measure_id"] = frame["measure_id"].take(place).array
    result["document_key"] = frame["document_key"].take(place).array
    for name in ("position", "body_id", "name", "role", "by_consent", "collective", "rule"):
        result[name] = rows[name]
    addresses = address_of(rows["row_id"], rows["position"])
    own = assignments.c
    for name in ("body", "used"):
        source = TextSource(
            engine, assignments, own.measure_row_id, (own[name],), position=own.position
        )
        result[name] = stored_texts(addresses, source)
    return result


def _describe_issues(gathered: Gathered, engine: Engine) -> pd.DataFrame:
    rows, about = gathered.issues, _codes_of_plans(gathered.plans)
    result = pd.DataFrame({"position": rows["position"]})
    for name in ("document_key", "document"):
        result[name] = take_codes(about[name], rows["document"])
    for name in ("code", "severity"):
        result[name] = rows[name]
    addresses = address_of(rows["version_id"], rows["position"])
    own = issues.c
    for name in ("place", "raw", "hint"):
        source = TextSource(engine, issues, own.version_id, (own[name],), position=own.position)
        result[name] = stored_texts(addresses, source)
    return result


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


def _first_year(plan: Any) -> int:
    if pd.notna(plan.year_start):
        return int(plan.year_start)
    return int(plan.first_due.year) if pd.notna(plan.first_due) else _EPOCH.year


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
