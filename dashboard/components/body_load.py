"""The load of one body: when its measures fall due, how it compares within each plan, and in which roles."""

from __future__ import annotations

from typing import Final

import numpy as np
from dash.development.base_component import Component

from dashboard import html
from dashboard.components.body_lists import ROLE_GROUPS, body_roles, in_role
from dashboard.components.chart import chart
from dashboard.components.panel import panel
from dashboard.components.periods import period_in, period_link, period_name
from dashboard.components.picture import panel_picture
from dashboard.components.state import state_key
from dashboard.components.table import Column, table
from dashboard.components.twin import twin
from dashboard.components.typography import nbsp
from dashboard.context import View
from dashboard.figures.workload import make_due_figure
from dashboard.look import STATES
from dashboard.metrics.selection import narrow_rows, select_population
from dashboard.metrics.workload import (
    Period,
    PlanLoad,
    choose_periods,
    collect_dues,
    count_states_by_period,
    find_peak,
    load_by_plan,
)
from dashboard.names import plan_titles

MOST_PLANS: Final = 6


def due_columns(view: View) -> list[Component]:
    """Measures by quarter of the due date and state; nothing where no measure has a date."""
    words = view.words
    dues = collect_dues(view.snapshot, view.rows)
    periods = choose_periods(dues)
    peak = find_peak(dues, periods)
    if peak is None:
        return []
    counts = count_states_by_period(view.rows, dues, periods)
    counts["href"] = [
        period_link(view, Period(int(year), int(quarter)), state=str(state))
        for year, quarter, state in zip(
            counts["year"], counts["quarter"], counts["state"], strict=True
        )
    ]
    many = len({period.year for period in periods}) > 1
    names = [period_name(period, words, with_year=many) for period in periods]
    totals = counts.groupby(["year", "quarter"])["measures"].sum()
    sums = [int(totals.get((period.year, period.quarter), 0)) for period in periods]
    title = words.plural(
        "bodies.found_peak",
        peak[1],
        of=words.plural("count.of_measures", len(view.rows)),
        period=period_in(peak[0], words),
    )
    title = title[0].upper() + title[1:]
    present = [name for name in STATES if (counts["state"] == name).any()]
    figure = make_due_figure(counts, [(one.year, one.quarter) for one in periods], names, words)
    by_state = {
        (row.year, row.quarter, str(row.state)): int(row.measures)
        for row in counts.itertuples(index=False)
    }
    lines = [
        [name, *(by_state.get((one.year, one.quarter, key), 0) for key in present), total]
        for one, name, total in zip(periods, names, sums, strict=True)
    ]
    columns = [
        Column(words("body.period")),
        *(Column(words(STATES[name].word), True) for name in present),
        Column(words("common.total"), True),
    ]
    key = "bodies.periods_note" if periods[0].quarter else "bodies.years_note"
    return [
        panel(
            title,
            state_key(present, words),
            html.Div(chart("due", figure, title), className="due-chart"),
            html.P(nbsp(words(key)), className="meta"),
            twin(words, table(words("body.by_period"), columns, lines)),
            html.Div(panel_picture(view, "due"), className="under-chart alone"),
        )
    ]


def comparison(view: View, body_id: str, collective: bool) -> Component:
    """The body beside the median of the single bodies of the same plan, plan by plan; no median is no comparison."""
    words = view.words
    whole = view.filters.without("body")
    rows = narrow_rows(select_population(view.snapshot, whole, view.as_of), whole)
    own = rows["document_key"].isin(view.rows["document_key"].unique())
    loads = load_by_plan(view.snapshot, rows.loc[own, ["document_key", "counted"]])
    names = plan_titles(view, list(loads))
    top = max(
        max(load.by_body.get(body_id, 0), 0 if collective else load.median or 0)
        for load in loads.values()
    )
    parts: list[Component] = []
    for key, load in list(loads.items())[:MOST_PLANS]:
        parts += _of_plan(view, key, load, body_id, collective, names[key], len(loads) > 1, top)
    if len(loads) > MOST_PLANS:
        rest = words.plural("count.plans", len(loads) - MOST_PLANS)
        parts.append(html.P(nbsp(words("bodies.more_plans", plans=rest)), className="meta"))
    return panel(_ratio(view, loads, body_id, collective), *parts)


