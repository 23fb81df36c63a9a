"""Charts as pictures, PNG or SVG, with the finding, the selection, the day and the source written on them."""

from __future__ import annotations

from dash.development.base_component import Component

from dashboard import html
from dashboard.components.icon import icon
from dashboard.context import View
from dashboard.ids import CHART
from dashboard.names import as_of_phrase, describe_selection

FORMS = ("png", "svg")


def chart_picture(view: View, chart: str, title: str, counted: str = "") -> html.Span:
    """Saves one Plotly chart under its finding; `counted` says what it counts where its picture alone does not."""
    # Dash writes the id of a pattern as JSON with sorted keys
    drawn = {"data-chart": f'{{"name":"{chart}","type":"{CHART}"}}', "data-title": title}
    return _buttons(view, "picture", chart, source_note(view, counted), drawn)


def panel_picture(view: View, name: str) -> html.Span:
    """Saves the whole panel or section the buttons stand in: charts of several parts, of HTML or of Plotly."""
    return _buttons(view, "panel-picture", name, source_note(view), {})


def picture_key(key: Component) -> html.Div:
    """The key of a chart whose page explains its signs elsewhere; it is seen on the picture alone."""
    return html.Div(key, className="picture-only")


def source_note(view: View, counted: str = "") -> str:
    """«Станом на 31.01.2018 · Рік: 2017 · Джерело: Монітор ПВУ, версія даних 5»; made-up data are named first."""
    words = view.words
    told = [words("shell.demo")] if view.demo[0] else []
    told += [counted] if counted else []
    return words(
        "common.source_note",
        title=" · ".join([*told, as_of_phrase(words, view.as_of)]),
        selection=describe_selection(view),
        version=view.snapshot.version,
    )


def _buttons(view: View, act: str, name: str, note: str, drawn: dict[str, str]) -> html.Span:
    words = view.words
    shown = {"png": words("common.picture"), "svg": "SVG"}
    buttons = [
        html.Button(
            [icon("download"), html.Span(shown[form])],
            type="button",
            className="quiet",
            title=words(f"common.save_picture_{form}"),
            **{
                "data-act": act,
                "data-note": note,
                "data-name": name,
                "data-form": form,
                **drawn,
            },
        )
        for form in FORMS
    ]
    return html.Span(buttons, className="pictures")
