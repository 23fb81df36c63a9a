"""Which plans of a view anyone has reported on: what must be said before any rate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from dashboard.metrics.completion import Completion, add_completions, count_groups

_OTHER: Final = 0
_TOLD: Final = 1
_UNTOLD: Final = 2


@dataclass(frozen=True, slots=True)
class Reporting:
    """The plans of a view by what is known of them: `told` has an outcome on the day, `untold` has none.

    `not_begun` are plans that had not begun; `figures` are those of all measures, `of_told` of the told plans.
    """

    told: tuple[str, ...]
    untold: tuple[str, ...]
    not_begun: tuple[str, ...]
    figures: Completion
    of_told: Completion
    of_untold: Completion

    @property
    def plans(self) -> tuple[str, ...]:
        """The plans that count on the day, told ones first."""
        return self.told + self.untold


def describe_reporting(population: pd.DataFrame) -> Reporting:
    """Who has reported, on the day the rows were taken for; plans in the order of the rows."""
    inside = np.flatnonzero(~population["outside"].to_numpy(dtype=bool))
    plan, keys = pd.factorize(population["document_key"].array.take(inside))
    begun, reported = (
        np.bincount(plan[population[name].to_numpy(dtype=bool)[inside]], minlength=len(keys)) > 0
        for name in ("counted", "reported")
    )
    names = np.array([str(key) for key in keys], dtype=object)
    told, untold = names[begun & reported].tolist(), names[begun & ~reported].tolist()
    known = pd.Index([*told, *untold], dtype="str").get_indexer(population["plan_key"])
    group = np.where(known < 0, _OTHER, np.where(known < len(told), _TOLD, _UNTOLD))
    counted = count_groups(population, group, 3)
    return Reporting(
        told=tuple(told),
        untold=tuple(untold),
        not_begun=tuple(names[~begun].tolist()),
        figures=add_completions(counted),
        of_told=counted[_TOLD],
        of_untold=counted[_UNTOLD],
    )
