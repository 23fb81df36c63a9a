"""Відкриті дані та API: everything the pages stand on, to be taken away as files or asked for by programs."""

from __future__ import annotations

from typing import Final

from dash.development.base_component import Component

from dashboard import html, links
from dashboard.components.open_api import open_api, open_embed
from dashboard.components.open_files import open_files
from dashboard.components.pairs import pairs
from dashboard.components.panel import panel
from dashboard.components.typography import nbsp
from dashboard.context import Page, View
from dashboard.opendata.dataset import LICENCE_ADDRESS, Dataset
from dashboard.opendata.passport import passport_rows
from dashboard.records import TABLES
from data.clock import to_kyiv

API_ANCHOR: Final = "api"
EMBED_ANCHOR: Final = "embed"
PASSPORT_ANCHOR: Final = "pasport"


def layout(view: View) -> list[Component]:
    """Files, terms of use, passport, the API and the frame for other sites."""
    counts = {record.name: len(record.select(view)) for record in TABLES}
    return [
        _answer(view, counts),
        html.P(_freshness(view), className="sub"),
        html.Div(
            [
                open_files(view, counts),
                html.Div(
                    [_licence(view), html.Div(open_embed(view), id=EMBED_ANCHOR)],
                    className="open-side",
                ),
            ],
            className="grid c84",
        ),
        html.Div(open_api(view), id=API_ANCHOR, className="grid"),
        html.Div(_passport(view), id=PASSPORT_ANCHOR, className="grid"),
    ]


def _answer(view: View, counts: dict[str, int]) -> html.H1:
    words = view.words
    told = words(
        "opendata.answer",
        plans=words.plural("count.plans", counts["plans"]),
        measures=words.plural("count.measures", counts["measures"]),
        outcomes=words.plural("opendata.outcomes", counts["outcomes"]),
    )
    return html.H1(nbsp(told), className="answer")


def _freshness(view: View) -> str:
    words, snapshot = view.words, view.snapshot
    if snapshot.loaded_at is None:
        return words("opendata.nothing_loaded")
    day = words.day(to_kyiv(snapshot.loaded_at).date())
    return nbsp(words("opendata.freshness", version=snapshot.version, day=day))


def _licence(view: View) -> html.Section:
    words = view.words
    link = html.A(words("opendata.licence_name"), href=LICENCE_ADDRESS, rel="license noopener")
    named = words(
        "opendata.attribution", page=words("opendata.this_page"), version=view.snapshot.version
    )
    return panel(
        words("opendata.licence"),
        html.P(link),
        html.P(nbsp(words("opendata.licence_why")), className="small"),
        html.P(nbsp(words("opendata.attribute_so")), className="small mut"),
        html.Blockquote(named, className="small open-code"),
        class_name="open-text",
    )


def _passport(view: View) -> html.Section:
    words, unknown = view.words, view.words("passport.unknown")
    rows = passport_rows(Dataset(view, ""))
    missing = any(not value for _, value in rows)
    note = [html.P(nbsp(words("passport.how_to_fill")), className="meta")] if missing else []
    return panel(
        words("passport.title"),
        pairs((name, value or html.Span(unknown, className="mut")) for name, value in rows),
        *note,
        subtitle=words("passport.sub"),
        class_name="open-passport",
    )


PAGE: Final = Page(
    path=links.OPEN_DATA,
    title_key="opendata.title",
    layout=layout,
    filters=(),
    in_menu=False,
    has_filter_bar=False,
    needs_data=False,
)
