"""«Хто це вже робив?»: measures of other plans that say nearly the same, and how they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np
import pandas as pd

from data.model import State
from data.snapshot import Snapshot
from data.state import AsOf

Array: TypeAlias = np.ndarray[Any, Any]

# what likeness is worth between two themes, below what no measure is shown, from what measures make one group
OTHER_THEME: Final = 0.8
LEAST: Final = 0.34
LEAST_IN_GROUP: Final = 0.4
_DONE_FIRST: Final = {State.COMPLETED.value: 0, State.PARTIAL.value: 1, State.IN_PROGRESS.value: 2}


@dataclass(frozen=True)
class SimilarGroup:
    """Measures of at least two plans that say nearly the same; `places` are theirs among all rows, the lead first.

    `of_plans` are the places of the likest of each plan, `completed` is how many of the measures a report says are so.
    """

    all_rows: pd.DataFrame
    places: Array
    of_plans: Array
    completed: int

    @property
    def plans(self) -> int:
        """How many plans hold one."""
        return len(self.of_plans)

    @property
    def rows(self) -> pd.DataFrame:
        """The measures of the group."""
        return self.all_rows.iloc[self.places]


def find_similar(snapshot: Snapshot, measure_id: str, as_of: AsOf) -> pd.DataFrame:
    """The measures of other plans like this one: the likest first, of equally like ones the completed, then the newest.

    The plan's own measures, report rows outside plans and plans not begun are left out; the likeness between two
    themes is worth less. No rows for a measure that no figure counts.
    """
    measures = snapshot.measures
    at = snapshot.places_of(measure_id)
    if not len(at):
        return snapshot.rows_of(measures.iloc[:0], as_of)
    places, scores = snapshot.likeness.like(int(at[0]))
    (theme, other_theme), (plan, other_plan) = (
        (measures[name].array[at[0]], measures[name].array.take(places))
        for name in ("theme", "plan_key")
    )
    scores = np.where(other_theme == theme, scores, scores * OTHER_THEME)
    near = np.flatnonzero((scores >= LEAST) & np.asarray(other_plan != plan))
    rows = snapshot.rows_of(measures.take(places[near]), as_of)
    facts = _Facts(rows)
    kept = np.flatnonzero(facts.counted)
    return rows.take(facts.likest_first(kept, scores[near][kept]))


def one_a_plan(similar: pd.DataFrame) -> pd.DataFrame:
    """Of each plan the likest measure only."""
    return similar[~similar["plan_key"].duplicated()]


def group_similar(snapshot: Snapshot, seeds: pd.DataFrame, as_of: AsOf) -> list[SimilarGroup]:
    """The groups of like measures of the same theme that these measures stand in; those of most plans first,
    of equal ones those with most completed.

    A measure stands in one group. A group begins with the wording that most of the measures have; its others may be of
    any plan that has begun. Measures that no other plan has make no group.
    """
    rows = snapshot.rows(as_of)
    facts = _Facts(rows)
    counted = seeds["counted"].to_numpy(dtype=bool)
    labels = seeds.index.to_numpy(dtype=np.int64)[counted]
    groups = []
    # the label of a row is its place among all
    for theme in pd.unique(facts.theme[labels]):
        same = np.flatnonzero(facts.counted & (facts.theme == theme))
        own = labels[facts.theme[labels] == theme]
        groups += [
            SimilarGroup(rows, places, facts.one_a_plan(places), int(facts.done[places].sum()))
            for places in _groups(snapshot, facts, own, same)
        ]
    return sorted(groups, key=lambda group: (-group.plans, -group.completed))


def count_wordings(snapshot: Snapshot, rows: pd.DataFrame) -> int:
    """How many different wordings these measures have: what grouping them costs."""
    return len(np.unique(snapshot.likeness.wording[rows.index]))


class _Facts:
    """What likeness asks of all measures, as numbers."""

    def __init__(self, rows: pd.DataFrame) -> None:
        self.counted: Array = rows["counted"].to_numpy(dtype=bool)
        self.plan: Array = pd.factorize(rows["plan_key"].array)[0]
        self.theme: Array = pd.factorize(rows["theme"].array)[0]
        state = rows["state"].array
        self.done: Array = np.asarray(state == State.COMPLETED.value)
        self._rank = np.full(len(rows), len(_DONE_FIRST), dtype=np.int8)
        for name, rank in _DONE_FIRST.items():
            self._rank[np.asarray(state == name)] = rank
        self._newest = -rows["year_end"].to_numpy(dtype=np.float64, na_value=0)

    def one_a_plan(self, places: Array) -> Array:
        """Of these places the first of each plan, in their order."""
        _, firsts = np.unique(self.plan[places], return_index=True)
        found: Array = places[np.sort(firsts)]
        return found

    def likest_first(self, places: Array, scores: Array) -> Array:
        """These places, the likest first, of equally like ones the completed, then the newest."""
        keys = (self._newest[places], self._rank[places], -np.round(scores, 6))
        ordered: Array = places[np.lexsort((np.arange(len(places)), *keys))]
        return ordered


def _groups(snapshot: Snapshot, facts: _Facts, own: Array, same: Array) -> Iterator[Array]:
    index = snapshot.likeness
    wording = index.wording[same]
    order = np.argsort(wording, kind="stable")
    firsts = np.searchsorted(wording[order], np.arange(wording.max(initial=-1) + 2))
    taken = np.zeros(len(firsts), dtype=bool)
    counts = pd.Series(index.wording[own]).value_counts()
    for lead in counts.index:
        if taken[lead]:
            continue
        like, scores = index.wordings_like(int(lead))
        near = like < len(firsts) - 1
        like, scores = like[near], scores[near]
        free = (scores >= LEAST_IN_GROUP) & ~taken[like]
        like, scores = like[free], scores[free]
        taken[like] = True
        held = [order[firsts[one] : firsts[one + 1]] for one in like]
        found = same[np.concatenate(held)]
        plans = facts.plan[found]
        if (plans != plans[:1]).any():
            yield facts.likest_first(found, np.repeat(scores, [len(some) for some in held]))
