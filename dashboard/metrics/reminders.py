"""Whom a reminder may ask and of what: bodies bound to report, and those among them that have not."""

from __future__ import annotations

import re
from typing import Final

import pandas as pd

from data.snapshot import Snapshot
from data.state import Overdue

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
    """What bodies must answer for among these measures: one row per measure_id and body_id, with name.

    A body that joins a measure «за згодою» in every role, and a civic body, owe no report.
    """
    pairs = snapshot.assignments
    pairs = pairs[pairs["measure_id"].isin(rows.loc[rows["counted"], "measure_id"])]
    pairs = pairs[~pairs["by_consent"].astype(bool) & (pairs["body_id"] != "")]
    known = {name: is_civic(name) for name in pairs["name"].unique()}
    bound = pairs[~pairs["name"].map(known).astype(bool)]
    return bound.drop_duplicates(["measure_id", "body_id"])[["measure_id", "body_id", "name"]]


def count_silent(snapshot: Snapshot, rows: pd.DataFrame) -> pd.DataFrame:
    """Bodies bound to report that have not, longest silence first.

    Columns: body_id, body, region_iso, collective, unreported (measures past their date without a report),
    due (measures of the base that it answers for), days (since the first of the dates), since (that date).
    """
    columns = ["measure_id", "region_iso", "overdue", "days_overdue", "first_uncovered", "in_base"]
    pairs = find_duties(snapshot, rows).merge(rows[columns], on="measure_id", how="inner")
    due = pairs[pairs["in_base"].astype(bool)].groupby("body_id")["measure_id"].size()
    silent = pairs[pairs["overdue"] == Overdue.UNREPORTED.value]
    counted = silent.groupby("body_id", sort=False).agg(
        body=("name", "first"),
        region_iso=("region_iso", "first"),
        unreported=("measure_id", "size"),
        days=("days_overdue", "max"),
        since=("first_uncovered", "min"),
    )
    counted["due"] = due.reindex(counted.index, fill_value=0)
    collective = snapshot.bodies.set_index("body_id")["collective"].astype(bool)
    counted["collective"] = collective.reindex(counted.index, fill_value=False).astype(bool)
    return counted.reset_index().sort_values(
        ["unreported", "days", "body"], ascending=[False, False, True], ignore_index=True
    )