def _ratio(view: View, loads: dict[str, PlanLoad], body_id: str, collective: bool) -> str:
    """«У 13,5 раза більше за типового виконавця»; with several plans or no median what is counted."""
    words = view.words
    (first, *others) = loads.values()
    if others:
        return words("body.by_plan")
    if collective or not first.median:
        return words(
            "body.share",
            part=first.by_body[body_id],
            whole=words.plural("count.of_measures", first.measures),
        )
    load = first.by_body[body_id]
    if load == first.median:
        return words("body.as_typical")
    if load < first.median:
        return words("body.below_typical")
    return words(
        "body.above_typical", times=words.plural("body.times", round(load / first.median, 1))
    )


def _of_plan(
    view: View,
    key: str,
    load: PlanLoad,
    body_id: str,
    collective: bool,
    name: str,
    with_name: bool,
    top: float,
) -> list[Component]:
    words = view.words
    own = load.by_body.get(body_id, 0)
    link = html.A(words("bodies.of", part=own, whole=load.measures), href=view.rows_link(plan=key))
    lines = [_measure(words("body.this"), link, own / top if top else 0, "own")]
    if collective:
        note = words("body.collective_note")
    elif load.median is None:
        note = words("body.no_median", single=words.plural("bodies.single", load.single))
    else:
        text = html.Span(words.number(load.median))
        label = words("body.median", single=words.plural("bodies.single", load.single))
        lines.append(_measure(label, text, load.median / top if top else 0, "median"))
        note = ""
    head = [html.H3(nbsp(name))] if with_name else []
    foot = [html.P(nbsp(note), className="meta")] if note else []
    return [*head, *lines, *foot]


def _measure(label: str, value: Component, share: float, kind: str) -> html.Div:
    bar = html.Div(style={"width": f"{100 * share:.1f}%"}, className=f"fill {kind}")
    return html.Div([html.Span(nbsp(label)), value, bar], className="versus")


def roles(view: View, body_id: str, page: View) -> Component:
    """In which roles the body stands; each number narrows the lists below to its measures."""
    words = view.words
    own = body_roles(view, body_id)
    counts = {name: len(in_role(own, name)) for name in ROLE_GROUPS}
    items: list[Component] = []
    for name, count in counts.items():
        value = html.A(str(count), href=page.link(group=name)) if count else html.Span("0")
        items += [html.Dt(words(f"role.{name}")), html.Dd(value, className="num")]
    assigned = view.snapshot.assignments
    measures = assigned["measure"].to_numpy()
    of_own = np.isin(measures, own["measure"].to_numpy())
    # each body of a measure once
    bodies = view.snapshot.answering.body[of_own].astype(np.int64)
    pairs = np.unique(measures[of_own] * (bodies.max(initial=0) + 1) + bodies)
    _, sizes = np.unique(pairs // (bodies.max(initial=0) + 1), return_counts=True)
    together = int((sizes > 1).sum())
    alone = len(view.rows) - together
    note = words.plural("body.together", together, alone=words.plural("count.measures", alone))
    parts: list[Component] = [html.Dl(items, className="pairs figures")]
    parts.append(html.P(nbsp(note), className="meta"))
    if counts["by_consent"]:
        parts.append(html.P(nbsp(words("body.consent_note")), className="small consent"))
    main = max(ROLE_GROUPS[:3], key=lambda name: counts[name])
    title = words(
        f"body.mostly_{main}",
        part=counts[main],
        whole=words.plural("count.of_measures", len(view.rows)),
    )
    return panel(title, *parts)
