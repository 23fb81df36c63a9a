"""Completion and coverage: numerator, base and what was left out, in total and by any column."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Final, TypeAlias

import numpy as np
import pandas as pd

from data.model import State
from data.state import Overdue

Array: TypeAlias = np.ndarray[Any, Any]

SMALL_BASE: Final = 5
LOW_COVERAGE: Final = 0.5
# the columns that figures are counted from
COUNTED: Final = (
    *("counted", "outside", "in_base", "reported", "early", "due_soon", "overdue", "state"),
)
_STATES: Final = [state.value for state in State]
_MEMBERS: Final = tuple(State)
_COMPLETED: Final = _STATES.index(State.COMPLETED.value)


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
    every = np.zeros(len(rows), dtype=np.int64)
    return count_groups(rows, every, 1)[0]


def count_by(
    rows: pd.DataFrame, *columns: str, among: Array | None = None
) -> dict[Hashable, Completion]:
    """The figures of each value of a column (a tuple for several), in the order the rows first name them.

    `among` says of each row whether it is counted at all; a value of others alone is not told.
    """
    places = None if among is None else np.flatnonzero(among)
    group, names = _group(rows, columns, places)
    if places is None:
        return dict(zip(names, count_groups(rows, group, len(names)), strict=True))
    every = np.full(len(rows), len(names), dtype=np.int64)
    every[places] = group
    return dict(zip(names, count_groups(rows, every, len(names) + 1)[:-1], strict=True))


def _group(
    rows: pd.DataFrame, columns: Sequence[str], places: Array | None
) -> tuple[Array, list[Any]]:
    """For each row (of those at `places`) the number of its value, and the values as they first come."""
    group: Array = np.zeros(len(rows) if places is None else len(places), dtype=np.int64)
    names: list[Any] = [()]
    for column in columns:
        cells = rows[column].array if places is None else rows[column].array.take(places)
        codes, values = pd.factorize(cells, use_na_sentinel=False)
        group, found = pd.factorize(group * len(values) + codes)
        told = values.tolist()
        names = [(*names[one // len(told)], told[one % len(told)]) for one in found.tolist()]
    return group, [name for (name,) in names] if len(columns) == 1 else names


def count_groups(rows: pd.DataFrame, group: Array, groups: int) -> list[Completion]:
    """The figures of the rows of each group, all groups at once; `group` has the number of each row's."""
    state = _codes_of_states(rows)
    flags = _flags(rows, state)
    numbers = [np.bincount(group[flag], minlength=groups).tolist() for flag in flags.values()]
    counted = flags["measures"]
    places = group[counted] * len(_STATES) + state[counted]
    states = np.bincount(places, minlength=groups * len(_STATES)).reshape(groups, len(_STATES))
    of_states = [dict(zip(_MEMBERS, own, strict=True)) for own in states.tolist()]
    # the flags stand in the order of the fields
    return [Completion(*own) for own in zip(*numbers, of_states, strict=True)]


def count_states(rows: pd.DataFrame, among: Array) -> dict[State, int]:
    """How many of the rows that `among` takes stand in each state, those in the order of `State`."""
    counts = np.bincount(_codes_of_states(rows)[among], minlength=len(_STATES))
    return dict(zip(State, counts.tolist(), strict=True))


def add_completions(figures: Iterable[Completion]) -> Completion:
    """The figures of several sets of measures together; no measure may stand in two of them."""
    held = list(figures)
    if len(held) == 1:
        return held[0]
    numbers = [field.name for field in fields(Completion) if field.name != "states"]
    return Completion(
        **{name: sum([getattr(one, name) for one in held]) for name in numbers},
        states={state: sum([one.states.get(state, 0) for one in held]) for state in _MEMBERS},
    )


def _codes_of_states(rows: pd.DataFrame) -> Array:
    states = rows["state"].array
    if not isinstance(states, pd.Categorical) or states.categories.tolist() != _STATES:
        states = pd.Categorical(states, categories=_STATES)
    return states.codes.astype(np.int64)


def _flags(rows: pd.DataFrame, state: Array) -> dict[str, Array]:
    """Which rows each figure counts, in the order of a `Completion`; `state` are the codes of their states."""
    held = {
        name: rows[name].to_numpy(dtype=bool)
        for name in ("counted", "outside", "in_base", "reported", "early", "due_soon")
    }
    counted, overdue = held["counted"], rows["overdue"].array
    base = counted & held["in_base"]
    return {
        "measures": counted,
        "base": base,
        "completed": base & (state == _COMPLETED),
        "reported": base & held["reported"],
        "early": counted & held["early"],
        "overdue": counted & (overdue == Overdue.OVERDUE.value),
        "unreported": counted & (overdue == Overdue.UNREPORTED.value),
        "due_soon": counted & held["due_soon"],
        "not_begun": ~counted & ~held["outside"],
        "outside": held["outside"],
    }
