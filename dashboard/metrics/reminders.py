"""Whom a reminder may ask and of what: bodies bound to report, and those among them that have not."""

from __future__ import annotations

import re
from typing import Any, Final, TypeAlias

import numpy as np
import pandas as pd

from dashboard.metrics.selection import find_rows
from data.snapshot import Snapshot
from data.state import Overdue

Array: TypeAlias = np.ndarray[Any, Any]

_SILENT: Final = [
    *("body_id", "body", "region_iso", "unreported", "days", "since", "due", "collective"),
]
_QUALIFIERS: Final = (
    r"(?:представник\w*|член\w*|голов\w*|інш\w+|місцев\w+|регіональн\w+|обласн\w+|міськ\w+|районн\w+"
    r"|всеукраїнськ\w+|молодіжн\w+|та|і|й)"
)
_CIVIC_HEADS: Final = (
    r"(?:громадськ\w+\s+(?:рад[аиіу]?\b|організаці\w+|об['’ʼ]?єднан\w+|спілк\w+|фонд\w*|актив\w*)"
    r"|громадськ(?:ість|ості)\b|рад[аи]\s+громадськ\w+|інститут\w*\s+громадянського\s+суспільства|ІГС\b"
    r"|об['’ʼ]єднан\w+\s+громадян|організаці\w+\s+громадянського\s+суспільства|неурядов\w+\s+організаці\w+"
    r"|благодійн\w+\s+(?:організаці\w+|фонд\w*)|професійн\w+\s+спілк\w+|профспілк\w+|творч\w+\s+спілк\w+"
    r"|ГО\s+[«\"„]|засоб\w+\s+масової\s+інформації|ЗМІ\b)"
)
_CIVIC: Final = re.compile(rf"(?:{_QUALIFIERS}\s+)*{_CIVIC_HEADS}", re.IGNORECASE)


def is_civic(name: str) -> bool:
    """Whether a body by its name is civic: the public's own, which no office may press for a report.

    The name's head decides: «Громадська рада при облдержадміністрації» and «Представники інститутів
    громадянського суспільства» are, «Управління комунікацій з громадськістю облдержадміністрації» is not.
    """
    return bool(_CIVIC.match(name.strip()))


def find_duties(snapshot: Snapshot, rows: pd.DataFrame) -> pd.DataFrame:
    """What bodies must answer for among these measures: one row per measure and body.

    Columns: measure (its place among all of the snapshot), body (a number of `snapshot.answering`), body_id, name. A
    body that joins a measure «за згодою» in every role, and a civic body, owe no report.
    """
    pairs, answering = snapshot.assignments, snapshot.answering
    measure = pairs["measure"].to_numpy(dtype=np.int64)
    row = find_rows(rows, measure)
    counted = (row >= 0) & rows["counted"].to_numpy(dtype=bool)[row]
    at = np.flatnonzero(counted & _bound(snapshot)[answering.who])
    once = measure[at] * len(answering.bodies) + answering.body[at]
    at = at[~pd.Series(once).duplicated().to_numpy()]
    return pd.DataFrame(
        {
            "measure": measure[at],
            "body": answering.body[at],
            "body_id": pairs["body_id"].array.take(at),
            "name": pairs["name"].array.take(at),
        }
    )


def _bound(snapshot: Snapshot) -> Array:
    """Of each body in one role and manner, by its number of `snapshot.answering`, whether it owes reports."""
    named = snapshot.assignments.iloc[snapshot.answering.first_of_who]
    civic = {name: is_civic(name) for name in named["name"].unique()}
    bound = ~named["by_consent"].astype(bool) & (named["body_id"] != "")
    return (bound & ~named["name"].map(civic).astype(bool)).to_numpy(dtype=bool)


def count_silent(snapshot: Snapshot, rows: pd.DataFrame) -> pd.DataFrame:
    """Bodies bound to report that have not, longest silence first.

    Columns: body_id, body, region_iso, collective, unreported (measures past their date without a report),
    due (measures of the base that it answers for), days (since the first of the dates), since (that date).
    """
    pairs = find_duties(snapshot, rows)
    row = find_rows(rows, pairs["measure"].to_numpy())
    body = pairs["body"].to_numpy()
    in_base = rows["in_base"].to_numpy(dtype=bool)[row]
    due = np.bincount(body[in_base], minlength=len(snapshot.answering.bodies))
    at = np.flatnonzero(np.asarray(rows["overdue"].array == Overdue.UNREPORTED.value)[row])
    row = row[at]
    silent = pd.DataFrame(
        {
            "number": body[at],
            "days_overdue": rows["days_overdue"].to_numpy()[row],
            "first_uncovered": rows["first_uncovered"].array.take(row),
        }
    )
    counted = silent.groupby("number", sort=False).agg(
        unreported=("days_overdue", "size"),
        days=("days_overdue", "max"),
        since=("first_uncovered", "min"),
    )
    first = ~silent["number"].duplicated().to_numpy()
    named = pairs.iloc[at[first]]
    counted = counted.assign(
        body_id=named["body_id"].array,
        body=named["name"].array,
        region_iso=rows["region_iso"].array.take(row[first]),
        due=due[counted.index.to_numpy(dtype=np.int64)],
    )
    collective = snapshot.bodies.set_index("body_id")["collective"].astype(bool)
    held = collective.reindex(counted["body_id"], fill_value=False)
    counted["collective"] = held.to_numpy(dtype=bool)
    return counted[_SILENT].sort_values(
        ["unreported", "days", "body"], ascending=[False, False, True], ignore_index=True
    )
