"""What is late and how long: age bands, and who answers for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd

from data.state import Overdue

AGE_BANDS: Final = ((1, 30), (31, 90), (91, 365), (366, None))


@dataclass(frozen=True, slots=True)
class AgeBand:
    """Measures late by `first` to `last` days (`last` None: and more), the two kinds apart."""

    first: int
    last: int | None
    overdue: int
    unreported: int


def count_age_bands(rows: pd.DataFrame) -> list[AgeBand]:
    """The four age bands of the late among these measures, always four, also at 0."""
    bands = []
    for first, last in AGE_BANDS:
        days = rows["days_overdue"]
        held = rows[(days >= first) & (days <= (last or days.max()))]
        bands.append(
            AgeBand(
                first,
                last,
                overdue=int((held["overdue"] == Overdue.OVERDUE.value).sum()),
                unreported=int((held["overdue"] == Overdue.UNREPORTED.value).sum()),
            )
        )
    return bands


def count_late_by_body(rows: pd.DataFrame, assignments: pd.DataFrame) -> pd.DataFrame:
    """Late measures per body, most first: body_id, overdue, unreported, late (their sum), longest (days).

    A measure of several bodies counts for each; one without a body stands under an empty body_id.
    """
    late = rows[rows["overdue"] != ""]
    pairs = assignments[["measure_id", "body_id"]].drop_duplicates()
    joined = late[["measure_id", "overdue", "days_overdue"]].merge(
        pairs, on="measure_id", how="left"
    )
    joined["body_id"] = joined["body_id"].fillna("")
    joined["is_overdue"] = joined["overdue"] == Overdue.OVERDUE.value
    counted = joined.groupby("body_id", sort=False, dropna=False).agg(
        overdue=("is_overdue", "sum"), late=("measure_id", "size"), longest=("days_overdue", "max")
    )
    counted["unreported"] = counted["late"] - counted["overdue"]
    return counted.reset_index().sort_values(
        ["late", "longest", "body_id"], ascending=[False, False, True], ignore_index=True
    )
