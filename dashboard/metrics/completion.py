"""Completion and coverage: numerator, base and what was left out, in total and by any column."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any, Final

import pandas as pd

from data.model import State
from data.state import Overdue

SMALL_BASE: Final = 5
LOW_COVERAGE: Final = 0.5


@dataclass(frozen=True, slots=True)
class Completion:
    """The figures of a set of measures.

    Outside all of them stand `not_begun`, measures of plans that had not begun, and `outside`, rows of reports
    that stand in no plan («поза планом»).
    """

    measures: int = 0
    base: int = 0
    completed: int = 0
    reported: int = 0
    early: int = 0
    overdue: int = 0
    unreported: int = 0
    due_soon: int = 0
    not_begun: int = 0
    outside: int = 0
    states: dict[State, int] = field(default_factory=dict)

    @property
    def left_out(self) -> int:
        """Measures outside the base: not yet due, done early, continuous or undated without a result, withdrawn."""
        return self.measures - self.base

    @property
    def rate(self) -> float | None:
        """Completed ÷ base in [0, 1]; None where nothing is in the base or nothing of it was reported."""
        return self.completed / self.base if self.base and self.reported else None

    @property
    def coverage(self) -> float | None:
        """Measures of the base with an outcome ÷ base in [0, 1]; None where the base is empty."""
        return self.reported / self.base if self.base else None

    @property
    def is_small(self) -> bool:
        """Whether the base is too small to compare (fewer than 5)."""
        return self.base < SMALL_BASE

    @property
    def is_thin(self) -> bool:
        """Whether the rate is to be marked and never ranked: a small base or under half of it reported."""
        return self.is_small or (self.coverage or 0) < LOW_COVERAGE


def count_completion(rows: pd.DataFrame) -> Completion:
    """The figures of these measures as they stand on the day their rows were taken for."""
    counted = rows[rows["counted"]]
    completed = counted["state"] == State.COMPLETED.value
    states = counted["state"].value_counts()
    return Completion(
        measures=len(counted),
        base=int(counted["in_base"].sum()),
        completed=int((completed & counted["in_base"]).sum()),
        reported=int((counted["reported"] & counted["in_base"]).sum()),
        early=int(counted["early"].sum()),
        overdue=int((counted["overdue"] == Overdue.OVERDUE.value).sum()),
        unreported=int((counted["overdue"] == Overdue.UNREPORTED.value).sum()),
        due_soon=int(counted["due_soon"].sum()),
        not_begun=int((~rows["counted"] & ~rows["outside"]).sum()),
        outside=int(rows["outside"].sum()),
        states={state: int(states.get(state.value, 0)) for state in State},
    )


def count_by(rows: pd.DataFrame, *columns: str) -> dict[Hashable, Completion]:
    """The figures of each value of a column (a tuple for several), in the order the rows first name them."""
    keys = [rows[column] for column in columns]
    sums = _flags(rows).groupby(keys, sort=False, dropna=False, observed=True).sum()
    names = [name for name in sums.columns if name not in State.__members__]
    figures = zip(
        sums[names].to_numpy().tolist(),
        sums[list(State.__members__)].to_numpy().tolist(),
        strict=True,
    )
    return {
        key: Completion(
            **dict(zip(names, numbers, strict=True)),
            states=dict(zip(State, states, strict=True)),
        )
        for key, (numbers, states) in zip(sums.index, figures, strict=True)
    }


def _flags(rows: pd.DataFrame) -> pd.DataFrame:
    """What each row adds to each figure: all groups are then summed at once."""
    counted = rows["counted"]
    base = counted & rows["in_base"]
    flags: dict[str, pd.Series[Any]] = {
        "measures": counted,
        "base": base,
        "completed": base & (rows["state"] == State.COMPLETED.value),
        "reported": base & rows["reported"],
        "early": counted & rows["early"],
        "overdue": counted & (rows["overdue"] == Overdue.OVERDUE.value),
        "unreported": counted & (rows["overdue"] == Overdue.UNREPORTED.value),
        "due_soon": counted & rows["due_soon"],
        "not_begun": ~counted & ~rows["outside"],
        "outside": rows["outside"],
        **{state.name: counted & (rows["state"] == state.value) for state in State},
    }
    return pd.DataFrame(flags, index=rows.index).astype("int64")
