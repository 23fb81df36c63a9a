"""Regions at a glance: the plans of each region with their figures together and the programmes they belong to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.metrics.comparison import cell_kind
from dashboard.metrics.completion import Completion, count_by


@dataclass(frozen=True, slots=True)
class RegionFigures:
    """The plans of one region that count on the day; `programmes` are named wherever their figures stand.

    `total` are the figures of all its plans, `of_told` of those with an outcome: a rate speaks of these only, and
    the coverage of all says whether it may be compared.
    """

    plans: tuple[str, ...]
    told: int
    programmes: tuple[str, ...]
    total: Completion
    of_told: Completion

    @property
    def kind(self) -> str:
        """How its tile looks: `1`–`4` by quarters of the rate, `thin` where it is not to be compared, or why none."""
        kind = cell_kind(self.total)
        if kind in ("no_base", "no_report", "thin"):
            return kind
        return cell_kind(self.of_told)


def count_regions(rows: pd.DataFrame) -> dict[str, RegionFigures]:
    """The figures of each region with a plan that had begun, by its ISO code ("" where none is known)."""
    counted = rows["counted"].to_numpy(dtype=bool)
    number, plans_found = pd.factorize(rows["plan_key"].array)
    _, first = np.unique(number[counted], return_index=True)
    places = np.flatnonzero(counted)[np.sort(first)]
    columns = ("plan_key", "region_iso", "programme")
    about = (rows[name].array.take(places).tolist() for name in columns)
    held: dict[str, list[tuple[str, str]]] = {}
    for plan, iso, programme in zip(*about, strict=True):
        held.setdefault(iso, []).append((plan, programme))
    totals = count_by(rows, "region_iso", among=counted)
    told = counted & rows["reported"].to_numpy(dtype=bool)
    reports = np.bincount(number[told], minlength=len(plans_found)) > 0
    reporting = set(np.asarray(plans_found, dtype=object)[reports].tolist())
    of_told = count_by(rows, "region_iso", among=counted & reports[number])
    return {
        str(iso): RegionFigures(
            plans=tuple(plan for plan, _ in plans),
            told=sum(plan in reporting for plan, _ in plans),
            programmes=tuple(dict.fromkeys(programme for _, programme in plans)),
            total=totals[str(iso)],
            of_told=of_told.get(str(iso), Completion()),
        )
        for iso, plans in held.items()
    }
