"""The order of a list of measures, why some stand outside the base, and how the late and the near spread."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

import numpy as np
import pandas as pd

from dashboard.metrics.selection import Array, find_rows
from data.model import DeadlineKind, State
from data.snapshot import Snapshot

LATE_LISTS: Final = ("overdue", "unreported")
AGE_BANDS: Final = ((1, 30), (31, 90), (91, 365), (366, None))
AHEAD_BANDS: Final = ((0, 7), (8, 14), (15, 21), (22, 30))
LONG_LATE_FROM: Final = 91

NumberKey: TypeAlias = tuple[tuple[int, int, str], ...]
_PARTS: Final = re.compile(r"(\d+)")
_OPEN_KINDS: Final = (DeadlineKind.CONTINUOUS.value, DeadlineKind.RECURRING.value)


class LeftOut(StrEnum):
    """Why a measure stands outside the base of a rate, in the order in which the reasons are told."""

    NOT_DUE = "not_due"
    EARLY = "early"
    ONGOING = "ongoing"
    NO_DEADLINE = "no_deadline"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class DayBand:
    """Measures whose days (late, or left) lie between `first` and `last`; `last` None: and more."""

    first: int
    last: int | None
    measures: int


def number_key(number: str) -> NumberKey:
    """A sort key of a printed number by its parts: «1.9» stands before «1.10», a measure without one last."""
    parts = [part for part in _PARTS.split(number) if part.strip(" .")]
    if not parts:
        return ((2, 0, ""),)
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)


def order_rows(
    rows: pd.DataFrame,
    name: str | None,
    most: int | None = None,
    places: Array | None = None,
) -> pd.DataFrame:
    """The rows of a named list in its own order: most days late first, nearest due date first, else as printed.

    The first `most` of them where that is said; of many rows only those at `places`.
    """
    column = "days_overdue" if name in LATE_LISTS else "days_left" if name == "due_soon" else None
    if column is None:
        return rows.iloc[slice(most) if places is None else places[:most]]
    days = rows[column].to_numpy()
    days = days if places is None else days[places]
    order = np.argsort(-days if name in LATE_LISTS else days, kind="stable")[:most]
    return rows.iloc[order if places is None else places[order]]


def left_out_reasons(rows: pd.DataFrame) -> pd.Series[str]:
    """Why each row stands outside the base («early», «ongoing», …); empty for rows of the base."""
    choices = [
        rows["in_base"].astype(bool),
        rows["state"] == State.WITHDRAWN.value,
        rows["early"].astype(bool),
        rows["due_first"].notna(),
        rows["deadline_kind"].isin(_OPEN_KINDS),
    ]
    words = ["", LeftOut.WITHDRAWN, LeftOut.EARLY, LeftOut.NOT_DUE, LeftOut.ONGOING]
    reasons = np.select(choices, [str(word) for word in words], str(LeftOut.NO_DEADLINE))
    return pd.Series(reasons, index=rows.index, dtype="str")


def count_reasons(rows: pd.DataFrame) -> dict[LeftOut, int]:
    """How many of these measures stand outside the base for each reason, reasons without any left out."""
    counts = left_out_reasons(rows).value_counts()
    return {reason: int(counts[reason]) for reason in LeftOut if counts.get(reason, 0)}


def count_bands(days: pd.Series[int], bands: tuple[tuple[int, int | None], ...]) -> list[DayBand]:
    """The measures in each band of days, also at 0; `days` is `days_overdue` or `days_left` of the list."""
    return [
        DayBand(
            first, last, int(((days >= first) & (days <= (np.inf if last is None else last))).sum())
        )
        for first, last in bands
    ]


def count_answering(rows: pd.DataFrame, assignments: pd.DataFrame) -> pd.DataFrame:
    """How many of these measures each body answers for, most first: body_id, name, collective, measures.

    A measure of several bodies counts for each of them, in whatever role; one without a body for none.
    """
    measure = assignments["measure"].to_numpy(dtype=np.int64)
    of_rows = np.flatnonzero(find_rows(rows, measure) >= 0)
    body, _ = pd.factorize(assignments["body_id"].array.take(of_rows))
    name, names = pd.factorize(assignments["name"].array.take(of_rows))
    named, keys = pd.factorize(body.astype(np.int64) * len(names) + name)
    # a measure of a body once, in whatever roles
    pairs = pd.unique(measure[of_rows] * max(len(keys), 1) + named)
    counts = np.bincount(pairs % max(len(keys), 1), minlength=len(keys))
    first = of_rows[np.unique(named, return_index=True)[1]]
    told = ("body_id", "name", "collective")
    counted = pd.DataFrame(
        {**{one: assignments[one].array.take(first) for one in told}, "measures": counts}
    )
    return counted.sort_values(["body_id", "name"]).sort_values(
        "measures", ascending=False, kind="stable", ignore_index=True
    )


def count_of_bodies(snapshot: Snapshot, body_ids: pd.Series[str], rows: pd.Index[int]) -> Array:
    """How many of the measures of these rows each of some bodies answers for, in whatever role."""
    answering, measures = snapshot.answering, len(snapshot.measures)
    asked = pd.Index(answering.bodies).get_indexer(pd.Index(body_ids, dtype="object"))
    is_asked = np.zeros(len(answering.bodies) + 1, dtype=bool)
    is_asked[asked] = True
    is_asked[-1] = False  # a body that nobody names
    is_shown = np.zeros(measures, dtype=bool)
    is_shown[rows] = True
    measure = snapshot.assignments["measure"].to_numpy()
    own = np.flatnonzero(is_asked[answering.body] & is_shown[measure])
    pairs = np.sort(answering.body[own].astype(np.int64) * measures + measure[own])
    distinct = pairs[np.flatnonzero(np.diff(pairs, prepend=-1))]
    counts = np.bincount(distinct // max(measures, 1), minlength=len(answering.bodies) + 1)
    found: Array = np.where(asked < 0, 0, counts[asked])
    return found
