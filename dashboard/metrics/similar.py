"""«Хто це вже робив?»: measures of other plans that say nearly the same, and how they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from data.model import State
from data.snapshot import Snapshot
from data.state import AsOf

# what likeness is worth between two themes, below what no measure is shown, from what measures make one group
OTHER_THEME: Final = 0.8
LEAST: Final = 0.34
LEAST_IN_GROUP: Final = 0.4
_DONE_FIRST: Final = {State.COMPLETED.value: 0, State.PARTIAL.value: 1, State.IN_PROGRESS.value: 2}


@dataclass(frozen=True)
class SimilarGroup:
    """Measures of at least two plans that say nearly the same; `rows` are theirs, the lead first."""

    rows: pd.DataFrame

    @property
    def plans(self) -> int:
        """How many plans hold one."""
        return int(self.rows["plan_key"].nunique())

    @property
    def completed(self) -> int:
        """How many of the measures a report says are completed."""
        return int((self.rows["state"] == State.COMPLETED.value).sum())


def find_similar(snapshot: Snapshot, measure_id: str, as_of: AsOf) -> pd.DataFrame:
    """The measures of other plans like this one: the likest first, of equally like ones the completed, then the newest.

    The plan's own measures, report rows outside plans and plans not begun are left out; the likeness between two
    themes is worth less. No rows for a measure that no figure counts.
    """
    rows = snapshot.rows(as_of)
    at = np.flatnonzero(rows["measure_id"] == measure_id)
    if not len(at):
        return rows.iloc[:0]
    own = rows.iloc[int(at[0])]
    positions, scores = snapshot.likeness.like(int(at[0]))
    found = rows.iloc[positions]
    scores = np.where(found["theme"] == own["theme"], scores, scores * OTHER_THEME)
    kept = (scores >= LEAST) & found["counted"] & (found["plan_key"] != own["plan_key"])
    return _likest_first(found[kept], scores[kept])


def one_a_plan(similar: pd.DataFrame) -> pd.DataFrame:
    """Of each plan the likest measure only."""
    return similar.drop_duplicates("plan_key")


def group_similar(snapshot: Snapshot, seeds: pd.DataFrame, as_of: AsOf) -> list[SimilarGroup]:
    """The groups of like measures of the same theme that these measures stand in; those of most plans first,
    of equal ones those with most completed.

    A measure stands in one group. A group begins with the wording that most of the measures have; its others may be of
    any plan that has begun. Measures that no other plan has make no group.
    """
    rows = snapshot.rows(as_of)
    groups = []
    for theme, own in seeds[seeds["counted"]].groupby("theme", sort=False, observed=True):
        same = rows[rows["counted"].to_numpy() & (rows["theme"] == theme).to_numpy()]
        groups += [SimilarGroup(found) for found in _groups(snapshot, own, same)]
    return sorted(groups, key=lambda group: (-group.plans, -group.completed))


def count_wordings(snapshot: Snapshot, rows: pd.DataFrame) -> int:
    """How many different wordings these measures have: what grouping them costs."""
    return len(np.unique(snapshot.likeness.wording[rows.index]))


def _groups(snapshot: Snapshot, own: pd.DataFrame, same: pd.DataFrame) -> Iterator[pd.DataFrame]:
    index = snapshot.likeness
    wording = index.wording[same.index]
    order = np.argsort(wording, kind="stable")
    firsts = np.searchsorted(wording[order], np.arange(wording.max(initial=-1) + 2))
    taken = np.zeros(len(firsts), dtype=bool)
    counts = pd.Series(index.wording[own.index]).value_counts()
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
        found = same.iloc[np.concatenate(held)]
        if found["plan_key"].nunique() > 1:
            yield _likest_first(found, np.repeat(scores, [len(some) for some in held]))


def _likest_first(
    rows: pd.DataFrame, scores: np.ndarray[tuple[int], np.dtype[np.float64]]
) -> pd.DataFrame:
    done = rows["state"].astype("object").map(_DONE_FIRST).fillna(len(_DONE_FIRST)).to_numpy()
    newest = -rows["year_end"].astype("float64").fillna(0).to_numpy()
    order = np.lexsort((np.arange(len(rows)), newest, done, -np.round(scores, 6)))
    return rows.iloc[order]
