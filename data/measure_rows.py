"""The measures of a snapshot: with what their plan, direction, due dates and editions say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

import numpy as np
import pandas as pd
from sqlalchemy import Engine

from data.columns import (
    NO_DAY,
    Array,
    coded,
    days_column,
    number_days,
    take_codes,
)
from data.editions import Edition, Lifetime, trace_all
from data.gathering import Gathered
from data.schema import measures
from data.spans import Lists
from data.stored_text import TextTable, Told, stored_texts

_OF_PLAN: Final = ("document_key", "document", "kind", "programme", "region_iso")
_YEARS: Final = ("year_start", "year_end")
_CODES: Final = (
    *("number", "direction_number", "deadline_kind", "deadline_rule", "theme", "place"),
)
_TEXTS: Final = (
    *("task", "title", "full_text", "deadline_text", "deadline_used", "expected_result"),
    *("bodies_text", "theme_rule"),
)


def describe_measures(gathered: Gathered, dues: Lists, engine: Engine) -> pd.DataFrame:
    """The measures with what lists and filters need, one row each in printed order.

    Rows that stand in no measure of their report's loaded plan are marked `outside`; `plan_key` is the plan that a
    row counts with: its own document, or the plan it stands outside of.
    """
    rows, about = gathered.measures, codes_of_plans(gathered.plans)
    own, keys = rows["document"], rows["measure_id"]
    outside, plan_key = _plans_of_rows(
        gathered.waiting, keys, take_codes(about["document_key"], own)
    )
    columns = {
        "measure_id": pd.Series(keys, dtype="str").array,
        **{name: take_codes(words, own) for name, words in about.items()},
        **{name: gathered.plans[name].astype("Int16").take(own).array for name in _YEARS},
        "position": rows["position"],
        **{name: rows[name] for name in _CODES},
        **_texts(rows["row_id"], engine),
        "deadline_start": days_column(rows["deadline_start"]),
        "outside": outside,
        "plan_key": plan_key,
        **_lifetimes(about["document_key"].take(own), keys, gathered.editions),
        **_directions(gathered, outside),
        **_due_columns(dues),
    }
    # without a copy all texts share their addresses
    return pd.DataFrame(columns, copy=False)


def codes_of_plans(plans: pd.DataFrame) -> dict[str, pd.Categorical]:
    """What is said of a measure by its document, as codes by the places of documents."""
    return {name: coded(plans[name].tolist()) for name in _OF_PLAN}


def _texts(row_ids: Array, engine: Engine) -> dict[str, Any]:
    told = {name: Told((measures.c[name],)) for name in _TEXTS}
    return stored_texts(row_ids, TextTable(engine, measures.c.id, told), _TEXTS)


def _plans_of_rows(
    waiting: pd.DataFrame, keys: Array, own: pd.Categorical
) -> tuple[Array, pd.Categorical]:
    """Which rows wait for their plan's measure, and the plan that each counts with."""
    plan_of = dict(zip(waiting["report_measure_id"], waiting["plan_key"], strict=True))
    outside = np.fromiter(map(plan_of.__contains__, keys), dtype=bool, count=len(keys))
    plans = pd.Index([plan_of[key] for key in keys[outside]], dtype="str")
    codes = own.codes.copy()
    codes[outside] = own.categories.get_indexer(plans)
    return outside, pd.Categorical.from_codes(codes, dtype=own.dtype)


def _lifetimes(
    documents: pd.Categorical, keys: Array, editions: Mapping[str, Sequence[Edition]]
) -> dict[str, Array]:
    """The days between which the measures stand in their plan, as its editions tell.

    Columns: `since` (NaT: from the plan's start), `dropped_by` (the version that dropped it, 0 for one in force)
    and `dropped_on` (that version's approval; NaT where it names no later day).
    """
    lives = trace_all(editions)
    revised = np.flatnonzero(documents.isin(list(editions)))
    found = [lives.get(key, Lifetime()) for key in keys[revised]]
    columns: dict[str, Array] = {}
    for name in ("since", "dropped_on"):
        days = np.full(len(keys), NO_DAY, dtype=np.int32)
        days[revised] = number_days([getattr(life, name) for life in found])
        columns[name] = days_column(days)
    columns["dropped_by"] = np.zeros(len(keys), dtype=np.int32)
    columns["dropped_by"][revised] = [life.dropped_by for life in found]
    return columns


def _directions(gathered: Gathered, outside: Array) -> dict[str, pd.Categorical]:
    """The title of each measure's direction, and a key of it; a row outside the plan stands in none."""
    titles: dict[tuple[int, str], str] = {}
    told = gathered.directions
    for document, number, title in zip(
        told["document"], told["number"], told["title"], strict=True
    ):
        titles.setdefault((document, number), title)
    numbers = gathered.measures["direction_number"]
    names, several = numbers.categories, len(numbers.categories) + 1
    pairs = gathered.measures["document"].astype(np.int64) * several + numbers.codes
    known, pair = np.unique(pairs, return_inverse=True)
    of_pair = [(int(one) // several, names[int(one) % several]) for one in known]
    keys = gathered.plans["document_key"].tolist()
    has = np.array([number != "" for _, number in of_pair], dtype=bool)[pair] & ~outside
    named = coded([*(f"{keys[document]}:{number}" for document, number in of_pair), ""])
    return {
        "direction_title": take_codes(coded([titles.get(one, "") for one in of_pair]), pair),
        "direction_key": take_codes(named, np.where(has, pair, len(of_pair))),
    }


def _due_columns(dues: Lists) -> dict[str, Array]:
    columns = {"due_dates": _due_tuples(dues)}
    has = dues.lengths > 0
    for name, ends in (("due_first", dues.starts[:-1]), ("due_last", dues.starts[1:] - 1)):
        days = np.full(len(has), NO_DAY, dtype=np.int32)
        days[has] = dues.values[ends[has]]
        columns[name] = days_column(days)
    return columns


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
