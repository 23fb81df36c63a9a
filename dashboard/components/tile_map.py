"""Regions at a glance: 27 square tiles about where the regions lie, each a link, with the table that says the same."""

from __future__ import annotations

from typing import Final

from dash.development.base_component import Component

from dashboard import html
from dashboard.components.compare_marks import coverage_cell, marks_text, rate_cell
from dashboard.components.embed_button import embed_button
from dashboard.components.figures import rate_text
from dashboard.components.icon import icon
from dashboard.components.meaning import term_meaning
from dashboard.components.panel import panel
from dashboard.components.picture import panel_picture
from dashboard.components.sentence import listed
from dashboard.components.table import Column, table
from dashboard.components.twin import twin
from dashboard.components.typography import nbsp
from dashboard.context import View
from dashboard.look import STATES
from dashboard.metrics.places import RegionFigures, count_regions
from dashboard.names import as_of_phrase, describe_selection, region_name
from data.i18n import Words, ukrainian_key

# rows of the grid from north to south, each region with its column from west to east
GRID: Final[tuple[dict[str, int], ...]] = (
    {"UA-07": 2, "UA-56": 3, "UA-18": 4, "UA-32": 5, "UA-74": 6, "UA-59": 7},
    {"UA-46": 1, "UA-61": 2, "UA-68": 3, "UA-05": 4, "UA-30": 5, "UA-71": 6, "UA-53": 7}
    | {"UA-63": 8, "UA-09": 9},
    {"UA-21": 1, "UA-26": 2, "UA-77": 3, "UA-35": 6, "UA-12": 7, "UA-14": 8},
    {"UA-51": 5, "UA-48": 6, "UA-65": 7, "UA-23": 8},
    {"UA-40": 6, "UA-43": 7},
)
REGIONS: Final = tuple(iso for row in GRID for iso in row)
_RATES: Final = ("1", "2", "3", "4")
_KINDS: Final = (*_RATES, "thin", "no_report", "no_base", "none")


def tile_map(view: View, chosen: tuple[str, ...] = ()) -> html.Section:
    """The map of all regions of a view that is open in region and plan; `chosen` are marked as the present ones.

    A shade stands only for a rate that can be compared: a base of five or more, half of it reported.
    """
    words = view.words
    places = view.of_population("regions", lambda: count_regions(view.population))
    kinds = {iso: places[iso].kind if iso in places else "none" for iso in REGIONS}
    tiles = [
        _tile(view, iso, places.get(iso), kinds[iso], (column, line), iso in chosen)
        for line, row in enumerate(GRID, 1)
        for iso, column in row.items()
    ]
    return panel(
        tiles_finding(words, places),
        html.Div(tiles, className="tiles", role="group", **{"aria-label": words("tiles.map")}),
        _key(words, set(kinds.values())),
        html.P(_note(view, places), className="meta more"),
        twin(words, _twin(view, places)),
        html.Div(
            [panel_picture(view, "regions"), *embed_button(view, "regions", "group")],
            className="under-chart",
        ),
        subtitle=words("tiles.counted"),
        acts=[term_meaning(words, "porivniannia")],
    )


def tiles_finding(words: Words, places: dict[str, RegionFigures]) -> str:
    """«Плани є в 3 регіонах із 27, результати відомі в 1»"""
    held = [place for iso, place in places.items() if iso in REGIONS]
    told = sum(place.total.rate is not None for place in held)
    regions = words.plural("tiles.regions", len(held), all=len(REGIONS))
    if not held:
        return words("tiles.found_nowhere")
    key = "tiles.found_untold" if not told else "tiles.found_told"
    return words("tiles.found_all" if told == len(held) else key, regions=regions, told=told)


def _tile(
    view: View,
    iso: str,
    place: RegionFigures | None,
    kind: str,
    at: tuple[int, int],
    is_chosen: bool,
) -> Component:
    words = view.words
    told = _said(words, iso, place)
    name: list[Component] = [
        html.Span(words(f"tile.{iso}"), className="full"),
        html.Span(words(f"tile_code.{iso}"), className="short"),
    ]
    attributes = {
        "className": f"tile tile-{kind}",
        "style": {"gridColumn": at[0], "gridRow": at[1]},
        "title": told,
    }
    if place is None:
        # no plan, nowhere to go: told by the table, not one more stop of the keyboard
        return html.Span(name, **attributes, **{"aria-hidden": "true"})
    current = {"aria-current": "true"} if is_chosen else {}
    return html.A(
        [*name, _figure(words, place, kind), html.Span(told, className="vh")],
        href=view.link(region=iso, state=()),
        **attributes,
        **current,
    )


