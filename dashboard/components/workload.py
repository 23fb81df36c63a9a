"""The load of bodies, a panel a region: bars by state on one scale, what is late, and when it falls due."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import compress, islice
from typing import Final

import numpy as np
import pandas as pd
from dash.development.base_component import Component

from dashboard import html
from dashboard.components.meaning import term_meaning
from dashboard.components.pager import page_steps
from dashboard.components.panel import panel
from dashboard.components.periods import period_in
from dashboard.components.picture import panel_picture
from dashboard.components.scrolling import scrolling
from dashboard.components.state import state_key
from dashboard.components.typography import nbsp
from dashboard.components.workload_table import FACTS, Region, workload_table
from dashboard.context import View
from dashboard.look import STATES
from dashboard.metrics.selection import find_rows
from dashboard.metrics.workload import (
    PlanLoad,
    choose_periods,
    collect_dues,
    count_by_period,
    find_peak,
    load_by_plan,
    measures_of_regions,
)
from dashboard.names import plan_programmes, plan_years, region_name
from dashboard.paging import PageCut, cut_page
from data.i18n import Words, ukrainian_key
from data.tuples import each_row

# bodies of all regions on one page; of one region all are shown
MOST_BODIES: Final = 80
FEWEST_A_REGION: Final = 3
# with more regions than this each is told in short: its heaviest bodies, no due dates
MOST_REGIONS: Final = 6
PAGE_REGIONS: Final = 8
PARAMETER: Final = "page"
ANCHOR: Final = "rehiony"
# the columns of a workload that a panel has a sign for
_HELD: Final = {name: f"state_{name}" for name in STATES} | {name: name for name in FACTS}


def workload_panels(view: View, workload: pd.DataFrame) -> list[Component]:
    """A panel for each region of a page, in the Ukrainian order of names; bodies of different regions never mix."""
    words = view.words
    isos = sorted(
        workload["region_iso"].unique(), key=lambda iso: ukrainian_key(region_name(words, iso))
    )
    limit = len(workload)
    if len(isos) > 1 and len(workload) > MOST_BODIES:
        limit = max(FEWEST_A_REGION, MOST_BODIES // len(isos))
    scale = int(workload["measures"].max())
    workload = _sorted(view, workload)
    loads = load_by_plan(view.snapshot, view.rows)
    cut = cut_page(view.variables[PARAMETER], len(isos), PAGE_REGIONS)
    panels = [
        _panel(view, region, loads, len(isos) > 1)
        for region in _regions(view, isos, cut, workload, limit, scale)
    ]
    steps = page_steps(view, cut, PARAMETER, "bodies.regions_shown", "bodies.pages", ANCHOR)
    return [html.Div([*panels, *steps], id=ANCHOR)]


def kinds_text(single: int, collective: int, words: Words) -> str:
    """Bodies of both kinds, those that there are: «10 окремих і 4 колективні»."""
    kinds = (("bodies.single", single), ("bodies.collective", collective))
    told = [words.plural(key, count) for key, count in kinds if count]
    return words("bodies.kinds", first=told[0], last=told[1]) if len(told) > 1 else "".join(told)


def _regions(
    view: View, isos: list[str], cut: PageCut, workload: pd.DataFrame, limit: int, scale: int
) -> Iterator[Region]:
    """The regions one by one; what concerns all of them is worked out once."""
    dues = collect_dues(view.snapshot, view.rows, view.filters.due_from, view.filters.due_to)
    measures_of = measures_of_regions(view.snapshot, view.rows, workload)
    few = len(isos) <= MOST_REGIONS
    plans, region_of_body = view.rows[["document_key"]], workload["region_iso"].to_numpy()
    places = {iso: np.flatnonzero(region_of_body == iso) for iso in isos[cut.first : cut.last]}
    first = np.concatenate([own[:limit] for own in places.values()])
    shown = each_row(workload, None, first)
    held = workload[list(_HELD.values())].to_numpy() > 0
    for iso, of_region in places.items():
        measures = measures_of(iso)
        own = dues[np.isin(dues["measure"].to_numpy(), measures)]
        periods = choose_periods(own)
        yield Region(
            iso=iso,
            bodies=len(of_region),
            shown=list(islice(shown, len(of_region[:limit]))),
            has=set(compress(_HELD, held[of_region].any(axis=0).tolist())),
            rows=plans.iloc[find_rows(view.rows, measures)],
            dues=own,
            periods=periods,
            counts=count_by_period(view.snapshot, own, periods) if few else {},
            scale=scale,
            columns=periods if few else (),
        )


def _sorted(view: View, bodies: pd.DataFrame) -> pd.DataFrame:
    names = {name: ukrainian_key(name) for name in bodies["body"]}
    ordered = bodies.sort_values("body", key=lambda column: column.map(names), kind="stable")
    if view.filters.group == "name":
        return ordered
    by = ["measures"]
    if view.filters.group == "late":
        ordered = ordered.assign(late=ordered["overdue"] + ordered["unreported"])
        by = ["late", "overdue", "measures"]
    return ordered.sort_values(by, ascending=False, kind="stable")


def _panel(
    view: View, region: Region, loads: dict[str, PlanLoad], is_one_of_several: bool
) -> html.Section:
    words = view.words
    picture = "-".join(filter(None, ("workload", region.iso)))
    present, facts = ([name for name in all_ if name in region.has] for all_ in (STATES, FACTS))
    keys: list[Component] = [state_key(present, words)]
    if facts:
        first, *rest = state_key(facts, words).children
        keys[0].children += [html.Span([words("bodies.late_key"), " ", *first.children]), *rest]
    if region.columns:
        key = "bodies.periods_note" if region.periods[0].quarter else "bodies.years_note"
        keys.append(html.P(nbsp(words(key)), className="meta"))
    shown = len(region.shown)
    more: list[Component] = []
    if shown < region.bodies:
        text = words(
            "bodies.more", shown=shown, bodies=words.plural("bodies.of_bodies", region.bodies)
        )
        href = view.link(region=region.iso)
        link = html.A(nbsp(words("bodies.show_region")), href=href)
        more.append(html.P([nbsp(text), " ", link], className="small more"))
    return panel(
        _finding(view, region, is_one_of_several),
        *keys,
        scrolling(
            workload_table(view, region),
            view.words("bodies.caption", region=region_name(view.words, region.iso)),
        ),
        *more,
        subtitle=_subtitle(view, region, loads),
        acts=[term_meaning(view.words, "navantazhennia"), panel_picture(view, picture)],
        class_name="spaced",
    )


def _finding(view: View, region: Region, is_one_of_several: bool) -> str:
    """«Луганська область: 29 із 35 заходів мають строк у IV кварталі 2013 року»."""
    words = view.words
    name = region_name(words, region.iso)
    peak = find_peak(region.dues, region.periods)
    if peak is None or view.filters.due_from or view.filters.due_to:
        return words(
            "bodies.found", region=name, bodies=words.plural("count.bodies", region.bodies)
        )
    period, measures = peak
    told = words.plural(
        "bodies.found_peak",
        measures,
        of=words.plural("count.of_measures", len(region.rows)),
        period=period_in(period, words),
    )
    return f"{name}: {told}" if is_one_of_several else told[0].upper() + told[1:]


def _subtitle(view: View, region: Region, all_loads: dict[str, PlanLoad]) -> str:
    """The plans with their programmes, the bodies, and the median of the single ones plan by plan."""
    words = view.words
    programmes, years = plan_programmes(view), plan_years(view)
    parts = []
    loads = {str(key): all_loads[key] for key in region.rows["document_key"].unique()}
    for key, load in list(loads.items())[:3]:
        name = f"{words(f'programme_short.{programmes[key]}')} {years[key]}"
        bodies = kinds_text(load.single, load.collective, words)
        median = (
            words("bodies.median", measures=words.plural("count.measures", load.median))
            if load.median is not None and not view.filters.body
            else ""
        )
        parts.append(f"{name.strip()}: {bodies}{median}")
    if len(loads) > 3:
        parts.append(words("bodies.more_plans", plans=words.plural("count.plans", len(loads) - 3)))
    return "; ".join(parts) + "."
