"""Доступність: which standard the product is made to, what was checked and how, what is known to fall short."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from dash.development.base_component import Component

from dashboard import html, links
from dashboard.components.panel import panel
from dashboard.components.typography import nbsp
from dashboard.context import Page, View

# the version that tests/support/axe holds; a test compares them
AXE_VERSION: Final = "4.14.1"
CHECKS: Final = ("axe", "keyboard", "zoom", "spacing", "contrast", "forced", "told")
KEYS: Final = ("tab", "skip", "enter", "escape", "search", "table", "meeting")
LIMITS: Final = ("people", "charts", "documents", "grid", "pdf", "language")


def layout(view: View) -> list[Component]:
    """The statement: standard, checks, keys, known limits, and whom to tell."""
    words = view.words
    standard = panel(
        words("access.standard"),
        html.P(nbsp(words("access.standard_what"))),
        html.P(nbsp(words("access.standard_law")), className="small"),
        class_name="told",
    )
    return [
        html.H1(nbsp(words("access.answer")), className="answer"),
        html.P(nbsp(words("access.sub")), className="sub"),
        html.Div(
            [
                html.Div(
                    [standard, _list(view, "keys", "key", KEYS), _contact(view)],
                    className="column",
                ),
                html.Div(
                    [
                        _list(view, "checks", "check", CHECKS),
                        _list(view, "limits", "limit", LIMITS),
                    ],
                    className="column",
                ),
            ],
            className="grid c66",
        ),
    ]


def _list(view: View, title: str, kind: str, names: tuple[str, ...]) -> html.Section:
    words = view.words
    items = [html.Li(nbsp(words(f"access.{kind}_{name}", axe=AXE_VERSION))) for name in names]
    return panel(words(f"access.{title}"), html.Ul(items), class_name="told")


def _contact(view: View) -> html.Section:
    """Who answers for this server, if its operator has said so; nobody is invented."""
    words, settings = view.words, view.services.settings
    parts: list[str | Component] = []
    if settings.publisher or settings.publisher_contact:
        named = (settings.publisher, settings.publisher_contact)
        parts.append(", ".join(name for name in named if name))
    if settings.publisher_email:
        address = links.safe_url(f"mailto:{quote(settings.publisher_email, safe='@')}")
        parts += [" · " if parts else "", html.A(settings.publisher_email, href=address)]
    told = html.P(parts) if parts else html.P(nbsp(words("access.contact_none")), className="mut")
    asked = html.P(nbsp(words("access.contact_what")))
    return panel(words("access.contact"), *([asked] if parts else []), told, class_name="told")


PAGE: Final = Page(
    path=links.ACCESS,
    title_key="access.title",
    layout=layout,
    filters=(),
    in_menu=False,
    has_filter_bar=False,
    needs_data=False,
)