def _figure(words: Words, place: RegionFigures, kind: str) -> Component:
    """The rate; a share in place of a rate that is not compared; the sign where nothing was reported."""
    figures = place.of_told
    if kind in _RATES:
        return html.B(words.percent(figures.completed, figures.base))
    if kind == "thin":
        return html.B(
            words("tiles.share", completed=figures.completed, base=figures.base), className="thin"
        )
    return html.B(icon(STATES[kind].icon) if kind in STATES else "—")


def _said(words: Words, iso: str, place: RegionFigures | None) -> str:
    name = region_name(words, iso)
    if place is None:
        return words("tiles.said_none", region=name)
    said = rate_text(place.of_told if place.told else place.total, words)
    if 0 < place.told < len(place.plans):
        said = words("tiles.told", told=place.told, rate=said)
    marked = marks_text(place.total, words)
    return words(
        "tiles.said",
        region=name,
        plans=words.plural("count.plans", len(place.plans)),
        programmes=", ".join(words(f"programme_short.{one}") for one in place.programmes),
        rate=f"{said}, {marked}" if marked != "—" else said,
    )


def _key(words: Words, present: set[str]) -> html.Div:
    marks: list[Component] = []
    if present & set(_RATES):
        steps = [
            html.Span([html.Span(className=f"cell-key rate-{kind}"), f" {_range(kind)}"])
            for kind in _RATES
        ]
        marks += [html.Span(words("compare.key_rate")), *steps]
    marks += [
        html.Span([html.Span(className=f"tile-key tile-{kind}"), " ", words(f"tiles.key_{kind}")])
        for kind in _KINDS
        if kind in present and kind not in _RATES
    ]
    return html.Div(marks, className="key")


def _range(kind: str) -> str:
    """The rates of a shade: «25–49 %»."""
    first = 25 * (int(kind) - 1)
    return f"{first}–{100 if kind == '4' else first + 24} %"


def _note(view: View, places: dict[str, RegionFigures]) -> list[str | Component]:
    """The day, and every programme whose plans stand together in a tile."""
    words = view.words
    programmes = dict.fromkeys(one for place in places.values() for one in place.programmes)
    named: list[Component] = [
        html.A(words(f"programme.{one}"), href=view.link(programme=one)) for one in programmes
    ]
    day, selection = as_of_phrase(words, view.as_of), describe_selection(view)
    told: list[str | Component] = [nbsp(f"{day} · {selection}")]
    return [*told, f" · {words('tiles.programmes')} ", *listed(named)] if named else told


def _twin(view: View, places: dict[str, RegionFigures]) -> Component:
    words = view.words
    heads = ("plans", "told_plans", "measures", "base", "completed", "rate", "coverage")
    columns = [
        Column(words("compare.region")),
        Column(words("tiles.programmes_head")),
        *(Column(words(f"tiles.{name}"), True) for name in heads),
        Column(words("compare.mark")),
    ]
    named = {iso: region_name(words, iso) for iso in {*REGIONS, *places}}
    ordered = sorted(named, key=lambda iso: (iso not in places, ukrainian_key(named[iso])))
    lines = [_line(view, iso, named[iso], places.get(iso)) for iso in ordered]
    return table(words("tiles.caption"), columns, lines)


def _line(
    view: View, iso: str, name: str, place: RegionFigures | None
) -> list[str | int | Component | None]:
    words = view.words
    if place is None:
        return [name, words("tiles.no_plan"), 0, *([None] * 7)]
    figures = place.of_told if place.told else place.total
    chosen = {"region": iso} if iso else {"plan": place.plans[:1]}
    return [
        html.A(name, href=view.link(**chosen, state=())),
        ", ".join(words(f"programme_short.{one}") for one in place.programmes),
        len(place.plans),
        place.told,
        place.total.measures,
        figures.base,
        figures.completed if figures.reported else None,
        rate_cell(figures, words),
        coverage_cell(place.total, words),
        marks_text(place.total, words),
    ]
