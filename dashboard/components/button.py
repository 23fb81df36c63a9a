"""Buttons: one main action a view, ordinary ones, and quiet ones at the head of a panel."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard.components.icon import icon
from dashboard.ids import CHART
from data.i18n import Words


def link_button(text: str, href: str, *, main: bool = False, icon_name: str = "") -> html.A:
    """A link that looks like a button."""
    content: list[Any] = [icon(icon_name), text] if icon_name else [text]
    return html.A(content, href=href, className="btn-1" if main else "btn-2")


def file_link(text: str, href: str, icon_name: str = "download") -> html.A:
    """A quiet button that takes a file away (CSV, XLSX) from a route of the server."""
    return html.A([icon(icon_name), text], href=href, className="quiet", **{"data-file": "1"})


def print_button(words: Words) -> html.Button:
    """Prints the page, just as Ctrl-P does."""
    return html.Button(
        [icon("printer"), words("common.print")],
        type="button",
        className="quiet",
        **{"data-act": "print"},
    )


def copy_link_button(words: Words) -> html.Button:
    """Copies the address of this very view."""
    return html.Button(
        [icon("link-45deg"), words("common.link")],
        type="button",
        className="quiet",
        title=words("common.copy_link"),
        **{"data-act": "copy-link", "data-done": words("common.link_copied")},
    )


def copy_text_button(text: str, source: str, done: str, *, main: bool = False) -> html.Button:
    """Copies the words of the element with the id `source`; `done` is said aloud afterwards."""
    return html.Button(
        [icon("copy"), text],
        type="button",
        className="btn-1" if main else "btn-2",
        **{"data-act": "copy-text", "data-from": source, "data-done": done},
    )


def picture_button(words: Words, chart: str, title: str, note: str) -> html.Span:
    """Saves a chart as PNG or SVG with its finding, the selection, the day and the source written on it."""
    return html.Span(
        [
            _picture(words, chart, title, note, "png", words("common.picture")),
            _picture(words, chart, title, note, "svg", "SVG"),
        ],
        className="pictures",
    )


def _picture(words: Words, chart: str, title: str, note: str, form: str, name: str) -> html.Button:
    return html.Button(
        [icon("download"), html.Span(name)],
        type="button",
        className="quiet",
        title=words(f"common.save_picture_{form}"),
        **{
            "data-act": "picture",
            # Dash writes the id of a pattern as JSON with sorted keys
            "data-chart": f'{{"name":"{chart}","type":"{CHART}"}}',
            "data-title": title,
            "data-note": note,
            "data-name": chart,
            "data-form": form,
        },
    )
