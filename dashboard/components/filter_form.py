"""The panel «Додати фільтр»: native fields, filled from what is loaded and fits the present choice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

import dash_bootstrap_components as dbc
import numpy as np
import pandas as pd
from dash.development.base_component import Component

from dashboard import html, ids
from dashboard.components.button import link_button
from dashboard.context import View
from dashboard.look import STATES
from dashboard.markup import fold
from dashboard.metrics.selection import find_rows
from dashboard.names import direction_names, plan_names, region_name, value_names
from data.i18n import ukrainian_key
from data.model import Theme

Options: TypeAlias = list[tuple[str, str]]

MOST_PLANS: Final = 60
MOST_DIRECTIONS: Final = 60
MOST_BODIES: Final = 60


def filter_form(view: View) -> html.Form:
    """The form of the filters that the page reads; submitting it writes them into the address."""
    what = ("fields", view.page.filters, view.filters.state)
    fields = view.of_choice(what, lambda: fold(_fields(view)), lambda made: len(made.html))
    words = view.words
    go = html.Div(
        [
            html.Button(words("filters.show"), type="submit", className="btn-1"),
            link_button(words("filters.clear"), view.page_address),
        ],
        className="go",
    )
    return html.Form([fields, go], className="to-address", action=view.address)


def _fields(view: View) -> html.Div:
    read = view.page.filters
    fields: list[Component] = []
    for name, offer in _OFFERS.items():
        if name in read:
            fields.extend(_checklist(view, name, _remembered(view, name, offer)))
    if "due_from" in read:
        fields.append(_due_period(view))
    return html.Div(fields, className="fields")


def _remembered(view: View, name: str, offer: Callable[[View], Options]) -> Options:
    kept = view.of_version if name in _OF_VERSION else view.of_choice
    return kept(("offer", name), lambda: offer(view))


def _checklist(view: View, name: str, options: Options) -> list[Component]:
    chosen = [str(value) for value in view.filters.values(name)]
    offered = dict(options)
    lost = [
        (value, label)
        for value, label in zip(chosen, value_names(view, name), strict=True)
        if value not in offered
    ]
    if not chosen and len(options) < 2:
        return []
    field = html.Fieldset(
        [
            html.Legend(view.words(f"filters.{name}"), className="name"),
            html.Div(
                dbc.Checklist(
                    id=ids.field_id(name),
                    name=name,
                    value=chosen,
                    options=[
                        {"label": label, "value": value} for value, label in [*options, *lost]
                    ],
                ),
                className="scroll",
            ),
        ],
        className="field",
    )
    return [field]


def _due_period(view: View) -> html.Fieldset:
    words = view.words
    inputs = [
        html.Label(
            [
                html.Span(words(f"filters.{name}_short"), className="small mut"),
                dbc.Input(
                    id=ids.field_id(name),
                    type="date",
                    name=name,
                    value=day.isoformat() if day else "",
                ),
            ]
        )
        for name, day in (("due_from", view.filters.due_from), ("due_to", view.filters.due_to))
    ]
    return html.Fieldset(
        [
            html.Legend(words("filters.due"), className="name"),
            html.Div(inputs, className="pair"),
        ],
        className="field",
    )


def _programmes(view: View) -> Options:
    programmes = sorted(set(view.snapshot.plan_frame["programme"]))
    return [(value, view.words(f"programme.{value}")) for value in programmes]


def _regions(view: View) -> Options:
    regions = {iso for iso in view.snapshot.plan_frame["region_iso"] if iso}
    named = [(iso, region_name(view.words, iso)) for iso in regions]
    return sorted(named, key=lambda option: ukrainian_key(option[1]))


def _years(view: View) -> Options:
    plans = view.snapshot.plan_frame.dropna(subset=["year_start", "year_end"])
    years = {
        year
        for first, last in zip(plans["year_start"], plans["year_end"], strict=True)
        for year in range(int(first), int(last) + 1)
    }
    return [(str(year), str(year)) for year in sorted(years, reverse=True)]


def _plans(view: View) -> Options:
    """The plans of the chosen regions and programmes; those of the whole country would be no choice."""
    plans = view.snapshot.plan_frame
    filters = view.filters
    fitting = np.ones(len(plans), dtype=bool)
    if filters.region:
        fitting &= plans["region_iso"].array.isin(list(filters.region))
    if filters.programme:
        fitting &= plans["programme"].array.isin(list(filters.programme))
    if fitting.sum() > MOST_PLANS:
        return []
    named = plan_names(view)
    options = [(key, named[key]) for key in plans["document_key"].array[fitting]]
    return sorted(options, key=lambda option: ukrainian_key(option[1]))


def _directions(view: View) -> Options:
    """The directions of the plans in view; over all plans of the country they would be no choice."""
    rows = view.without("direction").chosen
    keys = [key for key in rows["direction_key"].unique() if key]
    if len(keys) > MOST_DIRECTIONS:
        return []
    named = direction_names(view, rows)
    return [(key, named[key]) for key in keys]


def _themes(view: View) -> Options:
    present = set(view.snapshot.measures["theme"].unique())
    return [(theme.value, view.words(f"theme.{theme}")) for theme in Theme if theme in present]


def _bodies(view: View) -> Options:
    """The bodies of the measures in view, those with most measures first cut, then by the alphabet."""
    rows = view.without("body").chosen
    answering = view.snapshot.answering
    of_rows = find_rows(rows, view.snapshot.assignments["measure"].to_numpy()) >= 0
    own, found = pd.factorize(answering.body[of_rows])
    most = found[np.argsort(-np.bincount(own), kind="stable")[:MOST_BODIES]]
    bodies = view.snapshot.bodies
    bodies = bodies[bodies["body_id"].isin(answering.bodies[most])]
    named = list(zip(bodies["body_id"], bodies["name"], strict=True))
    return sorted(named, key=lambda option: ukrainian_key(option[1]))


def _states(view: View) -> Options:
    return [(name, view.words(look.word)) for name, look in STATES.items()]


# what the choices of a reader do not change
_OF_VERSION: Final = frozenset({"programme", "region", "year", "theme", "state"})
_OFFERS: Final[dict[str, Callable[[View], Options]]] = {
    "programme": _programmes,
    "region": _regions,
    "year": _years,
    "plan": _plans,
    "direction": _directions,
    "theme": _themes,
    "body": _bodies,
    "state": _states,
}
