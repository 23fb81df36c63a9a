"""Which plans of a view anyone has reported on: what must be said before any rate."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dashboard.metrics.completion import Completion, count_completion


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
    by_plan = population[~population["outside"]].groupby("document_key", sort=False)
    begun = by_plan["counted"].any()
    reported = by_plan["reported"].any()
    told = tuple(str(key) for key in reported.index[reported & begun])
    untold = tuple(str(key) for key in begun.index[begun & ~reported])
    return Reporting(
        told=told,
        untold=untold,
        not_begun=tuple(str(key) for key in begun.index[~begun]),
        figures=count_completion(population),
        of_told=count_completion(population[population["plan_key"].isin(told)]),
        of_untold=count_completion(population[population["plan_key"].isin(untold)]),
    )
