"""How what was found spreads over plans, fields and states; each value narrows the list or opens it again."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

from dash.development.base_component import Component

from dashboard import html
from dashboard.components.icon import icon
from dashboard.components.state import swatch
from dashboard.components.typography import unbroken
from dashboard.finding import FIELDS, Finding
from dashboard.look import LOOKS, STATES
from dashboard.names import plan_titles, region_name

MOST_VALUES: Final = 10


@dataclass(frozen=True, slots=True)
class Facet:
    """One value: its words, how many measures it has, where it leads and whether it is chosen."""

    name: str
    count: int
    href: str
    chosen: bool
    state: str = ""


def search_facets(finding: Finding) -> html.Aside:
    """The facets of the measures found; one without a choice is left out."""
    words = finding.view.words
    several = len(finding.measures_by_plan) > MOST_VALUES and not finding.view.filters.plan
    groups = (
        (words("filters.region"), _regions(finding))
        if several
        else (words("filters.plan"), _plans(finding)),
        (words("search.where"), _fields(finding)),
        (words("filters.state"), _states(finding)),
    )
    parts = [part for name, facets in groups for part in _group(finding, name, facets)]
    return html.Aside(parts, className="panel facets", **{"aria-label": words("search.narrow")})


def _group(finding: Finding, name: str, facets: list[Facet]) -> list[Component]:
    if len(facets) < 2 and not any(facet.chosen for facet in facets):
        return []
    shown = [facet for at, facet in enumerate(facets) if at < MOST_VALUES or facet.chosen]
    rest = len(facets) - len(shown)
    more = (
        [
            html.P(
                finding.view.words("search.more_values", count=finding.view.words.number(rest)),
                className="meta",
            )
        ]
        if rest
        else []
    )
    return [html.H2(name), html.Ul([_item(finding, facet) for facet in shown]), *more]


def _item(finding: Finding, facet: Facet) -> html.Li:
    box = icon("check-square-fill" if facet.chosen else "square")
    sign = [swatch(facet.state)] if facet.state else []
    return html.Li(
        html.A(
            [
                box,
                *sign,
                html.Span(unbroken(facet.name), className="n"),
                html.Span(finding.view.words.number(facet.count), className="num"),
            ],
            href=facet.href,
            **({"aria-current": "true"} if facet.chosen else {}),
        )
    )


def _plans(finding: Finding) -> list[Facet]:
    view = finding.view
    chosen = view.filters.plan
    rows = finding.rows_of(view.filters.without("plan"))
    found = finding.found.measures().within(rows.index).found_in(finding.fields)
    counts = Counter(rows.loc[found.owner, "plan_key"].tolist())
    names = plan_titles(view, finding.plans)
    return [
        Facet(names.get(key, key), count, view.link(plan=_toggled(chosen, key)), key in chosen)
        for key, count in counts.most_common()
    ]


def _regions(finding: Finding) -> list[Facet]:
    """The regions in place of the plans where those would be too many to choose from."""
    view = finding.view
    chosen = view.filters.region
    rows = finding.rows_of(view.filters.without("region"))
    found = finding.found.measures().within(rows.index).found_in(finding.fields)
    counts = Counter(rows.loc[found.owner, "region_iso"].tolist())
    return [
        Facet(
            region_name(view.words, iso),
            count,
            view.link(region=_toggled(chosen, iso)),
            iso in chosen,
        )
        for iso, count in counts.most_common()
        if iso
    ]


def _states(finding: Finding) -> list[Facet]:
    view = finding.view
    chosen = view.filters.state
    rows = finding.rows_of(view.filters.without("state"))
    rows = rows[rows["counted"]]
    found = finding.found.measures().within(rows.index).found_in(finding.fields)
    counts = Counter(rows.loc[found.owner, "state"].tolist())
    return [
        Facet(
            view.words(LOOKS[name].word),
            counts[name],
            view.link(state=_toggled(chosen, name)),
            name in chosen,
            name,
        )
        for name in STATES
        if counts[name]
    ]


def _fields(finding: Finding) -> list[Facet]:
    view, counts = finding.view, finding.counts_by_field
    chosen = finding.fields
    return [
        Facet(
            view.words(f"search.in.{name}"),
            counts[field],
            view.asking(**{"in": "" if field in chosen else name}),
            field in chosen,
        )
        for name, field in FIELDS.items()
        if counts[field] or field in chosen
    ]


def _toggled(chosen: tuple[str, ...], value: str) -> tuple[str, ...]:
    if value in chosen:
        return tuple(one for one in chosen if one != value)
    return (*chosen, value)
